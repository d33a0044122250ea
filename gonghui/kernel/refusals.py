"""A named no. Rules and actions raise it; only the faces turn it into a page, a status and a language."""

import re
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from typing import Self

from gonghui.kernel import dates

FIELD = re.compile(r"%\((\w+)\)s|%%")


class Kind(Enum):
    """What sort of no it is. A face maps each kind to one HTTP status."""

    INVALID = "invalid"  # what was sent cannot be meant (422)
    FORBIDDEN = "forbidden"  # this person may not (403)
    UNKNOWN = "unknown"  # there is no such thing for this person (404)
    CONFLICT = "conflict"  # the state of things forbids it now (409)
    GONE = "gone"  # it was there and is over (410)
    TOO_MANY = "too_many"  # asked too often (429)
    BUSY = "busy"  # the system cannot just now (503)


class Refused(Exception):
    """A refusal a person can act on.

    Subclasses set `kind`, `code` (stable, dotted, for the API and the board) and three sentences marked with
    `gettext_noop`, which may hold `%(name)s` fields filled from `facts`: `says` (what and why), `mend` (what would
    make it a yes, may be empty) and `rule` (the number or source of the rule, may be empty).
    None ends in a full stop: a cell, a toast and a sentence that goes on each set their own.

    Facts reach logs and pages: never put a whole identity or mobile number into them.
    """

    kind: Kind = Kind.INVALID
    code: str = "refused"
    says: str = ""
    mend: str = ""
    rule: str = ""
    whom: object = None  # the person refused: for who counts refusals, in no sentence
    aftermath: Callable[[], object] | None = None  # an action to run once the refused act is undone: a guess is counted

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence())

    def of(self, whom: object) -> Self:
        """The same refusal, of this person."""
        self.whom = whom
        return self

    def ruled(self, rule: str) -> Self:
        """The same refusal, by this rule."""
        self.rule = rule
        return self

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions are rebuilt from their positional arguments; ours has only facts.
        return _again, (type(self), self.facts, self.rule)

    def filled(self, sentence: str) -> str:
        """`sentence` (says, mend, rule or a translation of one) with its fields filled from the facts.

        A lone % stays as it is and a field without a fact stays visible: speaking a refusal never fails.
        """
        return FIELD.sub(lambda found: said(self.facts.get(found[1], found[0])) if found[1] else "%", sentence)

    def sentence(self) -> str:
        """What it says in the source language (zh-Hans), fields filled."""
        return self.filled(self.says)

    def advice(self) -> str:
        """How to mend it in the source language, fields filled; may be empty."""
        return self.filled(self.mend)


def said(fact: object) -> str:
    """A fact inside a sentence: a day as it is said, "2026年6月1日"; several are listed: "会场、时段"."""
    if isinstance(fact, date) and not isinstance(fact, datetime):
        return dates.day(fact)
    return "、".join(map(said, fact)) if isinstance(fact, tuple) else str(fact)


def _again(cls: type[Refused], facts: dict[str, object], rule: str) -> Refused:
    return cls(**facts).ruled(rule)
