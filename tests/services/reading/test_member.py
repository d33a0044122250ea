"""A reader's pages: rooms, a search, a title, what I have; and each thing that is done from them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gonghui.kernel.geo import Point
from gonghui.kernel.window import Window
from gonghui.primitives.people.models import Division
from gonghui.primitives.places import actions as places
from gonghui.services.reading import actions as reading
from gonghui.services.reading.models import Copy, Hold, Loan, Proposal, Title

from .conftest import key_of, refusal, said, to

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


# Rooms


def test_a_visitor_sees_the_rooms_and_how_many_seats_are_free(library, hall, bank, browser_of):
    page = browser_of().get(to(":home"))
    assert [row.premises.name for row in page.context["rooms"]] == ["工惠图书馆", "金融书屋"]
    assert "<b>6</b><span>/ 6 座空着" in said(page)
    assert page.context["mine"] is None


def test_rooms_that_are_shut_are_left_out_when_asked(library, bank, browser_of, by, now):
    places.close_for(bank.premises, Window(now - DAY, now + DAY), reason="装修", by=by, now=now)
    listed = browser_of().get(to(":home") + "?open=1").context["rooms"]
    assert [row.premises for row in listed] == [library.premises]


def test_when_none_is_open_the_way_to_all_of_them_is_shown(library, browser_of, set_clock, now):
    client = browser_of()
    set_clock(now.replace(hour=23))
    page = said(client.get(to(":home") + "?open=1"))
    assert "现在没有开着的书屋" in page
    assert "工惠图书馆" in said(client.get(to(":home")))


def test_who_says_where_they_are_sees_the_nearest_first(library, bank, browser_of):
    at = "?lat=37.88&lon=112.56"  # at the bank's door
    page = browser_of().get(to(":home") + at)
    assert [row.premises.name for row in page.context["rooms"]] == ["金融书屋", "工惠图书馆"]
    assert page.context["rooms"][0].distance == "10 米"
    assert refusal(browser_of().get(to(":home") + "?lat=95&lon=112"))[1].startswith("geo.")


def test_rooms_of_my_own_city_stand_first(datong, library, su, lin, browser_of, by, now):
    where = Division.objects.get(pk="140200")
    reading.open_room(
        union=datong, name="自强书屋", address="路", point=Point(40.1, 113.3), division=where, by=by, now=now
    )

    def first(person):
        return browser_of(person).get(to(":home")).context["rooms"][0].premises.name

    assert (first(su), first(lin)) == ("自强书屋", "工惠图书馆")


def test_a_room_tells_its_seats_books_hours_and_host(bank, add, browser_of, by, now):
    add("活着", "余华", codes=("A", "B"), room=bank)
    reading.describe_room(bank, digital_platform="电子职工书屋", by=by, now=now)
    page = said(browser_of().get(to(":room", bank.premises)))
    for told in ("与府东街支行共建", "<dd>2</dd>", "9:00", "电子职工书屋"):
        assert told in page
    assert "选座位" not in page, "it has no seats to choose from"


def test_a_room_that_was_given_up_is_not_there(bank, browser_of, by, now):
    places.close_premises(bank.premises, reason="搬迁", by=by, now=now)
    client = browser_of()
    assert client.get(to(":room", bank.premises)).status_code == 404
    assert "金融书屋" not in said(client.get(to(":home")))


# Books


def test_a_search_says_where_the_copies_are(add, bank, lin, lend, browser_of):
    add("活着", "余华", codes=("A",))
    add("活着", "余华", codes=("B",), room=bank)
    [lent] = add("活着里的死", "甲", codes=("C",))
    lend(lent, lin)
    page = said(browser_of().get(to(":search") + "?q=huozhe"))
    assert "找到 2 种" in page
    assert "2 本在架 · 2 家书屋" in page
    assert "都借出了，可以预约" in page


def test_a_search_is_narrowed_to_a_room_and_a_subject(add, library, bank, browser_of):
    add("活着", "余华", codes=("A",), subject="culture")
    add("活着经济学", "甲", codes=("B",), room=bank, subject="economy")
    client = browser_of()

    def found(**more):
        return [title.name for title, *_more in client.get(to(":search"), {"q": "活着", **more}).context["titles"]]

    assert found() == ["活着", "活着经济学"]
    assert found(at=bank.premises.code) == ["活着经济学"]
    assert found(subject="culture") == ["活着"]
    assert found(at=library.premises.code, subject="economy") == []
    assert found(at="NOSUCHROOM", subject="nosuch") == ["活着", "活着经济学"], "an address nobody has narrows nothing"


def test_a_wrong_isbn_is_named_on_the_page(dream, browser_of):
    page = browser_of().get(to(":search") + "?q=9787020002208")
    assert refusal(page) == (422, "isbn.check")
    assert "没有找到这本书" not in said(page)


def test_a_search_for_nothing_shows_how_to_ask(browser_of, db):
    assert "想看什么书" in said(browser_of().get(to(":search")))
    assert "没有找到这本书" in said(browser_of().get(to(":search") + "?q=没有"))


def test_a_title_shows_where_it_stands_and_asks_visitors_to_sign_in(dream, browser_of):
    page = said(browser_of().get(to(":title", dream.title)))
    assert "工惠图书馆" in page
    assert "登录后预约" in page


@pytest.mark.parametrize(
    ("lent_to", "told"), [("lin", "这本书在你手上"), ("chen", "1 本都借出去了。预约以后，最先还回来的一本留给你")]
)
def test_a_title_knows_who_has_it(lent_to, told, dream, lin, chen, lend, browser_of):
    lend(dream, {"lin": lin, "chen": chen}[lent_to])
    page = said(browser_of(lin).get(to(":title", dream.title)))
    assert told in page
    assert ("预约这本书" in page) == (lent_to == "chen")


def test_a_title_without_copies_is_not_to_be_had(dream, browser_of, by, now):
    reading.weed([dream], reason="破损", by=by, now=now)
    page = said(browser_of().get(to(":title", dream.title)))
    assert "书屋里没有这本书的复本" in page
    assert "登录后预约" not in page


def test_a_title_without_a_cover_has_no_picture(dream, browser_of):
    assert browser_of().get(to(":cover", dream.title)).status_code == 404


# Holds


def reserve(client, title, pick_up, number=1, **more):
    return client.post(to(":hold", title), {"pick_up": pick_up.code, "key": key_of(number), **more})


def test_a_double_click_reserves_once(dream, library, lin, browser_of):
    client = browser_of(lin)
    for _click in range(2):
        answer = reserve(client, dream.title, library.premises)
        assert (answer.status_code, answer.headers["Location"]) == (303, to(":mine"))
    assert Hold.objects.count() == 1
    assert "留在工惠图书馆" in said(client.get(to(":mine")))


@pytest.mark.parametrize("code", ["", "NOSUCHROOM", "' or 1", "书屋" * 20])
def test_a_book_is_fetched_at_a_room_that_is_there(code, dream, lin, browser_of):
    answer = browser_of(lin).post(to(":hold", dream.title), {"pick_up": code, "key": key_of(1)})
    assert refusal(answer) == (409, "reading.not_to_fetch_here")
    assert not Hold.objects.exists()


def test_a_room_that_closed_while_the_page_lay_open_holds_nothing(dream, bank, lin, browser_of, by, now):
    places.close_premises(bank.premises, reason="搬迁", by=by, now=now)
    assert refusal(reserve(browser_of(lin), dream.title, bank.premises)) == (409, "reading.not_to_fetch_here")
    assert Copy.objects.get().status == "in"


def test_what_a_reader_cannot_reserve_is_said_on_the_titles_page(dream, library, lin, zhao, lend, browser_of):
    assert refusal(reserve(browser_of(zhao), dream.title, library.premises)) == (403, "reading.reads_here_only")
    lend(dream, lin)
    answer = reserve(browser_of(lin), dream.title, library.premises)
    assert refusal(answer) == (409, "reading.have_it_now")
    assert "想多看几天，请在“我的借阅”里续借" in said(answer)


def test_a_place_in_line_is_shown_and_given_up(dream, library, lin, chen, su, lend, browser_of):
    lend(dream, su)
    reserve(browser_of(chen), dream.title, library.premises)
    client = browser_of(lin)
    reserve(client, dream.title, library.premises)
    assert "排在第 2 位" in said(client.get(to(":mine")))
    held = Hold.objects.get(reader=lin)
    assert client.post(to(":cancel-hold", held)).status_code == 303
    assert refusal(client.post(to(":cancel-hold", held))) == (409, "reading.hold_over")
    assert Hold.objects.open().get().reader == chen


def test_another_readers_hold_and_loan_are_not_there(dream, add, lin, chen, su, lend, hold, browser_of):
    loan, held = lend(dream, lin), hold(add("活着")[0].title, lin)
    client = browser_of(chen)
    assert client.post(to(":renewal", loan)).status_code == 404
    assert client.post(to(":cancel-hold", held)).status_code == 404
    loan.refresh_from_db()
    held.refresh_from_db()
    assert (loan.renewed, held.ended_at) == (0, None)


# Loans


def test_a_book_is_kept_longer_once(dream, lin, lend, browser_of, now):
    loan, client = lend(dream, lin), browser_of(lin)
    assert client.post(to(":renewal", loan)).status_code == 303
    assert "已续借到" in said(client.get(to(":mine")))
    loan.refresh_from_db()
    assert (loan.renewed, loan.keeping.due) == (1, loan.due)
    answer = client.post(to(":renewal", loan))
    assert refusal(answer) == (409, "reading.no_more_renewals")
    assert "红楼梦" in said(answer), "the page is shown again with what I have"


def test_a_book_that_is_back_is_among_those_of_before(dream, lin, lend, back, browser_of):
    loan = lend(dream, lin)
    back(dream)
    client = browser_of(lin)
    assert refusal(client.post(to(":renewal", loan))) == (409, "reading.loan_ended")
    page = said(client.get(to(":mine")))
    assert "还过的书" in page
    assert "现在没有借书，也没有订座" in page


def test_an_overdue_book_is_marked_and_a_lost_one_remembered(dream, add, lin, lend, browser_of, set_clock, by, now):
    lend(dream, lin)
    reading.lose(lend(add("活着")[0], lin), by=by, now=now)
    client = browser_of(lin)
    assert "超期" not in said(client.get(to(":mine")))
    set_clock(now + 31 * DAY)
    page = said(browser_of(lin).get(to(":mine")))  # signed in once more
    assert "超期" in page
    assert "登记遗失" in page


def test_nobody_renews_by_a_link(dream, lin, lend, browser_of):
    loan = lend(dream, lin)
    answer = browser_of(lin).get(to(":renewal", loan))
    assert (answer.status_code, answer.headers["Location"]) == (302, to(":mine"))
    assert Loan.objects.get().renewed == 0


# Proposals

BOOK = {"name": "《三体》", "author": "刘慈欣", "isbn": "978-7-5366-9293-0", "reason": "都在看"}


def test_a_book_is_proposed_to_a_room_in_one_spelling(library, lin, browser_of):
    client = browser_of(lin)
    assert client.post(to(":proposal", library.premises), BOOK).status_code == 303
    asked = Proposal.objects.get()
    assert (asked.name, asked.isbn, asked.premises, asked.person) == ("三体", "9787536692930", library.premises, lin)
    assert "三体" in said(client.get(to(":mine")))
    again = client.post(to(":proposal", library.premises), BOOK | {"name": "三体"})
    assert refusal(again) == (409, "reading.already_proposed")


@pytest.mark.parametrize(
    ("field", "value", "wrong"),
    [
        ("name", " ", "这里还没有填"),
        ("name", "《》", "没有填写书名"),
        ("name", "书" * 201, "200"),
        ("isbn", "9787536692931", "校验位"),
    ],
)
def test_a_proposal_that_cannot_be_meant_is_mended_in_place(field, value, wrong, library, lin, browser_of):
    answer = browser_of(lin).post(to(":proposal", library.premises), BOOK | {field: value})
    assert answer.status_code == 422

    assert wrong in said(answer)
    assert "都在看" in said(answer), "what was typed stays"
    assert not Proposal.objects.exists()


def test_what_was_not_found_is_proposed_with_its_name_filled_in(library, lin, browser_of):
    page = said(browser_of(lin).get(to(":proposal", library.premises) + "?name=三体"))
    assert 'value="三体"' in page


def test_a_visitor_is_asked_to_sign_in_before_anything_of_theirs(dream, library, browser_of):
    client = browser_of()
    for answer in (
        client.get(to(":mine")),
        client.get(to(":proposal", library.premises)),
        reserve(client, dream.title, library.premises),
    ):
        assert reverse("faces:sign-in") in answer.headers["Location"]
    assert not Hold.objects.exists()


def test_the_search_costs_the_same_for_one_title_and_for_twenty(add, browser_of, django_assert_max_num_queries):
    for number in range(20):
        add(f"活着{number}", codes=(f"N{number}",))
    assert Title.objects.count() == 20
    client = browser_of()
    client.get(to(":search") + "?q=活着")
    with django_assert_max_num_queries(9):
        assert "找到 20 种" in said(client.get(to(":search") + "?q=活着"))


def test_the_page_of_a_title_that_lies_ready_says_where_and_until_when(dream, lin, chen, lend, hold, browser_of, add):
    hold(dream.title, lin)
    page = said(browser_of(lin).get(to(":title", dream.title.pk)))
    assert "已留在工惠图书馆" in page
    assert "看排到第几位" not in page
    [away] = add("活着", codes=("H1",))
    lend(away, chen)
    hold(away.title, lin)
    assert "看排到第几位" in said(browser_of(lin).get(to(":title", away.title.pk)))
