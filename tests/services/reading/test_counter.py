"""The loan desk: one field for cards, numbers and barcodes; and what its device tells of an hour without a network."""

import json
import uuid
from datetime import timedelta

import pytest

from gonghui.primitives.people import actions as people
from gonghui.primitives.people.actions.names import NUMBERS_PER_HOUR
from gonghui.primitives.people.card_codes import codes_ahead
from gonghui.primitives.places import actions as places
from gonghui.services.reading import actions as reading
from gonghui.services.reading.models import Copy, DeskScan, Loan, LoanRule, Visit
from tests.cast import mobile

from .conftest import key_of, refusal, said, to

pytestmark = pytest.mark.django_db
DEVICE = str(uuid.UUID(int=1))


@pytest.fixture
def scan(wu, library, browser_of):
    """What the library's desk says to a scan: `scan("HLM1", reader=card)`."""
    client = browser_of(wu)

    def scanned(code="", *, reader="", number=None, room=library, **more):
        key = key_of(number) if number else str(uuid.uuid4())
        return client.post(to("-counter:desk", room), {"code": code, "reader": reader, "key": key, **more})

    return scanned


def verdict(response):
    """What the desk says, and of which book."""
    answer = response.context["answer"]
    return answer.says, answer.title


# With a network


def test_a_card_brings_the_reader_and_a_barcode_lends_to_them(dream, lin, scan):
    shown = scan(lin.member_code)
    assert "手上 0 本，最多 5 本" in said(shown)
    assert lin.name not in said(shown), "names are masked at a desk where others look on"
    lent = scan("hlm1", reader=lin.member_code)
    assert verdict(lent) == ("借出成功", "红楼梦")
    assert "6月19日" in lent.context["answer"].note
    assert lent.context["reader"].count == 1, "the desk goes on with the same reader"
    assert Loan.objects.get().reader == lin


def test_the_changing_code_of_a_member_card_brings_the_reader_and_a_screenshot_of_it_does_not(dream, lin, scan, now):
    held = lin.memberships.get()
    assert scan(codes_ahead(lin, held, now)[0]).context["reader"].code == lin.member_code
    address = f"https://gonghui.example/membership/check/answer/?code={codes_ahead(lin, held, now)[0]}"
    assert scan(address, reader=lin.member_code).context["reader"].code == lin.member_code
    old = codes_ahead(lin, held, now - timedelta(minutes=3))[0]
    assert refusal(scan(old))[1] == "codes.stale"
    assert refusal(scan(old[:-1] + ("A" if old[-1] != "A" else "B")))[1] == "codes.forged"


def test_a_recalled_card_borrows_nothing(dream, lin, scan, by, now):
    shown = [lin.member_code, codes_ahead(lin, lin.memberships.get(), now)[0]]
    people.recall_card(lin, why="丢了", by=by, now=now)
    for text in shown:
        assert refusal(scan(text))[1] == "people.card_recalled"
    assert refusal(scan("hlm1", reader=shown[0]))[1] == "people.card_recalled"
    assert not Loan.objects.exists()


def test_a_number_said_at_the_desk_is_a_reader_too(lin, scan):
    assert scan("199 0000 0101").context["reader"].code == lin.member_code


def test_a_number_nobody_has_is_shown_by_its_last_four(dream, lin, scan):
    answer = scan(str(mobile(999).national))
    assert refusal(answer) == (404, "reading.unknown_reader")
    assert "0999" in said(answer)
    assert mobile(999).national not in answer.context["refusal"].says
    held = scan("HLM1", reader=str(mobile(101).national))  # a number is no card, and is not repeated either
    assert refusal(held) == (404, "reading.unknown_reader")
    assert mobile(101).national not in held.context["refusal"].says


def test_who_tries_numbers_at_the_desk_is_stopped(lin, scan):
    for number in range(NUMBERS_PER_HOUR):
        assert refusal(scan(mobile(5000 + number).national)) == (404, "reading.unknown_reader")
    assert refusal(scan(mobile(101).national))[0] == 429, "not even the right one is told any more"
    assert scan(lin.member_code).context["reader"].code == lin.member_code, "a card is no guess"


def test_a_barcode_alone_takes_the_book_back(dream, lin, lend, scan):
    lend(dream, lin)
    assert verdict(scan("HLM1")) == ("已还", "红楼梦")
    assert refusal(scan("HLM1")) == (409, "reading.not_lent")


def test_a_double_click_lends_once(dream, lin, scan):
    for _click in range(2):
        assert verdict(scan("HLM1", reader=lin.member_code, number=7))[0] == "借出成功"
    assert Loan.objects.count() == 1


def test_what_no_book_and_no_reader_has_is_named_by_what_was_meant(lin, scan):
    assert refusal(scan("NOSUCH1")) == (404, "reading.unknown_reader")
    assert refusal(scan("NOSUCH1", reader=lin.member_code)) == (404, "reading.unknown_copy")
    assert refusal(scan("书！", reader=lin.member_code)) == (422, "reading.bad_copy_code")
    assert refusal(scan("")) == (404, "reading.unknown_reader")


def test_after_a_no_the_reader_still_stands_there(dream, lin, chen, lend, scan):
    lend(dream, chen)
    answer = scan("HLM1", reader=lin.member_code)
    assert refusal(answer) == (409, "reading.copy_out")
    assert answer.context["reader"].code == lin.member_code
    assert lin.member_code in said(answer), "the next scan goes to the same reader"


def test_another_card_takes_the_place_of_the_reader(lin, chen, scan):
    assert scan(chen.member_code, reader=lin.member_code).context["reader"].code == chen.member_code


def test_a_reader_whose_card_is_nobodys_is_no_reader(dream, scan):
    answer = scan("HLM1", reader="K7M2PX9QR5")
    assert refusal(answer) == (404, "reading.unknown_reader")
    assert answer.context["reader"] is None
    assert not Loan.objects.exists()


def test_where_no_rule_is_the_reader_is_shown_with_no_books_to_have(lin, scan):
    LoanRule.objects.all().delete()
    assert "手上 0 本，最多 0 本" in said(scan(lin.member_code))


@pytest.mark.parametrize(("status", "code"), [("lost", "not_for_loan"), ("weeded", "not_for_loan")])
def test_a_book_that_is_gone_is_not_lent_from_the_table(status, code, dream, lin, scan, now):
    Copy.objects.update(status=status, weeded_at=now if status == "weeded" else None)
    answer = scan("HLM1", reader=lin.member_code)
    assert refusal(answer) == (409, f"reading.{code}")
    assert Copy.objects.get().status == status
    assert not Loan.objects.exists()
    assert scan(lin.member_code).context["reader"].count == 0, "the count was undone with the loan"


def test_a_missing_book_that_somebody_brings_may_go_out(dream, lin, scan):
    Copy.objects.update(status="missing")
    assert verdict(scan("HLM1", reader=lin.member_code))[0] == "借出成功"


@pytest.mark.parametrize("status", ["lost", "missing"])
def test_a_book_that_is_found_is_put_on_the_shelf(status, dream, scan):
    Copy.objects.update(status=status)
    assert verdict(scan("HLM1")) == ("已还", "红楼梦")
    assert Copy.objects.get().status == "in"


def test_a_book_somebody_waits_for_goes_to_the_shelf_of_holds(dream, lin, chen, lend, hold, scan):
    lend(dream, chen)
    hold(dream.title, lin)
    answer = scan("HLM1")
    assert verdict(answer) == ("留给预约读者", "红楼梦")
    assert answer.context["answer"].note == "林*雨来取，请放预约架"
    assert "预约的书在这里，请取给读者" in said(scan(lin.member_code))


def test_a_book_wanted_elsewhere_is_sent_on_and_listed_until_it_is(
    dream, library, bank, lin, chen, wu, hold, lend, scan, browser_of
):
    lend(dream, chen)
    hold(dream.title, lin, room=bank)
    answer = scan("HLM1")
    assert (verdict(answer)[0], answer.context["answer"].note) == ("有人在等", "请调往金融书屋")
    assert "请从书架上取出" in said(browser_of(wu).get(to("-counter:desk", library)))
    assert verdict(scan("HLM1", room=bank))[0] == "留给预约读者"
    assert Copy.objects.get().at == bank.premises


def test_visits_are_counted_one_a_click(library, scan):
    for number in (1, 1, 2):
        assert verdict(scan(act="visit", number=number))[0] == "到馆人数加一"
    assert Visit.objects.filter(premises=library.premises, way="desk").count() == 2


def test_a_form_without_its_key_does_nothing(dream, lin, library, wu, browser_of):
    answer = browser_of(wu).post(to("-counter:desk", library), {"code": "HLM1", "reader": lin.member_code})
    assert refusal(answer) == (422, "faces.form_key")
    assert not Loan.objects.exists()


def test_the_script_gets_only_what_changed(dream, library, lin, wu, browser_of):
    answer = browser_of(wu).post(
        to("-counter:desk", library), {"code": lin.member_code, "key": key_of(1)}, headers={"HX-Request": "true"}
    )
    assert "data-answer" in said(answer)
    assert "<html" not in said(answer)


def test_the_desks_a_person_may_stand_at(library, bank, wu, librarian, lin, browser_of, by, now):
    desks = to("-counter:home")
    assert "金融书屋" in said(browser_of(librarian).get(desks))
    assert "工惠图书馆" not in said(browser_of(librarian).get(desks))
    assert "没有分给你的借还台" in said(browser_of(lin).get(desks))
    places.close_premises(bank.premises, reason="搬迁", by=by, now=now)
    assert "没有分给你的借还台" in said(browser_of(librarian).get(desks))


def test_a_neighbours_officer_finds_no_desk_here(dream, library, lin, neighbour, browser_of):
    client = browser_of(neighbour)
    for answer in (
        client.get(to("-counter:desk", library)),
        client.post(to("-counter:desk", library), {"code": "HLM1", "reader": lin.member_code, "key": key_of(1)}),
        client.get(to("-counter:desk-list", library)),
        told(client, library, act("visit", 1, 0)),
        client.get(to("-counter:seats", library)),
    ):
        assert answer.status_code == 404
    assert not Loan.objects.exists()
    assert not Visit.objects.exists()


# Without


def act(what, number, at, copy="", reader=""):
    """One act as a device tells it; `at` in ms since 1970."""
    return {"id": key_of(number), "act": what, "at": at, "copy_code": copy, "reader": reader}


def told(client, library, *acts, device=DEVICE):
    return client.post(to("-counter:acts", library), json.dumps({"device": device, "acts": acts}), "application/json")


@pytest.fixture
def tell(wu, library, browser_of, now):
    """Tells through the desk's door: `tell(("lend", "HLM1", card), …)`, an hour ago and a second apart."""
    client, since = browser_of(wu), int((now - timedelta(hours=1)).timestamp() * 1000)

    def tells(*acts):
        made = [act(what, number, since + number * 1000, *shown) for number, (what, *shown) in enumerate(acts, 1)]
        return told(client, library, *made).json()["acts"]

    return tells


def test_a_device_tells_what_it_did_and_hears_of_each(dream, lin, tell):
    acts = (("lend", "HLM1", lin.member_code), ("give_back", "NOSUCH"), ("visit",))
    heard = tell(*acts)
    assert [one["outcome"] for one in heard] == ["done", "conflict", "done"]
    assert "已报给工会干部核对" in heard[1]["says"]
    assert tell(*acts) == heard
    assert (Loan.objects.count(), Visit.objects.count(), DeskScan.objects.count()) == (1, 1, 3)


def test_ten_books_of_one_reader_are_held_to_the_rule(add, lin, tell):
    add("活着", "余华", codes=[f"C{number}" for number in range(7)])
    heard = tell(*(("lend", f"C{number}", lin.member_code) for number in range(7)))
    assert [one["outcome"] for one in heard] == ["done"] * 5 + ["conflict"] * 2
    assert set(DeskScan.objects.to_settle().values_list("reason", flat=True)) == {"reading.too_many_loans"}


@pytest.mark.parametrize(
    ("before", "told_as", "reason"),
    [
        ("aside", ("lend", "HLM1", "chen"), "reading.set_aside"),
        ("lost", ("lend", "HLM1", "lin"), "reading.not_for_loan"),
        ("", ("lend", "书！", "lin"), "reading.bad_copy_code"),
        ("", ("lend", "HLM1", "guest"), "reading.reads_here_only"),
        ("", ("lend", "HLM1", ""), "reading.unknown_reader"),
        ("no rule", ("lend", "HLM1", "lin"), "reading.no_loan_rule"),
        ("overdue", ("lend", "HLM1", "lin"), "reading.overdue_first"),
    ],
)
def test_each_no_is_kept_by_its_name(
    before, told_as, reason, dream, add, lin, chen, zhao, lend, hold, tell, officer, browser_of, now
):
    cards = {"lin": lin.member_code, "chen": chen.member_code, "guest": zhao.member_code, "": ""}
    if before == "aside":
        hold(dream.title, lin)
    if before == "lost":
        Copy.objects.update(status="lost")
    if before == "no rule":
        LoanRule.objects.all().delete()
    if before == "overdue":
        LoanRule.objects.update(starts_on="2026-01-01")
        lend(add("活着")[0], lin, at=now - timedelta(days=60))
    what, code, who = told_as
    [heard] = tell((what, code, cards[who]))
    assert heard["outcome"] == "conflict"
    assert DeskScan.objects.get().reason == reason
    assert not Loan.objects.filter(copy=dream).exists()
    page = said(browser_of(officer).get(to("-console:scans")))
    assert reason not in page, "the officer reads a sentence and not a code"


def test_a_time_that_cannot_be_is_refused_and_the_rest_is_booked(library, wu, browser_of, now):
    since = int(now.timestamp() * 1000)
    old = since - 4 * 86_400_000
    heard = told(browser_of(wu), library, act("visit", 1, old), act("visit", 2, since)).json()["acts"]
    assert [one["outcome"] for one in heard] == ["refused", "done"]
    assert "不可能" in heard[0]["says"]
    assert Visit.objects.count() == 1


def sent(*acts):
    return json.dumps({"device": DEVICE, "acts": acts})


@pytest.mark.parametrize(
    "body",
    [
        "[]",
        "{",
        '{"device": "x", "acts": []}',
        sent({"id": "1"}),
        sent(act("burn", 1, 0)),
        sent(act("visit", 1, -1)),
        sent(*(act("visit", number, 0) for number in range(101))),
    ],
)
def test_what_no_device_would_send_is_answered_as_json(body, library, wu, browser_of):
    answer = browser_of(wu).post(to("-counter:acts", library), body, "application/json")
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "faces.not_understood")
    assert not DeskScan.objects.exists()


def test_letters_that_no_text_may_hold_are_dropped(library, tell):
    assert [one["outcome"] for one in tell(("give_back", "HLM\x001"))] == ["conflict"]
    assert DeskScan.objects.get().copy_shown == "HLM1"


def test_what_waits_for_a_person_waits_until_somebody_looked(dream, tell, officer, neighbour, browser_of):
    tell(("give_back", "HLM1"))
    kept = DeskScan.objects.get()
    assert browser_of(neighbour).post(to("-console:settle", kept)).status_code == 404
    client = browser_of(officer)
    assert "系统里这本书没有借出" in said(client.get(to("-console:scans")))
    assert client.post(to("-console:settle", kept)).status_code == 303
    assert client.post(to("-console:settle", kept)).status_code == 303, "twice is once"
    kept.refresh_from_db()
    assert (kept.settled_by, kept.settled_at is None) == (officer, False)
    assert "没有要核对的" in said(client.get(to("-console:scans")))


def test_the_list_of_a_device_names_nobody_and_no_barcode(dream, add, lin, chen, library, wu, lend, browser_of):
    lend(add("活着")[0], lin)
    answer = browser_of(wu).get(to("-counter:desk-list", library))
    kept = json.loads(answer.json()["list"])
    assert "no-store" in answer.headers["Cache-Control"]
    assert [len(kept[name]) for name in ("copies", "readers")] == [2, 1], "chen never borrowed here"
    for secret in ("HLM1", lin.name, lin.member_code, chen.member_code):
        assert secret not in answer.content.decode()
    [[_card, name, loans, limit]] = kept["readers"]
    assert (name, loans, limit) == ("林*雨", 1, 5)


def test_a_list_is_good_for_its_own_room_and_sign_in(dream, bank, library, wu, enrol, taiyuan, browser_of, by, now):
    colleague = enrol("冯守门", 310)
    people.appoint(colleague, taiyuan, "operator", by=by, now=now)
    lists = [
        json.loads(browser_of(who).get(to("-counter:desk-list", room)).json()["list"])
        for who, room in ((wu, library), (colleague, library), (wu, bank))
    ]
    assert len({one["sign_in"] for one in lists}) == 3
    assert len({one["key"] for one in lists}) == 2
    assert [len(one["copies"]) for one in lists] == [1, 1, 0]


def test_weeded_and_travelling_books_are_told_apart_on_the_list(
    add, library, bank, lin, hold, lend, wu, browser_of, by, now
):
    weeded, aside, lent, shelf = (add(name, codes=(name,))[0] for name in "WALS")
    reading.weed([weeded], reason="破损", by=by, now=now)
    hold(aside.title, lin)
    lend(lent, lin)
    Copy.objects.filter(pk=shelf.pk).update(status="missing")
    kept = json.loads(browser_of(wu).get(to("-counter:desk-list", library)).json()["list"])
    assert sorted((name, state) for _tag, name, state in kept["copies"]) == [("A", "s"), ("L", "l"), ("S", "i")]
