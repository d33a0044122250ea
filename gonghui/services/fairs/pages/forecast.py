"""The planner's answer as a page shows it: figures, rows by slot and by moment, three small charts, a way on."""

from dataclasses import dataclass
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gonghui.kernel.crowds import Figure, Forecast, Moment, SlotWaits
from gonghui.kernel.refusals import Refused

from ..models import Venue
from . import planner
from .crowd_chart import Chart, chart, clock_of
from .planner import Answer, Question

LONG = 600  # minutes; a longer wait is only called that


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure that matters: what, how much, of what, and how far the days differ."""

    name: str
    value: str
    unit: str
    note: str


@dataclass(frozen=True, slots=True)
class Page:
    tiles: list[Tile]
    charts: list[Chart]
    slots: list[dict[str, Any]]
    moments: list[dict[str, Any]]
    worst: dict[str, Any] | None
    way_on: str  # query of the sessions form
    with_steward: str  # minutes, for a plan of the officer's own or a booked day
    with_till: str
    some_over: bool  # some slot's people wait longer than the bound


def asked_of(venue: Venue, question: Question) -> dict[str, Any]:
    """What the page shows of an answered question: the answer as a page, or why there is none."""
    try:
        answer = planner.answer(venue, question)
    except Refused as refusal:
        return {"refusal": refusal}
    return {"question": question, "answer": answer, "page_": page_of(answer, question) if answer else None}


def page_of(answer: Answer, question: Question) -> Page:
    seen = answer.forecast
    slots = [_slot(row, question.bound) for row in seen.slots]
    return Page(
        tiles=_tiles(seen),
        charts=_charts(seen, question.hall.capacity),
        slots=slots,
        moments=[_moment(row) for row in seen.moments],
        worst=_worst(seen, slots),
        way_on=_way_on(answer, question),
        with_steward=waited(answer.with_steward or 0),
        with_till=waited(answer.with_till or 0),
        some_over=any(row["over"] for row in slots),
    )


def waited(minutes: float) -> str:
    """Minutes of waiting in whole numbers, never fewer than were waited: "0", "<1", "7", ">600"."""
    if minutes < 0.05:
        return "0"
    if minutes < 1:
        return "<1"
    return f">{LONG}" if minutes > LONG else str(ceil(round(minutes, 2)))


def _tiles(seen: Forecast) -> list[Tile]:
    minutes = pgettext("how long", "分钟")
    return [
        Tile(_("95％的人最多等"), waited(seen.p95.median), minutes, _range(seen.p95, waited)),
        Tile(_("一半的人最多等"), waited(seen.median.median), minutes, _range(seen.median, waited)),
        Tile(_("等得最久的人"), waited(seen.longest.median), minutes, _range(seen.longest, waited)),
        Tile(_("场内最多同时"), f"{seen.most_inside.median:,.0f}", _("人"), _range(seen.most_inside, _whole)),
        Tile(_("到场"), f"{seen.came.median:,.0f}", _("人"), _("报名 %(count)s 人") % {"count": f"{seen.booked:,}"}),
        Tile(_("最后一个人离开"), clock_of(seen.last_leaves.median), "", _range(seen.last_leaves, clock_of)),
    ]


def _range(figure: Figure, shown: Any) -> str:
    low, high = shown(figure.low), shown(figure.high)
    return _("每天都差不多") if low == high else _("十天里八天 %(low)s–%(high)s") % {"low": low, "high": high}


def _whole(value: float) -> str:
    return f"{value:,.0f}"


def _charts(seen: Forecast, capacity: int) -> list[Chart]:
    rows = seen.moments
    return [
        chart(_("门口排队的人"), rows, lambda row: _together(row.gate, row.door)),
        chart(_("场内的人"), rows, lambda row: row.inside, limit=capacity),
        chart(_("等收银的人"), rows, lambda row: row.till),
    ]


def _together(one: Figure, other: Figure) -> Figure:
    return Figure(one.median + other.median, one.low + other.low, one.high + other.high)


def _slot(row: SlotWaits, bound: int) -> dict[str, Any]:
    return {
        "starts": clock_of(row.starts),
        "booked": row.booked,
        "entry": [waited(row.entry.median), waited(row.entry.p95), waited(row.entry.longest)],
        "till": [waited(row.till.median), waited(row.till.p95), waited(row.till.longest)],
        "total": waited(row.total.p95),
        "over": row.total.p95 > bound,
    }


def _worst(seen: Forecast, slots: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The slot whose people wait longest, if anybody waits a minute."""
    at = max(range(len(slots)), key=lambda i: seen.slots[i].total.p95, default=None)
    return slots[at] if at is not None and seen.slots[at].total.p95 >= 1 else None


def _moment(row: Moment) -> dict[str, Any]:
    return {
        "at": clock_of(row.minute),
        "gate": round(row.gate.median),
        "door": round(row.door.median),
        "inside": round(row.inside.median),
        "till": round(row.till.median),
    }


def _way_on(answer: Answer, question: Question) -> str:
    if answer.option is None:
        return ""
    fields = {
        "opens": f"{question.opens:%H:%M}",
        "closes": f"{question.closes:%H:%M}",
        "minutes": answer.option.minutes,
        "capacity": answer.option.capacity,
    }
    for pause in question.pauses:
        fields |= {"pause_from": f"{pause[0]:%H:%M}", "pause_to": f"{pause[1]:%H:%M}"}
    return urlencode(fields)
