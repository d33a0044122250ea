"""A repair from both sides' pages: the driver's call and choice, the workshop's desk, the officer's lists."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gonghui.kernel.money import Fen
from gonghui.primitives import clock
from gonghui.primitives.notices import actions as notices
from gonghui.services.stations.models import Call, Provider, Quote
from gonghui.services.stations.road.repair import actions, refusals

from .conftest import HERE, key, refusal, text

ASK = {"plate": "晋A12345", "trouble": "右后轮爆胎", "near": "滨河东路", "lat": "37.8735", "lon": "112.5624"}
CALL = {"point": HERE, "plate": "晋A12345", "near": "", "trouble": "爆胎"}
FAR = {"lat": "40.65", "lon": "109.84"}


@pytest.fixture
def ask(browser_of):
    def asked(person, number=1, **changed):
        return browser_of(person).post(reverse("stations:repair"), ASK | {"key": key(number)} | changed, follow=True)

    return asked


@pytest.fixture
def driver(browser_of, lin):
    """Lin at the page of the call: `driver("cancel", reason="好了")`; of several words the last are ids."""

    def acted(name, call, *ids, **said):
        return browser_of(lin).post(reverse(f"stations:repair-{name}", args=[call.pk, *ids]), said, follow=True)

    return acted


@pytest.fixture
def desk(browser_of, mechanic):
    """The mechanic at the workshop's desk."""

    def acted(name, call, person=mechanic, **said):
        return browser_of(person).post(reverse(f"stations-counter:job-{name}", args=[call.pk]), said, follow=True)

    return acted


@pytest.fixture
def quote(call, workshop, by, now):
    return actions.offer(call, workshop, minutes=30, price=Fen(20_000), note="含补胎", by=by, now=now)


@pytest.fixture
def chosen(quote, by, now):
    return actions.choose(quote, by=by, now=now)


def again(call):
    return Call.objects.get(pk=call.pk)


def job(call):
    return reverse("stations-counter:job", args=[call.pk])


def test_a_call_is_sent_once_however_often_the_form_is(ask, lin, workshop, mechanic):
    first, second = ask(lin), ask(lin)
    assert "正在等师傅报价" in text(first)
    assert first.redirect_chain == second.redirect_chain
    assert Call.objects.get().plate == "晋A12345"
    assert notices.inbox(mechanic).count() == 1


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"lat": "", "lon": "", "near": "路边"}, 422, "stations.repair_no_position"),
        ({"lat": "abc"}, 422, "geo.not_a_number"),
        ({"lat": "112.5624", "lon": "37.8735"}, 422, "geo.swapped"),
    ],
)
def test_without_a_position_nothing_is_sent_and_what_was_typed_stays(ask, lin, workshop, said, status, code):
    answer = ask(lin, **said)
    assert refusal(answer) == (status, code)
    assert "右后轮爆胎" in text(answer)
    assert not Call.objects.exists()


def test_a_driver_whose_phone_has_no_position_says_where_in_words(ask, browser_of, station, workshop, lin, mechanic):
    page = text(browser_of(lin).get(reverse("stations:repair")))
    assert "经纬度" not in page
    assert "没有定位" in text(ask(lin, lat="", lon="", near="大运高速 K123 太原方向"))
    call = Call.objects.get()
    assert not call.exact
    assert "只按司机写的地方估计" in text(browser_of(mechanic).get(job(call)))


def test_who_has_a_call_that_stands_is_not_offered_another(browser_of, call, lin):
    page = text(browser_of(lin).get(reverse("stations:repair")))
    assert "叫师傅来" not in page
    assert "这张单结束以前" in page


def test_a_drivers_page_costs_the_same_however_many_calls_and_offers(browser_of, workshop, lin, by, now):
    def asked():
        with CaptureQueriesContext(connection) as found:
            driver.get(reverse("stations:repair"))
        return len(found)

    def mended(number):
        made = actions.ask(lin, **CALL, key=f"k{number}", by=by, now=now)
        actions.offer(made, workshop, minutes=30, price=Fen(1), note="", by=by, now=now)
        actions.cancel(made, reason="好了", by=by, now=now)

    driver = browser_of(lin)
    mended(0)
    asked()
    few = asked()
    for number in range(1, 8):
        mended(number)
    assert asked() == few


@pytest.mark.parametrize("said", [{"plate": "123"}, {"plate": ""}, {"trouble": ""}, {"trouble": "x" * 301}])
def test_a_call_that_says_too_little_is_given_back_to_be_mended(ask, lin, said):
    answer = ask(lin, **said)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == said.keys()
    assert not Call.objects.exists()


def test_a_second_call_is_refused_with_the_code_of_the_first(ask, lin, call):
    answer = ask(lin, 2)
    assert refusal(answer) == (409, "stations.repair_call_stands")
    assert Call.objects.count() == 1


def test_a_visitor_reads_what_it_costs_and_is_asked_to_sign_in(browser_of, db):
    page = browser_of().get(reverse("stations:repair"))
    assert "收费不会高于报价" in text(page)
    assert "叫师傅来" not in text(page)
    answer = browser_of().post(reverse("stations:repair"), ASK | {"key": key()})
    assert reverse("faces:sign-in") in answer["Location"]


def test_the_driver_sees_offers_the_soonest_first_with_each_ones_record(
    browser_of, call, quote, second_workshop, lin, by, now
):
    actions.offer(call, second_workshop, minutes=10, price=Fen(30_000), note="", by=by, now=now)
    page = text(browser_of(lin).get(reverse("stations:repair-call", args=[call.pk])))
    assert page.index("快修站") < page.index("老郝修车")
    assert "选老郝修车" in page


def test_a_choice_is_made_once_and_another_is_refused(driver, call, quote, second_workshop, by, now):
    other = actions.offer(call, second_workshop, minutes=10, price=Fen(1), note="", by=by, now=now)
    for _again in range(2):
        assert "说好 30 分钟到" in text(driver("choose", call, quote.pk))
    assert refusal(driver("choose", call, other.pk)) == (409, "stations.repair_call_taken")
    assert again(call).chosen == quote


def test_nobody_reads_or_ends_the_call_of_another(browser_of, call, quote, su):
    stranger = browser_of(su)
    assert stranger.get(reverse("stations:repair-call", args=[call.pk])).status_code == 404
    for name, ids in (("choose", [call.pk, quote.pk]), ("cancel", [call.pk]), ("rate", [call.pk])):
        assert stranger.post(reverse(f"stations:repair-{name}", args=ids)).status_code == 404
    assert again(call).cancelled_at is None


def test_a_quote_on_another_call_is_not_chosen_here(driver, call, chen, workshop, by, now):
    said = {"plate": "晋A54321", "near": "", "trouble": "没电"}
    other = actions.ask(chen, point=HERE, **said, key="other", by=by, now=now)
    stray = actions.offer(other, workshop, minutes=5, price=Fen(1), note="", by=by, now=now)
    assert driver("choose", call, stray.pk).status_code == 404
    assert again(other).chosen is None


def test_the_driver_cancels_with_a_reason_and_not_once_the_mechanic_is_there(driver, desk, call, chosen, mechanic):
    desk("arrival", call)
    assert refusal(driver("cancel", call, reason="不用了")) == (410, "stations.repair_call_over")
    assert again(call).cancelled_at is None


def test_a_cancelled_call_is_over_for_both(driver, desk, call, chosen, mechanic):
    assert "已取消" in text(driver("cancel", call, reason="朋友来了"))
    assert "朋友来了" in notices.inbox(mechanic).first().text
    for name in ("arrival", "number"):
        assert refusal(desk(name, call)) == (410, "stations.repair_call_over")
    assert refusal(desk("finish", call, charged="100")) == (410, "stations.repair_call_over")


def test_the_work_from_offer_to_rating_on_both_pages(driver, desk, browser_of, call, workshop, lin, mechanic):
    assert "报价已发给司机" in text(desk("offer", call, minutes="30", price="200", note="含补胎"))
    quote = Quote.objects.get()
    assert (quote.minutes, quote.price, quote.note) == (30, 20_000, "含补胎")
    driver("choose", call, quote.pk)
    assert "19900000101" not in text(browser_of(mechanic).get(job(call)))
    assert "19900000101" in text(desk("number", call))
    desk("arrival", call)
    assert refusal(desk("finish", call, charged="200.01")) == (409, "stations.repair_price_raised")
    assert "辛苦了" in text(desk("finish", call, charged="180"))
    assert "你评了 4 星" in text(driver("rate", call, stars="4", rating="快"))
    done = again(call)
    assert (done.charged, done.stars, done.rating) == (18_000, 4, "快")
    assert refusal(driver("rate", call, stars="1", rating="")) == (409, "stations.repair_rated")


@pytest.mark.parametrize("stars", ["", "0", "6", "５", "four"])
def test_a_rating_is_one_to_five_stars(driver, call, chosen, stars, by, now):
    actions.finish(actions.arrive(chosen, by=by, now=now), charged=Fen(1), by=by, now=now)
    assert refusal(driver("rate", call, stars=stars)) == (422, "stations.repair_stars")
    assert again(call).rated_at is None


def test_what_is_not_mended_is_not_rated(driver, call, chosen):
    assert refusal(driver("rate", call, stars="5")) == (409, "stations.repair_not_done")


@pytest.mark.parametrize(
    "said", [{"minutes": "0"}, {"minutes": "1441"}, {"price": "-1"}, {"price": "abc"}, {"price": ""}]
)
def test_an_offer_that_cannot_be_is_given_back(desk, call, workshop, said):
    answer = desk("offer", call, **({"minutes": "30", "price": "200", "note": ""} | said))
    assert answer.status_code == 422
    assert answer.context["quote_form"].errors.keys() == said.keys()
    assert not Quote.objects.exists()


def test_a_workshop_sees_where_a_call_is_roughly_until_it_is_chosen(browser_of, desk, driver, call, workshop, mechanic):
    before = text(browser_of(mechanic).get(job(call)))
    assert "37.87, 112.56" in before
    assert "37.87350" not in before
    assert call.plate not in before
    desk("offer", call, minutes="30", price="200", note="")
    driver("choose", call, Quote.objects.get().pk)
    after = text(browser_of(mechanic).get(job(call)))
    assert "37.87350, 112.56240" in after
    assert call.plate in after


def test_the_desk_lists_what_is_near_and_what_was_won(browser_of, ask, call, chosen, chen, su, mechanic):
    ask(chen, 2, trouble="没电")
    ask(su, 3, trouble="在包头抛锚", **FAR)
    page = text(browser_of(mechanic).get(reverse("stations-counter:jobs")))
    assert "没电" in page
    assert "约 3.0 公里" in page.replace("\xa0", " ")
    assert "在包头抛锚" not in page
    assert page.index("选了我的") < page.index(call.plate)


def test_a_call_out_of_reach_is_not_there(browser_of, ask, workshop, mechanic, chen):
    ask(chen, 2, **FAR)
    far = Call.objects.get()
    assert refusal(browser_of(mechanic).get(job(far))) == (404, "stations.repair_out_of_reach")
    answer = browser_of(mechanic).post(
        reverse("stations-counter:job-offer", args=[far.pk]), {"minutes": "1", "price": "1"}
    )
    assert answer.status_code == 404
    assert not Quote.objects.exists()


def test_who_offered_once_still_reads_the_call_that_has_waited_a_day(
    browser_of, call, quote, mechanic, now, monkeypatch
):
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=25))
    assert browser_of(mechanic).get(job(call)).status_code == 200
    assert text(browser_of(mechanic).get(reverse("stations-counter:jobs"))).count("右后轮爆胎") == 0


def test_who_is_no_workshop_has_no_desk(browser_of, call, su):
    for url in (reverse("stations-counter:jobs"), job(call)):
        assert refusal(browser_of(su).get(url)) == (403, "stations.not_a_provider")


def test_the_workshop_that_was_not_chosen_neither_arrives_nor_finishes(desk, call, chosen, second_workshop):
    loser = second_workshop.person
    for name, said in (("arrival", {}), ("finish", {"charged": "1"}), ("number", {})):
        assert desk(name, call, loser, **said).status_code == 404
    assert again(call).arrived_at is None


def test_a_workshop_that_is_closed_takes_its_waiting_offers_with_it(driver, call, quote, workshop, by, now):
    actions.close_provider(workshop, reason="执照到期", by=by, now=now)
    assert refusal(driver("choose", call, quote.pk)) == (410, "stations.quote_withdrawn")
    assert again(call).chosen is None


def test_an_offer_made_while_the_workshop_was_closed_is_refused(call, workshop, by, now):
    stale = Provider.objects.get(pk=workshop.pk)  # as a page had it that was opened before
    actions.close_provider(workshop, reason="执照到期", by=by, now=now)
    with pytest.raises(refusals.NotAProvider):
        actions.offer(call, stale, minutes=5, price=Fen(1), note="", by=by, now=now)


@pytest.fixture
def office(browser_of, zhao):
    return browser_of(zhao)


WORKSHOP = {
    "contact": "齐师傅", "mobile": "19900000777", "name": "快修站", "phone": "0351-8", "licence": "二类",
    "reach_km": "30", "lat": "37.88", "lon": "112.60", "datum": "wgs84",
}  # fmt: skip
VERIFY, LIST = "stations-console:verify-workshop", "stations-console:workshops"


def test_an_officer_verifies_a_workshop_and_it_stands_in_the_list(office, province):
    answer = office.post(reverse(VERIFY), WORKSHOP | {"union": str(province.pk)}, follow=True)
    assert "已核实" in text(answer)
    assert "快修站" in text(answer)
    made = Provider.objects.get()
    assert (made.name, made.licence, made.reach_km, made.union) == ("快修站", "二类", 30, province)
    assert (made.person.name, made.lat, made.lon) == ("齐师傅", 37.88, 112.6)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"reach_km": "0"}, "reach_km"),
        ({"reach_km": "501"}, "reach_km"),
        ({"mobile": "12"}, "mobile"),
        ({"licence": ""}, "licence"),
        ({"lat": "112.60", "lon": "37.88"}, "__all__"),
        ({"lat": ""}, "lat"),
    ],
)
def test_papers_that_say_too_little_come_back(office, province, said, field):
    answer = office.post(reverse(VERIFY), WORKSHOP | {"union": str(province.pk)} | said)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Provider.objects.exists()


def test_a_union_of_another_province_is_not_to_be_chosen(office, province, found):
    other = found("HA", "河南省总工会", "province", None, "410000")
    answer = office.post(reverse(VERIFY), WORKSHOP | {"union": str(other.pk)})
    assert list(answer.context["form"].errors) == ["union"]


def test_one_contact_answers_for_one_workshop(office, province, workshop):
    said = WORKSHOP | {"union": str(province.pk), "contact": "郝师傅", "mobile": "19900000302"}
    answer = office.post(reverse(VERIFY), said)
    assert refusal(answer) == (409, "stations.workshop_twice")
    assert "快修站" in text(answer), "what was typed stays"
    assert Provider.objects.count() == 1


def test_an_officer_stops_a_workshop_with_a_reason_that_it_hears(office, workshop, mechanic):
    url = reverse("stations-console:close-workshop", args=[workshop.pk])
    page = text(office.post(url, {"reason": "执照到期"}, follow=True))
    assert "已停止接单" in page
    assert "执照到期" in notices.inbox(mechanic).first().text
    assert "停止这家接单" not in page


def test_the_neighbour_neither_sees_nor_stops_it(browser_of, workshop, chosen, neighbour):
    next_door = browser_of(neighbour)
    assert workshop.name not in text(next_door.get(reverse(LIST)))
    assert "右后轮爆胎" not in text(next_door.get(reverse("stations-console:repairs")))
    url = reverse("stations-console:close-workshop", args=[workshop.pk])
    assert next_door.post(url, {"reason": "x"}).status_code == 404
    assert Provider.objects.open().filter(pk=workshop.pk).exists()


def test_the_list_of_calls_tells_who_went_and_for_how_much(office, desk, call, chosen):
    desk("arrival", call)
    desk("finish", call, charged="180")
    page = text(office.get(reverse("stations-console:repairs")))
    for said in ("右后轮爆胎", "老郝修车", "200", "180", "已修好，待评价"):
        assert said in page
    assert text(office.get(reverse("stations-console:repairs"), {"q": "没电"})).count("右后轮爆胎") == 0


def test_a_call_that_nobody_of_mine_answered_is_not_in_the_list(office, call, quote):
    assert "右后轮爆胎" not in text(office.get(reverse("stations-console:repairs")))
