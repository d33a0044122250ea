"""Who acts: the value every action receives as `by=`, so that nothing depends on an ambient user."""

import uuid
from dataclasses import dataclass

from .words import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Caller:
    """The person behind an act, and where the act came from.

    `person` is None for the system itself (the worker, a command) and for visitors; `name` is then a word of ours,
    stored as it stands here and translated for whoever reads it.
    `origin` names the way in: "page 10.0.0.7", "api 10.0.0.7", "gate", "cli", "worker".
    `device` is what a browser keeps to be recognised by when it signs in; programs and commands have none.
    """

    person: uuid.UUID | None
    name: str
    origin: str
    device: str = ""


SYSTEM = Caller(person=None, name=_("系统"), origin="worker")
