"""A refusal in the reader's words: what, why, how to mend it, whom to ask."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from gonghui.kernel.dates import day
from gonghui.kernel.refusals import Kind, Refused, said
from gonghui.kernel.words import Word

from .moments import moment
from .scripts import in_script


@dataclass(frozen=True, slots=True)
class Manner:
    """How a kind of no is answered: HTTP status, heading, icon."""

    status: int
    heading: str
    icon: str


MANNERS = {
    Kind.INVALID: Manner(422, _("这里要改一下"), "edit"),
    Kind.FORBIDDEN: Manner(403, _("没有这项权限"), "lock"),
    Kind.UNKNOWN: Manner(404, _("没有找到"), "search"),
    Kind.CONFLICT: Manner(409, _("现在办不了"), "alert-circle"),
    Kind.GONE: Manner(410, _("已经结束"), "clock"),
    Kind.TOO_MANY: Manner(429, _("操作太频繁"), "hourglass"),
    Kind.BUSY: Manner(503, _("现在人多"), "hourglass"),
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A refusal translated, its fields filled; what the refusal templates and the API show."""

    kind: str
    status: int
    heading: str
    icon: str
    code: str
    says: str
    mend: str
    rule: str
    ask: str
    facts: dict[str, object] = field(default_factory=dict)


def speak(refusal: Refused) -> Spoken:
    """Translate `refusal` into the active language; halls and goods, not people's names, into its script."""
    manner = MANNERS[refusal.kind]
    facts = {name: shown(value) for name, value in refusal.facts.items()}
    language = get_language() or ""
    words = {k: in_script(v, language) if isinstance(v, str) and k != "name" else v for k, v in facts.items()}
    return Spoken(
        kind=refusal.kind.value,
        status=manner.status,
        heading=gettext(manner.heading),
        icon=manner.icon,
        code=refusal.code,
        says=fill(refusal.says, words),
        mend=fill(refusal.mend, words),
        rule=fill(refusal.rule, words),
        ask=gettext("工会服务热线 %(number)s") % {"number": settings.HOTLINE},
        facts=facts,
    )


def fill(sentence: str, facts: dict[str, object]) -> str:
    if not sentence:
        return ""
    return gettext(sentence) % facts if facts else gettext(sentence)


def shown(value: object) -> object:
    """A fact as people read it: our own words translated, times as said, amounts and rates as their values show."""
    if isinstance(value, Word):
        return gettext(value)
    if isinstance(value, tuple):
        return said(tuple(shown(one) for one in value))
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if hasattr(value, "shown"):
        return value.shown
    return value if isinstance(value, bool | int | float | list | dict) else str(value)
