"""A draw in a real browser: entering with and without scripts, the result, the computation on the reader's device."""

import gzip
import json

import pytest
from playwright.sync_api import expect

from gonghui.kernel.codes import shown
from gonghui.kernel.draws import Rule
from gonghui.primitives import clock
from gonghui.primitives.admission.models import Place, Pool
from gonghui.primitives.draws import actions as draws
from gonghui.primitives.draws import audit
from gonghui.primitives.draws.models import Draw, Lot, Need
from gonghui.primitives.draws.rules import PAUSE
from gonghui.services.fairs import actions
from tests.browser.looking import DESK, PHONE, picture
from tests.services.fairs.test_draw import work


def at(monkeypatch, moment):
    monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_entering_with_choices_in_order_and_leaving_again(window, drawing, slots, lin, size, scripts):
    mine = window(lin, size=size, scripts=scripts)
    page = mine.open(f"/subsidies/{drawing.pk}/")
    picture(mine.page, f"draw-fair-{size['width']}")
    page.get_by_role("link", name="参加摇号").last.click()
    page.get_by_label("第一志愿").select_option(str(slots[1].pk))
    page.get_by_label("第二志愿").select_option(str(slots[0].pk))
    picture(mine.page, f"draw-enter-{size['width']}")
    page.get_by_role("button", name="参加摇号").click()
    expect(page.get_by_text("已参加摇号")).to_be_visible()
    lot = Lot.objects.get()
    expect(page.get_by_text(shown(lot.code))).to_be_visible()
    assert lot.choices == [slots[1].pool_id, slots[0].pool_id]
    assert len(lot.nonce) == 32
    picture(mine.page, f"draw-entered-{size['width']}")
    page.get_by_text("退出，或改志愿").click()
    page.get_by_role("button", name="确认退出").click()
    expect(page.get_by_text("已退出摇号")).to_be_visible()
    expect(page.get_by_label("第一志愿")).to_be_visible()


@pytest.mark.rows_by_hand
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_draw_stopped_for_tampering_is_an_alarm_and_no_countdown(
    window, drawing, enter, crowd, lin, zhao, after, monkeypatch, size
):
    for person in (*crowd, lin):
        enter(person)
    actions.work_draws(after)
    Lot.objects.filter(holder=lin).update(weight=2)
    with pytest.raises(audit.Unequal):
        actions.work_draws(after + PAUSE)
    at(monkeypatch, after + PAUSE)
    office = window(zhao, size=size)
    page = office.open(f"/console/fairs/{drawing.pk}/draw/")
    expect(page.get_by_role("alert")).to_contain_text("抽签已中止")
    expect(page.get_by_text("分钟后摇号")).to_have_count(0)
    picture(page, f"draw-stopped-office-{size['width']}")
    page = office.open("/console/")
    expect(page.get_by_text(drawing.name).first).to_be_visible()
    picture(page, f"draw-stopped-work-{size['width']}")
    page = window(lin, size=size).open(f"/subsidies/{drawing.pk}/draw/")
    expect(page.get_by_text("中签：")).to_have_count(0)
    expect(page.get_by_text("分钟后摇号")).to_have_count(0)
    picture(page, f"draw-stopped-mine-{size['width']}")


@pytest.mark.parametrize("rule", [Rule(1, 1, 3), Rule(1, 1, 3, need=2)], ids=["plain", "need"])
def test_the_readers_browser_computes_the_same_order_as_the_server(
    window, drawing, enter, crowd, slots, lin, zhao, after, monkeypatch, tmp_path, rule
):
    Draw.objects.update(rule=rule.as_dict())
    for person in (lin, *crowd[:4]):
        Need.objects.create(draw=Draw.objects.get(), person=person)
    for person in [*crowd, lin]:
        enter(person, *slots)
    work(after)
    at(monkeypatch, after)
    mine = window(lin)
    page = mine.open(f"/subsidies/{drawing.pk}/draw/")
    picture(mine.page, "draw-result-390")
    page.get_by_role("link", name="自己重算一遍").last.click()
    page.get_by_role("button", name="用网站上的公示文件重算").click()
    expect(page.get_by_text("全部相符：结果就是这样算出来的")).to_be_visible()
    expect(page.locator("[data-step=result] small")).to_have_text("10")
    for lot in Lot.objects.order_by("rank"):
        page.get_by_label("查一个编号").fill(shown(lot.code).lower())
        page.get_by_role("button", name="查", exact=True).click()
        expect(page.locator("[data-found]")).to_contain_text(f"第 {lot.rank} 位，{lot.weight} 注")
        expect(page.locator("[data-found]")).to_contain_text("中签：" if lot.place_id else "没有中签")
    picture(mine.page, "draw-check-390")
    file = json.loads(gzip.decompress(draws.file_of(Draw.objects.get())))
    assert {weight for _code, weight, *_more in file["entries"]} == ({1, 3} if rule.need else {1})
    file["result"][0], file["result"][1] = file["result"][1], file["result"][0]
    own = tmp_path / "own.json"
    own.write_text(json.dumps(file))
    page.set_input_files("[data-own]", own)
    expect(page.get_by_text("有不相符的地方")).to_be_visible()
    expect(page.locator(".f-checks-wrong")).to_have_attribute("data-step", "result")
    file["entries"][0][1] = rule.heaviest + 1
    assert broken(page, own, file)[:2] == ["list", "entries"]
    assert broken(page, own, file | {"rule": file["rule"] | {"need": 1}})[0] == "list"
    own.write_text(json.dumps(file | {"rule": file["rule"] | {"need": 0}}))
    page.set_input_files("[data-own]", [])
    page.set_input_files("[data-own]", own)
    expect(page.get_by_text("这不是完整的公示文件")).to_be_visible()
    own.write_text("{}")
    page.set_input_files("[data-own]", [])
    page.set_input_files("[data-own]", own)
    expect(page.get_by_text("这不是完整的公示文件")).to_be_visible()
    desk = window(zhao, size=DESK)
    desk.open(f"/console/fairs/{drawing.pk}/draw/")
    expect(desk.page.get_by_text("已摇号")).to_be_visible()
    picture(desk.page, "draw-console-1280")
    desk.open(f"/subsidies/{drawing.pk}/draw/check/")
    picture(desk.page, "draw-check-1280")


def broken(page, own, file):
    """The steps that the page finds wrong in a file of the reader's own."""
    own.write_text(json.dumps(file))
    page.set_input_files("[data-own]", [])
    page.set_input_files("[data-own]", own)
    expect(page.get_by_text("有不相符的地方")).to_be_visible()
    expect(page.locator("[data-step=result]")).to_be_visible()
    return page.locator(".f-checks-wrong").evaluate_all("lines => lines.map((line) => line.dataset.step)")


def test_an_offer_is_confirmed_on_its_receipt(window, drawing, enter, crowd, slots, after, monkeypatch, by):
    Pool.objects.update(offer_minutes=60)
    for person in crowd[:5]:
        enter(person, *slots)
    work(after)
    first, last = Lot.objects.get(rank=1), Lot.objects.get(rank=5)
    actions.give_back(drawing, first.holder, by=by, now=after)
    at(monkeypatch, after)
    mine = window(last.holder)
    page = mine.open(f"/subsidies/{drawing.pk}/receipt/")
    expect(page.get_by_text("过时名额让给下一位")).to_be_visible()
    picture(mine.page, "draw-offer-390")
    page.get_by_role("button", name="确认我会去").click()
    expect(page.get_by_text("已确认，名额是你的了")).to_be_visible()
    assert Place.objects.live().get(holder=last.holder).confirm_by is None


def test_the_drafts_page_advises_a_draw_when_many_are_expected(window, draft, dealer, taiyuan_venue, zhao, by, now):
    from datetime import time, timedelta

    from gonghui.services.fairs.models import Fair

    Fair.objects.filter(pk=draft.pk).update(expected=5000)
    day = now.date() + timedelta(days=4)
    hours = {"opens": time(9), "closes": time(11), "minutes": 60, "capacity": 200}
    actions.add_sessions(taiyuan_venue, days=[day], **hours, by=by, now=now)
    desk = window(zhao, size=DESK)
    page = desk.open(f"/console/fairs/{draft.pk}/")
    picture(desk.page, "draw-advice-1280")
    page.get_by_role("button", name="改为摇号").click()
    expect(page.get_by_text("已改为摇号")).to_be_visible()
    assert Fair.objects.get(pk=draft.pk).way == "draw"
    page = desk.open(f"/console/fairs/{draft.pk}/terms/")
    picture(desk.page, "draw-terms-1280")
