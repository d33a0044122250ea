"""Money in fen: a whole number that knows how people write and read it."""

import re
from decimal import Decimal
from typing import NoReturn

from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold
from gonghui.kernel.words import gettext_noop as _

LARGEST_YUAN = 100_000_000_000  # a hundred billion; anything above is a slip of the keyboard
PLAIN = re.compile(r"([+-]?)(\d+)(?:\.(\d*))?")
GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
SCIENTIFIC = re.compile(r"[+-]?\d+(?:\.\d*)?E[+-]?\d+", re.IGNORECASE)
CURRENCY = re.compile(r"^(?:¥|RMB|CNY)\s*|\s*(?:元整?|圆整?)$", re.IGNORECASE)


class BadAmount(Refused):
    code = "money.bad_amount"
    says = _("“%(text)s”不是金额")
    mend = _("请填写以元为单位的数字，例如 5600 或 5,600.50")


class AmountMissing(BadAmount):
    code = "money.missing"
    says = _("没有填写金额")


class AmountZero(BadAmount):
    code = "money.zero"
    says = _("金额是 0")
    mend = _("请填写大于 0 的金额")


class AmountNegative(BadAmount):
    code = "money.negative"
    says = _("金额“%(text)s”是负数")
    mend = _("请填写大于 0 的金额；要退款或冲正，请取消原来那一笔")


class AmountTooFine(BadAmount):
    code = "money.too_fine"
    says = _("金额“%(text)s”精确到了分以下")
    mend = _("请最多保留两位小数，例如 5600.50")


class AmountScientific(BadAmount):
    code = "money.scientific"
    says = _("金额“%(text)s”被表格变成了科学计数法")
    mend = _("请把这一格设为“数值”格式、两位小数，再重新填写")


class AmountGrouping(BadAmount):
    code = "money.grouping"
    says = _("金额“%(text)s”里逗号的位置不对，看不出是多少")
    mend = _("千位用逗号、小数用点，例如 5,600.50；也可以不写逗号")


class AmountTooLarge(BadAmount):
    code = "money.too_large"
    says = _("金额“%(text)s”大得不合理")
    mend = _("请检查是否多写了数字，单位是元")


class Fen(int):
    """An amount in fen. Sums, differences and whole multiples stay Fen; it is never divided or made a float."""

    __slots__ = ()

    @classmethod
    def from_yuan(cls, text: str | int | float | Decimal, *, allow_zero: bool = False) -> "Fen":
        """What a person wrote, in yuan: "5,600", "￥5600.5", "５６００元", or a spreadsheet's number.

        Raises BadAmount: empty, words, zero (unless allowed), negative, below a fen, scientific, misplaced commas.
        """
        written = fold(format(text, "f") if isinstance(text, Decimal) else str(text))
        bare = CURRENCY.sub("", CURRENCY.sub("", written)).replace("−", "-").strip()
        if not bare:
            raise AmountMissing()
        amount = cls(_fen(bare, written[:40]))
        if amount < 0:
            raise AmountNegative(text=written[:40])
        if amount == 0 and not allow_zero:
            raise AmountZero()
        return amount

    @property
    def yuan(self) -> str:
        """Plain decimal text for machines and spreadsheets: "5600.00"."""
        whole, cents = divmod(abs(int(self)), 100)
        return f"{'-' if self < 0 else ''}{whole}.{cents:02}"

    @property
    def shown(self) -> str:
        """For people, without a currency sign: "5,600.00"."""
        whole, cents = divmod(abs(int(self)), 100)
        return f"{'-' if self < 0 else ''}{whole:,}.{cents:02}"

    def __str__(self) -> str:
        return self.shown

    def __repr__(self) -> str:
        return f"Fen({int(self)})"

    def __add__(self, other: int) -> "Fen":
        return Fen(int(self) + other) if _whole(other) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other: int) -> "Fen":
        return Fen(int(self) - other) if _whole(other) else NotImplemented

    def __rsub__(self, other: int) -> "Fen":
        return Fen(other - int(self)) if _whole(other) else NotImplemented

    def __mul__(self, times: int) -> "Fen":
        if isinstance(times, Fen):
            raise TypeError("an amount is not multiplied by an amount")
        return Fen(int(self) * times) if _whole(times) else NotImplemented

    __rmul__ = __mul__

    def __neg__(self) -> "Fen":
        return Fen(-int(self))

    def __abs__(self) -> "Fen":
        return Fen(abs(int(self)))

    def __truediv__(self, other: object) -> NoReturn:
        raise TypeError("an amount is not divided; for a share use Percent.of")


def _whole(other: object) -> bool:
    """Raises TypeError for a float, which would make the amount one. What is not a number may answer for itself."""
    if isinstance(other, float | Decimal):
        raise TypeError("an amount goes with whole numbers only; for a share use Percent.of")
    return isinstance(other, int)


def _fen(bare: str, written: str) -> int:
    if SCIENTIFIC.fullmatch(bare):
        raise AmountScientific(text=written)
    if "," in bare:
        if not GROUPED.fullmatch(bare):
            raise (AmountGrouping if PLAIN.fullmatch(bare.replace(",", "")) else BadAmount)(text=written)
        bare = bare.replace(",", "")
    found = PLAIN.fullmatch(bare)
    if not found or not bare.isascii():
        raise BadAmount(text=written)
    sign, whole, cents = found[1], found[2].lstrip("0") or "0", (found[3] or "").rstrip("0")
    if len(cents) > 2:
        raise AmountTooFine(text=written)
    if len(whole) > 12 or int(whole) > LARGEST_YUAN:
        raise AmountTooLarge(text=written)
    return (-1 if sign == "-" else 1) * (int(whole) * 100 + int(cents.ljust(2, "0")))
