"""Template tags of the component kit: amounts, times, codes, icons and the form key, shown one way everywhere."""

import uuid
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import segno
from django import template
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from gonghui.faces import moments, services
from gonghui.faces.persons import known_persons
from gonghui.faces.scripts import in_script, sentence
from gonghui.faces.speech import MANNERS
from gonghui.kernel import code128, codes
from gonghui.kernel.money import Fen
from gonghui.kernel.percent import Percent
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people.models import Person
from gonghui.primitives.people.rules import mask_name

register = template.Library()
SPRITE = "vendor/tabler-icons-3.51.0/sprite.svg"


@register.filter
def fen(amount: int | None) -> str:
    """600000 -> 6,000.00"""
    return "" if amount is None else Fen(amount).shown


@register.filter
def yuan(amount: int | None) -> str:
    """600000 -> 6,000; 600050 -> 6,000.50: a round sum in running text."""
    return fen(amount).removesuffix(".00")


@register.filter
def percent(rate: Percent | int | None) -> str:
    """Basis points or a Percent -> 12.5%"""
    if rate is None:
        return ""
    return (rate if isinstance(rate, Percent) else Percent(rate)).shown


@register.filter
def when(at: datetime | None) -> str:
    """今天 14:00"""
    return moments.moment(at) if at else ""


@register.filter
def day(on: date | datetime | None) -> str:
    """11月28日 周六"""
    return moments.full_day(on) if on else ""


@register.filter
def clock(at: datetime | None) -> str:
    """14:00"""
    return moments.clock(timezone.localtime(at)) if at else ""


@register.filter
def until(starts: datetime, ends: datetime) -> str:
    """今天 14:00–15:00"""
    return moments.span(starts, ends)


@register.filter
def code(text: str | None) -> str:
    """A public code in groups: K7M-2PX-9QR4"""
    return codes.shown(text) if text else ""


@register.filter
def masked(value: Person | str | None) -> str:
    """林**; a number keeps its first three and last four."""
    if not value:
        return ""
    if isinstance(value, Person):
        return mask_name(value.name)
    text = str(value)
    return f"{text[:3]}****{text[-4:]}" if text.lstrip("+").isdigit() and len(text) > 7 else mask_name(text)


@register.simple_tag(takes_context=True)
def person_link(context: dict[str, Any], person: Person) -> str:
    """林**, leading to the person's page for whoever may open it."""
    url = known_persons([person], context["request"]).get(person, "")
    return format_html('<a class="k-link" href="{}">{}</a>', url, masked(person)) if url else masked(person)


@register.filter
def doer(entry: Entry) -> str:
    """Who did it: a person's name as it is; 系统, 访客, 命令行 are words of ours and translated."""
    return entry.by_name if entry.by_person or not entry.by_name else gettext(entry.by_name)


@register.filter
def said(words: str) -> str:
    """A zh-Hans source sentence held in data (a service's name, a menu entry), in the reader's language."""
    return sentence(words)


@register.filter
def script(text: str | None) -> str:
    """What staff wrote (titles, notices), in the reader's script. Not for names of persons: 范 stays 范."""
    return in_script(str(text), translation.get_language() or "") if text else ""


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite; silent to screen readers unless it has a label of its own."""
    return _icon(name, str(label))


icon.same_for_all = True  # type: ignore[attr-defined]  to all who read one script: see faces.assembly


@lru_cache(maxsize=512)
def _icon(name: str, label: str) -> SafeString:
    """Remembered: a page has some fifty, which were a millisecond of it."""
    voice = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="icon" {}><use href="{}#{}"></use></svg>', voice, static(SPRITE), name)


@register.simple_tag
def qr(text: str, label: str = "") -> SafeString:
    """A QR code as inline SVG, scaled by CSS."""
    drawing = segno.make(text, error="m", micro=False).svg_inline(omitsize=True, border=2, svgclass="qr")
    label = label or gettext("二维码")
    drawing = drawing.replace("<svg ", format_html('<svg role="img" aria-label="{}" ', label), 1)
    return mark_safe(drawing)  # noqa: S308  segno draws it; the text itself is only in the modules


@register.simple_tag
def barcode(code: str) -> SafeString:
    """A code of letters and digits as bars that every desk's scanner reads, as wide and high as CSS makes it."""
    drawn, wide = code128.bars(code)
    path = "".join(f"M{at} 0h{width}v40h-{width}z" for at, width in drawn)
    return format_html(
        '<svg class="barcode" role="img" aria-label="{} {}" viewBox="0 0 {} 40" preserveAspectRatio="none"'
        ' shape-rendering="crispEdges"><path d="{}"/></svg>',
        gettext("条码"), code, wide, path,
    )  # fmt: skip


@register.simple_tag
def once() -> SafeString:
    """The hidden key by which a form acts once, however often its button is pressed."""
    return format_html('<input type="hidden" name="key" value="{}">', uuid.uuid4())


@register.simple_tag
def manners() -> list[dict[str, object]]:
    """How each kind of no is headed: for a page that shows the API's refusals itself."""
    return [
        {"status": manner.status, "heading": gettext(manner.heading), "icon": manner.icon}
        for manner in MANNERS.values()
    ]


@register.simple_tag
def bar(value: int, total: int, label: str = "") -> SafeString:
    """How much of a whole: an SVG bar (no style attribute under the CSP)."""
    share = 0 if not total else round(min(max(int(value) / int(total), 0), 1) * 100, 1)
    return format_html(
        '<svg class="k-bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="k-bar-whole" width="100" height="6" rx="3"/>'
        '<rect class="k-bar-part" width="{}" height="6" rx="3"/>'
        "</svg>",
        label or f"{value} / {total}",
        share,
    )


@register.filter
def clock_seconds(at: datetime) -> str:
    """14:03:20"""
    return timezone.localtime(at).strftime("%H:%M:%S")


@register.filter
def act(name: str) -> str:
    """A journal act in words: fairs.publish -> 发布专场; an act nobody named keeps its code."""
    return gettext(services.product().acts.get(name, name))
