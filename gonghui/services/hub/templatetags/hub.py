"""How rooms and their bookings are shown: states, kinds, and the drawings of a day and a month."""

from datetime import date, datetime

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from gonghui.faces import moments
from gonghui.faces.scripts import in_script
from gonghui.primitives.places.facilities import BY_CODE
from gonghui.services.hub.models import RoomBooking

from .. import rules, words
from ..pages import kinds
from ..pages.availability import Cell
from ..pages.calendar_pages import MonthDay

register = template.Library()


@register.filter
def state_of(held: RoomBooking, now: datetime) -> str:
    return held.state(now)


@register.filter
def state_word(state: str) -> str:
    """等审核, 已订, …"""
    return gettext(words.state_in_words(state))


@register.filter
def state_tone(state: str) -> str:
    """The tone of its badge."""
    return words.STATES.get(state, ("", ""))[1]


@register.filter
def kind_word(kind: str) -> str:
    """茶室, 会议室, …"""
    return gettext(kinds.name_of(kind))


@register.filter
def kind_icon(kind: str) -> str:
    return kinds.icon_of(kind)


@register.filter
def equipment_word(code: str) -> str:
    """投影, 白板, …"""
    return gettext(BY_CODE[code].name) if code in BY_CODE else code


@register.filter
def weekday(on: date) -> str:
    """周四"""
    return moments.weekday(on)


@register.filter
def month_word(first: date) -> str:
    """2026年5月"""
    return gettext("%(year)s年%(month)s月") % {"year": first.year, "month": first.month}


@register.filter
def lasting(minutes: int) -> str:
    """90 分钟, 2 小时, in the reader's script."""
    return in_script(rules.duration(minutes).strip(), get_language() or "")


@register.simple_tag
def day_bar(cells: list[Cell]) -> SafeString:
    """A room's day as a bar (no style attribute under the CSP); what is free stands beside it in words."""
    whole = sum(cell.quarters for cell in cells) or 1
    parts, at = [], 0
    for cell in cells:
        parts.append(f'<rect class="h-{cell.what}" x="{at}" width="{cell.quarters}" height="6"/>')
        at += cell.quarters
    box = f'viewBox="0 0 {whole} 6" preserveAspectRatio="none" aria-hidden="true"'
    return mark_safe(f'<svg class="h-bar" {box}>{"".join(parts)}</svg>')  # noqa: S308 - numbers and names of ours


@register.simple_tag
def month_row(days: list[MonthDay]) -> SafeString:
    """A room's month as table cells: hours booked, a tone for how full. One call, not thirty tags, a room."""
    return mark_safe("".join(map(_month_cell, days)))  # noqa: S308 - numbers of ours


def _month_cell(day: MonthDay) -> str:
    if day.level == 5:
        return '<td class="h-l5">–</td>'
    booked, rest = divmod(day.booked, 60)
    text = f"{booked}{'½' if rest == 30 else '+' if rest else ''}" if day.booked else ""
    return f'<td class="h-l{day.level}">{text}</td>'
