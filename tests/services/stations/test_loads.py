"""Verified shippers post; drivers find by route, day, lorry; numbers are shown on record; a fraud ends an account."""

from datetime import timedelta

import pytest

from gonghui.kernel.credit_code import BadCreditCode
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices import actions as notices
from gonghui.services.stations.models import FraudReport, Load, Touch
from gonghui.services.stations.road.loads import actions, refusals, rules
from tests.cast import contact

from .conftest import CREDIT_CODE


@pytest.fixture
def report(load, lin, by, now):
    actions.show_contact(load, lin, by=by, now=now)
    return actions.report_fraud(load, lin, what="要我先交 500 元信息费", by=by, now=now)


def found(now, **asked):
    standing = Load.objects.standing(today=now.date())
    route = standing.on_route(asked.get("origin", ""), asked.get("target", ""))
    return set(route.on_day(asked.get("day")).for_lorry(asked.get("lorry", "")).values_list("key", flat=True))


def test_a_driver_finds_by_route_day_and_lorry(post, now):
    tomorrow = now.date() + timedelta(days=1)
    post(key="ty-bt")
    post("140200", "150200", key="dt-bt", lorry="any", loads_on=tomorrow + timedelta(days=1))
    post("140105", "370100", key="county-jn", lorry="cold")
    assert found(now) == {"ty-bt", "dt-bt", "county-jn"}
    assert found(now, origin="140100") == {"ty-bt", "county-jn"}  # a city finds its counties
    assert found(now, origin="140000", target="150000") == {"ty-bt", "dt-bt"}
    assert found(now, day=tomorrow) == {"ty-bt", "county-jn"}
    assert found(now, lorry="cold") == {"dt-bt", "county-jn"}  # what takes any lorry is found by all


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"goods": " "}, refusals.NoGoods),
        ({"target": "140100"}, refusals.SameTown),
        ({"weight_kg": 0}, refusals.BadWeight),
        ({"weight_kg": 100_001}, refusals.BadWeight),
        ({"days": -1}, refusals.LoadDayPast),
        ({"days": 61}, refusals.LoadDayFar),
    ],
)
def test_what_a_driver_cannot_rely_on_is_refused_by_name(post, now, changed, refusal):
    days, changed = changed.pop("days", None), dict(changed)
    if days is not None:
        changed["loads_on"] = now.date() + timedelta(days=days)
    with pytest.raises(refusal):
        post(**changed)
    assert not Load.objects.exists()


@pytest.mark.parametrize("field", ["goods", "note"])
@pytest.mark.parametrize("text", ["钢材 138_1234_5678", "土豆（微信号 huozhu88）"])
def test_a_number_or_name_in_the_text_is_refused(field, text, post):
    with pytest.raises(refusals.NumberInText):
        post(**{field: text})


def test_a_place_whose_name_four_cities_have_is_asked_about_over_the_api(post, client, now, monkeypatch):
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: now)
    post("320106", "150200", key="nj")
    asked = client.get("/api/v1/stations/loads", {"origin": "鼓楼区"})
    assert asked.status_code == 422
    mend = asked.json()["error"]["mend"]
    assert "江苏省南京市鼓楼区 320106" in mend
    assert "河南省开封市鼓楼区 410204" in mend
    [found] = client.get("/api/v1/stations/loads", {"origin": "南京鼓楼"}).json()["items"]
    assert found["origin"] == "南京市鼓楼区"


def test_a_load_for_today_and_one_for_the_last_possible_day_are_taken(post, now):
    post(key="today", loads_on=now.date())
    post(key="far", loads_on=now.date() + timedelta(days=60))


def test_a_load_leaves_the_list_after_its_day(post, now):
    post(loads_on=now.date())
    assert found(now)
    assert not found(now + timedelta(days=1))


def test_the_same_key_posts_once(post):
    assert post().pk == post().pk
    assert Load.objects.count() == 1


def test_a_number_is_shown_on_touch_and_who_saw_it_is_written_down(load, lin, by, now):
    assert actions.show_contact(load, lin, by=by, now=now) == "0351-0000004"
    actions.show_contact(load, lin, by=by, now=now)
    assert Touch.objects.filter(load=load, person=lin).count() == 1
    entry = Entry.objects.get(act="stations.show_contact")
    assert (entry.on_person, entry.label) == (lin.pk, "太钢物流")


def test_who_harvests_numbers_is_stopped(post, lin, by, now, monkeypatch):
    monkeypatch.setattr(rules, "TOUCHES_A_DAY", 2)
    mine = [post(key=f"k{n}") for n in range(3)]
    for load in mine[:2]:
        actions.show_contact(load, lin, by=by, now=now)
    with pytest.raises(refusals.TooManyTouches):
        actions.show_contact(mine[2], lin, by=by, now=now)
    assert Touch.objects.count() == 2
    actions.show_contact(mine[0], lin, by=by, now=now)  # one seen before may be looked at again


def test_a_withdrawn_load_shows_no_number(load, lin, by, now):
    actions.withdraw_load(load, reason="已装走", by=by, now=now)
    with pytest.raises(refusals.LoadGone):
        actions.show_contact(load, lin, by=by, now=now)


def test_only_who_saw_the_number_reports_it(load, chen, by, now):
    with pytest.raises(refusals.NotTouched):
        actions.report_fraud(load, chen, what="骗子", by=by, now=now)


def test_a_report_without_words_is_refused(load, lin, by, now):
    with pytest.raises(refusals.NoReportText):
        actions.report_fraud(load, lin, what=" ", by=by, now=now)


def test_an_upheld_report_ends_the_account_and_warns_who_saw_the_number(
    report, post, shipper, boss, zhao, lin, chen, by, now
):
    other = post(key="second")
    actions.show_contact(other, chen, by=by, now=now)
    actions.decide_report(report, upheld=True, note="收费不发货", by_person=zhao, by=by, now=now)
    shipper.refresh_from_db()
    assert shipper.closed_at == now
    assert found(now) == set()
    assert notices.inbox(chen).first().template == "stations.load_warned"
    assert {n.template for n in notices.inbox(lin)} == {"stations.load_warned", "stations.report_upheld"}
    assert notices.inbox(boss).first().template == "stations.shipper_closed"
    with pytest.raises(refusals.NotAShipper):
        post(key="third")


def test_a_dismissed_report_changes_nothing_for_the_shipper(report, shipper, zhao, lin, by, now):
    actions.decide_report(report, upheld=False, note="说法不一", by_person=zhao, by=by, now=now)
    shipper.refresh_from_db()
    assert shipper.closed_at is None
    assert notices.inbox(lin).first().template == "stations.report_dismissed"


def test_a_report_is_decided_once(report, zhao, by, now):
    actions.decide_report(report, upheld=False, note="", by_person=zhao, by=by, now=now)
    with pytest.raises(refusals.ReportDecided):
        actions.decide_report(report, upheld=True, note="", by_person=zhao, by=by, now=now)
    assert FraudReport.objects.get().upheld is False


def test_a_firm_and_a_person_are_verified_once(shipper, taiyuan, boss, chen, zhao, by, now):
    for person, code in ((boss, "91310000132612172J"), (chen, CREDIT_CODE)):
        with pytest.raises(refusals.ShipperTwice):
            actions.verify_shipper(
                taiyuan, **contact(person), name="x", credit_code=code, phone="1", by_person=zhao, by=by, now=now
            )


@pytest.mark.parametrize("again", ["the firm", "the person"])
def test_who_was_closed_is_verified_again_only_by_somebody_who_was_told(
    again, shipper, taiyuan, boss, chen, zhao, by, now
):
    actions.close_shipper(shipper, reason="骗信息费", by=by, now=now)
    person, code = (chen, CREDIT_CODE) if again == "the firm" else (boss, "91310000132612172J")
    papers = {
        **contact(person),
        "name": "新名字",
        "credit_code": code,
        "phone": "1",
        "by_person": zhao,
        "by": by,
        "now": now,
    }
    with pytest.raises(refusals.ClosedBefore) as refusal:
        actions.verify_shipper(taiyuan, **papers)
    assert refusal.value.facts["reason"] == "骗信息费"
    made = actions.verify_shipper(taiyuan, **papers, despite_closure=True)
    told = Entry.objects.filter(act="stations.verify_shipper").order_by("-id").first()
    assert told.facts["despite_closure"] == str(shipper.pk)
    assert made.closed_at is None


def test_a_credit_code_with_a_wrong_check_is_refused(taiyuan, boss, zhao, by, now):
    with pytest.raises(BadCreditCode):
        actions.verify_shipper(
            taiyuan,
            **contact(boss),
            name="x",
            credit_code="91110000600037341M",
            phone="1",
            by_person=zhao,
            by=by,
            now=now,
        )


def test_weights_are_said_as_people_say_them():
    assert [rules.tonnes(kg) for kg in (800, 1_000, 28_500, 28_050)] == ["800 公斤", "1 吨", "28.5 吨", "28.05 吨"]
