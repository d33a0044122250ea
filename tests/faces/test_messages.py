"""The inbox: newest first, read when opened, nobody else's."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_an_empty_inbox_says_what_will_come(lin, as_person):
    assert "还没有消息" in as_person(lin).get("/messages/").content.decode()


def test_opening_a_message_reads_it(lin, as_person, tell):
    notice = tell(lin, "名额已确认")
    browser = as_person(lin)
    assert "1 条未读" in browser.get("/messages/").content.decode()
    page = browser.get(f"/messages/{notice.pk}/").content.decode()
    assert "名额已确认，详情见凭证" in page
    assert 'href="/mine/"' in page
    assert "未读" not in browser.get("/messages/").content.decode()


def test_one_page_is_marked_and_what_came_in_meanwhile_stays_new(lin, as_person, tell):
    shown = tell(lin, "看到的")
    tell(lin, "后来的")
    answer = as_person(lin).post("/messages/read/", {"notice": [str(shown.pk), "rubbish"], "next": "/messages/"})
    assert (answer.status_code, answer["Location"]) == (303, "/messages/")
    assert [notice.read_at is None for notice in lin.notices.order_by("pk")] == [False, True]


def test_the_way_back_never_leads_to_another_site(lin, as_person):
    assert as_person(lin).post("/messages/read/", {"next": "https://evil.example/"})["Location"] == "/messages/"


def test_nobody_reads_or_marks_anothers_message(lin, chen, as_person, tell):
    notice = tell(lin, "林的消息")
    stranger: Client = as_person(chen)
    assert stranger.get(f"/messages/{notice.pk}/").status_code == 404
    stranger.post("/messages/read/", {"notice": [str(notice.pk)]})
    notice.refresh_from_db()
    assert notice.read_at is None


def test_a_long_inbox_has_pages_and_costs_the_same(lin, as_person, tell, django_assert_num_queries):
    browser = as_person(lin)
    for number in range(3):
        tell(lin, f"消息{number}")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        browser.get("/messages/")
    for number in range(60):
        tell(lin, f"更多{number}")
    with django_assert_num_queries(len(few)):
        page = browser.get("/messages/?page=2").content.decode()
    assert "第 2 / 4 页，共 63 条" in page


def test_my_data_shows_numbers_masked_and_who_did_what(lin, as_person, by, now):
    page = as_person(lin).get("/mine/data/").content.decode()
    document = lin.documents.get()
    assert f"尾号 {document.number_tail}" in page
    assert "尾号 0101" in page
    assert "19900000101" not in page


def test_my_data_names_acts_in_words(lin, as_person, product):
    assert "登记入会" in as_person(lin).get("/mine/data/").content.decode()


def test_the_card_shows_the_code_grouped_and_as_a_picture(lin, as_person):
    page = as_person(lin).get("/card/").content.decode()
    code = lin.member_code
    assert f"{code[:3]}-{code[3:6]}-{code[6:]}" in page
    assert '<svg role="img" aria-label="会员码"' in page


def test_a_typed_code_leads_to_what_it_stands_for(lin, as_person, product):
    browser = as_person(lin)
    assert browser.post("/scan/", {"code": lin.member_code.lower()})["Location"] == "/card/"


@pytest.mark.parametrize(
    ("typed", "status"), [("", 422), ("K7M", 422), ("0000000000", 422), ("K7M2PX9QR5", 422), ("a" * 300, 422)]
)
def test_a_code_that_cannot_be_is_refused_in_place(client, typed, status):
    response = client.post("/scan/", {"code": typed})
    assert response.status_code == status
    assert 'name="code"' in response.content.decode()


def test_a_good_code_of_nothing_of_mine_is_not_found(chen, lin, as_person):
    assert as_person(chen).post("/scan/", {"code": lin.member_code}).status_code == 404
