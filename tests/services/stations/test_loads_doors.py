"""Loads from their pages: a driver finds, asks for the number and reports; a shipper posts; an officer decides."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gonghui.primitives import clock
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.keys import mobile_of
from gonghui.services.stations.models import FraudReport, Load, Shipper, Touch
from gonghui.services.stations.road.loads import actions, rules

from .conftest import CREDIT_CODE, key, refusal, text

LOAD = {
    "origin": "太原市", "target": "包头市", "goods": "土豆", "weight_kg": "28500", "lorry": "box",
    "loads_on": "2026-05-22", "price": "3500", "note": "上午装",
}  # fmt: skip
PHONE = "0351-0000004"


@pytest.fixture
def driver(browser_of, lin):
    """Lin at a load's page: `driver("contact", load)`."""

    def acted(name, load, **said):
        return browser_of(lin).post(reverse(f"stations:load-{name}", args=[load.pk]), said, follow=True)

    return acted


@pytest.fixture
def send(browser_of, boss):
    """The shipper's form as it is filled in well, with these changed."""

    def sent(number=1, person=boss, **changed):
        said = LOAD | {"key": key(number)} | changed
        return browser_of(person).post(reverse("stations:my-loads"), said, follow=True)

    return sent


def listed(browser, **asked):
    page = browser.get(reverse("stations:loads"), asked)
    return [row["load"].goods for row in page.context["rows"]]


def page_of(browser, load):
    return text(browser.get(reverse("stations:load", args=[load.pk])))


def test_a_visitor_finds_by_route_day_and_lorry(browser_of, post, now):
    post(goods="钢材")
    post("140200", "150200", key="k2", goods="煤", lorry="any", loads_on=now.date() + timedelta(days=3))
    visitor = browser_of()
    assert listed(visitor) == ["钢材", "煤"], "what is loaded first stands first"
    assert listed(visitor, origin="太原市") == ["钢材"]
    assert listed(visitor, origin="山西省", target="内蒙古自治区") == ["钢材", "煤"]
    assert listed(visitor, day="2026-05-23") == ["煤"]
    assert listed(visitor, lorry="cold") == ["煤"]
    assert "这条线没有货源" in text(visitor.get(reverse("stations:loads"), {"origin": "大连市"}))


@pytest.mark.parametrize("asked", [{"origin": "亚特兰蒂斯"}, {"day": "morgen"}, {"lorry": "submarine"}])
def test_what_cannot_be_meant_is_said_beside_its_field_and_all_is_shown(browser_of, load, asked):
    answer = browser_of().get(reverse("stations:loads"), asked)
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == asked.keys()
    assert len(answer.context["rows"]) == 1


def test_a_load_says_what_where_and_how_heavy_and_not_the_number(browser_of, post, lin):
    page = page_of(browser_of(lin), post(weight_kg=28_500))
    for said in ("钢材", "28.5 吨", "平板车", "面议", "太钢物流"):
        assert said in page
    assert PHONE not in page


def test_a_visitor_is_asked_to_sign_in_for_the_number(browser_of, load):
    assert "登录后看电话" in page_of(browser_of(), load)
    answer = browser_of().post(reverse("stations:load-contact", args=[load.pk]))
    assert reverse("faces:sign-in") in answer["Location"]
    assert not Touch.objects.exists()


def test_the_number_is_shown_after_a_touch_that_is_written_down_and_not_to_others(driver, browser_of, load, lin, chen):
    assert PHONE in text(driver("contact", load))
    assert Touch.objects.get().person == lin
    assert PHONE not in page_of(browser_of(chen), load)
    assert PHONE not in page_of(browser_of(lin), load), "each look is asked for anew"


def test_who_asks_for_too_many_numbers_is_stopped_on_the_page(driver, post, monkeypatch):
    monkeypatch.setattr(rules, "TOUCHES_A_DAY", 1)
    first, second = post(key="a"), post(key="b")
    driver("contact", first)
    answer = driver("contact", second)
    assert refusal(answer) == (429, "stations.too_many_touches")
    assert PHONE not in text(answer)


def test_a_load_that_is_gone_says_so_and_shows_no_number(driver, browser_of, load, lin, by, now):
    actions.withdraw_load(load, reason="已装走", by=by, now=now)
    page = page_of(browser_of(lin), load)
    assert "已经撤下或过了装货日" in page
    assert "已装走" in page
    assert "看货主电话" not in page
    assert refusal(driver("contact", load)) == (410, "stations.load_gone")


def test_a_load_is_gone_the_day_after(browser_of, load, lin, now, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=2))
    assert "已经撤下或过了装货日" in page_of(browser_of(lin), load)
    assert listed(browser_of(lin)) == []


def test_a_fraud_is_reported_by_who_saw_the_number_and_once(driver, browser_of, load, lin):
    assert "举报骗局" not in page_of(browser_of(lin), load)
    assert refusal(driver("report", load, what="要押金")) == (409, "stations.load_not_touched")
    driver("contact", load)
    assert "举报骗局" in page_of(browser_of(lin), load)
    assert refusal(driver("report", load, what=" ")) == (422, "stations.report_no_text")
    assert "工会正在核实" in text(driver("report", load, what="要押金"))
    driver("report", load, what="又要")
    assert FraudReport.objects.get().what == "要押金"


def test_a_shipper_posts_once_and_drivers_find_it(send, browser_of, boss, shipper):
    assert "货源已发布" in text(send())
    send()
    made = Load.objects.get()
    assert (made.origin_id, made.weight_kg, made.lorry, made.price, made.note) == (
        "140100",
        28_500,
        "box",
        350_000,
        "上午装",
    )
    assert listed(browser_of()) == ["土豆"]
    assert "28.5 吨" in text(browser_of(boss).get(reverse("stations:my-loads")))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"origin": "亚特兰蒂斯"}, "origin"),
        ({"goods": ""}, "goods"),
        ({"weight_kg": "0"}, "weight_kg"),
        ({"weight_kg": "100001"}, "weight_kg"),
        ({"lorry": "submarine"}, "lorry"),
        ({"loads_on": "2026-02-30"}, "loads_on"),
        ({"price": "-5"}, "price"),
    ],
)
def test_a_load_that_cannot_be_comes_back_with_what_was_typed(send, shipper, said, field):
    answer = send(**said)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert 'value="上午装"' in text(answer)
    assert not Load.objects.exists()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"target": "太原市"}, "stations.load_same_place"),
        ({"loads_on": "2026-05-19"}, "stations.load_day_past"),
        ({"loads_on": "2026-09-01"}, "stations.load_day_far"),
        ({"note": "电话13812345678"}, "stations.load_number_in_text"),
    ],
)
def test_what_a_driver_cannot_rely_on_is_refused_on_the_page(send, shipper, said, code):
    answer = send(**said)
    assert refusal(answer) == (422, code)
    assert 'value="土豆"' in text(answer)
    assert not Load.objects.exists()


def test_who_is_no_shipper_has_no_page_for_it(send, browser_of, su, shipper):
    assert refusal(browser_of(su).get(reverse("stations:my-loads"))) == (403, "stations.not_a_shipper")
    assert send(person=su).status_code == 403
    assert not Load.objects.exists()


def test_a_shipper_withdraws_its_own_load_and_no_other(browser_of, load, boss, enrol, taiyuan, zhao, by, now):
    other = enrol("石老板", 307)
    papers = {"name": "石家货运", "credit_code": "91310000132612172J", "phone": "0351-7"}
    actions.verify_shipper(
        taiyuan, contact=other.name, mobile=mobile_of(other), **papers, by_person=zhao, by=by, now=now
    )
    withdrawal = reverse("stations:withdraw-load", args=[load.pk])
    assert browser_of(other).post(withdrawal).status_code == 404
    assert "已撤下" in text(browser_of(boss).post(withdrawal, follow=True))
    load.refresh_from_db()
    assert load.withdrawn_at == now


SHIPPER = {
    "contact": "石老板",
    "mobile": "19900000777",
    "name": "石家货运",
    "credit_code": CREDIT_CODE,
    "phone": "0351-7",
}
VERIFY, LIST, REPORTS = (f"stations-console:{name}" for name in ("verify-shipper", "shippers", "reports"))


@pytest.fixture
def office(browser_of, zhao):
    return browser_of(zhao)


@pytest.fixture
def report(load, lin, by, now):
    actions.show_contact(load, lin, by=by, now=now)
    return actions.report_fraud(load, lin, what="要我先交信息费", by=by, now=now)


@pytest.fixture
def decide(browser_of, zhao, report):
    def decided(upheld, reason, person=zhao):
        url = reverse("stations-console:decide-report", args=[report.pk])
        return browser_of(person).post(url, {"upheld": upheld, "reason": reason}, follow=True)

    return decided


def test_an_officer_verifies_a_shipper_who_hears_of_it(office, province):
    answer = office.post(reverse(VERIFY), SHIPPER | {"union": str(province.pk)}, follow=True)
    assert "已核实" in text(answer)
    assert CREDIT_CODE in text(answer)
    made = Shipper.objects.get()
    assert (made.name, made.union, made.person.name) == ("石家货运", province, "石老板")
    assert notices.inbox(made.person).get().template == "stations.shipper_verified"


@pytest.mark.parametrize("code", ["91110000600037341M", "", "123"])
def test_a_credit_code_that_cannot_be_is_said_beside_its_field(office, province, code):
    answer = office.post(reverse(VERIFY), SHIPPER | {"union": str(province.pk), "credit_code": code})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["credit_code"]
    assert not Shipper.objects.exists()


def test_who_was_closed_is_verified_again_only_with_the_tick(office, province, shipper, by, now):
    actions.close_shipper(shipper, reason="骗信息费", by=by, now=now)
    said = SHIPPER | {"union": str(province.pk)}
    answer = office.post(reverse(VERIFY), said)
    assert refusal(answer) == (409, "stations.shipper_closed_before")
    assert "骗信息费" in text(answer)
    assert office.post(reverse(VERIFY), said | {"despite_closure": "on"}).status_code == 303
    assert Shipper.objects.open().count() == 1


def test_an_officer_closes_a_shipper_and_its_loads_are_gone(office, browser_of, load, shipper, boss):
    url = reverse("stations-console:close-shipper", args=[shipper.pk])
    page = text(office.post(url, {"reason": "收费不发货"}, follow=True))
    assert "已停用，货源全部撤下" in page
    assert "收费不发货" in page
    assert listed(browser_of()) == []
    assert refusal(browser_of(boss).get(reverse("stations:my-loads"))) == (403, "stations.not_a_shipper")


def test_a_report_that_is_upheld_closes_the_shipper_and_both_hear(decide, office, report, shipper, lin, boss):
    assert "要我先交信息费" in text(office.get(reverse(REPORTS)))
    assert "林**" in text(office.get(reverse(REPORTS)))
    page = text(decide("1", "收费不发货"))
    assert "查实，已停用" in page
    shipper.refresh_from_db()
    assert shipper.close_reason == "收费不发货"
    assert notices.inbox(lin).first().template == "stations.report_upheld"
    assert notices.inbox(boss).first().template == "stations.shipper_closed"


def test_a_report_that_is_not_upheld_leaves_the_shipper_and_says_why(decide, browser_of, shipper, load, lin):
    decide("0", "说法不一")
    shipper.refresh_from_db()
    assert shipper.closed_at is None
    assert "没有查实：说法不一" in page_of(browser_of(lin), load)


def test_a_report_is_decided_once(decide, report):
    decide("0", "说法不一")
    assert refusal(decide("1", "又想了想")) == (409, "stations.report_decided")
    report.refresh_from_db()
    assert report.upheld is False


def test_the_neighbour_neither_reads_nor_decides_nor_closes(decide, browser_of, report, shipper, neighbour):
    next_door = browser_of(neighbour)
    assert "要我先交信息费" not in text(next_door.get(reverse(REPORTS)))
    assert shipper.name not in text(next_door.get(reverse(LIST)))
    assert decide("1", "x", neighbour).status_code == 404
    url = reverse("stations-console:close-shipper", args=[shipper.pk])
    assert next_door.post(url, {"reason": "x"}).status_code == 404
    shipper.refresh_from_db()
    assert shipper.closed_at is None


def test_what_waits_stands_before_what_is_decided(office, decide, report, post, chen, by, now):
    decide("0", "说法不一")
    other = post(key="second")
    actions.show_contact(other, chen, by=by, now=now)
    actions.report_fraud(other, chen, what="后来的", by=by, now=now + timedelta(hours=1))
    page = text(office.get(reverse(REPORTS)))
    assert page.index("后来的") < page.index("要我先交信息费")


def test_an_auditor_reads_reports_and_is_offered_nothing_that_would_be_refused(browser_of, report, auditor):
    page = text(browser_of(auditor).get(reverse(REPORTS)))
    assert "要我先交信息费" in page
    assert "没有查实？" not in page
