"""A keeper's counter: open and shut by a tap, answers to workers, the free basics, stores, prices and repairs."""

import uuid
from datetime import date, timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gonghui.kernel.money import Fen
from gonghui.kernel.window import Window
from gonghui.primitives import clock
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Sign, Trouble
from gonghui.primitives.presence.models import DoorEntry, Presence
from gonghui.services.stations import actions
from gonghui.services.stations.models import BasicsDay, Fault, Price, Supply

from .conftest import key, refusal, text

MEDICINE = {"kind": "medicine", "name": "藿香正气水", "quantity": "10", "unit": "盒", "expires_on": "2026-06-01"}
MEAL = {"item": "快餐", "content": "两荤一素", "unit": "份", "price": "15"}


@pytest.fixture
def desk(browser_of, keeper, station):
    """The keeper at the station's counter: `desk("tap")`, `desk("fix-fault", fault, note=…)`."""

    keys = count(1)

    def acted(name, /, *what, at=station, **said):
        url = reverse(f"stations-counter:{name}", args=[at.pk, *(each.pk for each in what)])
        return browser_of(keeper).post(url, {"key": key(next(keys))} | said, follow=True)

    return acted


@pytest.fixture
def page(browser_of, keeper, station):
    def shown(name="desk", at=station, person=keeper):
        return text(browser_of(person).get(reverse(f"stations-counter:{name}", args=[at.pk])))

    return shown


def test_a_keeper_sees_their_stations_and_no_others(browser_of, keeper, station, home, taiyuan, facts, by, now):
    actions.ensure_presence(station, by=by, now=now)
    others = places.open_premises(union=taiyuan, kind="station", by=by, now=now, **facts | {"name": "别人的驿站"})
    names = text(browser_of(keeper).get(reverse("stations-counter:home")))
    assert station.name in names
    assert home.name in names
    assert others.name not in names
    assert browser_of(keeper).get(reverse("stations-counter:desk", args=[others.pk])).status_code == 404


def test_who_keeps_nothing_is_told_who_could_change_that(browser_of, su, station):
    stranger = browser_of(su)
    assert "没有分给你的驿站" in text(stranger.get(reverse("stations-counter:home")))
    assert stranger.get(reverse("stations-counter:desk", args=[station.pk])).status_code == 404


def test_an_operator_of_the_union_stands_at_every_counter_of_it_and_the_neighbour_at_none(
    browser_of, enrol, taiyuan, datong, station, neighbour, by, now
):
    operator = enrol("吴站长", 308)
    people.appoint(operator, taiyuan, Role.OPERATOR, by=by, now=now)
    tap = reverse("stations-counter:tap", args=[station.pk])
    assert browser_of(neighbour).post(tap).status_code == 404
    assert not Sign.objects.exists()
    assert browser_of(operator).post(tap).status_code == 303
    assert Sign.objects.get().way == "tap"


def test_who_keeps_it_no_more_stands_there_no_more(browser_of, keeper, station, by, now):
    places.remove_keeper(station.keepers.get(), by=by, now=now)
    assert browser_of(keeper).post(reverse("stations-counter:tap", args=[station.pk])).status_code == 404


def test_a_tap_says_open_and_another_says_shut_whatever_the_hours_say(desk, browser_of, station, now, monkeypatch):
    visitor = browser_of()
    door = reverse("stations:station", args=[station.pk])
    desk("tap")
    assert visitor.get(door).context["page"].row.state.confidence == "sure"
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=5))
    assert "已登记关门" in text(desk("shut"))
    assert not visitor.get(door).context["page"].row.state.open
    assert [(sign.way, sign.is_open) for sign in Sign.objects.order_by("at")] == [("tap", True), ("tap", False)]


def test_a_workers_report_is_answered_once_and_leaves_the_desk(desk, page, station, lin, by, now):
    places.report_trouble(station, "broken", person=lin, detail="饮水机没水", by=by, now=now)
    trouble = Trouble.objects.get()
    assert "饮水机没水" in page()
    assert "已答复" in text(desk("answer", trouble, answer="mended", says="换了一桶"))
    trouble.refresh_from_db()
    assert (trouble.answer, trouble.answer_says) == ("mended", "换了一桶")
    assert "饮水机没水" not in page()
    assert desk("answer", trouble, answer="mended", says="又").status_code == 409


def test_an_answer_that_is_none_is_refused(desk, station, lin, by, now):
    places.report_trouble(station, "broken", person=lin, by=by, now=now)
    assert desk("answer", Trouble.objects.get(), answer="maybe").status_code == 422
    assert Trouble.objects.open().exists()


def test_a_report_that_waits_a_day_is_marked(page, station, lin, by, now, monkeypatch):
    places.report_trouble(station, "broken", person=lin, by=by, now=now)
    assert "已超时" not in page()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=25))
    assert "已超时" in page()


def test_a_report_of_another_station_is_not_answered_here(desk, home, lin, by, now):
    places.report_trouble(home, "broken", person=lin, by=by, now=now)
    assert desk("answer", Trouble.objects.get(), answer="mended").status_code == 404
    assert Trouble.objects.open().exists()


def test_the_free_basics_are_ticked_for_a_day_and_mended_the_same_day(desk, page, browser_of, home, keeper):
    desk("basics", at=home, kept=["shower", "parking"], note="洗衣机在修")
    word = BasicsDay.objects.get()
    assert (word.kept, word.note, word.by_person) == (["parking", "shower"], "洗衣机在修", keeper)
    assert "改今天的确认" in page(at=home)
    shown = browser_of().get(reverse("stations:station", args=[home.pk])).context["page"]
    assert [there for _name, there in shown.kept] == [True, False, False, True, False]
    desk("basics", at=home, kept=["shower", "parking", "laundry"], note="")
    assert BasicsDay.objects.get().kept == ["parking", "shower", "laundry"]
    assert refusal(desk("basics", at=home, kept=["karaoke"])) == (422, "stations.bad_basics")


def test_yesterdays_word_on_the_basics_is_not_todays(desk, browser_of, home, now, monkeypatch):
    desk("basics", at=home, kept=["shower"], note="")
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=1))
    assert browser_of().get(reverse("stations:station", args=[home.pk])).context["page"].basics is None


def test_a_batch_comes_onto_the_shelf_warns_and_goes(desk, page):
    assert "已上架" in text(desk("put-supply", **MEDICINE))
    batch = Supply.objects.get()
    assert (batch.name, batch.quantity, batch.expires_on) == ("藿香正气水", 10, date(2026, 6, 1))
    assert "快过期" in page("stores")
    assert "1 批物资快过期或已过期" in page()
    assert "已下架" in text(desk("take-supply", batch, why="expired"))
    batch.refresh_from_db()
    assert batch.gone_why == "expired"
    assert "藿香正气水" not in page("stores")
    assert "1 批物资" not in page()
    assert refusal(desk("take-supply", batch, why="used")) == (409, "stations.gone_already")


def test_a_batch_that_never_expires_is_no_worry_and_an_expired_one_is_said_to_be(desk, page, now, monkeypatch):
    desk("put-supply", **MEDICINE | {"expires_on": "", "name": "纱布"})
    assert "快过期" not in page("stores")
    desk("put-supply", **MEDICINE)
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=20))
    assert page("stores").count("已过期，下架") == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": ""}, "name"),
        ({"quantity": "0"}, "quantity"),
        ({"quantity": "10001"}, "quantity"),
        ({"quantity": "many"}, "quantity"),
        ({"kind": "gold"}, "kind"),
        ({"expires_on": "2026-02-30"}, "expires_on"),
        ({"expires_on": "0026-06-01"}, "expires_on"),
    ],
)
def test_a_batch_that_cannot_be_comes_back_to_be_mended(desk, said, field):
    answer = desk("put-supply", **MEDICINE | said)
    assert answer.status_code == 422
    assert list(answer.context["supply_form"].errors) == [field]
    assert "<details open>" in text(answer), "the form that is wrong is not folded away"
    assert not Supply.objects.exists()


def test_what_is_past_its_day_is_refused_with_the_form_as_it_was(desk):
    answer = desk("put-supply", **MEDICINE | {"expires_on": "2026-05-19"})
    assert refusal(answer) == (409, "stations.expired_already")
    assert 'value="藿香正气水"' in text(answer)


def test_a_price_is_public_until_it_is_taken_down(desk, browser_of, station):
    desk("set-price", **MEAL)
    desk("set-price", **MEAL | {"price": "18"})
    door = reverse("stations:station", args=[station.pk])
    public = text(browser_of().get(door))
    assert "¥18" in public
    assert "¥15" not in public
    assert [price.price for price in Price.objects.order_by("since", "pk")] == [1_500, 1_800]
    standing = Price.objects.get(ended_at=None)
    for _again in range(2):
        assert "已撤下" in text(desk("end-price", standing))
    assert "快餐" not in text(browser_of().get(door))
    assert Entry.objects.filter(act="stations.end_price").count() == 1


def test_what_costs_nothing_is_said_to_be_free(desk, browser_of, station):
    desk("set-price", **MEAL | {"item": "热水", "price": "0"})
    assert "免费 / 份" in text(browser_of().get(reverse("stations:station", args=[station.pk])))


@pytest.mark.parametrize(
    ("said", "field"), [({"item": ""}, "item"), ({"price": "-1"}, "price"), ({"price": "x"}, "price")]
)
def test_a_price_that_cannot_be_comes_back(desk, said, field):
    answer = desk("set-price", **MEAL | said)
    assert answer.status_code == 422
    assert list(answer.context["price_form"].errors) == [field]
    assert not Price.objects.exists()


def test_what_is_broken_is_reported_once_and_mended_once(desk, page):
    for _again in range(2):
        assert "已报修" in text(desk("report-fault", what="空调不冷"))
    fault = Fault.objects.get()
    assert "空调不冷" in page("stores")
    assert "已登记修好" in text(desk("fix-fault", fault, note="加氟"))
    fault.refresh_from_db()
    assert fault.note == "加氟"
    assert "空调不冷" not in page("stores")
    assert refusal(desk("fix-fault", fault)) == (409, "stations.fixed_already")
    assert refusal(desk("report-fault", what="  ")) == (422, "stations.empty_field")


def test_nothing_of_another_station_is_touched_from_here(desk, home, keeper, by, now):
    batch = actions.put_supply(home, kind="food", name="面", quantity=1, unit="箱", expires_on=None, by=by, now=now)
    fault = actions.report_fault(home, what="灯", by_person=keeper, by=by, now=now)
    price = actions.set_price(home, item="饭", content="", unit="份", price=Fen(100), by=by, now=now)
    for name, what in (("take-supply", batch), ("fix-fault", fault), ("end-price", price)):
        assert desk(name, what).status_code == 404
    assert Supply.objects.on_shelf().exists()
    assert Fault.objects.open().exists()
    assert Price.objects.filter(ended_at=None).exists()


def test_every_act_of_the_desk_is_in_the_stations_record(desk, browser_of, zhao, station):
    desk("put-supply", **MEDICINE)
    desk("report-fault", what="空调不冷")
    desk("set-price", **MEAL)
    page = text(browser_of(zhao).get(reverse("stations-console:station", args=[station.pk])))
    for said in ("物资上架", "报修", "公示价目", "马看门"):
        assert said in page


def test_a_double_click_puts_one_batch_on_the_shelf_and_one_price_on_the_list(desk):
    for _click in range(2):
        desk("put-supply", **MEDICINE | {"key": key(500)})
        desk("set-price", **MEAL)
    assert Supply.objects.get().name == "藿香正气水"
    assert Price.objects.get().ended_at is None


def test_a_batch_goes_for_a_reason_that_there_is(desk):
    desk("put-supply", **MEDICINE)
    assert refusal(desk("take-supply", Supply.objects.get(), why="eaten")) == (422, "stations.unknown_choice")
    assert Supply.objects.on_shelf().exists()


def test_the_desk_offers_nothing_that_would_be_refused(desk, page, station, by, now):
    see_out, let_in, tap = (
        f'"{reverse(f"stations-counter:{name}", args=[station.pk])}"' for name in ("see-out", "let-in", "tap")
    )
    assert see_out not in page()
    for number in range(3):
        desk("let-in", trade="rider", key=key(number + 40))
    assert see_out in page()
    assert let_in not in page()
    places.close_for(station, Window(now, now + timedelta(hours=1)), reason="停水", by=by, now=now)
    assert tap not in page()
    assert desk("tap").status_code == 409


def test_a_desk_costs_the_same_however_much_lies_there(browser_of, keeper, home, by, now):
    desk = browser_of(keeper)

    def asked():
        found = {}
        for name in ("desk", "stores"):
            with CaptureQueriesContext(connection) as queries:
                desk.get(reverse(f"stations-counter:{name}", args=[home.pk]))
            found[name] = len(queries)
        return found

    def comes(number):
        supply = {"kind": "food", "name": f"面{number}", "quantity": 1, "unit": "箱", "expires_on": now.date()}
        actions.put_supply(home, **supply, by=by, now=now)
        actions.report_fault(home, what=f"灯{number}", by_person=keeper, by=by, now=now)
        actions.set_price(home, item=f"面{number}", content="", unit="碗", price=Fen(900), by=by, now=now)
        actions.let_in(home, trade="truck", key=key(number), by=by, now=now)

    comes(0)
    asked()
    few = asked()
    for number in range(1, 30):
        comes(number)
    assert asked() == few


@pytest.fixture
def send(browser_of, keeper, station, now):
    """What the keeper's device tells of its taps: `send(("open", "", 40), …)`, so many minutes ago."""

    def told(*taps, address=None, of=station):
        body = {
            "device": str(uuid.UUID(int=1)),
            "taps": [
                {"id": str(uuid.UUID(int=100 + n)), "act": act, "of": str(of.pk), "value": value,
                 "at": int((now - timedelta(minutes=ago)).timestamp() * 1000)}
                for n, (act, value, ago) in enumerate(taps)
            ],
        }  # fmt: skip
        here = address or reverse("stations-counter:taps", args=[station.pk])
        return browser_of(keeper).post(here, body, "application/json").json()["taps"]

    return told


def test_what_a_device_tapped_alone_counts_at_its_own_time_and_once(send, station, now):
    actions.ensure_presence(station, by=None, now=now)
    taps = [
        ("open", "", 40),
        ("let_in", "courier", 30),
        ("let_in", "courier", 29),
        ("see_out", "", 20),
        ("shut", "", 10),
    ]
    for _again in range(2):
        assert {told["outcome"] for told in send(*taps)} == {"done"}
    signs = Sign.objects.filter(premises=station).order_by("at").values_list("is_open", "at")
    assert (signs[0], signs[len(signs) - 1]) == (
        (True, now - timedelta(minutes=40)),
        (False, now - timedelta(minutes=10)),
    )
    assert Presence.objects.get(pk=station.pk).inside == 1
    assert DoorEntry.objects.order_by("came_at").first().came_at == now - timedelta(minutes=30)


def test_a_tap_that_cannot_be_is_named_and_undoes_no_other(send, station, now):
    actions.ensure_presence(station, by=None, now=now)
    told = send(("let_in", "king", 9), ("see_out", "", 8), ("fly", "", 7), ("open", "", 60 * 49), ("open", "", 5))
    by_id = {each["id"][-2:]: each for each in told}
    assert [by_id[f"{100 + n:x}"]["outcome"] for n in range(5)] == ["refused", "refused", "refused", "refused", "done"]
    assert all(each["says"] for each in told if each["outcome"] == "refused")
    assert Sign.objects.get(premises=station).at == now - timedelta(minutes=5)


def test_a_keeper_of_many_places_sends_all_taps_at_once_and_none_for_others(
    send, station, home, taiyuan, facts, by, now
):
    others = places.open_premises(union=taiyuan, kind="station", by=by, now=now, **facts | {"name": "别人的驿站"})
    address = reverse("faces:kept-taps")
    assert send(("shut", "", 5), address=address, of=home)[0]["outcome"] == "done"
    assert send(("shut", "", 5), address=address, of=others)[0]["outcome"] == "refused"
    assert list(Sign.objects.values_list("premises", "is_open")) == [(home.pk, False)]
