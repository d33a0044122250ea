"""Exact percentages in basis points (hundredths of a percent)."""

import re
from dataclasses import dataclass
from decimal import Decimal, DecimalException

from gonghui.kernel.money import Fen
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold
from gonghui.kernel.words import gettext_noop as _

WHOLE = 10_000  # basis points
WRITTEN = re.compile(r"([+-]?)(\d{1,9})(?:\.(\d*))?( ?%)?", re.ASCII)


class BadPercent(Refused):
    code = "percent.bad_percent"
    says = _("“%(text)s”不是百分比")
    mend = _("请填写百分比，例如 %(example)s")

    def __init__(self, **facts: object) -> None:
        # The example is a fact, so that no sentence holds a bare % for translators to trip over.
        super().__init__(**{"example": "12.5%", **facts})


class PercentMissing(BadPercent):
    code = "percent.missing"
    says = _("没有填写百分比")


class PercentTooFine(BadPercent):
    code = "percent.too_fine"
    says = _("百分比“%(text)s”的小数超过了两位")
    mend = _("请最多保留两位小数，例如 %(example)s")


class PercentUnclear(BadPercent):
    code = "percent.unclear"
    says = _("看不出“%(text)s”是小数还是百分比")
    mend = _("请带上百分号重写，例如 %(example)s")


class PercentOutOfRange(BadPercent):
    code = "percent.out_of_range"
    says = _("%(text)s 不在 %(least)s 到 %(most)s 之间")
    mend = _("请填写 %(least)s 到 %(most)s 之间的百分比")


@dataclass(frozen=True, slots=True, order=True)
class Percent:
    """A share from 0 % to 100 %, in basis points. Raises PercentOutOfRange."""

    basis_points: int

    def __post_init__(self) -> None:
        if not 0 <= self.basis_points <= WHOLE:
            raise PercentOutOfRange(text=_shown(self.basis_points), least=_shown(0), most=_shown(WHOLE))

    @classmethod
    def parse(cls, text: str, *, least: "Percent | None" = None, most: "Percent | None" = None) -> "Percent":
        """ "30%", "30", "12.5 ％": a number without a sign is a percentage too, but 0.3 alone is unclear.

        Raises BadPercent, and PercentOutOfRange outside `least` to `most` (both included).
        """
        written = fold(str(text)).replace("﹪", "%")
        if not written:
            raise PercentMissing()
        found = WRITTEN.fullmatch(written)
        if not found:
            raise BadPercent(text=written[:20])
        sign, whole, rest, signed = found[1], found[2], (found[3] or "").rstrip("0"), found[4]
        if not signed and int(whole) == 0 and rest:
            raise PercentUnclear(text=written[:20], example=_example(rest))
        if len(rest) > 2:
            raise PercentTooFine(text=written[:20])
        points = int(whole) * 100 + int(rest.ljust(2, "0"))
        return _within(-points if sign == "-" else points, least, most)

    @classmethod
    def from_fraction(
        cls, fraction: float | str | Decimal, *, least: "Percent | None" = None, most: "Percent | None" = None
    ) -> "Percent":
        """0.3 is 30 %: what a spreadsheet holds in a cell shown as a percentage. Raises BadPercent."""
        try:
            points = Decimal(str(fraction)) * WHOLE
        except DecimalException:
            raise BadPercent(text=str(fraction)[:20]) from None
        if not points.is_finite() or abs(points) > WHOLE * WHOLE:
            raise BadPercent(text=str(fraction)[:20])
        if points != int(points):
            raise PercentTooFine(text=f"{points / 100:f}%")
        return _within(int(points), least, most)

    def of(self, amount: Fen) -> Fen:
        """This share of `amount`, rounded DOWN to the fen. Raises ValueError for a negative amount."""
        if amount < 0:
            raise ValueError("a share is taken of an amount that is not negative")
        return Fen(int(amount) * self.basis_points // WHOLE)

    @property
    def shown(self) -> str:
        """ "30%" or "12.5%"."""
        return _shown(self.basis_points)

    def __str__(self) -> str:
        return self.shown


def _within(points: int, least: Percent | None, most: Percent | None) -> Percent:
    low, high = (least.basis_points if least else 0), (most.basis_points if most else WHOLE)
    if not low <= points <= high:
        raise PercentOutOfRange(text=_shown(points), least=_shown(low), most=_shown(high))
    return Percent(points)


def _shown(points: int) -> str:
    whole, rest = divmod(abs(points), 100)
    return f"{'-' if points < 0 else ''}{whole}{f'.{rest:02}'.rstrip('0') if rest else ''}%"


def _example(decimals: str) -> str:
    """What a bare 0.3 was probably meant to be."""
    return _shown(int(decimals.ljust(4, "0")[:4]))
