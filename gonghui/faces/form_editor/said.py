"""What the editor's pages say of a question, and what of the draft they were sent."""

from django.http import Http404
from django.utils.translation import gettext as _

from gonghui.faces.requests import Request
from gonghui.kernel.money import Fen
from gonghui.primitives.forms.fields import TODAY, YES, Definition, Field, Kind
from gonghui.primitives.forms.speaking import NO_SAYS, YES_SAYS


def seen(request: Request) -> int:
    """The revision that the page was made of; one that never was, when none is said."""
    told = request.POST.get("seen", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 9 else -1


def question(definition: Definition, key: str) -> Field:
    """Raises Http404."""
    found = definition.get(key)
    if found is None:
        raise Http404
    return found


def answer(field: Field, code: str) -> str:
    """One of the answers by which a question can decide."""
    if field.kind is Kind.YES_NO:
        return _(YES_SAYS) if code == YES else _(NO_SAYS)
    return field.choice_label(code)


def condition(field: Field, definition: Definition) -> str:
    """ "家里有人生病吗：是", "" for a question that is always asked."""
    if field.show_if is None:
        return ""
    source = definition[field.show_if.key]
    return f"{source.label}：{'、'.join(answer(source, code) for code in field.show_if.any_of)}"


def limits(field: Field) -> str:
    """ "2–40", "≤ 3,000.00"; "" without any."""
    if field.kind is Kind.DATE:
        least, most = day(field.earliest), day(field.latest)
    else:
        least, most = _number(field, field.least), _number(field, field.most)
    if least and most:
        return f"{least}–{most}"
    return f"≥ {least}" if least else f"≤ {most}" if most else ""


def day(limit: str) -> str:
    return _("当天") if limit == TODAY else limit


def _number(field: Field, limit: int | float | None) -> str:
    if limit is None:
        return ""
    return Fen(int(limit)).shown if field.kind is Kind.MONEY else str(limit)
