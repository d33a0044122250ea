"""Who acts: the value every action receives as `by=`, so that nothing depends on an ambient user."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caller:
    """The person behind an act, and where the act came from.

    `person` is None for the system itself (the worker, a command) and for visitors.
    `origin` names the way in: "page 10.0.0.7", "api 10.0.0.7", "gate", "cli", "worker".
    """

    person: uuid.UUID | None
    name: str
    origin: str


SYSTEM = Caller(person=None, name="系统", origin="worker")
