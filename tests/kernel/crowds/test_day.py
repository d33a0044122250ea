"""The walk through one day, against queueing theory and against a slow simulation that shares no line with it."""

from math import factorial
from random import Random
from statistics import fmean

import pytest

from gonghui.kernel.crowds import Hall, walk
from gonghui.kernel.crowds.forecast import most_inside

ENDLESS = 10**9  # room for everybody
PEOPLE = 120_000


def poisson(rate, scan, stay, sale, people=PEOPLE, seed=5):
    """People who come one by one at random, `rate` a minute; the rest as the given draws say."""
    random, at, visits = Random(seed), 0.0, []
    for _ in range(people):
        at += random.expovariate(rate)
        visits.append((at, scan(random), stay(random), sale(random), 0))
    return visits


def exponential(mean):
    return lambda random: random.expovariate(1 / mean)


def fixed(value):
    return lambda random: value


NO_SALE = fixed(-1.0)


def erlang_c(servers, rate, service):
    """Mean wait (minutes) in M/M/c."""
    load = rate * service
    queue = load**servers / factorial(servers) * servers / (servers - load)
    waits = queue / (sum(load**n / factorial(n) for n in range(servers)) + queue)
    return waits * service / (servers - load)


@pytest.mark.parametrize(("servers", "load"), [(1, 0.6), (2, 0.8), (3, 0.75), (8, 0.85)])
def test_the_gate_makes_people_wait_as_erlang_c_says(servers, load):
    service = 0.5
    rate = load * servers / service
    day = walk(poisson(rate, exponential(service), fixed(1.0), NO_SALE), Hall(ENDLESS, servers, 1))
    assert fmean(day.gate) == pytest.approx(erlang_c(servers, rate, service), rel=0.06)


@pytest.mark.parametrize(("servers", "load"), [(1, 0.6), (4, 0.8)])
def test_the_tills_make_people_wait_as_erlang_c_says(servers, load):
    service = 4.0
    rate = load * servers / service
    visits = poisson(rate, fixed(0.0), exponential(30), exponential(service))
    day = walk(visits, Hall(ENDLESS, 1, servers))
    assert fmean(day.till) == pytest.approx(erlang_c(servers, rate, service), rel=0.06)


def test_without_chance_in_the_scan_people_wait_half_as_long():
    rate, service = 1.4, 0.5  # M/D/1: Pollaczek and Khinchine
    day = walk(poisson(rate, fixed(service), fixed(1.0), NO_SALE), Hall(ENDLESS, 1, 1))
    load = rate * service
    assert fmean(day.gate) == pytest.approx(load * service / 2 / (1 - load), rel=0.05)
    assert fmean(day.gate) == pytest.approx(erlang_c(1, rate, service) / 2, rel=0.05)


def test_a_hall_is_a_server_for_each_of_its_places():
    rate, stay, places = 1.6, 5.0, 10
    day = walk(poisson(rate, fixed(0.0), exponential(stay), NO_SALE), Hall(places, 1, 1))
    assert fmean(day.door) == pytest.approx(erlang_c(places, rate, stay), rel=0.06)


def crowd(seed=1, people=600):
    """A busy two hours at every station."""
    random = Random(seed)
    return sorted(
        (
            random.triangular(0, 120, 30),
            random.lognormvariate(-1.5, 0.5),
            random.lognormvariate(3, 0.5),
            random.choice([-1.0, random.expovariate(0.3)]),
            random.randrange(4),
        )
        for _ in range(people)
    )


HALLS = [Hall(40, 2, 3), Hall(1, 1, 1), Hall(200, 1, 9), Hall(25, 9, 2), Hall(ENDLESS, 3, 4)]


def area(came, went):
    """People times minutes between two stations, counted step by step."""
    steps = sorted([(at, 1) for at in came] + [(at, -1) for at in went])
    total, inside, last = 0.0, 0, steps[0][0]
    for at, step in steps:
        total += inside * (at - last)
        inside, last = inside + step, at
    assert inside == 0
    return total


@pytest.mark.parametrize("hall", HALLS)
def test_littles_law_holds_at_every_station(hall):
    day = walk(crowd(), hall)
    bought = [wait for wait in day.till if wait >= 0]
    assert area(day.arrived, day.scanned) == pytest.approx(sum(day.gate))
    assert area(day.passed, day.entered) == pytest.approx(sum(day.door))
    assert area(day.queued, day.served) == pytest.approx(sum(bought))
    minutes_inside = sum(visit[2] + max(0, visit[3]) for visit in crowd()) + sum(bought)
    assert area(day.entered, day.left) == pytest.approx(minutes_inside)


@pytest.mark.parametrize("hall", HALLS)
def test_the_hall_never_holds_more_than_its_capacity(hall):
    day = walk(crowd(), hall)
    steps = sorted([(at, 1) for at in day.entered] + [(at, -1) for at in day.left])  # who leaves makes room first
    inside = peak = 0
    for _, step in steps:
        inside += step
        peak = max(peak, inside)
    assert peak == most_inside(day) <= hall.capacity


def test_the_alarm_rings_the_same_people_would_overfill_it():
    assert most_inside(walk(crowd(), Hall(ENDLESS, 2, 3))) > 40
    assert most_inside(walk(crowd(), Hall(40, 2, 3))) == 40


def test_nobody_waits_at_the_door_but_for_somebody_who_leaves():
    day = walk(crowd(), Hall(40, 2, 3))
    leavings = set(day.left)
    late = [moment for moment, passed in zip(day.entered, day.passed, strict=True) if moment > passed]
    assert late
    assert all(moment in leavings for moment in late)


@pytest.mark.parametrize("hall", HALLS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_agrees_with_a_simulation_event_by_event(hall, seed):
    visits = crowd(seed, people=250)
    day = walk(visits, hall)
    gate, door, till = event_by_event(visits, hall)
    assert day.gate == pytest.approx(gate)
    assert day.door == pytest.approx(door)
    assert day.till == pytest.approx(till)


def event_by_event(visits, hall):
    """Each person's waits, by a clock that goes from event to event and looks at all queues each time."""
    people = range(len(visits))
    gate, door, till = [0.0] * len(visits), [0.0] * len(visits), [-1.0] * len(visits)
    since = {}
    events = [(visits[i][0], i, "comes") for i in people]
    lines = {"gate": [], "door": [], "till": []}
    free = {"gate": hall.stewards, "door": hall.capacity, "till": hall.tills}
    while events:
        events.sort()
        now, i, what = events.pop(0)
        if what == "comes":
            lines["gate"].append(i)
        elif what == "scanned":
            free["gate"] += 1
            lines["door"].append(i)
        elif what == "looked" and visits[i][3] >= 0:
            lines["till"].append(i)
        else:
            free["till"] += what == "sold"
            free["door"] += 1
        since.setdefault((i, what), now)
        for line, waits, begun, next_, spent in (
            ("gate", gate, "comes", "scanned", 1),
            ("door", door, "scanned", "looked", 2),
            ("till", till, "looked", "sold", 3),
        ):
            while lines[line] and free[line]:
                who = lines[line].pop(0)
                free[line] -= 1
                waits[who] = now - since[who, begun]
                events.append((now + visits[who][spent], who, next_))
    return gate, door, till


def test_people_are_served_in_the_order_in_which_they_come():
    day = walk(crowd(), Hall(40, 2, 3))
    for moments in (day.scanned, day.entered, day.queued, day.served, day.left):
        assert moments == sorted(moments)


def test_nobody_waits_when_nobody_comes_or_one_person_does():
    assert walk([], Hall(1, 1, 1)).totals() == []
    assert walk([(600.0, 1.0, 30.0, 5.0, 0)], Hall(1, 1, 1)).totals() == [0.0]


def test_a_wait_is_the_time_in_the_three_queues():
    visits = [(0.0, 1.0, 10.0, 5.0, 0), (0.0, 1.0, 10.0, 5.0, 0)]
    day = walk(visits, Hall(2, 1, 1))
    assert (day.gate, day.door, day.till) == ([0.0, 1.0], [0.0, 0.0], [0.0, 4.0])
    assert day.totals() == [0.0, 5.0]
    full = walk(visits, Hall(1, 1, 1))
    assert (full.gate, full.door, full.till) == ([0.0, 1.0], [0.0, 14.0], [0.0, 0.0])


@pytest.mark.parametrize("hall", [(0, 1, 1), (1, 0, 1), (1, 1, 0), (-5, 1, 1)])
def test_a_hall_without_place_steward_or_till_is_none(hall):
    with pytest.raises(ValueError, match="at least one"):
        Hall(*hall)


def test_the_formula_of_the_tests_is_the_known_one():
    assert erlang_c(1, 0.5, 1.0) == pytest.approx(1.0)  # M/M/1: rho / (mu - lambda)
