"""What we hand out as workbooks opens cleanly, keeps its digits and runs nothing."""

import datetime as dt
import io

import openpyxl
import pytest

from gonghui.kernel.workbooks import Column, safe, workbook


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data)).active


def test_long_digits_stay_text_and_numbers_stay_numbers():
    page = opened(workbook(["证件号码", "金额"], [["450102199001010011", 5600], [450102199001010011, 0.5]]))
    assert [cell.value for cell in page["A"]] == ["证件号码", "450102199001010011", "450102199001010011"]
    assert [cell.value for cell in page["B"]] == ["金额", 5600, 0.5]


def test_moments_are_written_in_local_time():
    moment = dt.datetime(2026, 11, 1, 16, 30, tzinfo=dt.UTC)
    page = opened(workbook(["时间", "日期"], [[moment, dt.date(2026, 11, 1)]]))
    assert page["A2"].value.isoformat() == "2026-11-02T00:30:00"
    assert page["B2"].value.date() == dt.date(2026, 11, 1)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1+2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")'])
def test_no_text_can_be_run_as_a_formula(text):
    cell = opened(workbook(["备注"], [[text]]))["A2"]
    assert cell.data_type == "s"
    assert cell.value.startswith("'")
    assert safe(text) == "'" + text


def test_a_column_name_cannot_be_a_formula_either():
    assert opened(workbook(["=1+1"], []))["A1"].value == "'=1+1"


def test_a_template_offers_choices_and_keeps_what_is_typed_as_text():
    page = opened(
        workbook([Column("证件类型", choices=("身份证", "护照")), Column("证件号码", text=True, note="18 位")], [])
    )
    assert page.data_validations.dataValidation[0].formula1 == '"身份证,护照"'
    assert page.column_dimensions["B"].number_format == "@"
    assert page.freeze_panes == "A2"


def test_rows_may_come_from_a_generator():
    assert opened(workbook(["n"], ([n] for n in range(1000)))).max_row == 1001
