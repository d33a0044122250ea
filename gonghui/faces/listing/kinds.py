"""Kinds of cells: how a value is shown on the page, and what stands in the workbook for it."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias

from django.db.models import Choices
from django.template.loader import get_template
from django.utils import timezone
from django.utils.functional import Promise, lazy
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from gonghui.faces import moments
from gonghui.faces.pieces import MARK
from gonghui.faces.scripts import sentence
from gonghui.faces.templatetags import kit
from gonghui.kernel.money import Fen
from gonghui.kernel.percent import Percent
from gonghui.kernel.window import Window
from gonghui.primitives import clock

Words: TypeAlias = str | Promise  # a lazy sentence, or a zh-Hans source sentence held in data


@dataclass(frozen=True, slots=True)
class Kind:
    """How a column's values are shown and kept. Neither is asked about None or "": such a cell is empty.

    `show` answers the inside of a cell as safe markup; `file` a value that the workbook keeps in its own type (number,
    Fen, Percent, date, datetime; else text). `number`: right-aligned, in figures of one width. `look` is a class of the
    cell. With `parts` the value takes several columns in the workbook, so called; `file` then answers as many values.
    """

    show: Callable[[Any], str]
    file: Callable[[Any], Any]
    number: bool = False
    look: str = ""
    parts: tuple[Words, ...] = ()


def said(words: Words) -> str:
    """Lazy words, or a source sentence, in the reader's language."""
    return str(words) if isinstance(words, Promise) else sentence(words)


def _filled(words: Words, facts: Mapping[str, object]) -> str:
    return said(words) % facts


def filled(words: Words, **facts: object) -> Promise:
    """Words with figures of a rule in them, translated and filled when they are shown."""
    later: Promise = lazy(_filled, str)(words, facts)
    return later


def as_it_is(value: Any) -> Any:
    return value


def shown_by(filter_: Callable[[Any], str]) -> Callable[[Any], str]:
    """A filter of the kit, made safe."""
    return lambda value: escape(filter_(value))


TEXT = Kind(escape, str)
MONO = replace(TEXT, look="k-mono")  # codes that are read letter by letter
WRITTEN = Kind(shown_by(kit.script), kit.script)  # what staff wrote, in the reader's script; never a person's name
SAID = Kind(shown_by(said), said)  # a source sentence held in data
NUMBER = Kind(escape, as_it_is, number=True)
MONEY = Kind(shown_by(kit.fen), Fen, number=True)
PERCENT = Kind(
    shown_by(kit.percent), lambda rate: rate if isinstance(rate, Percent) else Percent(rate), number=True
)  # of basis points, or a Percent
WHEN = Kind(shown_by(kit.when), as_it_is)
DAY = Kind(shown_by(kit.day), lambda on: timezone.localtime(on).date() if isinstance(on, datetime) else on)
MASKED = Kind(shown_by(kit.masked), kit.masked)  # a person, a name or a telephone number
CODE = Kind(shown_by(kit.code), kit.code, look="k-mono")  # K7M-2PX-9QR4


def ends_of(value: Any) -> tuple[datetime, datetime]:
    """Of a Window, or of a pair of moments."""
    return (value.starts, value.ends) if isinstance(value, Window) else value


SPAN = Kind(lambda value: escape(moments.span(*ends_of(value))), ends_of, parts=(_("开始"), _("结束")))


def deadline(due: datetime) -> str:
    """A moment by which, with how long is left; or that it is past."""
    moment = escape(moments.moment(due))
    if due <= clock.now():
        return f"{moment} {badge(gettext('已超时'), 'bad')}"
    return f'{moment} <time class="k-under" data-until="{due.isoformat()}" datetime="{due.isoformat()}"></time>'


DUE = Kind(deadline, as_it_is)


def badge(text: str, tone: str = "") -> SafeString:
    """A state in one word, as kit/badge.html draws it; nothing for no word."""
    if not text:
        return SafeString()
    before, after = around("kit/badge.html", tone)
    return mark_safe(f"{before}{escape(text)}{after}")  # noqa: S308 - the kit's own markup around escaped text


@functools.lru_cache(maxsize=32)
def around(template: str, tone: str) -> tuple[str, str]:
    """What stands before and after the text in that part of the kit: drawn once a process, not once a cell."""
    before, _mark, after = get_template(template).render({"text": MARK, "tone": tone}).partition(MARK)
    return before, after


def states(words: Mapping[Any, tuple[Words, str]] | type[Choices], tones: Mapping[Any, str] | None = None) -> Kind:
    """A badge for each value: `words` say its word and tone, as in {"asked": (_("等审核"), "warn")}.

    Of a model's choices the labels are the words; `tones` then says those that have one. An unknown value is its own
    word. The workbook has the word.
    """
    if isinstance(words, type):
        words = {value: (label, (tones or {}).get(value, "")) for value, label in words.choices}
    known = dict(words)

    @functools.lru_cache(maxsize=8)
    def cells(_language: str | None) -> dict[Any, tuple[str, str]]:
        """The word and the badge of each value, translated once a language."""
        return {value: (said(word), badge(said(word), tone)) for value, (word, tone) in known.items()}

    def cell(value: Any) -> tuple[str, str]:
        return cells(get_language()).get(value) or (str(value), badge(str(value)))

    return Kind(lambda value: cell(value)[1], lambda value: cell(value)[0])


__all__ = [
    "CODE", "DAY", "DUE", "MASKED", "MONEY", "MONO", "NUMBER", "PERCENT", "SAID", "SPAN", "TEXT", "WHEN", "WRITTEN",
    "Kind", "Words", "badge", "said", "states",
]  # fmt: skip
