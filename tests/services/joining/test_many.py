"""Many decided with one word: in portions, each of which is whole, and whoever stays is named."""

from dataclasses import replace
from functools import partial

import pytest

from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices.models import Delivery, Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Document, Employment, Membership, Transfer
from gonghui.services.joining import actions
from gonghui.services.joining.actions import deciding
from gonghui.services.joining.models import Application
from gonghui.services.joining.pages.agenda import QUEUE
from tests.cast import mobile, resident_id


@pytest.fixture
def new(by, now):
    """`new(3)`: so many of whom nothing but name and number is known."""
    enrol = partial(people.enrol, documents=(), by=by, now=now)
    return lambda many: [enrol(name=f"申请人{'甲乙丙'[n]}", mobile=mobile(920 + n)) for n in range(many)]


@pytest.fixture
def riders(new, applied):
    """Three who apply, each with a document of their own."""
    return [applied(person, document=resident_id(970 + n)) for n, person in enumerate(new(3))]


@pytest.fixture
def yes(as_officer, now):
    return lambda rows, **more: actions.decide_many(rows, "approved", **{"by": as_officer, "now": now} | more)


def written(rider):
    """What a yes has left of one person, ids and moments apart."""
    person = rider.person_id
    made = Application.objects.get(pk=rider.pk)
    return [
        (made.state, made.reason, made.number_sealed, made.number_index, made.decided_by_id, made.met),
        *Membership.objects.filter(person=person).values_list("union", "starts_on", "ends_on"),
        *Document.objects.filter(person=person).values_list("kind"),
        *Employment.objects.filter(person=person).order_by("platform").values_list("platform", "trade"),
        *Notice.objects.filter(person=person).order_by("created_at", "template").values_list("template", "title"),
        *Delivery.objects.filter(person=person).order_by("template").values_list("template"),
        *sorted(Entry.objects.filter(on_person=person).values_list("act", "by_person", "facts__on", "facts__union")),
        *sorted(Matter.objects.filter(person=person).values_list("key")),
    ]


def test_one_of_many_is_written_down_as_one_alone(riders, yes, as_officer, now):
    actions.approve(riders[0], by=as_officer, now=now)
    assert not yes(riders[1:]).refused

    assert written(riders[0]) == written(riders[1]) == written(riders[2])
    assert len(written(riders[0])) > 12
    assert not Matter.objects.filter(key=QUEUE.key).exists()


def test_the_link_of_each_leads_to_their_own(riders, yes):
    yes(riders)
    links = Notice.objects.filter(template="joining.approved").values_list("person", "link")
    assert set(links) == {(one.person_id, f"joining:one {one.pk}") for one in riders}


def test_of_two_with_one_document_the_second_stays_and_hinders_nobody(new, applied, yes):
    shared = resident_id(980)
    numbers = (resident_id(981), shared, shared)
    rows = [applied(person, document=number) for person, number in zip(new(3), numbers, strict=True)]
    told = yes(rows)

    assert [one.pk for one in told.done] == [rows[0].pk, rows[1].pk]
    assert {pk: type(why).__name__ for pk, why in told.refused.items()} == {rows[2].pk: "InConflict"}
    assert Membership.objects.filter(person=rows[2].person_id).count() == 0
    assert Application.objects.get(pk=rows[2].pk).state == "waiting"


def test_ones_own_among_many_stays(riders, yes, as_officer):
    told = yes(riders, by=replace(as_officer, person=riders[1].person_id))

    assert [type(why).__name__ for why in told.refused.values()] == ["OwnApplication"]
    assert [one.pk for one in told.done] == [riders[0].pk, riders[2].pk]


def test_members_move_together_without_a_gap(lin, su, taiyuan, as_officer, yes, by, now):
    rows = [actions.move(person, taiyuan, by=by, now=now) for person in (lin, su)]
    assert len(yes(rows).done) == 2

    ends = {one.old.ends_on == one.new.starts_on for one in Transfer.objects.select_related("old", "new")}
    assert ends == {True}
    assert Membership.objects.active().filter(union=taiyuan, person__in=[lin, su]).count() == 2


def test_a_hundred_more_cost_no_more_statements(riders, yes, django_assert_max_num_queries):
    with django_assert_max_num_queries(62):
        assert len(yes(riders).done) == 3


def test_each_portion_is_a_transaction_of_its_own(riders, yes, monkeypatch):
    monkeypatch.setattr(deciding, "PORTION", 1)
    monkeypatch.setattr(deciding, "renew_many", _failing_at(riders[1]))
    with pytest.raises(RuntimeError):
        yes(riders)

    assert [Application.objects.get(pk=one.pk).state for one in riders] == ["approved", "waiting", "waiting"]
    assert Membership.objects.filter(person__in=[one.person_id for one in riders]).count() == 1


def _failing_at(row):
    def renew(found, **_now):
        if found[0].pk == row.pk:
            raise RuntimeError

    return renew


def test_an_officer_decides_many_by_the_api_and_reads_who_stays(program, zhao, riders, motors, by, now):
    people.join(riders[1].person, motors, starts_on=now.date(), by=by, now=now)
    unknown = "01a00000-0000-7000-8000-000000000001"
    asked = {"ids": [*(str(one.pk) for one in riders), unknown], "decision": "approved"}
    told = program(zhao).post("/joining/queue/decisions", asked).json()

    assert sorted(told["done"]) == sorted([str(riders[0].pk), str(riders[2].pk)])
    assert [(one["id"], one["why"]["code"]) for one in told["left"]] == [
        (str(riders[1].pk), "joining.is_member_elsewhere")
    ]
    assert told["unknown"] == [unknown]
