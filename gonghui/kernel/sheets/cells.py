"""One cell: its text, and why it cannot be trusted when it cannot."""

import datetime as dt
import re
from dataclasses import dataclass

from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import gettext_noop as _

EXACT_DIGITS = 15  # a spreadsheet keeps no more in a number cell
SCIENTIFIC = re.compile(r"[+-]?\d(\.\d+)?[eE]\+\d{2,}")
TEXT_FORMULA = re.compile(r'="([^"]*)"')  # ="0123": how some systems keep digits as text in a CSV
FORMULA = re.compile(r"=[A-Za-z(+\-0-9$].*", re.DOTALL)
APOSTROPHE = re.compile(r"['‘’](?=[0-9A-Za-z=+@＝＋＠－-])")


class BadCell(Refused):
    code = "sheets.bad_cell"


class FormulaCell(BadCell):
    code = "sheets.formula"
    says = _("此格是公式，没有算好的值")
    mend = _("请复制这一列，用“选择性粘贴—数值”粘回原处后保存")


class ErrorCell(BadCell):
    code = "sheets.error"
    says = _("此格是错误值 %(value)s")
    mend = _("请改正公式，或直接填写内容")


class RuinedNumber(BadCell):
    code = "sheets.ruined_number"
    says = _("长数字已被表格软件改成 %(value)s，末几位已经丢失")
    mend = _("请先把这一列设为“文本”格式，再重新填写完整的号码")


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is what a person would read, trimmed. `day` and `number` are set for date and number cells.

    `shown` is set for a number that its format shows in other digits: 123 as 0000123. `spread` marks a cell that a
    merged one above it covers: it holds the same.
    """

    text: str
    number: float | None = None
    day: dt.date | None = None
    problem: BadCell | None = None
    shown: str = ""
    spread: bool = False

    def __bool__(self) -> bool:
        """False for a cell with nothing in it."""
        return bool(self.text) or self.problem is not None

    @property
    def code(self) -> str:
        """What the sheet shows, digit for digit: for codes, of which a leading zero is a part."""
        return self.shown or self.text

    @property
    def value(self) -> object:
        """What to write into a workbook so that it is read back as it was."""
        if self.shown or self.problem is not None:
            return self.code
        return self.day or (self.text if self.number is None else self.number)


EMPTY = Cell("")


def from_text(text: str) -> Cell:
    """A cell of a CSV file, or a text cell: undoes the marks that keep digits as text."""
    text = text.strip().strip("\ufeff\u200b")
    if not text:
        return EMPTY
    if text[0] == "=":
        if quoted := TEXT_FORMULA.fullmatch(text):
            return from_text(quoted[1])
        if FORMULA.fullmatch(text):
            return Cell(text, problem=FormulaCell())
    if APOSTROPHE.match(text):
        return Cell(text[1:])
    if text[0] == "#" and text.rstrip("!?") in ERRORS:
        return Cell(text, problem=ErrorCell(value=text))
    if SCIENTIFIC.fullmatch(text):
        return Cell(text, problem=RuinedNumber(value=text))
    return Cell(text)


ERRORS = {"#N/A", "#REF", "#DIV/0", "#VALUE", "#NAME", "#NUM", "#NULL", "#SPILL", "#CALC", "#GETTING_DATA"}


def from_value(value: object) -> Cell:
    """A cell of a workbook, from the value its reader gives."""
    if isinstance(value, str):
        return from_text(value)
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return from_number(float(value))
    if isinstance(value, dt.datetime):
        shown = value.isoformat(" ", "seconds") if value.time() != dt.time() else value.date().isoformat()
        return Cell(shown, day=value.date())
    if isinstance(value, dt.date):
        return Cell(value.isoformat(), day=value)
    return Cell(str(value))


def from_number(value: float) -> Cell:
    """A number cell; more digits than a spreadsheet keeps means the rest is already lost."""
    if abs(value) >= 10**EXACT_DIGITS:
        shown = f"{value:.5E}"
        return Cell(shown, number=value, problem=RuinedNumber(value=shown))
    value = float(f"{value:.{EXACT_DIGITS}g}")  # =1-0.7 holds 0.30000000000000004 and shows 0.3
    return Cell(str(int(value)) if value.is_integer() else f"{value:.{EXACT_DIGITS}g}", number=value)
