"""The order of a draw: the same for all who compute it, fair as promised, and nothing in a file can be changed."""

import json
import random
from collections import Counter
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gonghui.kernel import draws
from gonghui.kernel.draws import DrawEntry, Header, Paper, Rule, Supply

DRAW = "01970000-0000-7000-8000-000000000000"
POOLS = (
    Supply("01970000-0000-7000-8000-000000000001", 2, "上午"),
    Supply("01970000-0000-7000-8000-000000000002", 1, "下午"),
)
SECRET = "ab" * 32


def entries(count, seed=1):
    chance = random.Random(seed)
    wishes = [(1,), (2,), (1, 2), (2, 1), ()]
    return [
        DrawEntry(f"{n:06X}", chance.randint(1, 4), f"{chance.getrandbits(128):032x}", chance.choice(wishes))
        for n in range(count)
    ]


def paper(count=12, *, secret=SECRET, beacon="030712", **head):
    rows = entries(count)
    at = "2026-06-01T04:00:00Z"
    fixed = {"draw": DRAW, "title": "家电专场", "opens_at": at, "closes_at": at, "closed_at": at, "pools": POOLS}
    fixed |= {"rule": Rule(1, 1, 3), "beacon_rule": "双色球", "commitment": draws.commitment(DRAW, secret)}
    header = Header(**fixed | head)
    list_hash = draws.list_hash(header, rows)
    seed = draws.seed(DRAW, secret, list_hash, beacon)
    ordered = draws.in_order(seed, rows)
    got = draws.allot(ordered, [pool.places for pool in header.pools])
    result = [(entry.code, pool) for entry, pool in zip(ordered, got, strict=True)]
    return Paper(header, rows, list_hash, secret, beacon, seed, result)


def wrong(text):
    """The steps that do not fit, or "file" when it is not even a file of a draw."""
    try:
        return [step.name for step in draws.verify(draws.parse(text)) if not step.fits]
    except draws.BadFile:
        return ["file"]


def test_a_known_order_stays_the_same():
    """Figures once computed: an implementation that changes them has changed the method."""
    assert draws.commitment(DRAW, SECRET) == "b8a85d0f4f03806c9f00633c9cff077f50c08e77778fa2f30e53858b5ea11f04"
    made = paper(4)
    assert made.list_hash == "94d67b5b518eb7eec3b0d0277a54faca9b4ad39505709d7f384e389c6fdfd7a8"
    assert made.seed == "601ea1aec159b206c1778d96a03f55f316deeb1585c98a2f99c95650abb5c063"
    assert made.result == [("000001", 2), ("000002", 1), ("000003", 1), ("000000", 0)]


def test_the_order_does_not_hang_on_the_order_of_the_list():
    rows = entries(40)
    ordered = draws.in_order("5e" * 32, rows)
    for turn in range(20):
        random.Random(turn).shuffle(rows)
        assert draws.in_order("5e" * 32, rows) == ordered
        assert draws.list_hash(paper().header, rows) == draws.list_hash(paper().header, entries(40))


def test_two_lots_are_twice_one_lot_for_a_single_place():
    """Chi-square of who is first in 20,000 draws, for weights 1, 2, 3 and 4; the bound is passed once in a million."""
    rows = [DrawEntry(f"{n:04d}", n, "0" * 32, (1,)) for n in (1, 2, 3, 4)]
    runs = 20_000
    first = Counter(draws.in_order(f"{run:064x}", rows)[0].weight for run in range(runs))
    chi_square = sum((first[w] - runs * w / 10) ** 2 / (runs * w / 10) for w in (1, 2, 3, 4))
    assert chi_square < 30.7, first


def test_whole_orders_come_as_often_as_tickets_from_an_urn():
    rows = [DrawEntry(f"{n:04d}", n, "0" * 32, (1,)) for n in (1, 2, 3)]
    runs = 12_000
    seen = Counter(tuple(e.weight for e in draws.in_order(f"{run:064x}", rows)) for run in range(runs))
    chi_square = 0.0
    for order in permutations((1, 2, 3)):
        expected = runs * order[0] / 6 * order[1] / (6 - order[0])
        chi_square += (seen[order] - expected) ** 2 / expected
    assert chi_square < 35.9, seen


def test_the_alarm_rings_for_an_unfair_order():
    """The same bound, for an order that takes one hash for each entry whatever its weight."""
    rows = [DrawEntry(f"{n:04d}", 1, "0" * 32, (1,)) for n in (1, 2, 3, 4)]
    first = Counter(int(draws.in_order(f"{run:064x}", rows)[0].code) for run in range(2_000))
    assert sum((first[w] - 200 * w) ** 2 / (200 * w) for w in (1, 2, 3, 4)) > 30.7


def test_each_gets_the_first_choice_that_is_left_and_no_place_is_given_twice():
    for seed in range(50):
        ordered = draws.in_order(f"{seed:064x}", entries(30, seed))
        got = draws.allot(ordered, [3, 2])
        assert Counter(got)[1] <= 3
        assert Counter(got)[2] <= 2
        left = {1: 3, 2: 2}
        for entry, pool in zip(ordered, got, strict=True):
            assert pool == next((choice for choice in entry.choices if left[choice]), 0)
            if pool:
                left[pool] -= 1


def test_more_choices_never_cost_the_first():
    for seed in range(100):
        ordered = draws.in_order(f"{seed:064x}", entries(30, seed))
        at = next(n for n, entry in enumerate(ordered) if entry.choices == (1,))
        more = [*ordered[:at], replace(ordered[at], choices=(1, 2)), *ordered[at + 1 :]]
        before, after = draws.allot(ordered, [2, 2])[at], draws.allot(more, [2, 2])[at]
        assert before in (0, after)


def test_a_file_is_read_as_it_was_written():
    made = paper()
    assert draws.parse(made.as_json()) == made
    assert wrong(made.as_json()) == []


def test_a_list_that_waits_for_its_draw_fits_too():
    made = paper()
    closed = Paper(made.header, made.entries, made.list_hash)
    assert wrong(closed.as_json()) == []
    assert draws.parse(closed.as_json()).is_drawn is False


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["draw"], "01970000-0000-7000-8000-000000000009"),
        (["title"], "别的专场"),
        (["opens_at"], "2026-06-01T04:00:01Z"),
        (["closes_at"], "2026-06-01T04:00:01Z"),
        (["closed_at"], "2026-06-01T04:00:01Z"),
        (["rule", "most"], 4),
        (["rule", "days"], 366),
        (["rule", "need"], 2),
        (["rule", "need"], 0),
        (["beacon_rule"], "大乐透"),
        (["commitment"], "0" * 64),
        (["pools", 0, 0], "01970000-0000-7000-8000-000000000009"),
        (["pools", 0, 1], 3),
        (["pools", 0, 2], "晚上"),
        (["list_hash"], "0" * 64),
        (["entries", 3, 0], "FFFFFF"),
        (["entries", 3, 1], 9),
        (["entries", 3, 2], "0" * 32),
        (["entries", 3, 3], [2, 1]),
        (["secret"], "0" * 64),
        (["beacon"], "030713"),
        (["seed"], "0" * 64),
        (["result", 5, 0], "FFFFFF"),
        (["result", 5, 1], 2),
        (["format"], "gonghui-draw-2"),
        (["more"], 1),
    ],
)
def test_a_change_anywhere_is_found(path, value):
    given = json.loads(paper().as_json())
    at = given
    for step in path[:-1]:
        at = at[step]
    if path[0] == "result" and path[2] == 1:
        value = (at[1] + 1) % 3
    elif path == ["entries", 3, 3] and at[3] == value:
        value = [1, 2]
    at[path[-1]] = value
    assert wrong(json.dumps(given)) != []


def test_entries_added_taken_out_or_exchanged_are_found():
    given = json.loads(paper().as_json())
    for change in (
        lambda file: file["entries"].pop(),
        lambda file: file["entries"].append(file["entries"][0]),
        lambda file: file["result"].pop(),
        lambda file: file["result"].insert(0, file["result"].pop()),
        lambda file: file.pop("beacon"),
    ):
        file = json.loads(json.dumps(given))
        change(file)
        assert wrong(json.dumps(file)) != []


def test_a_list_made_to_fit_anew_still_breaks_the_commitment_known_before():
    """Whoever makes a whole new file can make it fit itself; not the commitment that people noted."""
    assert paper(secret="cd" * 32).header.commitment != paper().header.commitment


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"format": "gonghui-draw-1"}', "[" * 100_000, b"\xff", '{"format": 1}']
)
def test_what_is_no_file_is_refused_by_name(text):
    with pytest.raises(draws.BadFile):
        draws.parse(text)


@pytest.mark.parametrize("row", [[], ["00000A"], ["00000A", True, "0" * 32, []], ["00000A", 1, "0" * 32, [3]], 7, None])
def test_a_malformed_entry_is_refused_by_name(row):
    given = json.loads(paper().as_json())
    given["entries"][0] = row
    assert wrong(json.dumps(given)) == ["file"]


def after(made, got=(), left=(), pools=((2, 0), (1, 0))):
    return draws.After(DRAW, made.list_hash, "2026-06-02T04:00:00Z", list(pools), list(got), list(left))


def wrong_after(made, given):
    """The steps that do not fit, of a document that was written and read again."""
    return [step.name for step in draws.verify_after(made, draws.parse_after(given.as_json())) if not step.fits]


def waiting(made, pool):
    """Who got nothing and chose the pool, in drawn order."""
    chose = {entry.code for entry in made.entries if pool in entry.choices}
    return [code for code, won in made.result if not won and code in chose]


def test_places_added_later_are_counted_by_a_stranger_and_go_down_the_order():
    made = paper()
    first, second, *_more = waiting(made, 1)
    assert wrong_after(made, after(made)) == []
    assert wrong_after(made, after(made, got=[(first, 1)], pools=[(3, 0), (1, 0)])) == []
    assert wrong_after(made, after(made, got=[(first, 1)])) == ["places"], "there is no third place"
    assert wrong_after(made, after(made, got=[(second, 1)], pools=[(3, 0), (1, 0)])) == ["order"], "past who waits"
    assert wrong_after(made, after(made, pools=[(3, 1), (1, 0)])) == ["order"], "to somebody who never entered"
    for left in ((first, 1), (first, 0)):
        assert wrong_after(made, after(made, got=[(second, 1)], left=[left], pools=[(3, 0), (1, 0)])) == []


def test_a_place_given_back_goes_to_who_is_first_in_the_order():
    made = paper()
    winner = next(code for code, won in made.result if won == 1)
    first, second, *_more = waiting(made, 1)
    assert wrong_after(made, after(made, got=[(first, 1)], left=[(winner, 0)])) == []
    assert wrong_after(made, after(made, got=[(second, 1)], left=[(winner, 0)])) == ["order"]


def test_what_came_after_belongs_to_one_paper_and_is_read_strictly():
    made = paper()
    assert wrong_after(made, replace(after(made), list_hash="0" * 64)) == ["after"]
    assert wrong_after(replace(made, secret=""), after(made)) == ["after"], "not drawn"
    for spoiled in ("{", "[]", after(made).as_json().replace("got", "gut"), after(made, got=[("A1B2", 3)]).as_json()):
        with pytest.raises(draws.BadFile):
            draws.parse_after(spoiled)


def test_one_outcome_of_a_public_number_has_one_spelling():
    assert draws.normal_beacon(" ０3, 07+12。") == draws.normal_beacon("030712") == "030712"
    assert draws.normal_beacon("福彩") == ""


def test_a_rule_without_need_is_written_as_ever():
    assert Rule(1, 1, 3).text == "base=1 past=1 most=3 days=365"
    assert Rule(1, 1, 3).as_dict() == {"base": 1, "past": 1, "most": 3, "days": 365}
    assert "need" not in paper().as_json()


def test_lots_for_need_stand_at_the_end_of_the_rule_and_in_the_file():
    rule = Rule(1, 1, 3, need=2)
    assert rule.text == "base=1 past=1 most=3 days=365 need=2"
    assert Rule.of(rule.as_dict()) == rule
    made = paper(rule=rule)
    assert json.loads(made.as_json())["rule"]["need"] == 2
    assert draws.parse(made.as_json()) == made
    assert wrong(made.as_json()) == []
    given = json.loads(made.as_json())
    del given["rule"]["need"]
    assert "list" in wrong(json.dumps(given))


def test_a_need_of_nothing_is_left_out_and_not_spelled_out():
    given = json.loads(paper().as_json())
    given["rule"]["need"] = 0
    assert wrong(json.dumps(given)) == ["file"]


def test_a_weight_the_rule_cannot_give_is_found_also_between_its_lowest_and_its_highest():
    """A whole new file that fits itself: 2 and 3 lots are less than 1 + 3, and nobody can have them."""
    made = paper(rule=Rule(need=3))
    assert {entry.weight for entry in made.entries} >= {2, 3}
    assert wrong(made.as_json()) == ["entries"]


@given(
    st.integers(1, 99), st.integers(0, 9), st.integers(0, 99), st.integers(0, 99), st.integers(0, 200), st.booleans()
)
def test_every_weight_is_one_that_the_rule_names_and_no_more_than_its_heaviest(base, past, most, need, missed, in_need):
    assume(base + (most if past else 0) + need <= 100)
    rule = Rule(base, past, most, need=need)
    weight = rule.weight(missed, in_need=in_need)
    assert weight in rule.weights
    assert max(rule.weights) == rule.heaviest
    assert min(rule.weights) == base
    assert rule.weight(missed, in_need=True) - rule.weight(missed) == need


@pytest.mark.parametrize(
    "asked",
    [
        *({"base": 0}, {"base": 101}, {"past": -1}, {"past": 1, "most": 100}, {"base": True}),
        *({"need": 100}, {"need": -1}, {"need": True}, {"past": 1, "most": 50, "need": 50}),
    ],
)
def test_a_rule_that_cannot_be_meant_is_no_rule(asked):
    with pytest.raises(ValueError, match=r"lots|whole"):
        Rule(**asked)
