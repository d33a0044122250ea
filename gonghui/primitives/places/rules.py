"""What follows from hours, signs and reports; pure functions, no database and no clock."""

from collections.abc import Iterable

from gonghui.kernel.text import fold
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _

from . import refusals
from .facilities import BY_CODE

MOST_PERSONS = 100_000
MOST_AREA = 10_000_000


def words(text: str, *, what: str, limit: int, needed: bool = False) -> str:
    """Folded text. Raises PlaceMissing, PlaceTooLong."""
    folded = fold(text)
    if needed and not folded:
        raise refusals.PlaceMissing(what=Word(what))
    if len(folded) > limit:
        raise refusals.PlaceTooLong(what=Word(what), length=len(folded), limit=limit)
    return folded


def facility_codes(codes: Iterable[str]) -> list[str]:
    """Known codes, each once, in the order of the table. Raises UnknownFacility."""
    wanted = set(codes)
    for code in wanted:
        if code not in BY_CODE:
            raise refusals.UnknownFacility(text=str(code)[:24])
    return [code for code in BY_CODE if code in wanted]


def count(number: int | None, *, what: str = _("容纳人数"), most: int = MOST_PERSONS) -> int | None:
    """A whole number from 1, or None for not counted. Raises BadCapacity."""
    if number is not None and not 1 <= number <= most:
        raise refusals.BadCapacity(what=Word(what), number=number, most=most)
    return number


def star(number: int) -> int:
    """0 to 5. Raises BadStar."""
    if not 0 <= number <= 5:
        raise refusals.BadStar(star=number)
    return number
