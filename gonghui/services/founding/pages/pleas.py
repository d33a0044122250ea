"""What a plea says, for those who may read it."""

import json
from dataclasses import dataclass
from datetime import datetime

from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.keys import keyring

from ..models import Plea

LOOKS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class PleaWords:
    """What a worker writes: where they work, how many work there, what is the matter, how to be reached safely."""

    employer: str
    headcount: str = ""
    text: str = ""
    reach: str = ""


def words_of(plea: Plea) -> PleaWords | None:
    """None once it was withdrawn."""
    return PleaWords(**_opened(plea, plea.sealed)) if plea.sealed else None


def answer_of(plea: Plea) -> str:
    return _opened(plea, plea.answer_sealed)["answer"] if plea.answer_sealed else ""


def context_of(plea: Plea) -> str:
    """What its words are sealed for."""
    return f"founding.Plea:{plea.pk}"


def _opened(plea: Plea, sealed: bytes) -> dict[str, str]:
    opened: dict[str, str] = json.loads(keyring().unseal(bytes(sealed), context=context_of(plea)))
    return opened


def looks_at(plea: Plea) -> list[datetime]:
    """When officers opened it, the latest first."""
    return [entry.at for entry in journal.entries_of(plea).filter(act="founding.look")[:LOOKS_SHOWN]]
