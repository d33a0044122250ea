"""What waits for whom: once, for the right addressee, in its time, the most urgent first."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from gonghui.faces.services import product
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.agenda import rules
from gonghui.primitives.agenda.links import address, link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Office, Role
from gonghui.primitives.people.permissions import offices_of
from gonghui.primitives.people.powers import Act, Power
from gonghui.primitives.rows import new_id

pytestmark = pytest.mark.django_db
DECIDE = Act("tests.decide", Power.MANAGE)
LET_GO = Act("tests.let_go", Power.APPROVE)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def of_lin(lin, title, subject=None, key="tests.thing", **more):
    said = {"queue": rules.OTHER, "link": link("faces:mine")} | more
    return Matter(subject=subject or new_id(), key=key, person_id=lin.pk, title=title, **said)


def of_officers(union, title, act=DECIDE, **more):
    said = {"queue": "审核", "link": link("faces:work"), "subject": new_id(), "key": "tests.case"} | more
    return Matter(union_id=union.pk, act=act.name, title=title, **said)


def titles(matters):
    return [one.title for one in matters]


def test_what_is_put_twice_waits_once_and_says_the_newest(lin, now):
    subject = new_id()
    agenda.put([of_lin(lin, "旧的", subject)])
    agenda.put([of_lin(lin, "新的", subject, due=now + HOUR), of_lin(lin, "别的", subject, key="tests.other")])
    assert titles(agenda.of(lin, now=now)) == ["新的", "别的"]


def test_the_same_waits_for_many_each_with_a_number_of_their_own(lin, chen, now):
    first = of_lin(lin, "凭证", number="1", due=now + HOUR)
    agenda.put([first, first.alike(chen.pk, number="2")])
    [own], [other] = agenda.of(lin, now=now), agenda.of(chen, now=now)
    assert (own.number, other.number, other.person_id, other.pk != own.pk) == ("1", "2", chen.pk, True)
    assert (other.title, other.subject, other.due) == (own.title, own.subject, own.due)


def test_it_waits_for_nobody_else_and_no_more_once_it_is_done(lin, chen, now):
    subject = new_id()
    agenda.put([of_lin(lin, "事", subject), of_lin(chen, "事", subject)])
    agenda.done("tests.thing", [subject], people=[chen.pk])
    assert (titles(agenda.of(lin, now=now)), agenda.of(chen, now=now)) == (["事"], [])
    agenda.done("tests.thing", [subject])
    assert agenda.of(lin, now=now) == []


def test_it_is_shown_in_its_time(lin, now):
    agenda.put(
        [
            of_lin(lin, "以后", shows_from=now + HOUR),
            of_lin(lin, "过了", until=now),
            of_lin(lin, "现在", until=now + DAY),
        ]
    )
    assert titles(agenda.of(lin, now=now)) == ["现在"]
    assert sorted(titles(agenda.of(lin, now=now + HOUR))) == ["以后", "现在"]
    assert agenda.forget(now=now) == 1
    assert Matter.objects.count() == 2


def test_within_the_hour_comes_first_then_by_deadline(lin, now):
    agenda.put(
        [
            of_lin(lin, "没有期限"),
            of_lin(lin, "明天还书", due=now + DAY),
            of_lin(lin, "昨天该还", due=now - DAY),
            of_lin(lin, "五十分钟后开始", starts=now + timedelta(minutes=50)),
            of_lin(lin, "十分钟内答复", starts=now + DAY, due=now + timedelta(minutes=10)),
        ]
    )
    order = ["十分钟内答复", "五十分钟后开始", "昨天该还", "明天还书", "没有期限"]
    assert titles(agenda.of(lin, now=now)) == order


def test_what_is_urgent_is_read_however_much_older_there_is(lin, now, monkeypatch):
    monkeypatch.setattr(agenda, "MOST", 3)
    agenda.put([of_lin(lin, f"旧{n}", quiet=True) for n in range(5)])
    agenda.put([of_lin(lin, "明天", due=now + DAY), of_lin(lin, "没有期限"), of_lin(lin, "马上", starts=now + HOUR)])
    assert titles(agenda.of(lin, now=now)) == ["马上", "明天", "没有期限"]


def test_nobody_sees_among_their_work_what_is_about_themselves(zhao, works, now):
    agenda.put([of_officers(works, "自己的", subject=zhao.pk), of_officers(works, "别人的")])
    assert titles(agenda.of_offices(offices_of(zhao, now=now), now=now)) == ["别人的"]


def test_officers_see_what_their_role_may_do_where_it_reaches(zhao, sun, works, datong, enrol, by, now):
    agenda.put(
        [of_officers(works, "要审核"), of_officers(works, "要放款", LET_GO), of_officers(datong, "大同的", due=now)]
    )
    officer = enrol("周正", 204)
    people.appoint(officer, datong, Role.OFFICER, by=by, now=now)
    seen = [titles(agenda.of_offices(offices_of(who, now=now), now=now)) for who in (zhao, sun, officer)]
    assert seen == [["大同的", "要审核"], ["要放款"], ["大同的"]]
    assert agenda.of_offices([], now=now) == []


def test_who_prepared_it_does_not_approve_it(sun, works, now):
    agenda.put([of_officers(works, "放款", LET_GO, not_for=sun.pk), of_officers(works, "另一笔", LET_GO)])
    assert titles(agenda.of_offices(offices_of(sun, now=now), now=now)) == ["另一笔"]


def test_the_queues_are_counted_and_one_can_be_asked_for(zhao, works, now):
    agenda.put([of_officers(works, "甲"), of_officers(works, "乙"), of_officers(works, "丙", queue="答复")])
    mine = offices_of(zhao, now=now)
    assert agenda.queues(mine, now=now) == {"审核": 2, "答复": 1}
    assert titles(agenda.of_offices(mine, now=now, queue="答复")) == ["丙"]


def test_each_look_is_one_query_however_much_waits(lin, zhao, works, now):
    agenda.put([of_lin(lin, f"事{n}") for n in range(30)] + [of_officers(works, f"案{n}") for n in range(30)])
    offices = offices_of(zhao, now=now)
    for look in (
        lambda: [one.title for one in agenda.of(lin, now=now)],
        lambda: [one.union for one in agenda.of_offices(offices, now=now)],
        lambda: ["案"] * agenda.queues(offices, now=now)["审核"],
    ):
        with CaptureQueriesContext(connection) as asked:
            assert len(look()) == 30
        assert len(asked) == 1


def test_a_matter_has_one_addressee(lin, works):
    both = of_lin(lin, "两个")
    both.union_id, both.act = works.pk, DECIDE.name
    nobodys = Matter(subject=new_id(), key="tests.none", queue="", title="谁的", link="faces:mine")
    actless = of_officers(works, "什么都行")
    actless.act = ""
    for one in (both, nobodys, actless):
        with pytest.raises(IntegrityError, match="matter_has_one_addressee"), transaction.atomic():
            one.save(force_insert=True)


def test_what_is_too_long_is_cut_and_not_refused(lin, now):
    agenda.put([of_lin(lin, "长" * 300, note="注" * 400)])
    [one] = agenda.of(lin, now=now)
    assert (len(one.title), one.title[-2:], len(one.note)) == (200, "长…", 300)


def test_a_link_leads_to_a_part_of_a_page_and_nowhere_when_the_page_is_gone():
    assert address(link("faces:mine", at="part")) == "/mine/#part"
    assert address("gone:page 1#x") == ""


class Shelf:
    """Stands for a slice: what it says should wait, by subject."""

    def __init__(self):
        self.matters = []
        self.source = agenda.Source("tests.thing", self.standing)

    def standing(self, subjects, persons, _now):
        wanted = (one for one in self.matters if subjects is None or one.subject in subjects)
        return [one for one in wanted if persons is None or one.person_id in persons]


@pytest.fixture
def shelf():
    return Shelf()


def test_renewing_leaves_exactly_what_should_stand_of_a_subject(shelf, lin, chen, now):
    one, two = new_id(), new_id()
    agenda.put([of_lin(lin, "旧", one), of_lin(chen, "旧", one), of_lin(lin, "不相干", two)])
    shelf.matters = [of_lin(lin, "新", one)]
    agenda.renew(shelf.source, [one], people=[lin.pk], now=now)
    assert titles(agenda.of(chen, now=now)) == ["旧"], "only what was asked for is touched"
    agenda.renew(shelf.source, [one], now=now)
    assert agenda.of(chen, now=now) == []
    assert sorted(titles(agenda.of(lin, now=now))) == ["不相干", "新"]


def test_what_differs_from_the_slice_is_named_and_rebuilt(shelf, lin, chen, now):
    missing, other, over, same = (new_id() for _each in range(4))
    shelf.matters = [of_lin(lin, "少", missing), of_lin(lin, "真", other), of_lin(chen, "对", same)]
    agenda.put([of_lin(lin, "假", other), of_lin(lin, "多", over), of_lin(chen, "对", same)])
    found = [f"missing: tests.thing {missing}", f"too many: tests.thing {over}", f"other: tests.thing {other}"]
    assert agenda.unlike(shelf.source, now=now) == found
    agenda.rebuild(shelf.source, now=now)
    assert agenda.unlike(shelf.source, now=now) == []


def test_another_time_is_wrong_and_another_name_is_not(shelf, lin, now):
    late, renamed = new_id(), new_id()
    shelf.matters = [of_lin(lin, "书", late, due=now + DAY), of_lin(lin, "新名", renamed)]
    agenda.put([of_lin(lin, "书", late, due=now + 2 * DAY), of_lin(lin, "旧名", renamed)])
    assert agenda.unlike(shelf.source, now=now) == [f"wrong: tests.thing {late}", f"other: tests.thing {renamed}"]


def test_what_is_over_is_no_difference_whether_it_stands_or_not(shelf, lin, now):
    shelf.matters = [of_lin(lin, "过了", until=now)]
    agenda.put([of_lin(lin, "还没删", until=now)])
    assert agenda.unlike(shelf.source, now=now) == []
    assert len(agenda.unlike(shelf.source, now=now - HOUR)) == 2, "an hour ago both differed"


def test_an_office_that_ended_sees_nothing(zhao, works, by, now):
    agenda.put([of_officers(works, "案")])
    assert titles(agenda.of_offices(offices_of(zhao, now=now), now=now)) == ["案"]
    people.dismiss(Office.objects.get(person=zhao), by=by, now=now)
    assert agenda.of_offices(offices_of(zhao, now=now), now=now) == []


def test_every_kind_of_which_a_slice_counts_rows_waits_for_whoever_counts():
    counted = {one.key for one in product().agenda if one.counted}
    of_cases = {f"{kind}.{heap}" for kind in ("hotline", "legal", "counselling") for heap in ("queue", "left")}
    assert counted >= of_cases | {"fairs.scans", "joining.queue", "membership.claims", "reading.scans"}
