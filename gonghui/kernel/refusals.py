"""A named no. Rules and actions raise it; only the faces turn it into a page, a status and a language."""

from enum import Enum


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
    """

    kind: Kind = Kind.INVALID
    code: str = "refused"
    says: str = ""
    mend: str = ""
    rule: str = ""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """The refusal in the source language (zh-Hans), fields filled."""
        return self.says % self.facts if self.facts else self.says
