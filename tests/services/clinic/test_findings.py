"""What was measured is the person's alone: typed in at the desk it is not shown there again, and stands sealed."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse

from gonghui.primitives.admission.models import CheckIn, Place
from gonghui.primitives.notices.models import Notice
from gonghui.services.clinic import actions, refusals
from gonghui.services.clinic.models import Finding
from gonghui.services.clinic.pages import shown

pytestmark = pytest.mark.django_db
ADVICE = "少吃盐，两周后再量"
RESULTS = reverse("clinic:results")


def page(response):
    return response.content.decode()


@pytest.fixture
def soon(monkeypatch, slots):
    """The morning of the day."""
    moment = slots[0].starts - timedelta(hours=1)

    def is_now(browser):
        monkeypatch.setattr("gonghui.primitives.clock.now", lambda: moment)
        return browser

    return is_now


@pytest.fixture
def measured(take, by, now):
    """`measured(systolic=150)` of Lin."""

    def find(advice=ADVICE, **values):
        return actions.find(take(), {code: Decimal(value) for code, value in values.items()}, advice, by=by, now=now)

    return find


def test_at_the_desk_the_code_is_asked_then_the_stations(take, browser, wu, lin, day, soon):
    place = take()
    desk = soon(browser(wu))
    where = reverse("clinic-counter:desk", args=[day.pk])
    assert "司机健康义诊" in page(desk.get(reverse("clinic-counter:home")))
    seen = page(desk.post(where, {"code": place.code}))
    assert "收缩压（mmHg）" in seen
    assert "林小雨" not in seen
    assert CheckIn.objects.filter(place=place).exists()
    find = reverse("clinic-counter:find", args=[day.pk, place.pk])
    answer = desk.post(find, {"systolic": "150", "diastolic": "95", "glucose": "", "advice": ADVICE}, follow=True)
    assert "只有本人看得到" in page(answer)
    assert ADVICE not in page(answer)
    assert ADVICE not in page(desk.post(where, {"code": place.code}))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"systolic": "abc"}, "50 到 300"), ({"systolic": "12"}, "50 到 300"), ({"advice": "字" * 301}, "300"),
        ({"systolic": ""}, "至少填一项"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_and_the_rest_stays_typed(take, browser, wu, day, soon, typed, says):
    place = take()
    where = reverse("clinic-counter:find", args=[day.pk, place.pk])
    filled = {"systolic": "120", "diastolic": "", "glucose": "", "advice": ADVICE} | typed
    answer = soon(browser(wu)).post(where, filled)
    assert answer.status_code == 422
    assert says in page(answer)
    assert filled["advice"] in page(answer)
    assert not Finding.objects.exists()


@pytest.mark.parametrize("code", ["ZZZZZZZZZZZZ", "abc", "", "K7M2PX9QR4"])
def test_a_code_that_is_none_is_said(take, browser, wu, day, soon, code):
    answer = soon(browser(wu)).post(reverse("clinic-counter:desk", args=[day.pk]), {"code": code})
    assert answer.status_code in (404, 422)
    assert "k-verdict-no" in page(answer)


def test_a_place_that_was_given_back_is_not_received(take, lin, as_, by, now):
    place = take()
    actions.give_back(place, by=as_(lin), now=now)
    with pytest.raises(refusals.TicketGone):
        actions.receive(Place.objects.get(pk=place.pk), by=by, now=now)


def test_a_station_adds_to_what_another_has_measured(measured, take, by, now):
    measured(systolic=120)
    actions.find(take(), {"glucose": Decimal("5.5")}, by=by, now=now)
    [one] = shown.results(Finding.objects.all())
    assert [(read.measure.code, read.value) for read in one.reads] == [("systolic", 120), ("glucose", Decimal("5.5"))]
    assert one.advice == ADVICE
    assert Notice.objects.filter(title="测量结果好了").count() == 1


def test_what_this_day_does_not_measure_is_refused(measured):
    with pytest.raises(refusals.NotAtThisDay, match="心率"):
        measured(pulse=80)
    assert not CheckIn.objects.exists()


def test_she_reads_her_values_with_where_the_limits_come_from(measured, browser, lin):
    measured(systolic=120, diastolic=80)
    seen = page(browser(lin).get(RESULTS))
    assert "120 mmHg" in seen
    assert "中国高血压防治指南" in seen
    assert ADVICE in seen
    assert "转诊单" not in seen


def test_beyond_the_limits_a_printed_way_leads_to_the_hospital(measured, browser, lin):
    found = measured(systolic=150, diastolic=95, glucose="8.1")
    phone = browser(lin)
    assert "看转诊单" in page(phone.get(RESULTS))
    seen = page(phone.get(reverse("clinic:referral", args=[found.pk])))
    for words in ("林小雨", "市第三人民医院", "双塔街29号", "0351-5550110", "心血管内科、内分泌科", "150 mmHg", ADVICE):
        assert words in seen


@pytest.mark.parametrize("who", ["su", "wu", "zhao"])
def test_nobody_else_is_shown_it(who, measured, browser, day, request, soon):
    found = measured(systolic=150)
    other = soon(browser(request.getfixturevalue(who)))
    paths = [RESULTS, reverse("clinic:referral", args=[found.pk]), reverse("clinic-console:day", args=[day.pk]),
             reverse("clinic-counter:desk", args=[day.pk])]  # fmt: skip
    told = "".join(page(other.get(path)) for path in paths)
    assert "150 mmHg" not in told
    assert ADVICE not in told


def test_a_stolen_database_holds_none_of_it(measured):
    measured(systolic=151)
    told = ""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT each::text FROM {connection.ops.quote_name(table)} AS each")
            told += "".join(row for (row,) in cursor.fetchall())
    secrets = [ADVICE, json.dumps({"systolic": "151"})[1:-1]]
    assert [secret for secret in secrets if secret in told or secret.encode().hex() in told] == []
    assert "司机健康义诊" in told  # the search finds what is there


def test_no_message_says_what_was_measured(measured, lin):
    measured(systolic=150)
    assert not [one for one in Notice.objects.filter(person=lin) if "150" in one.text or ADVICE in one.text]


@pytest.mark.rows_by_hand
def test_after_two_years_it_is_forgotten(measured, now):
    measured(systolic=150)
    assert actions.forget(now + timedelta(days=729)) == 0
    assert actions.forget(now + timedelta(days=731)) == 1


def test_programs_take_wait_give_back_and_read_their_own(account_of, measured, api, lin, su, slots, day, by, now):
    import uuid

    from django.test import Client

    from gonghui.primitives.people import actions as people

    measured(systolic=150)
    assert [one["free"] for one in api()(f"/clinic/days/{day.pk}").json()["slots"]] == [1, 2, 2]
    token = people.issue_token(account_of(su), name="测试", days=1, by_password=True, by=by, now=now)
    client = Client(headers={"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid.uuid4())})
    place = client.post(f"/api/v1/clinic/slots/{slots[1].pk}/place").json()
    assert place["starts_at"].startswith("2026-05-21")
    assert client.delete(f"/api/v1/clinic/places/{place['id']}").status_code == 204
    assert client.get("/api/v1/clinic/results").json() == []
    assert client.post(f"/api/v1/clinic/slots/{slots[1].pk}/line").json()["error"]["code"] == "admission.may_take_now"
    [mine] = api(lin)("/clinic/results").json()
    assert (mine["reads"][0]["outside"], mine["departments"]) == ("high", ["心血管内科"])
