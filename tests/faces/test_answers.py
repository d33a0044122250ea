"""The answers doors share: a page of a list, a workbook, done, the form's key."""

import io
import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.test import RequestFactory

from gonghui.faces import answers
from gonghui.kernel.money import Fen

REQUESTS = RequestFactory()


@pytest.mark.parametrize(("asked", "given"), [("", 1), ("2", 2), ("99", 3), ("-1", 3), ("x", 1), ("1e9", 1)])
def test_a_page_number_that_cannot_be_gives_a_page_that_is(asked, given):
    assert answers.paged(REQUESTS.get("/", {"page": asked}), list(range(50)), per=20).number == given


def test_a_form_key_is_taken_in_one_spelling():
    key = uuid.uuid4()
    assert answers.form_key(REQUESTS.post("/", {"key": str(key).upper()})) == str(key)


@pytest.mark.parametrize("sent", [{}, {"key": ""}, {"key": "1"}, {"key": "' OR 1=1"}])
def test_a_form_without_its_key_does_nothing(sent):
    with pytest.raises(answers.NoFormKey):
        answers.form_key(REQUESTS.post("/", sent))


def test_a_workbook_holds_exactly_the_rows_and_runs_no_formula():
    at = datetime(2026, 5, 20, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    rows = [["=1+1", Fen(560_000), at, 12, None]]
    response = answers.excel("专场 名单", ["名称", "金额", "时间", "数量", "备注"], rows)
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert values[0] == ["名称", "金额", "时间", "数量", "备注"]
    assert values[1] == ["'=1+1", 5600, datetime(2026, 5, 20, 10, 0), 12, None]  # noqa: DTZ001
    assert "filename*=UTF-8''%E4%B8%93%E5%9C%BA%20%E5%90%8D%E5%8D%95.xlsx" in response["Content-Disposition"]


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/console/?x=1", "/console/?x=1"),
        ("https://evil.example/console/", ""),
        ("http://testserver.evil.example/", ""),
        ("", ""),
    ],
)
def test_only_a_page_of_ours_is_come_back_to(referer, back):
    assert answers.came_from(REQUESTS.post("/", headers={"Referer": referer})) == back


@pytest.mark.parametrize(
    ("here", "referer", "back"),
    [
        ("/counter/fairs/1/sales/", "http://testserver/counter/fairs/1/?buyer=K7M", "/counter/fairs/1/?buyer=K7M"),
        ("/counter/fairs/1/", "http://testserver/counter/fairs/1/?x=1", ""),  # itself: it would be refused again
        ("/counter/fairs/1/", "http://testserver/console/", ""),
        ("/counter/fairs/1/", "http://evil.example/counter/", ""),
        ("/card/", "http://testserver//evil.example/", ""),
    ],
)
def test_a_refusal_leads_back_to_the_desk_at_hand(here, referer, back):
    assert answers.way_back(REQUESTS.post(here, headers={"Referer": referer})) == back
