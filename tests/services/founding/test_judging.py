"""Each member has the round before them until they have answered, newcomers too; afterwards what came of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.notices.models import Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account
from gonghui.services.founding import actions
from gonghui.services.founding.models import Invitation, Round
from gonghui.services.founding.rules import homes
from tests.services.conftest import BACKEND

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
GLAD = dict.fromkeys(homes.questions_of(2026).questions, 5)
JUDGE = reverse("founding:judge")


@pytest.fixture
def held(works, lin, chen, by, now):
    """The works' round, open for thirty days; Lin and Chen are asked."""
    today = now.date()
    return actions.open_round(works, year=2026, opens_on=today, closes_on=today + 30 * DAY, by=by, now=now)


@pytest.fixture
def answered(held, enrol, works, now):
    """`answered(10)`: so many members more have answered."""

    def many_answered(many):
        members = [enrol("会员" + "甲乙丙丁戊己庚辛壬癸"[n % 10], 500 + n, works) for n in range(many)]
        actions.work_rounds(now)
        for member in members:
            actions.judge(held, member, GLAD, now=now)
        return members

    return many_answered


def before(person, now, key="founding.judging"):
    return [matter.title for matter in agenda.of(person, now=now) if matter.key == key]


def test_every_member_has_it_before_them_until_they_answer(held, lin, chen, su, now):
    assert before(lin, now) == before(chen, now) == ["给晋源机械厂工会打个分"]
    assert before(su, now) == []
    actions.judge(held, lin, GLAD, now=now)
    assert before(lin, now) == []
    assert len(before(chen, now)) == 1


def test_it_stands_from_the_first_day_to_the_last(works, lin, by, now):
    first = now.date() + 5 * DAY
    actions.open_round(works, year=2026, opens_on=first, closes_on=first + DAY, by=by, now=now)
    assert before(lin, now) == []
    assert len(before(lin, now + 5 * DAY)) == len(before(lin, now + 6 * DAY)) == 1
    assert before(lin, now + 7 * DAY) == []


def test_home_asks_for_no_more_than_without_it(browser, works, lin, chen, by, now):
    phone = browser(lin)
    phone.get("/")

    def asked():
        with CaptureQueriesContext(connection) as caught:
            page = phone.get("/").text
        return len(caught), "给晋源机械厂工会打个分" in page

    without, _shown = asked()
    today = now.date()
    actions.open_round(works, year=2026, opens_on=today, closes_on=today + DAY, by=by, now=now)
    assert asked() == (without, True)


def test_who_joins_is_asked_and_who_left_no_more(held, enrol, works, motors, chen, by, now):
    newcomer = enrol("新会员", 510, works)
    people.transfer(chen, motors, on=now.date(), by=by, now=now)
    assert actions.work_rounds(now) == 2
    assert len(before(newcomer, now)) == 1
    assert before(chen, now) == []
    assert Notice.objects.filter(person=newcomer).count() == 1
    assert actions.work_rounds(now) == 0, "nobody is asked twice"


def test_nobody_is_asked_before_it_opens_again_nor_after_it_has_closed(held, enrol, works, now):
    enrol("新会员", 510, works)
    actions.work_rounds(now + 31 * DAY)
    assert Invitation.objects.count() == 2


def test_members_are_told_what_came_of_it_once(held, answered, lin, now):
    answered(10)
    over = now + 31 * DAY
    assert before(lin, over, "founding.results") == []
    assert actions.work_rounds(over) == 1
    assert before(lin, over, "founding.results") == ["晋源机械厂工会 2026 年会员评家的结果"]
    assert Notice.objects.filter(person=lin, title="晋源机械厂工会评家的结果出来了").count() == 1
    assert actions.work_rounds(over + DAY) == 0
    assert before(lin, now + 62 * DAY, "founding.results") == [], "a month later it is forgotten who was asked"


def test_of_a_round_that_too_few_have_answered_nothing_is_told(held, answered, lin, now):
    answered(9)
    over = now + 31 * DAY
    actions.work_rounds(over)
    assert Round.objects.get().told_at == over
    assert before(lin, over, "founding.results") == []
    assert not Notice.objects.filter(title__contains="结果").exists()


def test_the_page_behind_it_is_open_to_every_member_and_to_nobody_else(
    held, answered, browser, lin, su, monkeypatch, now
):
    answered(10)
    over = now + 31 * DAY
    actions.work_rounds(over)
    phone, stranger = browser(lin), browser(su)
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: over)
    for client, person in ((phone, lin), (stranger, su)):
        client.force_login(Account.objects.get(person=person), backend=BACKEND)
    assert "2026 年的结果" in phone.get(JUDGE).text
    assert "2026 年的结果" not in stranger.get(JUDGE).text


def test_what_was_asked_goes_with_the_union(held, works, taiyuan, lin, by, now):
    people.dissolve_union(works, members_to=taiyuan, kept=True, by=by, now=now)
    actions.work(now)
    assert not Matter.objects.filter(key="founding.judging").exists()


def test_who_was_asked_is_forgotten_a_month_after_the_round(held, lin, now):
    over = now + 30 * DAY
    assert actions.forget(over + homes.JUDGED_KEPT) == 0
    assert actions.forget(over + homes.JUDGED_KEPT + DAY) == 2
    assert not Invitation.objects.exists()


@pytest.mark.rows_by_hand  # the days of a round are moved past the verbs
def test_an_officers_program_opens_a_round_reads_it_and_says_what_will_be_done(
    program, works, motors, zhao, lin, by, now
):
    ask, today = program(zhao), now.date()
    asked = {"union": str(works.pk), "year": today.year, "opens_on": f"{today}", "closes_on": f"{today + 5 * DAY}"}
    made = ask("POST", "/founding/judgings", asked).json()
    assert (made["state"], made["union"], made["outcome"]) == ("open", str(works.pk), None)
    assert ask("POST", "/founding/judgings", asked).json()["error"]["code"] == "founding.round_twice"
    early = ask("POST", f"/founding/judgings/{made['id']}/pledges", {"text": "公开经费"})
    assert early.json()["error"]["code"] == "founding.round_not_over"

    Round.objects.update(opens_on=today - 9 * DAY, closes_on=today - DAY)
    key, path = "0197a000-0000-7000-8000-00000000000b", f"/founding/judgings/{made['id']}"
    for _time in range(2):
        told = ask("POST", f"{path}/pledges", {"text": "公开经费"}, key=key).json()
    [promise] = told["pledges"]
    kept = ask("POST", f"{path}/pledges/{promise['id']}/kept", {"kept": True, "note": "上墙了"}).json()
    assert kept["pledges"] == [{"id": promise["id"], "text": "公开经费", "kept": True, "kept_note": "上墙了"}]
    assert [one["state"] for one in ask("GET", "/founding/judgings").json()["items"]] == ["closed"]
    assert ask("GET", path).json() == kept
    assert program(lin)("GET", path).json()["error"]["code"] == "faces.not_your_office"


def test_the_officer_of_another_union_reads_no_round_by_a_program(program, held, enrol, datong, by, now):
    other = enrol("李大同", 330)
    people.appoint(other, datong, "officer", by=by, now=now)
    ask = program(other)
    assert ask("GET", "/founding/judgings").json()["items"] == []
    assert ask("GET", f"/founding/judgings/{held.pk}").status_code == 404
    assert ask("POST", f"/founding/judgings/{held.pk}/pledges", {"text": "好"}).status_code == 404
    days = {"opens_on": f"{now.date()}", "closes_on": f"{now.date() + DAY}"}
    asked = {"union": str(held.union_id), "year": held.year + 1, **days}
    assert ask("POST", "/founding/judgings", asked).status_code == 404
