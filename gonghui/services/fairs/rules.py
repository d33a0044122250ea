"""What follows from a fair's terms: who may take part, what the pool pays, when the gate says yes. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from gonghui.kernel import dates
from gonghui.kernel.benefits import Benefit, Condition, Held, Rule, Said, no, unknown, yes
from gonghui.kernel.draws import Rule as Lots
from gonghui.kernel.money import Fen
from gonghui.kernel.percent import Percent
from gonghui.kernel.refusals import Refused
from gonghui.kernel.window import Window
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people.powers import Act, Power

from . import refusals

MANAGE = Act("fairs.manage", Power.MANAGE)
WATCH = Act("fairs.watch", Power.WATCH)
ADMIT = Act("fairs.admit", Power.RECEIVE)
PREPARE = Act("fairs.prepare_settlement", Power.PREPARE)
WORD_MINUTES = 10  # how long digits sent to a buyer may be told at the till
WORD_TRIES = 5
WORD_LASTS = 30  # minutes in which a buyer who gave their word may buy
APPROVE = Act("fairs.approve_settlement", Power.APPROVE)


PUBLISHED = _("本专场公布的参加条件")
NUMBERS = (_("参加条件第1条"), _("参加条件第2条"), _("参加条件第3条"))


@dataclass(frozen=True, slots=True)
class Belonging:
    """A person's open membership, as far as a fair asks: the union's name, its path, and since when."""

    union_name: str
    union_path: str
    since: date


@dataclass(frozen=True, slots=True)
class Terms:
    """A fair's conditions of taking part."""

    union_name: str
    union_path: str
    member_since: date | None
    published_on: date | None = None

    def rule(self, number: int) -> Rule:
        """One of the conditions that were published with the fair."""
        return Rule(NUMBERS[number - 1], PUBLISHED, self.published_on)


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody before a fair: their membership, and what the fair asks."""

    belonging: Belonging | None
    terms: Terms


def _is_member(asker: Asker, _on: date) -> Held:
    return yes(rule=asker.terms.rule(1)) if asker.belonging else no(refusals.NotAMember(), rule=asker.terms.rule(1))


def _of_the_union(asker: Asker, _on: date) -> Held:
    mine, terms = asker.belonging, asker.terms
    if mine is None:
        return unknown(_("会籍登记"), rule=terms.rule(2))
    if mine.union_path.startswith(terms.union_path):
        return yes(rule=terms.rule(2))
    return no(refusals.OtherUnion(mine=mine.union_name, theirs=terms.union_name), rule=terms.rule(2))


def _long_enough(asker: Asker, _on: date) -> Held | None:
    mine, limit, rule = asker.belonging, asker.terms.member_since, asker.terms.rule(3)
    if limit is None:
        return None
    if mine is None:
        return unknown(_("会籍登记"), rule=rule)
    if mine.since <= limit:
        return yes(Said(_("%(joined)s入会"), {"joined": mine.since}), rule=rule)
    return no(refusals.JoinedTooLate(joined=dates.day(mine.since), limit=dates.day(limit)), rule=rule)


TERMS = (Rule(NUMBERS[0], PUBLISHED),)  # of a fair that is not published yet
TAKING_PART: Benefit[Asker] = Benefit(
    code="fairs.taking_part",
    headings=(_("你符合参加条件"), _("这场你还不能参加"), _("还不能判断你能不能参加")),
    appeal=_("对结果有异议，请带会员证到会籍所在工会核对；工会改好会籍后，这里马上更新"),
    conditions=(
        Condition("fairs.member", _("是工会会员"), TERMS, _is_member),
        Condition("fairs.of_the_union", _("会籍在主办工会或它的下级工会"), TERMS, _of_the_union),
        Condition("fairs.long_enough", _("入会时间符合要求"), TERMS, _long_enough),
    ),
)


def qualifies(belonging: Belonging | None, terms: Terms) -> Refused | None:
    """None if this member may take part; else the first condition that is not met, as a refusal."""
    return TAKING_PART.first_no(Asker(belonging, terms), on=date.max)  # none of it asks for the day


def draw_rule(extra_lots: int, need_lots: int = 0) -> Lots:
    """One lot for everyone, and one more for each draw of this union missed in a year, at most `extra_lots`.

    Members on the union's list of need have `need_lots` more.
    """
    return Lots(base=1, past=1 if extra_lots else 0, most=extra_lots, need=need_lots)


@dataclass(frozen=True, slots=True)
class Split:
    """How the ex-factory price of one thing is shared (fen)."""

    subsidy: Fen
    pays: Fen


def split(ex_factory_price: Fen, rate: Percent) -> Split:
    """The pool pays `rate` of the ex-factory price, rounded down to the fen; the worker pays the rest."""
    subsidy = rate.of(ex_factory_price)
    return Split(subsidy=subsidy, pays=Fen(ex_factory_price - subsidy))


def check_rate(rate: Percent, low: Percent, high: Percent, source: str) -> Percent:
    """`rate`, if it is within the agreed range; else RateOutOfRange naming the agreement."""
    if not low.basis_points <= rate.basis_points <= high.basis_points:
        raise refusals.RateOutOfRange(rate=rate.shown, low=low.shown, high=high.shown, source=source)
    return rate


def plan_sessions(
    days: Iterable[date],
    opens: time,
    closes: time,
    minutes: int,
    zone: tzinfo,
    pauses: Sequence[tuple[time, time]] = (),
) -> list[Window]:
    """Sessions of `minutes` each that fit into the opening hours of each day, leaving out the pauses.

    Raises NothingFits when not a single session fits.
    """
    planned = []
    for day in days:
        start, end = datetime.combine(day, opens, zone), datetime.combine(day, closes, zone)
        shut = [(datetime.combine(day, a, zone), datetime.combine(day, b, zone)) for a, b in pauses]
        while minutes > 0 and start + timedelta(minutes=minutes) <= end:
            stop = start + timedelta(minutes=minutes)
            blocked = next((b for a, b in shut if a < stop and start < b), None)
            if blocked is None:
                planned.append(Window(start, stop))
            start = stop if blocked is None else blocked
    if not planned:
        raise refusals.NothingFits(minutes=minutes)
    return planned


def first_overlap(new: Iterable[Window], old: Sequence[Window]) -> tuple[Window, Window] | None:
    """The first of `new` that overlaps one of `old` or an earlier one of `new`, with the one it overlaps."""
    taken = list(old)
    for window in new:
        for other in taken:
            if window.overlaps(other):
                return window, other
        taken.append(window)
    return None


def gate_opens(session: Window, early_minutes: int, late_minutes: int) -> Window:
    """When the gate admits holders of a session: from `early_minutes` before it until `late_minutes` after it ends."""
    return Window(session.starts - timedelta(minutes=early_minutes), session.ends + timedelta(minutes=late_minutes))


def may_cancel_sale(sold_at: datetime, now: datetime, days: int) -> bool:
    """A sale may be cancelled for so many whole days (24 hours each) after it was made."""
    return now <= sold_at + timedelta(days=days)


def missing_for_publication(*, venues: int, sessions: int, stalls: int, offers: int) -> list[str]:
    """What a fair still lacks before workers may see it, in the officer's words."""
    lacks = {_("会场"): venues, _("时段"): sessions, _("参加的商家"): stalls, _("补贴商品"): offers}
    return [name for name, count in lacks.items() if not count]
