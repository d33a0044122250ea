"""The lines of coverage of one union: by what is directly below it, by trade, by kind of union."""

from collections import defaultdict

from gonghui.primitives.people.models import Union
from gonghui.primitives.people.trades import Trade

from . import rules
from .models import Tally, Workforce
from .rules import Entry, Figure

MOST_BELOW = 500  # unions directly below that are listed


def figures(at: Union, by: str) -> list[Figure]:
    """The lines, the whole first."""
    entries = _entries(at, [trade.value for trade in Trade] if by == rules.TRADE else [])
    totals = dict(Tally.objects.of([at], Tally.By.ALL).values_list("union", "members"))
    below = _below(at, Tally.By.ALL, {"": totals.get(at.pk, 0)})
    base = rules.base_of(at.path, entries[""], below[""])
    whole = Figure(at.name, totals.get(at.pk, 0), base, {"at": at.code}, pk=at.pk)
    return [whole, *{rules.PLACE: _places, rules.TRADE: _trades, rules.KIND: _kinds}[by](at, entries)]


def _below(at: Union, by: str, totals: dict[str, int]) -> dict[str, list[str]]:
    """Where the members of each total belong, by what is counted: the paths of the unions directly below, and the
    union's own for who stands at it."""
    found: dict[str, list[str]] = defaultdict(list)
    direct = dict(totals)
    counted = Tally.objects.filter(union__parent=at, by=by)
    for path, value, members in counted.values_list("union__path", "value", "members"):
        found[value].append(path)
        direct[value] = direct.get(value, 0) - members
    for value, members in direct.items():
        if members > 0:
            found[value].append(at.path)
    return found


Entries = dict[str, list[Entry]]


def _entries(at: Union, trades: list[str]) -> Entries:
    """The newest figures in the union's area, of all trades together and of each asked for, sorted."""
    found: Entries = defaultdict(list)
    asked = Workforce.objects.under([at]).filter(trade__in=["", *trades]).newest()
    for trade, *entry in asked.values_list("trade", "union__path", "people", "as_of", "source"):
        found[trade].append(tuple(entry))
    for each in found.values():
        each.sort()
    return found


def _places(at: Union, entries: Entries) -> list[Figure]:
    below = list(Union.objects.open().filter(parent=at).order_by("path")[:MOST_BELOW])
    counted = dict(Tally.objects.of(below, Tally.By.ALL).values_list("union", "members"))
    return [
        Figure(
            one.name, counted.get(one.pk, 0), rules.base_of(one.path, entries[""]), {"at": one.code}, one.code, one.pk
        )
        for one in below
    ]


def _trades(at: Union, entries: Entries) -> list[Figure]:
    counted = dict(Tally.objects.of([at], Tally.By.TRADE).values_list("value", "members"))
    below = _below(at, Tally.By.TRADE, counted)
    return [
        Figure(
            str(trade.label),
            counted.get(trade.value, 0),
            rules.base_of(at.path, entries[trade.value], below[trade.value]),
            {"at": at.code, "trade": trade.value},
            pk=trade.value,
        )
        for trade in Trade
    ]


def _kinds(at: Union, _entries: Entries) -> list[Figure]:
    counted = dict(Tally.objects.of([at], Tally.By.KIND).values_list("value", "members"))
    return [
        Figure(str(kind.label), counted[kind.value], None, {"at": at.code, "kind": kind.value}, pk=kind.value)
        for kind in Union.Kind
        if kind.value in counted
    ]
