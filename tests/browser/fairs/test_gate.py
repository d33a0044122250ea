"""The gate when the network is cut: it says yes and no by its list, and what it did arrives later, once."""

import json
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import segno
from playwright.sync_api import expect

from gonghui.kernel import live_codes
from gonghui.kernel.codes import new_code, parse_code
from gonghui.primitives import clock
from gonghui.primitives.admission import live_codes as live
from gonghui.primitives.admission.models import CheckIn, Scan
from gonghui.primitives.people.card_codes import codes_ahead
from gonghui.services.fairs import actions
from gonghui.services.fairs.pages import gate_list
from tests.browser.looking import DESK, PHONE, assert_fit, picture

FIELD = "凭证码、会员码或手机号"
YES, NO, WAIT = ".k-verdict-yes", ".k-verdict-no", ".k-verdict-wait"


@pytest.fixture
def places(lin, chen, works, enrol, sessions, by, now):
    """Three with a place in the session that is on now."""
    third = enrol("欧阳修文", 110, works)
    return [
        actions.sign_up(sessions[0], person, key=f"k{n}", by=by, now=now) for n, person in enumerate((lin, chen, third))
    ]


@pytest.fixture
def gate(window, wu, taiyuan_venue, running_clock):
    """Opens a gate on a device of its own: `gate()`."""

    def opened(size=PHONE):
        one = window(wu, size=size)
        page = one.open(f"/counter/fairs/{taiyuan_venue.pk}/gate/")
        page.wait_for_selector("[data-kept-here][data-ready='1'][data-kept-page]")
        return one

    return opened


def shows(one, text):
    field = one.page.get_by_label(FIELD)
    field.fill(text)
    field.press("Enter")
    return one.page


def live_now(place):
    """What the holder's phone shows at this moment of a clock that runs."""
    return live.code_at(place, clock.now())


def admits(one, place):
    """The gate says yes to what the holder's phone shows."""
    page = shows(one, live_now(place))
    expect(page.locator(YES)).to_contain_text("请进")
    expect(page.locator(YES)).to_contain_text(place.holder.name[0])


def cut(*gates):
    for one in gates:
        one.context.set_offline(True)


def back(*gates):
    for one in gates:
        one.context.set_offline(False)


def sent(one):
    expect(one.page.locator(".t-unsent")).to_be_hidden()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_three_are_let_in_without_a_network_and_arrive_when_it_is_back(size, gate, places, now):
    one = gate(size)
    expect(one.page.get_by_text("2场3人")).to_be_visible()
    picture(one.page, f"gate-ready-{size['width']}")
    cut(one)
    for place in places:
        admits(one, place)
    picture(one.page, f"gate-offline-{size['width']}")
    assert_fit(one.page)
    assert not Scan.objects.exists()
    expect(one.page.locator("[data-unsent]")).to_have_text("3")
    back(one)
    sent(one)
    assert set(CheckIn.objects.values_list("place", flat=True)) == {place.pk for place in places}
    assert set(CheckIn.objects.values_list("way", flat=True)) == {"live"}
    expect(one.page.locator("[data-lines] li")).to_have_count(0)


@pytest.mark.parametrize("network", [True, False], ids=["with a network", "without"])
def test_a_scanner_need_not_wait_for_the_verdict_and_may_scan_twice(network, gate, places, now):
    one = gate()
    if not network:
        cut(one)
    field = one.page.get_by_label(FIELD)
    for place in (places[0], places[1], places[1]):
        field.press_sequentially(live_now(place))
        field.press("Enter")
    expect(one.page.locator(YES)).to_contain_text(places[1].holder.name[0])
    back(one)
    sent(one)
    heard(one.page, place=places[1])
    assert sorted(Scan.objects.values_list("outcome", flat=True)) == ["admitted", "admitted"]
    assert set(CheckIn.objects.values_list("place", flat=True)) == {places[0].pk, places[1].pk}


def heard(page, **what):
    """The scan that the server has heard of; it may still be on its way."""
    for _look in range(400):  # what the first try after an outage loses is sent again after fifteen seconds
        if scan := Scan.objects.filter(**what).first():
            return scan
        page.wait_for_timeout(100)
    raise AssertionError(f"no scan {what} in forty seconds")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_two_devices_let_in_one_receipt_both_are_reported_and_the_earlier_stands(
    size, gate, places, fair, zhao, window, now
):
    first, second = gate(), gate()
    cut(first, second)
    # Two devices know the server's time to within the length of a request; the code of their moment is good at both.
    first.page.evaluate("Date.now = ((real) => () => real() - 20_000)(Date.now)")
    admits(first, places[0])
    admits(second, places[0])
    back(second)  # the later one is heard first
    sent(second)
    later = heard(second.page, outcome="admitted")
    back(first)
    sent(first)
    heard(first.page, outcome="again")
    earlier = Scan.objects.get(outcome="admitted")
    later.refresh_from_db()
    assert (earlier.at < later.at, later.outcome, earlier.device != later.device) == (True, "again", True)
    assert CheckIn.objects.get().at == earlier.at
    expect(first.page.locator("[data-lines] li")).to_have_count(0)
    desk = window(zhao, size=size).open(f"/console/fairs/{fair.pk}/board/")
    desk.get_by_role("link", name="1 张凭证的放行记录要核对").click()
    expect(desk.get_by_role("row", name="算作入场")).to_have_count(1)
    expect(desk.get_by_role("row", name="又放行一次")).to_have_count(1)
    assert_fit(desk)
    picture(desk, f"scans-{size['width']}")


def test_the_device_that_came_second_hears_of_it(gate, places, now):
    first, second = gate(), gate()
    cut(first, second)
    admits(first, places[0])
    admits(second, places[0])
    back(first)
    sent(first)
    back(second)
    sent(second)
    line = second.page.locator("[data-lines] li")
    expect(line).to_contain_text("另有一台设备更早放行了这张凭证")
    line.get_by_role("button", name="知道了").click()
    expect(line).to_have_count(0)


def test_the_page_opens_again_without_a_network_and_still_knows_its_list(gate, places, now):
    one = gate()
    cut(one)
    admits(one, places[0])
    one.page.reload()
    one.page.wait_for_selector("[data-kept-here][data-ready='1']")
    expect(one.page.locator("[data-unsent]")).to_have_text("1")
    expect(shows(one, live_now(places[0])).locator(NO)).to_contain_text("已于10:0")
    admits(one, places[1])
    back(one)
    sent(one)
    assert CheckIn.objects.count() == 2


def test_each_no_without_a_network_is_its_own(gate, places, fair, sessions, by, now):
    given_back = places[2]
    actions.give_back(fair, given_back.holder, code=given_back.code, by=by, now=now)
    other = actions.sign_up(sessions[1], given_back.holder, key="k9", by=by, now=now)
    actions.admit(sessions[0].venue, live.code_at(places[1], now), by=by, now=now)
    one = gate()
    cut(one)
    at = clock.now()
    for shown, says in [
        (live.code_at(places[0], at - timedelta(seconds=90)), "这是截图或过期的码，已经过了"),
        (live.code_at(places[0], at + timedelta(minutes=5)), "这个码的时间比现在晚"),
        (live.code_at(places[0], at).replace("GH1.", "GH1.X"), "不是本系统发出的"),
        (live.code_at(places[0], at)[:-3] + "AAA", "不是本系统发出的"),
        (places[1].code, "已在10:00入场"),
        (given_back.code, "已在10:00退回或改签"),
        (other.code, "这张凭证的时段是10:30–11:30，现在不能入场"),
        (new_code(), "10:00的名单上没有这个码"),
        ("nonsense", "没有这个凭证码"),
        ("19900000101", "不能按手机号查找"),
    ]:
        expect(shows(one, shown).locator(NO)).to_contain_text(says)


def card_on_a_phone(lin):
    return f"https://gonghui.example/check/?code={codes_ahead(lin, lin.memberships.get(), clock.now())[0]}"


@pytest.mark.parametrize(
    ("way", "text"),
    [
        ("receipt", lambda place: place.code),
        ("member_card", lambda place: place.holder.member_code),
        ("member_card", lambda place: card_on_a_phone(place.holder)),
    ],
    ids=["receipt", "card", "card on a phone"],
)
def test_a_code_that_no_device_can_check_is_compared_without_a_network(way, text, gate, places):
    one = gate()
    cut(one)
    page = shows(one, text(places[0]))
    expect(page.locator(WAIT)).to_contain_text("林*雨")
    picture(page, "gate-compare-offline")
    page.get_by_role("button", name="不一致", exact=True).click()
    expect(page.locator(NO)).to_contain_text("与凭证持有人不一致")
    page = shows(one, text(places[0]))
    page.get_by_role("button", name="姓名一致，放行").click()
    expect(page.locator(YES)).to_contain_text("请进")
    back(one)
    sent(one)
    assert CheckIn.objects.get().way == way


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_with_a_network_the_name_is_compared_in_two_steps(scripts, window, wu, taiyuan_venue, places, running_clock):
    one = window(wu, scripts=scripts)
    one.open(f"/counter/fairs/{taiyuan_venue.pk}/gate/")
    page = shows(one, places[0].code)
    expect(page.locator(WAIT)).to_contain_text("林*雨")
    if scripts:
        assert_fit(page)
        picture(page, "gate-compare")
    page.get_by_role("button", name="姓名一致，放行").click()
    expect(page.locator(YES)).to_contain_text("林小雨")
    assert CheckIn.objects.get().way == "receipt"


def test_an_answer_lost_on_the_way_is_not_a_second_admission(gate, places, now):
    one = gate()
    lost = []

    def drop_the_answer(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            return route.abort("internetdisconnected")
        return route.continue_()

    one.page.route("**/gate/", drop_the_answer)
    admits(one, places[0])
    assert lost[0].status == 200
    sent(one)
    [scan] = Scan.objects.all()
    assert (scan.outcome, CheckIn.objects.count()) == ("admitted", 1)


def forged(text):
    """Somebody's own list: everybody is on it."""
    body = json.loads(text)
    body["made"] += 1
    return json.dumps(body)


def test_a_list_that_another_hand_has_touched_is_not_used(gate, places, now):
    one = gate()

    def touched(route):
        answer = route.fetch()
        told = answer.json()
        route.fulfill(response=answer, json=told | {"list": forged(told["list"])})

    one.page.route("**/gate/list/", touched)
    one.page.click("text=更新名单")
    expect(one.page.get_by_text("本机的名单被改动过，已经停用")).to_be_visible()
    cut(one)
    expect(shows(one, live_now(places[0])).locator(NO)).to_contain_text("被改动过")


def test_a_list_changed_on_the_device_is_not_used(gate, places, taiyuan_venue, now):
    one = gate()
    one.page.evaluate(
        """async (venue) => {
            const base = await new Promise((yes) => {
                const asked = indexedDB.open("gonghui-gate"); asked.onsuccess = () => yes(asked.result); });
            const store = base.transaction("list", "readwrite").objectStore("list");
            const kept = await new Promise((yes) => { const a = store.get(venue); a.onsuccess = () => yes(a.result); });
            new Uint8Array(kept.sealed)[40] ^= 1;
            store.put(kept, venue);
            base.close();
        }""",
        str(taiyuan_venue.pk),
    )
    cut(one)
    one.page.reload()
    one.page.wait_for_selector("[data-kept-here][data-ready='1']")
    expect(shows(one, live_now(places[0])).locator(NO)).to_contain_text("被改动过")


def test_an_expired_list_says_so_and_is_gone_from_the_device(gate, places):
    one = gate()
    cut(one)
    lasts = int(gate_list.LASTS.total_seconds() * 1000)
    one.page.evaluate(f"Date.now = ((real) => () => real() + {lasts})(Date.now)")
    expect(shows(one, live_now(places[0])).locator(NO)).to_contain_text("过期，不能核对")
    assert one.page.evaluate("gateStore.readList(document.querySelector('[data-kept-here]').dataset.venue, 'x', 0)")[
        "expired"
    ]


def test_a_device_that_never_had_a_list_says_so(gate, places, now):
    one = gate()
    one.page.click("text=清除本机名单")
    expect(one.page.get_by_text("本机还没有名单")).to_be_visible()
    cut(one)
    expect(shows(one, live_now(places[0])).locator(NO)).to_contain_text("还没有名单")


def test_signing_out_takes_the_list_and_leaves_the_scans(gate, places, now):
    one = gate()
    cut(one)
    admits(one, places[0])
    back_later = one.page.evaluate("gateStore.scans(document.querySelector('[data-kept-here]').dataset.venue)")
    assert len(back_later) == 1
    one.page.route("**/gate/scans/", lambda route: route.abort("internetdisconnected"))
    back(one)
    one.open("/mine/").get_by_role("button", name="退出登录").click()
    one.page.wait_for_url("**/")
    names = one.page.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name))")
    assert names == ["gonghui-scans"]


def test_the_key_on_the_device_can_be_used_and_not_read(gate, places):
    one = gate()
    kept = one.page.evaluate(
        """async () => {
            const base = await new Promise((yes) => {
                const asked = indexedDB.open("gonghui-gate"); asked.onsuccess = () => yes(asked.result); });
            const all = (name) => new Promise((yes) => {
                const a = base.transaction(name).objectStore(name).getAll(); a.onsuccess = () => yes(a.result); });
            const [{ key }] = await all("key");
            const [list] = await all("list");
            base.close();
            const read = await crypto.subtle.exportKey("raw", key).then(() => true, () => false);
            return { read, names: Object.keys(list), sealed: new TextDecoder().decode(list.sealed) };
        }"""
    )
    assert kept["read"] is False
    assert sorted(kept["names"]) == ["expires", "iv", "made", "offset", "sealed"]
    assert "people" not in kept["sealed"]


def test_the_browser_makes_and_reads_codes_as_the_server_does(gate, places):
    page = gate().page
    key = bytes(range(32))
    wrong = ["", "x", "K7M2PX9QR", "０", "K7M-2PX-9QR4"]
    texts = (
        [new_code() for _n in range(40)] + [f" {new_code().lower()[:4]} - {new_code()[4:]}" for _n in range(10)] + wrong
    )
    texts += [f"https://gonghui.example/check/?a=1&code={new_code()}", "https://gonghui.example/?x=1"]
    texts += ["https://gonghui.example/?code=%", "https://gonghui.example/?code=%ff"]
    said = page.evaluate("(texts) => texts.map(gateCodes.parse)", texts)
    assert said == [parsed(text) for text in texts]
    vectors = [(new_code(), f"b{n}", n * 7_919_003) for n in range(30)]
    made = page.evaluate(
        """async ([key, vectors]) => {
            const held = await gateCodes.importKey(key);
            const all = vectors.map(async ([code, bound, step]) =>
                [await gateCodes.mac(held, code, bound, step), await gateCodes.tag(held, "card", code, bound)]);
            return Promise.all(all);
        }""",
        [live_codes.urlsafe_b64encode(key).decode(), vectors],
    )
    for (code, bound, step), (mac, tag) in zip(vectors, made, strict=True):
        text = live_codes.write(key, code, bound, step)
        assert (text.split(".")[3], live_codes.tag(key, "card", code, bound)) == (mac, tag)
        assert page.evaluate("(text) => gateCodes.read(text)", text) == {"code": code, "step": step, "mac": mac}


def parsed(text):
    try:
        return parse_code(live_codes.carried(text))
    except Exception:
        return ""


def test_the_receipt_changes_its_qr_by_itself_and_goes_on_without_a_network(window, lin, places, fair, running_clock):
    one = window(lin)
    page = one.open(f"/subsidies/{fair.pk}/receipt/")
    box = page.locator("[data-live-codes]")
    expect(box).to_have_attribute("data-step", re.compile(r"\d"))  # the next minutes are here
    picture(page, "receipt-live")
    assert_fit(page)
    cut(one)
    step, drawn = box.get_attribute("data-step"), box.locator("svg.qr path").get_attribute("d")
    page.evaluate("Date.now = ((old) => () => old() + 31_000)(Date.now)")
    expect(box).not_to_have_attribute("data-step", step)
    assert box.locator("svg.qr path").get_attribute("d") != drawn
    page.evaluate("Date.now = ((old) => () => old() + 25 * 60_000)(Date.now)")
    expect(page.get_by_text("二维码过期了")).to_be_visible()


def test_what_the_receipt_draws_is_what_the_server_would_draw(window, lin, places, fair, running_clock, now):
    """The drawing by bits, read back square by square, is the QR of the code."""
    page = window(lin).open(f"/subsidies/{fair.pk}/receipt/")
    expect(page.locator("[data-live-codes]")).to_have_attribute("data-step", str(live_codes.step_at(now)))
    dark = page.evaluate(
        """() => {
            const path = document.querySelector("[data-live-codes] svg.qr path");
            const size = document.querySelector("[data-live-codes] svg.qr").viewBox.baseVal.width - 4;
            const point = path.ownerSVGElement.createSVGPoint();
            const rows = [];
            for (let y = 0; y < size; y++) {
                let row = "";
                for (let x = 0; x < size; x++) {
                    point.x = x + 2.5; point.y = y + 2.5;
                    row += path.isPointInFill(point) ? "1" : "0";
                }
                rows.push(row);
            }
            return rows;
        }"""
    )
    square = segno.make(live.code_at(places[0], now), error="m", micro=False).matrix
    assert dark == ["".join("1" if cell else "0" for cell in row) for row in square]
    assert urlsplit(page.url).path.endswith("/receipt/")


@pytest.mark.parametrize("network", [True, False], ids=["with a network", "without"])
def test_a_code_that_waits_for_its_name_is_not_lost_by_the_next_scan(network, gate, places, now):
    one = gate()
    if not network:
        cut(one)
    page = shows(one, places[1].code)
    expect(page.locator(WAIT)).to_contain_text("陈*国")
    admits(one, places[0])
    waiting = page.locator("[data-waiting] form")
    expect(waiting).to_have_count(1)
    assert_fit(page)
    picture(page, f"gate-waiting-{network}")
    shows(one, places[2].code)
    expect(page.locator(WAIT)).to_contain_text("欧*")
    expect(waiting).to_have_count(1)
    waiting.get_by_role("button", name="核对姓名").click()
    expect(page.locator(WAIT)).to_contain_text("陈*国")
    expect(waiting).to_have_count(1)  # the third
    page.get_by_role("button", name="姓名一致，放行").click()
    expect(page.locator(YES)).to_contain_text("请进")
    waiting.get_by_role("button", name="不用了").click()
    expect(waiting).to_have_count(0)
    back(one)
    sent(one)
    heard(page, place=places[0])
    assert set(CheckIn.objects.values_list("place", flat=True)) == {places[0].pk, places[1].pk}


def test_a_waiting_code_outlives_the_next_scan_where_no_scripts_run(window, wu, taiyuan_venue, places, now):
    one = window(wu, scripts=False)
    one.open(f"/counter/fairs/{taiyuan_venue.pk}/gate/")
    for place in places[1:]:
        shows(one, place.code)
    page = shows(one, live.code_at(places[0], now))
    expect(page.locator(YES)).to_contain_text("请进")
    waiting = page.locator("[data-waiting] form")
    expect(waiting).to_have_count(2)
    waiting.first.get_by_role("button", name="核对姓名").click()
    page.get_by_role("button", name="不一致").click()
    expect(waiting).to_have_count(1)
    assert CheckIn.objects.count() == 1


def test_what_was_said_without_a_network_goes_when_it_is_back_and_who_waits_stays(gate, places):
    one = gate()
    cut(one)
    page = shows(one, "19900000101")
    expect(page.locator(NO)).to_contain_text("不能按手机号查找")
    back(one)
    expect(page.locator(NO)).to_have_count(0)
    expect(page.get_by_text("等下一位出示凭证")).to_be_visible()
    cut(one)
    shows(one, places[1].code)
    expect(page.locator(WAIT)).to_contain_text("网络断开")
    back(one)
    expect(page.locator(WAIT)).not_to_contain_text("网络断开")
    page.get_by_role("button", name="姓名一致，放行").click()
    heard(page, place=places[1])
