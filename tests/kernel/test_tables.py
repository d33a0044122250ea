"""A table of typed columns: what a cell may say, what a row may say, and what comes of a sheet people really send."""

import datetime as dt
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msoffcrypto
import openpyxl
import pytest

from gonghui.kernel import sheets
from gonghui.kernel.identity import parse_document
from gonghui.kernel.money import Fen
from gonghui.kernel.percent import Percent
from gonghui.kernel.refusals import Refused
from gonghui.kernel.sheets import (
    MEGABYTE,
    Choice,
    Code,
    Day,
    Money,
    Once,
    Prose,
    Rate,
    Rule,
    Table,
    Text,
    Whole,
    Year,
    parse_day,
)
from gonghui.kernel.sheets.shown import places_of
from gonghui.kernel.workbooks import workbook

FILES = Path(__file__).parent / "files"


@dataclass
class Thing:
    number: int
    name: str
    kind: str = "book"
    code: str | None = None
    price: Fen | None = None
    cost: Fen | None = None
    rate: Percent | None = None
    copies: int = 1
    day: dt.date | None = None
    year: int | None = None


class TooDear(Refused):
    code = "test.too_dear"
    says = "成本高于价格"


class CodeTwice(Refused):
    code = "test.twice"
    says = "与第%(first)s行相同"


def not_dear(price, cost):
    if price is not None and cost is not None and cost > price:
        raise TooDear()


def within(rate, most):
    if rate > most:
        raise sheets.BadWhole(text=rate.shown, least=0, most=most.shown)
    return rate


THINGS = Table(
    Thing,
    Text("name", "名称", 10, also=("品名",), required=True, note="写全名。", example="三体"),
    Choice("kind", "种类", of={"book": ("图书", "书"), "disc": ("光盘",)}, empty="book"),
    Code("code", "条码", 20),
    Money("price", "价格", allow_zero=True),
    Money("cost", "成本"),
    Rate("rate", "折扣", parse=within, after=("most",)),
    Whole("copies", "册数", bounds=range(1, 101), units=("册",), empty=1),
    Day("day", "日期"),
    Year("year", "年份"),
    rules=(Rule("cost", ("price", "cost"), not_dear),),
    once=(Once(("code",), CodeTwice),),
    own=("name", "code"),
    max_rows=50,
    max_bytes=MEGABYTE,
)
HEADER = [column.name for column in THINGS.columns]
MOST = {"most": Percent(3000)}


def read(data, name="表.csv"):
    return THINGS.read(THINGS.open(data if isinstance(data, bytes) else data.encode(), name), **MOST)


def told(troubles):
    return [(trouble.row, trouble.column, trouble.refusal.code) for trouble in troubles]


def one(column, text):
    """What a row says whose other cells are empty, of this one column."""
    cells = {"名称": "三体", column: text}
    good, troubles = read(f"{','.join(cells)}\n{','.join(cells.values())}\n")
    key = next(each.key for each in THINGS.columns if each.name == column)
    return troubles[0].refusal.code if troubles else getattr(good[0], key)


@pytest.mark.parametrize(
    ("column", "text", "means"),
    [
        ("名称", "　三 体 ", "三体"),
        ("名称", "字" * 11, "sheets.text_too_long"),
        ("种类", "书", "book"),
        ("种类", "光盘", "disc"),
        ("种类", "", "book"),
        ("种类", "纸", "sheets.not_a_choice"),
        ("条码", "0000123", "0000123"),
        ("条码", "1.1E+17", "sheets.ruined_number"),
        ("价格", "￥25.00", Fen(2_500)),
        ("价格", "25元", Fen(2_500)),
        ("价格", "0", Fen(0)),
        ("成本", "0", "money.zero"),
        ("成本", "面议", "money.bad_amount"),
        ("折扣", "30%", Percent(3_000)),
        ("折扣", "31%", "sheets.bad_whole"),
        ("折扣", "0.3", "percent.unclear"),
        ("册数", "3册", 3),
        ("册数", "", 1),
        ("册数", "0", "sheets.bad_whole"),
        ("册数", "1.5", "sheets.bad_whole"),
        ("册数", "９", 9),
        ("日期", "2020年5月1号", dt.date(2020, 5, 1)),
        ("日期", "去年", "sheets.bad_day"),
        ("年份", "2019年5月", 2019),
        ("年份", "2019.5", 2019),
        ("年份", "201905", 2019),
        ("年份", "96", "sheets.bad_year"),
        ("年份", "1492", "sheets.bad_year"),
    ],
)
def test_a_cell_means_what_people_mean_by_it_or_is_named(column, text, means):
    assert one(column, text) == means


@pytest.mark.parametrize(
    "text",
    [
        "2020-5-1",
        "2020/05/01",
        "2020.5.1",
        "2020年5月1日",
        "2020 年 5 月 1 日",
        "2020 - 5 - 1",
        "2020年5月1号",
        "20200501",
        "２０２０－０５－０１",
        "2020-05-01 00:00:00",
        "2020-05-01 00:00:00.0",
        "2020-05-01T08:30:00.000",
        "2020年5月1日 8:30",
        "20200501 00:00:00",
        "2020-05-01T00:00:00.000Z",
        "2020-04-30T16:00:00.000Z",
    ],
)
def test_a_day_is_understood_as_people_and_databases_write_it(text):
    assert parse_day(text) == dt.date(2020, 5, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2021-02-29", "sheets.no_such_day"),
        ("2020-13-01", "sheets.no_such_day"),
        ("2020-01", "sheets.day_missing"),
        ("2020年", "sheets.day_missing"),
        ("43861", "sheets.day_is_serial"),
        ("43861.0", "sheets.day_is_serial"),
        ("2020-05-01 25:00", "sheets.no_such_day"),
        ("31/01/2020", "sheets.bad_day"),
        ("昨天", "sheets.bad_day"),
    ],
)
def test_a_day_that_cannot_be_meant_is_refused(text, code):
    with pytest.raises(sheets.BadDay) as refused:
        parse_day(text)
    assert refused.value.code == code


def test_all_that_is_wrong_in_a_row_is_told_at_once_under_the_names_of_the_sheet():
    good, troubles = read("品名,价格,成本,册数\n三体,10,20,x\n,1,1,1\n好,9,8,2\n")
    assert told(troubles) == [
        (2, "册数", "sheets.bad_whole"),
        (2, "成本", "test.too_dear"),
        (3, "品名", "sheets.cell_empty"),
    ]
    assert [(thing.number, thing.name, thing.copies) for thing in good] == [(4, "好", 2)]


def test_a_code_twice_is_named_with_its_first_row_and_an_empty_one_is_none():
    good, troubles = read("名称,条码\n甲,A1\n乙,\n丙,\n丁,A1\n")
    assert told(troubles) == [(5, "条码", "test.twice")]
    assert troubles[0].refusal.facts == {"first": 2}
    assert len(good) == 3


def test_what_people_will_read_keeps_its_signs_and_lines_and_a_name_does_not():
    table = Table(Thing, Text("name", "名称"), Prose("kind", "说明"), max_rows=9, max_bytes=MEGABYTE, own=("name",))
    [row], troubles = table.read(
        table.open(workbook(["名称", "说明"], [["甲：乙", "一、时间；\n\n二、地点。"]]), "表.xlsx")
    )
    assert (row.name, row.kind, troubles) == ("甲:乙", "一、时间；\n\n二、地点。", [])


def test_a_row_with_more_cells_than_the_header_is_named_and_not_read():
    good, troubles = read("名称,价格\n甲,5\n乙,丙,5\n")
    assert told(troubles) == [(3, "", "sheets.too_many_cells")]
    assert [thing.name for thing in good] == ["甲"]


def test_a_column_after_a_wrong_one_is_not_read_for_nobody_can_say_what_it_means():
    table = Table(
        dict,
        Choice("kind", "证件类型", of={"passport": ("护照",), "resident_id": ("身份证",)}),
        Code("paper", "号码", parse=lambda text, kind: parse_document(kind, text), after=("kind",)),
        max_rows=9,
        max_bytes=MEGABYTE,
    )
    sheet = table.open("证件类型,号码\n会员卡,x\n护照,E1234567\n".encode(), "a.csv")
    good, troubles = table.read(sheet)
    assert told(troubles) == [(2, "证件类型", "sheets.not_a_choice")]
    assert good[0]["paper"].number == "E1234567"


@pytest.mark.parametrize(
    ("header", "code", "said"),
    [
        ("种类,价格", "sheets.missing_columns", "名称"),
        ("名称,名称", "sheets.repeated_column", "名称"),
        ("名称,价格,价格（元）", "sheets.repeated_column", "价格"),
    ],
)
def test_a_header_that_cannot_be_read_is_refused_with_the_row_it_stands_in(header, code, said):
    with pytest.raises(sheets.SheetRefused) as refused:
        read(f"说明\n{header}\n1,2,3\n")
    assert (refused.value.code, refused.value.facts["row"]) == (code, 2)
    assert said in refused.value.sentence()


def test_of_two_columns_that_would_do_the_better_name_is_read():
    assert read("品名,名称\n旧,新\n")[0][0].name == "新"


def test_one_of_several_columns_may_be_enough_and_each_row_needs_it():
    columns = Text("name", "姓名"), Code("card", "证号"), Code("phone", "手机")
    table = Table(dict, *columns, any_of=("card", "phone"), max_rows=9, max_bytes=999)
    good, troubles = table.read(table.open("姓名,手机\n甲,1\n乙,\n".encode(), "a.csv"))
    assert [row["phone"] for row in good] == ["1"]
    assert told(troubles) == [(3, "证号", "sheets.none_filled")]
    with pytest.raises(sheets.MissingColumns, match="证号/手机"):
        table.open("备注\ny\n".encode(), "a.csv")


def book(*pages: tuple[str, list[list[Any]]]) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in pages:
        page = made.create_sheet(name)
        for row in rows:
            page.append(row)
    return made


def saved(made):
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def names_of(data, name="表.xlsx"):
    sheet = THINGS.open(data if isinstance(data, bytes) else data.encode(), name)
    good, troubles = THINGS.read(sheet, **MOST)
    return [thing.name for thing in good], told(troubles), sheet.remarks


# What a sheet shows and its file hides.


def test_a_merged_value_counts_for_each_row_it_covers():
    made = book(
        ("表", [["名称", "种类", "日期"], ["甲", "光盘", "2019-03-01"], ["乙", None, None], ["丙", None, None], ["丁"]])
    )
    made.active.merge_cells("B2:B4")
    made.active.merge_cells("C2:C4")
    good, troubles = read(saved(made))
    assert troubles == []
    assert [(thing.kind, str(thing.day)) for thing in good] == [("disc", "2019-03-01")] * 3 + [("book", "None")]


def test_a_merged_title_above_the_header_and_a_merged_note_below_the_rows_are_no_rows():
    made = book(("表", [["二〇二六年书单"], ["名称", "价格"], ["甲", 5], [], ["说明"], []]))
    made.active.merge_cells("A1:B1")
    made.active.merge_cells("A5:B6")
    assert names_of(saved(made))[:2] == (["甲", "说明"], [])


def test_a_merged_value_of_an_xls_counts_too_and_so_does_what_a_format_shows():
    good, troubles = read((FILES / "merged.xls").read_bytes(), "表.xls")
    assert troubles == []
    assert [(thing.name, thing.kind, thing.code) for thing in good] == [
        ("甲", "disc", "0000123"),
        ("乙", "disc", "0000124"),
        ("丙", "book", "T-7"),
    ]


def test_a_code_is_what_the_sheet_shows_and_an_amount_is_what_it_holds():
    made = book(("表", [["名称", "条码", "价格"], ["甲", 123, 7], ["乙", 5, 8], ["丙", 66, 9], ["丁", 1234567890, 1]]))
    for at, form in (("B2", "0000000"), ("C2", "0000"), ("B3", '"TY-"000'), ("B4", "General"), ("B5", "000-0000")):
        made.active[at].number_format = form
    good, _troubles = read(saved(made))
    assert [(thing.code, thing.price) for thing in good] == [
        ("0000123", Fen(700)),
        ("TY-005", Fen(800)),
        ("66", Fen(900)),
        ("123456-7890", Fen(100)),
    ]


@pytest.mark.parametrize("form", ["General", "0", "0.00", "#,##0", "yyyy-mm-dd", "@", "0%", '"¥"#,##0', "0" * 99, ""])
def test_formats_of_amounts_and_days_are_no_codes(form):
    assert places_of(form) == ()


def test_fifteen_digits_count_wherever_a_number_is_read():
    made = book(("表", [["名称", "折扣", "价格", "册数"], ["甲", 1 - 0.7, 0.1 + 0.2, 3.0000000000000004]]))
    good, troubles = read(saved(made))
    assert troubles == []
    assert (good[0].rate, good[0].price, good[0].copies) == (Percent(3000), Fen(30), 3)


def test_rows_with_nothing_but_numbering_or_what_was_filled_in_beforehand_are_blank():
    rows = [["序号", "名称", "种类", "价格", "日期"], [1, "甲", "光盘", 5, "2020-01-01"]]
    rows += [[number, None, "图书", 0, "2020-01-01"] for number in range(2, 30)]
    names, troubles, remarks = names_of(saved(book(("表", rows))))
    assert (names, troubles, remarks["blank"]) == (["甲"], [], 28)


def test_a_row_without_a_name_but_with_something_of_its_own_is_not_blank():
    names, troubles, remarks = names_of("名称,价格,日期\n甲,5,2020-01-01\n,7,2020-01-01\n")
    assert (names, troubles, remarks["blank"]) == (["甲"], [(3, "名称", "sheets.cell_empty")], 0)


def test_only_blank_rows_are_only_a_header_and_blank_rows_do_not_count_towards_the_cap():
    with pytest.raises(sheets.HeaderOnly):
        read("序号,名称\n1,\n2,\n")
    assert names_of("序号,名称\n" + "".join(f"{n},\n" for n in range(200)) + "1,甲\n")[0] == ["甲"]
    with pytest.raises(sheets.TooManyRows):
        read("名称\n" + "甲\n" * 51)


DATA = [["名称", "价格"], ["甲", 1]]


@pytest.mark.parametrize(
    ("pages", "skipped"),
    [
        ([("填表说明", [["填表说明"], ["一、写全名。"]]), ("书单", DATA)], ["填表说明"]),
        ([("封面", [["某某工会", None], ["联系人", "某某"], ["价格", "另议"]]), ("书单", DATA)], ["封面"]),
        ([("一室", DATA), ("二室", [["名称", "价格"], ["乙", 1]])], ["二室"]),
        ([("书单", DATA), ("空", [])], []),
    ],
)
def test_the_sheet_whose_columns_match_is_read_and_the_others_are_named(pages, skipped):
    names, troubles, remarks = names_of(saved(book(*pages)))
    assert (names, troubles, remarks["other_sheets"]) == (["甲"], [], skipped)


def test_notes_above_the_header_are_passed_over_even_many_and_in_columns():
    notes = "".join(f"{n}、名称要写全,另见价格\n" for n in range(12))
    assert names_of(f"{notes}名称,价格\n甲,1\n")[:2] == (["甲"], [])


@pytest.mark.parametrize(
    "text",
    [
        "名称,种类,备注\n甲,书,认真，团结，乐于助人，会开叉车\n乙,书,认真，团结，乐于助人，会开叉车\n",
        "名称,种类,备注\n甲,书,电工;焊工;钳工;叉车;登高;急救\n乙,书,电工;焊工;钳工;叉车;登高\n",
        "名称,种类\n甲\t,书\t\n乙\t,书\t\n",
        "名称;种类\n甲;书\n乙;书\n",
        "名称\t种类\n甲\t书\n乙\t书\n",
        "名称，种类\n甲，书\n乙，书\n",
        "名称|种类\n甲|书\n乙|书\n",
        '名称,备注\n甲,"一;二;三;四"\n乙,"五;六;七;八"\n',
        '名称;备注\n甲;"一,二,三,四"\n乙;"五,六,七,八"\n',
    ],
)
def test_what_splits_header_and_rows_alike_is_the_separator(text):
    assert names_of(text)[:2] == (["甲", "乙"], [])


# Numbers whose end a spreadsheet has turned into zeroes, as they come out of a CSV file.
RUINED = [f"3501021985{month:02}{month:02}1000" for month in range(1, 13)]


def papers(numbers, *, parse=None, name="表.csv"):
    table = Table(dict, Code("paper", "证号", 20, required=True, parse=parse), max_rows=99, max_bytes=MEGABYTE)
    return table.read(table.open("\n".join(["证号", *numbers]).encode(), name))


def resident(text):
    return parse_document("resident_id", text)


def test_in_a_column_that_is_seen_ruined_all_suspects_are_held_back():
    lucky = [number for number in RUINED if not papers([number], parse=resident)[1]]
    assert lucky, "one in eleven passes by chance"
    good, troubles = papers([*RUINED, "45010219900101001X"], parse=resident)
    assert told(troubles) == [(row, "证号", "sheets.ruined_column") for row in range(2, 14)]
    assert "“证号”一列有 12 个号码" in troubles[0].refusal.sentence()
    assert [row["paper"].number for row in good] == ["45010219900101001X"]


@pytest.mark.parametrize(
    ("numbers", "held"),
    [
        (RUINED[:3], 3),  # without a check digit: three long numbers that all end so
        ([RUINED[0], "3.50102E+17"], 2),  # the column has one that is ruined beyond doubt
        ([RUINED[0], "350102198505051234"], 0),  # one may be what it is
        (["6222021000000000", "6222021000000010", "6222021000000020"], 0),  # sixteen digits end in 0 often
        (["12000", "13000", "14000"], 0),
    ],
)
def test_without_certainty_no_number_is_held_back(numbers, held):
    assert len(papers(numbers)[1]) == held


def test_the_template_has_each_column_with_a_note_and_keeps_digits_as_they_are_typed():
    page = openpyxl.load_workbook(io.BytesIO(THINGS.template())).active
    assert [cell.value for cell in page[1]] == HEADER
    as_text = [each for each in page.column_dimensions.values() if each.number_format == "@"]
    assert [(each.min, each.max) for each in as_text] == [(1, 3), (8, 9)]  # names, choices and codes; days
    notes = {str(each.sqref): each for each in page.data_validations.dataValidation}
    assert notes["A1"].prompt == "必填。写全名。例如 三体"
    assert notes["B2:B50001"].formula1 == '"图书,光盘"'
    with pytest.raises(sheets.HeaderOnly):
        THINGS.open(THINGS.template(), "模板.xlsx")


def test_the_bad_rows_come_back_as_they_were_with_what_is_wrong_beside_and_load_again():
    made = book(("表", [["名称", "条码", "折扣", "日期"], ["甲", 1, 0.3, None], ["", 12, 0.5, dt.date(2020, 1, 2)]]))
    made.active["B3"].number_format = "0000"
    sheet = THINGS.open(saved(made), "表.xlsx")
    _good, troubles = THINGS.read(sheet, **MOST)
    words = [(each.row, each.column, each.refusal.sentence(), each.refusal.advice()) for each in troubles]
    data = sheets.rows_to_mend(sheet.sheet.header, sheet.rows_at({3}), words)
    lines = list(openpyxl.load_workbook(io.BytesIO(data)).active.values)
    assert lines[0] == ("名称", "条码", "折扣", "日期", "原来的行号", "哪里不对", "怎么改")
    assert lines[1][1:5] == ("0012", 0.5, dt.datetime(2020, 1, 2), 3)  # noqa: DTZ001
    assert lines[1][5] == "名称：没有填写；折扣：“50%”不是 0 到 30% 的整数"

    page = openpyxl.load_workbook(io.BytesIO(data))
    page.active["A2"], page.active["C2"] = "乙", 0.3
    names, left, remarks = names_of(saved(page))
    assert (names, left, remarks["unknown"]) == (["乙"], [], [])


# Packages laid out in other ways, and locked with a password that nobody set.


def renamed(data, change, more=()):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            name, content = change(info.filename, old.read(info))
            new.writestr(name, content)
        for name, content in more:
            new.writestr(name, content)
    return out.getvalue()


def elsewhere(name, content):
    for old, new in ((b"xl/", b"office/"), (b"worksheets/sheet1", b"pages/one"), (b"workbook.xml", b"book.xml")):
        content = content.replace(old, new) if name.endswith((".rels", "Types].xml")) else content
    name = name.replace("xl/", "office/").replace("worksheets/sheet1", "pages/one")
    return name.replace("workbook.xml", "book.xml"), content


@pytest.mark.parametrize(
    "change",
    [
        lambda name, content: (name.replace("/", "\\"), content),
        lambda name, content: (name.upper() if "sheet1" in name else name, content),
        elsewhere,
    ],
    ids=["backslashes", "capitals", "other folders and names"],
)
def test_the_parts_of_a_workbook_are_found_by_its_own_relations(change):
    assert names_of(renamed(saved(book(("表", DATA))), change))[0] == ["甲"]


def test_a_workbook_locked_with_the_password_nobody_set_is_opened():
    out = io.BytesIO()
    file = msoffcrypto.OfficeFile(io.BytesIO(saved(book(("表", DATA)))))
    file.encrypt("VelvetSweatshop", out)
    assert names_of(out.getvalue())[0] == ["甲"]


def test_a_workbook_locked_with_another_password_or_endlessly_is_refused():
    out = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(saved(book(("表", DATA))))).encrypt("工会2026", out)
    endless = out.getvalue().replace(b'spinCount="100000"', b'spinCount="999999"')
    assert endless != out.getvalue()
    for data in (out.getvalue(), endless):
        with pytest.raises(sheets.PasswordProtected):
            read(data)


def test_two_sheets_of_one_part_are_refused():
    def twice(name, content):
        if name == "xl/workbook.xml":
            content = content.replace(b"<sheets>", b'<sheets><sheet name="x" sheetId="9" r:id="rId1"/>')
        return name, content

    with pytest.raises(sheets.DamagedWorkbook):
        read(renamed(workbook(["名称"], [["甲"]]), twice))


def test_a_library_record_is_told_by_what_it_is():
    with pytest.raises(sheets.NotASheet, match="MARC"):
        read(b"00110nam a2200049   45002000028000000100032000281 \x1ea\xe7\xba\xa2")
