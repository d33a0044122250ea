"""One tuple joins the slices: what each offers is in the product once, in the order of its rank."""

from collections import Counter
from pathlib import Path

import pytest

from gonghui.faces import services
from gonghui.faces.services import MenuEntry, Sign, product
from gonghui.faces.slices import NEAR, ON_NOW, Cards, Product, Slice, Task
from gonghui.site.commands import COMMANDS
from gonghui.site.slices import APPS, SLICES

FOLDER = Path(services.__file__).parents[1] / "services"


def sign(code, rank):
    return Sign(code, code, "star", "public", None, "", rank=rank)


def entry(name, rank):
    return MenuEntry(name, "star", "faces:help", rank=rank)


def test_every_folder_of_services_is_in_the_tuple():
    """A slice that nobody joined would be code that no page and no law ever sees."""
    assert sorted(SLICES) == sorted(path.parent.name for path in FOLDER.glob("*/models*") if path.parent.is_dir())
    assert [one.code for one in product().slices] == ["house", *SLICES]


def test_a_slice_says_its_own_name():
    from importlib import import_module

    assert [import_module(f"{app}.slice").SLICE.code for app in APPS] == list(SLICES)


@pytest.mark.parametrize(
    "names",
    [
        lambda: [sign.code for sign in product().signs],
        lambda: [sign.rank for sign in product().signs],
        lambda: [task.name for task in product().tasks],
        lambda: [kind.code for kind in product().premises],
        lambda: [entry.url_name for entry in (*product().menu, *product().desks)],
        lambda: [desk.address for desk in product().rush],
        lambda: [act for one in product().slices for act in one.acts],
        lambda: [command.name for command in COMMANDS],
        lambda: [where for one in product().slices for where in (one.urls.member, one.urls.console) if where],
    ],
)
def test_no_two_slices_offer_the_same(names):
    twice = {name: times for name, times in Counter(names()).items() if times > 1}
    assert twice == {}


def test_lists_of_several_slices_interleave_by_rank_and_equals_stand_in_the_order_of_slices():
    def one(code, *ranks):
        return Slice(
            code=code,
            acts={},
            signs=tuple(sign(f"{code}{rank}", rank) for rank in ranks),
            cards=tuple(Cards(ON_NOW, f"{code}{rank}".format, rank) for rank in ranks),
            menu=tuple(entry(f"{code}{rank}", rank) for rank in ranks),
        )

    joined = Product([one("b", 1, 3), one("a", 2, 1)])
    assert [each.code for each in joined.signs] == ["b1", "a1", "a2", "b3"]
    assert [each.name for each in joined.menu] == ["b1", "a1", "a2", "b3"]
    assert [each() for each in joined.on_now] == ["b1", "a1", "a2", "b3"]
    assert joined.near == ()


def test_a_slice_of_one_list_adds_to_that_alone():
    task = Task("t", lambda now: 0)
    joined = Product([Slice(code="a", acts={"a.b": "办"}, tasks=(task,), cards=(Cards(NEAR, list, 1),))])
    assert (joined.tasks, joined.near, joined.acts) == ((task,), (list,), {"a.b": "办"})
    empty = ("signs", "on_now", "menu", "desks", "premises", "codes", "routers", "rush", "forget")
    assert [getattr(joined, name) for name in empty] == [()] * len(empty)


def test_every_act_of_the_journal_in_words_belongs_to_who_does_it():
    """An act is named after its slice, or after a second kind of case there; the house speaks for the primitives."""
    for one in product().slices:
        owners = {"people", "places", "forms"} if one.code == "house" else {one.code}
        named = {act.split(".")[0] for act in one.acts}
        assert {name for name in named if not name.startswith(f"{one.code}_")} <= owners
