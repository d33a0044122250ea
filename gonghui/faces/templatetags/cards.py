"""`{% thing card %}`: the card of kit/card.html, which tells of its parameters.

A home has ten of them, and a template took five times as long for each.
"""

from typing import Any

from django import template
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.html import conditional_escape as safe
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from gonghui.faces import moments
from gonghui.faces.scripts import in_script

from .kit import icon

register = template.Library()


class Said:
    """What a card says, an object or a dict alike; nothing is ""."""

    def __init__(self, card: Any) -> None:
        self._said = card.get if isinstance(card, dict) else lambda name, nothing: getattr(card, name, nothing)

    def __getattr__(self, name: str) -> Any:
        return self._said(name, "") or ""


@register.simple_tag
def thing(card: Any) -> SafeString:
    """A thing in a list or on home: what, when, where, the number that matters, why not, and the next step."""
    said, script = Said(card), translation.get_language() or ""
    shut, step = said.why_not, said.act
    sign = f'<span class="k-thing-icon">{icon(said.icon)}</span>' if said.icon else ""
    badge = f" {_badge(said.badge, said.tone)}" if said.badge else ""
    title = f'<a href="{safe(said.url)}">{words(said.title, script)}</a>{badge}'
    next_step = f'<span class="k-thing-act" aria-hidden="true">{safe(step)}{icon("chevron-right")}</span>'
    return mark_safe(  # noqa: S308  every part is escaped where it is written
        f'<article class="k-card k-thing{" k-thing-shut" if shut else ""}">{sign}'
        f'<div class="k-thing-body"><h3 class="k-thing-title">{title}</h3>{_lines(said, script)}</div>'
        f"{_number(said.number, said.unit)}{next_step if step and not shut else ''}</article>"
    )


def _lines(said: Said, script: str) -> str:
    """When, by when, how long still, where, and what is to be said of it."""
    lines = []
    if said.when:
        at = moments.span(said.when, said.ends) if said.ends else moments.moment(said.when)
        lines.append(_line("clock", at))
    if said.due:
        late = _badge(_("已过期限"), "bad") if said.late else ""
        lines.append(_line("hourglass", _("%(at)s前") % {"at": moments.moment(said.due)}, late))
    if said.left:
        lines.append(_left(said.left, timezone.localtime(said.moment).isoformat()))
    if said.where:
        lines.append(_line("map-pin", words(said.where, script)))
    if said.note:
        lines.append(f'<p class="k-thing-note">{words(said.note, script)}</p>')
    if said.why_not:
        lines.append(f'<p class="k-thing-why">{icon("info-circle")}{words(said.why_not, script)}</p>')
    return "".join(lines)


def words(text: Any, script: str) -> str:
    """In the reader's script, to stand in a page."""
    return safe(in_script(str(text), script))


def _line(sign: str, text: str, more: str = "") -> str:
    return f'<p class="k-thing-line">{icon(sign)} {safe(text)} {more}</p>'


def _left(left: str, at: str) -> str:
    return f'<p class="k-thing-left">{_("还有")} <time data-until="{at}" datetime="{at}">{safe(left)}</time></p>'


def _number(number: Any, unit: Any) -> str:
    if not number:
        return ""
    code = " k-thing-code" if len(str(number)) > 7 else ""
    return format_html('<p class="k-thing-number{}"><b>{}</b><span>{}</span></p>', code, number, unit)


def _badge(text: str, tone: str) -> str:
    return get_template("kit/badge.html").render({"text": text, "tone": tone})
