"""The public notice: masked, for five working days, in pages; what two decided is held to the rules of the day."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gonghui.kernel.money import Fen
from gonghui.primitives.places.models import CalendarDay
from gonghui.services.aid import actions, refusals
from gonghui.services.aid.models import Claim, Kin, Ruling, Standard
from gonghui.services.aid.pages.notices import notice_ends
from gonghui.services.aid.rules.household import Member

from .conftest import CARD, GRANT, REFUSE, home

pytestmark = pytest.mark.django_db
NOTICES = reverse("aid:notices")


def page(answer):
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("days", "ends"),
    [
        ({}, date(2026, 5, 27)),
        ({date(2026, 5, 22): "holiday"}, date(2026, 5, 28)),
        ({date(2026, 5, 23): "workday"}, date(2026, 5, 26)),  # a Saturday on which work is done
        ({date(2026, 5, 27): "holiday", date(2026, 5, 28): "holiday"}, date(2026, 5, 29)),
    ],
)
def test_it_runs_for_five_days_on_which_work_is_done(now, days, ends):
    CalendarDay.objects.filter(day__gte=date(2026, 5, 20), day__lte=date(2026, 6, 5)).delete()
    for day, kind in days.items():
        more = {"as_weekday": 4 if kind == "workday" else None, "changed_at": now, "changed_by": "x"}
        CalendarDay.objects.create(day=day, kind=kind, name="x", source="x", **more)
    until = notice_ends(now)
    assert (until.date(), until.hour, until.minute) == (ends, 23, 59)


def test_what_all_read_says_neither_who_it_is_nor_where_it_is_paid(shown, browser, api, su):
    case = shown()
    ruling = Ruling.objects.get()
    read = [page(browser().get(NOTICES)), page(browser(su).get(reverse("aid:notice", args=[ruling.pk])))]
    read.append(json.dumps(api()("/aid/notices").json(), ensure_ascii=False))
    for told in read:
        assert "林**" in told
        for secret in ("林小雨", "林一", CARD[-4:], case.code, str(case.pk), "24,000", "孩子住院", "收入核对过"):
            assert secret not in told


def test_it_is_read_in_pages_and_asks_no_more_for_more(shown, enrol, works, browser, api):
    shown()

    def queries(path):
        browser().get(path)
        with CaptureQueriesContext(connection) as asked:
            browser().get(path)
        return len(asked)

    few = queries(NOTICES)
    for n in range(20):
        shown(person=enrol("马师傅", 370 + n, works))
    assert queries(NOTICES) <= few + 1  # how many pages there are
    first, second = page(browser().get(NOTICES)), page(browser().get(f"{NOTICES}?page=2"))
    assert (first.count("公示到 "), second.count("公示到 ")) == (20, 1)
    told = api()("/aid/notices", limit=15).json()
    rest = api()("/aid/notices", limit=15, after=told["next"]).json()
    assert (len(told["items"]), len(rest["items"]), rest["next"]) == (15, 6, None)


def test_it_ends_with_the_last_minute_and_with_an_objection_that_is_upheld(shown, su, guo, caller, now):
    case = shown()
    until = Ruling.objects.get().shown_until
    assert Ruling.objects.shown(until - timedelta(seconds=1)).count() == 1
    assert Ruling.objects.shown(until).count() == 0
    actions.object_to(Ruling.objects.get(), "他家有两套房", by=caller(su), now=now)
    assert Ruling.objects.shown(now).count() == 1
    actions.answer_objection(case, "属实", upheld=True, by=caller(guo), now=now)
    assert Ruling.objects.shown(now).count() == 0


def test_objections_of_one_person_are_counted(shown, su, caller, now):
    shown()
    ruling = Ruling.objects.get()
    for _each in range(5):
        actions.object_to(ruling, "他家有两套房", by=caller(su), now=now)
    with pytest.raises(refusals.TooManyObjections):
        actions.object_to(ruling, "他家有两套房", by=caller(su), now=now)


def test_without_an_objection_there_is_none_to_answer(shown, guo, caller, now):
    with pytest.raises(refusals.NoObjection):
        actions.answer_objection(shown(), "没有人提", upheld=False, by=caller(guo), now=now)


def test_what_is_not_told_is_no_ground_for_a_grant(visited, guo, lin, caller, now):
    case = visited(home=home(private_school=None, study_abroad=None))
    with pytest.raises(refusals.NotAllTold) as no:
        actions.propose(case, GRANT, by=caller(guo), now=now)
    assert [str(one) for one in no.value.facts["missing"]] == ["孩子上学的情况", "有没有人自费留学"]
    actions.update_home(case, home(), guardian=True, by=caller(lin), now=now)
    assert actions.propose(case, GRANT, by=caller(guo), now=now)


def test_a_no_needs_no_more_to_be_told(proposed, hao, caller, now):
    assert not actions.confirm(proposed(REFUSE, home=home(study_abroad=None)), by=caller(hao), now=now).granted


def test_who_comes_from_the_country_says_since_when(apply, browser, lin, standard):
    with pytest.raises(refusals.SinceMissing):
        apply(migrant=True)
    assert apply(migrant=True, employed_since=date(2024, 1, 1))


@pytest.mark.parametrize(
    ("changed", "no"),
    [
        ({"monthly": 50_000}, refusals.NotInNeed),  # 500 yuan a head is not below 500
        ({"deep": 399_999}, refusals.AboveTheScale),
    ],
)
def test_the_second_word_is_held_to_the_rules_of_its_day(proposed, hao, caller, now, changed, no):
    case = proposed()
    Standard.objects.update(**changed)
    with pytest.raises(no):
        actions.confirm(case, by=caller(hao), now=now)
    case.refresh_from_db()
    assert case.stage == "deciding"
    actions.send_back(case, "标准变了", by=caller(hao), now=now)


def test_who_lives_there_does_not_write_down_the_visit(apply, guo, caller, now):
    case = apply()
    Kin.objects.create(claim=Claim.objects.get(case=case), person=guo)
    with pytest.raises(refusals.OwnOrKin):
        actions.visit(case, "家里很困难", on=date(2026, 5, 20), by=caller(guo), now=now)
    assert Claim.objects.get(case=case).visited_on is None


@pytest.mark.parametrize(("monthly", "listed"), [(172_000, True), (189_200, True), (189_201, False)])
def test_near_misses_are_listed_up_to_a_tenth(proposed, hao, guo, browser, caller, now, monthly, listed):
    alone = home(members=(Member("self", Fen(12 * monthly), "林小雨"),), medical=Fen(0))
    actions.confirm(proposed(REFUSE, home=alone), by=caller(hao), now=now)
    assert ("林**" in page(browser(guo).get(reverse("aid-console:near")))) == listed


def test_who_watches_above_handles_and_a_neighbour_sees_nothing(proposed, zhao, datong, enrol, browser, by, now):
    from gonghui.primitives.people.models import Role

    from .conftest import officer

    case = proposed()
    where = reverse("aid-console:one", args=[case.pk])
    neighbour = officer(enrol("童干事", 345), datong, Role.OFFICER, by=by, now=now)
    assert browser(zhao).get(where).status_code == 200
    for name in ("one", "confirm", "send-back", "propose", "visit", "keep", "end"):
        path = reverse(f"aid-console:{name}", args=[case.pk])
        asked = browser(neighbour)
        assert (asked.get(path) if name == "one" else asked.post(path, {"reason": "x"})).status_code == 404


def test_a_smaller_grant_than_the_scale_is_one_and_a_fen_more_is_none(visited, guo, caller, now):
    case = visited()
    actions.propose(case, replace(GRANT, amount=Fen(1)), by=caller(guo), now=now)
    for amount in (0, -1, 500_001):
        with pytest.raises(refusals.AboveTheScale):
            actions.propose(case, replace(GRANT, amount=Fen(amount)), by=caller(guo), now=now)
    assert Ruling.objects.standing().get().amount == 1
