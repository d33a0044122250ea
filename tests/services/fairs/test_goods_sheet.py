"""A dealer's goods sheet: good rows parsed, every bad cell named with row, column and mend."""

import pytest

from gonghui.kernel.money import Fen
from gonghui.kernel.percent import Percent
from gonghui.kernel.sheets import MissingColumns
from gonghui.kernel.workbooks import workbook
from gonghui.services.fairs.forms.sheets import GOODS

HEADER = "品牌,型号,商品名称,品类,市场价,出厂价,出厂价证明,补贴率"
GOOD = "海星,BX-200,海星冰箱,冰箱,10000,8000,出厂价函001号,30%"


def check(*rows, header=HEADER):
    return read("\n".join([header, *rows]).encode("gb18030"), "目录.csv")


def read(data, name):
    return GOODS.read(GOODS.open(data, name), low=Percent(500), high=Percent(3000), source="协议")


def codes(troubles):
    return [(trouble.row, trouble.column, trouble.refusal.code) for trouble in troubles]


def test_a_good_row_is_parsed_to_fen_and_basis_points():
    rows, troubles = check(GOOD)
    assert troubles == []
    assert (rows[0].list_price, rows[0].ex_factory_price, rows[0].rate) == (Fen(1_000_000), Fen(800_000), Percent(3000))


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (GOOD.replace("30%", "31%"), "补贴率", "fairs.rate_out_of_range"),
        (GOOD.replace("30%", "4.99%"), "补贴率", "fairs.rate_out_of_range"),
        (GOOD.replace("8000", "0"), "出厂价", "money.zero"),
        (GOOD.replace("8000", "-8000"), "出厂价", "money.negative"),
        (GOOD.replace("8000", "8000.005"), "出厂价", "money.too_fine"),
        (GOOD.replace("8000", "面议"), "出厂价", "money.bad_amount"),
        (GOOD.replace("8000", "12000"), "市场价", "fairs.list_below_ex_factory"),
        (GOOD.replace("出厂价函001号", ""), "出厂价证明", "sheets.cell_empty"),
        (GOOD.replace("海星冰箱", "长" * 121), "商品名称", "sheets.text_too_long"),
    ],
)
def test_every_bad_cell_is_named_by_row_and_column(row, column, code):
    _rows, troubles = check(row)
    assert codes(troubles) == [(2, column, code)]


def test_all_troubles_of_a_row_are_told_at_once():
    _rows, troubles = check(GOOD.replace("8000", "0").replace("30%", "31%"))
    assert [trouble.column for trouble in troubles] == ["出厂价", "补贴率"]


def test_the_same_model_twice_names_the_first_row():
    _rows, troubles = check(GOOD, GOOD)
    assert codes(troubles) == [(3, "型号", "fairs.model_twice")]
    assert troubles[0].refusal.facts["first"] == 2


def test_missing_columns_are_named_all_together():
    with pytest.raises(MissingColumns) as refused:
        check("海星,BX-200", header="品牌,型号")
    assert "出厂价" in str(refused.value)
    assert "补贴率" in str(refused.value)


def test_full_width_digits_are_read():
    rows, troubles = check(GOOD.replace("8000", "８０００"))
    assert (troubles, rows[0].ex_factory_price) == ([], Fen(800_000))


def test_a_percent_cell_of_a_workbook_means_percent():
    header = HEADER.split(",")
    cells = ["海星", "BX-200", "海星冰箱", "冰箱", 10000, 8000, "出厂价函001号", 0.125]
    rows, troubles = read(workbook(header, [cells]), "目录.xlsx")
    assert (troubles, rows[0].rate) == ([], Percent(1250))


def in_excel(rate):
    """The good row as a workbook whose rate is a number, which is what a cell shown as 30 % holds."""
    data = workbook(HEADER.strip().split(","), [[*GOOD.split(",")[:4], 10_000, 8_000, "出厂价函001号", rate]])
    return read(data, "目录.xlsx")


@pytest.mark.parametrize(("rate", "points"), [(0.3, 3000), (0.07, 700), (0.125, 1250), (29.5, 2950)])
def test_a_cell_shown_as_a_percentage_is_read_exactly(rate, points):
    rows, troubles = in_excel(rate)
    assert troubles == []
    assert rows[0].rate == Percent(points)


def test_a_percentage_finer_than_a_basis_point_is_refused_and_not_rounded():
    assert codes(in_excel(0.29999)[1]) == [(2, "补贴率", "percent.too_fine")]


def test_what_a_formula_leaves_behind_the_fifteenth_digit_is_no_part_of_a_rate_or_price():
    rows, troubles = in_excel(1 - 0.7)
    assert (troubles, rows[0].rate) == ([], Percent(3000))


def test_a_row_with_more_cells_than_the_header_is_named():
    assert codes(check(GOOD.replace("海星冰箱", "海星,冰箱"))[1]) == [(2, "", "sheets.too_many_cells")]
