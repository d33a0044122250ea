"""What is measured, within which published limits, where one is sent beyond them, and how a day is cut. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from gonghui.kernel.text import fold
from gonghui.kernel.window import Window
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people.powers import Act, Power

from . import refusals

MANAGE = Act("clinic.manage", Power.MANAGE)
RECEIVE = Act("clinic.receive", Power.RECEIVE)

LONGEST_DAY = timedelta(hours=12)
MOST_SLOTS, MOST_AT_ONCE = 48, 50
REMIND = timedelta(hours=20)
KEPT = timedelta(days=2 * 365)
LONGEST_TITLE, LONGEST_SAYS, LONGEST_WORDS, LONGEST_REASON = 40, 300, 300, 200


@dataclass(frozen=True, slots=True)
class Measure:
    """One station: what is measured. `low` and `high` are the first values that want a doctor; `least` and `most` what
    a number can be at all. Dated, with the paper that the limits come from."""

    code: str
    title: str
    unit: str
    least: Decimal
    most: Decimal
    low: Decimal | None
    high: Decimal | None
    since: date
    source: str
    department: str

    def outside(self, value: Decimal) -> str:
        """low, high, or "" within the limits."""
        if self.low is not None and value <= self.low:
            return "low"
        return "high" if self.high is not None and value >= self.high else ""


def _measure(
    code: str, title: str, unit: str, span: tuple[str, str], limits: tuple[str, str], since: date, source: str, to: str
) -> Measure:
    low, high = (Decimal(each) if each else None for each in limits)
    return Measure(code, title, unit, Decimal(span[0]), Decimal(span[1]), low, high, since, source, to)


PRESSURE = _("中国高血压防治指南（2024 年修订版）：诊室血压 140/90 mmHg 及以上；低于 90/60 为偏低")
GLUCOSE = _("中国糖尿病防治指南（2024 版）：空腹血糖 7.0 mmol/L 及以上；3.9 及以下为低血糖")
PULSE = _("成人静息心率 60 到 100 次每分（诊断学）；50 及以下、120 及以上建议就诊")
BMI = _("WS/T 428-2013 成人体重判定：体重指数 28 及以上为肥胖，18.5 以下为过轻")
SINCE = date(2025, 1, 1)
MEASURES = (
    _measure("systolic", _("收缩压"), "mmHg", ("50", "300"), ("89.9", "140"), SINCE, PRESSURE, _("心血管内科")),
    _measure("diastolic", _("舒张压"), "mmHg", ("20", "200"), ("59.9", "90"), SINCE, PRESSURE, _("心血管内科")),
    _measure("pulse", _("心率"), _("次/分"), ("20", "250"), ("50", "120"), SINCE, PULSE, _("心血管内科")),
    _measure("glucose", _("空腹血糖"), "mmol/L", ("0.5", "60"), ("3.9", "7.0"), SINCE, GLUCOSE, _("内分泌科")),
    _measure("bmi", _("体重指数"), "kg/m²", ("8", "90"), ("18.4", "28"), SINCE, BMI, _("营养科")),
)
NAMED = {one.code: one for one in MEASURES}


@dataclass(frozen=True, slots=True)
class Read:
    """A value as it is told: `outside` is low, high or ""."""

    measure: Measure
    value: Decimal
    outside: str


def parse(measure: Measure, text: str) -> Decimal:
    """A measured value as somebody types it. Raises BadValue."""
    try:
        value = Decimal(fold(text).replace(",", "."))
    except InvalidOperation:
        value = Decimal("NaN")
    if not (value.is_finite() and measure.least <= value <= measure.most):
        raise refusals.BadValue(name=Word(measure.title), least=measure.least, most=measure.most)
    return value.quantize(Decimal("0.1")).normalize() + 0


def read(values: Mapping[str, str]) -> list[Read]:
    """Stored values, in the order of the stations."""
    found = [(one, Decimal(values[one.code])) for one in MEASURES if one.code in values]
    return [Read(one, value, one.outside(value)) for one, value in found]


def departments(reads: Sequence[Read]) -> list[str]:
    """Where one is sent; nowhere if all is within its limits."""
    return list(dict.fromkeys(one.measure.department for one in reads if one.outside))


def cut(window: Window, minutes: int, now: datetime) -> list[Window]:
    """The slots of a day. Raises DayPast, DayTooLong, TooManySlots, and as Window.split."""
    if window.starts <= now:
        raise refusals.DayPast()
    if window.ends - window.starts > LONGEST_DAY:
        raise refusals.DayTooLong(most=LONGEST_DAY // timedelta(hours=1))
    slots = window.split(minutes)
    if len(slots) > MOST_SLOTS:
        raise refusals.TooManySlots(many=len(slots), most=MOST_SLOTS)
    return slots
