"""Lots for members in need at a fair: the officer's list, what a worker sees, and who is never named."""
# ruff: noqa: F811 - fixtures of the draw's tests

import html
import io
import re
from datetime import time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from gonghui.kernel.sheets import BadRows
from gonghui.kernel.workbooks import workbook
from gonghui.primitives import clock
from gonghui.primitives.draws.models import Draw, Lot, Need
from gonghui.primitives.draws.refusals import NeedFixed, NoLotsForNeed
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people
from gonghui.services.fairs import actions
from gonghui.services.fairs.forms.sheets import NEED
from gonghui.services.fairs.models import Fair, Session
from gonghui.services.fairs.refusals import draw as draw_refusals
from tests.cast import mobile, resident_id

from .test_console import terms_form
from .test_draw import paper, work
from .test_draw_doors import api  # noqa: F401

HEADER = "姓名,证件号码,手机号\n"
BY_DOCUMENT = f"林小雨,{resident_id(101).number},\n"
BY_MOBILE = f"陈建国,,{mobile(102).national}\n"


@pytest.fixture
def planned(draft, dealer, taiyuan_venue, by, now):
    """By draw, entered from an hour from now until tomorrow noon; two lots more for need."""
    window = {"sign_up_opens_at": now + timedelta(hours=1), "sign_up_closes_at": now + timedelta(hours=26)}
    Fair.objects.filter(pk=draft.pk).update(way="draw", need_lots=2, **window)
    draft.refresh_from_db()
    taiyuan_venue.fair.refresh_from_db()
    hours = {"opens": time(9, 30), "closes": time(11, 30), "minutes": 60, "capacity": 2}
    actions.add_sessions(taiyuan_venue, days=[now.date() + timedelta(days=2)], **hours, by=by, now=now)
    return draft


@pytest.fixture
def fair(planned, by, now):
    return actions.publish(planned, by=by, now=now)


@pytest.fixture
def opened(fair):
    return fair.sign_up_opens_at


@pytest.fixture
def bring(fair, by, now):
    """Brings a list of these rows."""

    def brought(*rows, now=now):
        data = (HEADER + "".join(rows)).encode()
        return actions.set_need(fair, NEED.open(data, "名单.csv"), by=by, now=now)

    return brought


@pytest.fixture
def enter(fair, by, opened):
    def entered(person):
        sessions = Session.objects.filter(venue__fair=fair).values_list("pk", flat=True)
        return actions.enter_draw(fair, person, sessions=list(sessions), key="k", by=by, now=opened)

    return entered


def address(name, fair):
    return reverse(f"fairs-console:{name}", args=[fair.pk])


def file(*rows):
    return {"sheet": SimpleUploadedFile("名单.csv", (HEADER + "".join(rows)).encode())}


def seen(response):
    """What a reader sees."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def on_list(fair):
    return set(Need.objects.filter(draw=Draw.objects.get(scope=fair.pk)).values_list("person__name", flat=True))


def troubles(refused):
    return [(one.row, one.column, type(one.refusal).__name__) for one in refused.value.troubles]


def test_the_officer_is_warned_of_an_empty_list_brings_it_and_sees_how_many(fair, lin, chen, zhao, browser_of):
    office = browser_of(zhao)
    assert "名单是空的" in seen(office.get(address("draw", fair)))
    assert office.get(address("need", fair)).status_code == 200
    answer = office.post(address("need", fair), file(BY_DOCUMENT, BY_MOBILE))
    assert (answer.status_code, answer["Location"]) == (303, address("draw", fair))
    page = seen(office.get(address("draw", fair)))
    assert "名单上有 2 人，每人多 2 注" in page
    assert "名单是空的" not in page
    assert on_list(fair) == {"林小雨", "陈建国"}
    again = seen(office.get(address("need", fair)))
    assert "现在名单上有 2 人" in again
    assert not any(name in page + again for name in ("林小雨", "陈建国", resident_id(101).number, mobile(102).national))


def test_the_journal_has_how_many_and_nobody(fair, lin, chen, bring, zhao, browser_of):
    bring(BY_DOCUMENT, BY_MOBILE)
    entry = Entry.objects.get(act="fairs.set_need")
    assert entry.facts == {"listed": 2}
    assert (entry.label, entry.on_person) == (fair.name, None)
    page = seen(browser_of(zhao).get(address("journal", fair)))
    assert "导入困难职工名单" in page
    assert "名单人数 2" in page
    assert "林小雨" not in page


def test_a_later_list_takes_the_place_of_the_earlier_also_as_a_workbook(fair, lin, chen, su, bring, zhao, browser_of):
    bring(BY_DOCUMENT, BY_MOBILE)
    book = workbook(["序号", "职工姓名", "身份证号", "备注"], [["1", "苏红梅", resident_id(103).number, "低保"]])
    answer = browser_of(zhao).post(address("need", fair), {"sheet": SimpleUploadedFile("名单.xlsx", book)})
    assert answer.status_code == 303
    assert on_list(fair) == {"苏红梅"}


def test_a_worker_reads_before_entering_how_many_lots_and_why(
    fair, lin, chen, bring, opened, browser_of, api, monkeypatch
):
    bring(BY_DOCUMENT)
    mine, theirs = browser_of(lin), browser_of(chen)
    monkeypatch.setattr(clock, "now", lambda: opened)
    page = seen(mine.get(f"/subsidies/{fair.pk}/draw/"))
    assert "你有 3 注" in page
    assert "每人 1 注。" in page
    assert "工会登记的困难职工加 2 注，你在名单上" in page
    other = seen(theirs.get(f"/subsidies/{fair.pk}/draw/"))
    assert "你有 1 注" in other
    assert "你不在名单上" in other
    told = api(lin, "get", f"{fair.pk}/draw").json()
    assert (told["my_weight"], told["my_why"]["need"], told["rule"]["need"]) == (3, 2, 2)
    assert api(chen, "get", f"{fair.pk}/draw").json()["my_why"] == {"base": 1, "past": 0, "missed": 0, "need": 0}


def test_both_reasons_for_more_lots_are_told_apart(planned, lin, by, now, browser_of, monkeypatch):
    Fair.objects.filter(pk=planned.pk).update(extra_lots=3)
    fair = actions.publish(planned, by=by, now=now)
    actions.set_need(fair, NEED.open((HEADER + BY_DOCUMENT).encode(), "名单.csv"), by=by, now=now)
    mine = browser_of(lin)
    monkeypatch.setattr(clock, "now", lambda: fair.sign_up_opens_at)
    page = seen(mine.get(f"/subsidies/{fair.pk}/draw/"))
    assert "你有 3 注" in page
    assert (
        "没有未中签的记录，这一项不加注。未中签最多加 3 注。工会登记的困难职工加 2 注，你在名单上，已经加了。" in page
    )


def test_a_visitor_reads_of_nobody(fair, lin, bring, opened, client, monkeypatch):
    bring(BY_DOCUMENT)
    monkeypatch.setattr(clock, "now", lambda: opened)
    told = client.get(f"/api/v1/fairs/{fair.pk}/draw").json()
    assert (told["my_weight"], told["my_why"]) == (0, {})
    assert "名单上" not in seen(client.get(f"/subsidies/{fair.pk}/draw/"))


def test_from_the_list_to_the_file_that_fits(fair, lin, chen, bring, enter, zhao, browser_of):
    bring(BY_DOCUMENT)
    assert enter(lin).why == {"base": 1, "past": 0, "missed": 0, "need": 2}
    enter(chen)
    work(fair.sign_up_closes_at)
    made = paper(fair)
    assert made.header.rule.need == 2
    assert sorted(entry.weight for entry in made.entries) == [1, 3]
    from gonghui.kernel.draws import verify

    assert [step for step in verify(made) if not step.fits] == []
    book = load_workbook(io.BytesIO(browser_of(zhao).get(address("draw", fair) + "?export=1").content))
    head, *rows = book.active.iter_rows(values_only=True)
    at = head.index("因困难加注")
    assert sorted((row[head.index("注数")], row[at]) for row in rows) == [(1, 0), (3, 2)]
    assert "林小雨" not in str(rows)


def test_an_entry_from_before_there_were_such_lots_is_still_shown(fair, lin, enter, zhao, api, browser_of):
    enter(lin)
    Lot.objects.update(why={"base": 1, "past": 0, "missed": 0})
    assert browser_of(zhao).get(address("draw", fair) + "?export=1").status_code == 200
    assert api(lin, "get", f"{fair.pk}/draw/lot").json()["why"]["need"] == 0


def test_every_bad_row_is_named_and_the_list_stays_as_it_was(fair, lin, chen, bring, zhao, browser_of):
    bring(BY_MOBILE)
    rows = (
        BY_DOCUMENT,
        f"林小雨,{resident_id(101).number[:-1]},\n",
        "陈建国,,123\n",
        "陈建国,,\n",
        f"陈小国,,{mobile(102).national}\n",
        f",{resident_id(102).number},\n",
        "陈建国,1.1E+17,\n",
        "陈建国,=A1+1,\n",
        f"林小雨,,{mobile(101).national}\n",
        f"高一鸣,{resident_id(301).number},\n",
        f"林小雨,{resident_id(101).number},,多\n",
    )
    answer = browser_of(zhao).post(address("need", fair), file(*rows))
    text = seen(answer)
    assert answer.status_code == 422
    assert "表格里有 10 处要改" in text
    assert " 2 " not in text.split("要改的地方")[1].split("导入困难职工名单")[0]
    for row, column, said in (
        (3, "证件号码", "17 位"),
        (4, "手机号", "11 位"),
        (5, "证件号码", "都没有填写"),
        (6, "姓名", "与会籍登记的不一致"),
        (7, "姓名", "姓名"),
        (8, "证件号码", "长数字已被表格软件改成"),
        (9, "证件号码", "公式"),
        (10, "手机号", "与第2行是同一个人"),
        (11, "证件号码", "没有这位会员"),
        (12, "", "格数比表头多"),
    ):
        assert re.search(rf" {row} +{column}.*{said}", text), (row, text)
    assert on_list(fair) == {"陈建国"}
    assert Entry.objects.filter(act="fairs.set_need").count() == 1
    assert not any(whole in text for whole in (resident_id(101).number, mobile(102).national, resident_id(301).number))


def test_a_stranger_of_another_union_one_who_left_and_one_unknown_are_refused_alike(
    fair, qian, found, enrol, bring, by, now
):
    henan = found("HA", "河南省总工会", "province", None, "410000")
    enrol("贺中原", 310, henan)
    bad = [
        f"贺中原,{resident_id(310).number},\n",
        f"钱多福,,{mobile(106).national}\n",
        f"无名氏,{resident_id(311).number},\n",
        f"错名字,{resident_id(310).number},\n",
    ]
    with pytest.raises(BadRows) as refused:
        bring(*bad)
    assert {name for _row, _column, name in troubles(refused)} == {"NotAMemberHere"}
    assert len({str(one.refusal) for one in refused.value.troubles}) == 1, "whose number it is, is told to nobody"
    assert on_list(fair) == set()


def test_a_fair_of_a_city_takes_only_members_of_that_city(fair, lin, su, taiyuan, bring):
    Fair.objects.filter(pk=fair.pk).update(union=taiyuan)
    fair.refresh_from_db()
    with pytest.raises(BadRows) as refused:
        bring(BY_DOCUMENT, f"苏红梅,{resident_id(103).number},\n")
    assert troubles(refused) == [(3, "证件号码", "NotAMemberHere")]


def test_a_document_says_who_it_is_whatever_mobile_stands_beside_it(fair, lin, bring):
    bring(f"林小雨,{resident_id(101).number},{mobile(999).national}\n")
    assert on_list(fair) == {"林小雨"}


@pytest.mark.parametrize("kind", ["身份证", ""])
def test_the_kind_of_document_may_be_named(kind, fair, lin, by, now):
    data = f"姓名,证件类型,证件号码\n林小雨,{kind},{resident_id(101).number}\n".encode()
    assert actions.set_need(fair, NEED.open(data, "名单.csv"), by=by, now=now) == 1


def test_an_unknown_kind_of_document_is_named(fair, lin, by, now):
    data = f"姓名,证件类型,证件号码\n林小雨,借书证,{resident_id(101).number}\n".encode()
    with pytest.raises(BadRows) as refused:
        actions.set_need(fair, NEED.open(data, "名单.csv"), by=by, now=now)
    assert troubles(refused) == [(2, "证件类型", "DocumentKindUnknown")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x01\x02",
        b"PK\x03\x04broken",
        b"x" * 6_000_000,
        HEADER.encode(),
        "姓名,备注\n林小雨,低保\n".encode(),
        "证件号码\n1\n".encode(),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_how_to_mend_it(data, fair, zhao, browser_of):
    answer = browser_of(zhao).post(address("need", fair), {"sheet": SimpleUploadedFile("名单.xlsx", data)})
    assert answer.status_code == 422
    assert "怎么办" in answer.text
    assert browser_of(zhao).post(address("need", fair), {"sheet": "text"}).status_code == 422
    assert on_list(fair) == set()


def test_nobody_is_added_once_entering_has_begun(fair, lin, chen, bring, opened, zhao, browser_of, monkeypatch):
    bring(BY_DOCUMENT)
    office = browser_of(zhao)
    monkeypatch.setattr(clock, "now", lambda: opened)
    with pytest.raises(NeedFixed):
        bring(BY_MOBILE, now=opened)
    assert office.get(address("need", fair)).status_code == 409
    answer = office.post(address("need", fair), file(BY_MOBILE))
    assert answer.status_code == 409
    assert "不能再改" in answer.text
    page = office.get(address("draw", fair)).content.decode()
    assert address("need", fair) not in page
    assert on_list(fair) == {"林小雨"}


def test_a_window_that_opened_with_an_empty_list_is_pointed_out(fair, opened, zhao, browser_of, monkeypatch):
    office = browser_of(zhao)
    monkeypatch.setattr(clock, "now", lambda: opened)
    assert "名单是空的：登记开始前没有导入" in seen(office.get(address("draw", fair)))


def test_a_fair_that_leaves_no_time_for_the_list_is_not_published(planned, by, now):
    late = planned.sign_up_opens_at
    with pytest.raises(draw_refusals.NoTimeForNeed):
        actions.publish(planned, by=by, now=late)
    planned.refresh_from_db()
    assert planned.published_at is None
    Fair.objects.filter(pk=planned.pk).update(need_lots=0)
    assert actions.publish(planned, by=by, now=late).draw.rule == {"base": 1, "past": 0, "most": 0, "days": 365}


def test_a_fair_without_such_lots_asks_for_no_list(planned, lin, by, now, zhao, browser_of):
    Fair.objects.filter(pk=planned.pk).update(need_lots=0)
    fair = actions.publish(planned, by=by, now=now)
    with pytest.raises(NoLotsForNeed):
        actions.set_need(fair, NEED.open((HEADER + BY_DOCUMENT).encode(), "名单.csv"), by=by, now=now)
    assert "困难职工" not in seen(browser_of(zhao).get(address("draw", fair)))


def test_the_officer_sets_the_lots_among_the_terms_and_publication_freezes_them(
    planned, province, zhao, browser_of, by, now
):
    office = browser_of(zhao)
    form = terms_form(province, way="draw", sign_up_starts="2026-05-20T11:00", sign_up_ends="2026-05-21T12:00")
    assert office.post(address("terms", planned), form | {"need_lots": "3"}).status_code == 303
    assert "困难职工加 3 注" in seen(office.get(address("fair", planned)))
    assert office.post(address("terms", planned), form).status_code == 303
    assert "困难职工" not in seen(office.get(address("fair", planned))), "nothing asked for is nothing"
    assert office.post(address("terms", planned), form | {"need_lots": "3"}).status_code == 303
    planned.refresh_from_db()
    assert actions.publish(planned, by=by, now=now).draw.rule["need"] == 3
    assert office.post(address("terms", planned), form | {"need_lots": "4"}).status_code == 409


@pytest.mark.parametrize("lots", ["-1", "10", "两"])
def test_a_number_of_lots_that_cannot_be_meant_is_refused(lots, planned, province, zhao, browser_of):
    answer = browser_of(zhao).post(address("terms", planned), terms_form(province, need_lots=lots))
    assert answer.status_code == 422
    assert "困难职工加几注" in seen(answer)
    planned.refresh_from_db()
    assert planned.need_lots == 2


def test_a_long_list_asks_the_database_no_more_often_than_a_short_one(fair, enrol, works, bring):
    rows = []
    for number in range(400, 440):
        enrol("职工某", number, works)
        rows.append(f"职工某,{resident_id(number).number},\n")

    def queries(count):
        with CaptureQueriesContext(connection) as caught:
            bring(*rows[:count])
        return len(caught)

    queries(1)
    assert queries(40) == queries(2)
    assert Draw.objects.get(scope=fair.pk).in_need.count() == 2


def test_who_left_the_union_keeps_no_place_on_a_new_list(fair, lin, bring, by, now):
    people.leave(lin, ends_on=now.date(), by=by, now=now)
    with pytest.raises(BadRows):
        bring(BY_DOCUMENT)


def test_the_unions_own_list_of_workers_in_hardship_serves_the_lots(
    fair, zhao, lin, chen, qian, browser_of, monkeypatch
):
    known = {lin.pk, chen.pk, qian.pk}  # Qian is no member
    monkeypatch.setattr(
        "gonghui.primitives.draws.need_lists.SOURCES", [lambda union: known if union == fair.union else ()]
    )
    office = browser_of(zhao)
    assert "用困难职工名单（2 人）" in seen(office.get(address("draw", fair)))

    office.post(address("need-from-list", fair))

    assert set(Need.objects.values_list("person", flat=True)) == {lin.pk, chen.pk}
    assert "名单上有 2 人" in seen(office.get(address("draw", fair)))


def test_a_list_with_nobody_on_it_is_no_list(fair, by, now, monkeypatch):
    monkeypatch.setattr("gonghui.primitives.draws.need_lists.SOURCES", [])
    with pytest.raises(draw_refusals.NobodyListed):
        actions.set_need_from_list(fair, by=by, now=now)
