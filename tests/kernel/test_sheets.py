"""What people upload: tables in every coat, and everything that is no table."""

import contextlib
import csv
import datetime as dt
import io
import re
import struct
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from gonghui.kernel import sheets
from gonghui.kernel.sheets import books, marks, packages, records
from gonghui.kernel.sheets.container import Container, container_of
from gonghui.kernel.workbooks import workbook

FILES = Path(__file__).parent / "files"
HEADER = ["姓名", "证件号码", "手机号"]
LIN = ["林晓", "45010219900101001X", "13800138000"]
CHEN = ["陈朝阳", "830000199001010012", "13900139000"]


def read(data, file_name="名单.xlsx", known=(), max_bytes=20 * 1024 * 1024, max_rows=50_000):
    names = sheets.Names.of(known)
    return sheets.read_sheet(data, file_name, max_bytes=max_bytes, max_rows=max_rows, names=names)


def texts(sheet):
    return [[cell.text for cell in cells] for _number, cells in sheet.rows]


def xlsx(*rows, name="Sheet"):
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(*rows, encoding="utf-8", delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_it_reads_a_csv_in_every_encoding_offices_write(encoding, delimiter):
    sheet = read(as_csv(HEADER, LIN, CHEN, encoding=encoding, delimiter=delimiter), "名单.csv")
    assert (sheet.header, texts(sheet)) == (HEADER, [LIN, CHEN])
    assert [number for number, _cells in sheet.rows] == [2, 3]


def test_it_reads_a_rare_character_that_only_gb18030_has():
    sheet = read(as_csv(HEADER, ["𠮷野", *LIN[1:]], encoding="gb18030"), "名单.csv")
    assert texts(sheet)[0][0] == "𠮷野"


def test_it_reads_an_xlsx():
    sheet = read(xlsx(HEADER, LIN, CHEN, name="名单"))
    assert (sheet.name, sheet.header, texts(sheet)) == ("名单", HEADER, [LIN, CHEN])


def test_it_reads_an_xls_whatever_its_name_says():
    sheet = read((FILES / "roster.xls").read_bytes(), "名单.xlsx")
    assert (sheet.header, texts(sheet)) == (HEADER, [["林晓", "45010219900101001X", "13800138000"]])


def test_it_reads_the_right_sheet_of_an_xls_and_what_is_special_in_it():
    sheet = read((FILES / "large.xls").read_bytes(), known=HEADER)
    assert (sheet.name, sheet.header_row, sheet.other_sheets, sheet.hidden_rows) == ("名单", 2, ("去年",), (4,))
    assert len(sheet.rows) == 103
    assert texts(sheet)[0] == ["林晓", "45010219900101001X", "13800138000"]
    number, cells = sheet.rows[2]
    assert (number, type(cells[0].problem)) == (5, sheets.ErrorCell)


def test_a_forgotten_cell_at_the_far_end_of_an_xls_is_refused_before_it_fills_the_memory():
    with pytest.raises(sheets.TooWide) as refused:
        read((FILES / "far_cell.xls").read_bytes())
    assert refused.value.facts == {"cell": "IV65536"}


def test_an_xls_so_small_that_it_lies_in_the_mini_stream_is_read():
    stream = Container((FILES / "roster.xls").read_bytes()).workbook().rstrip(b"\0") + b"\0\0\0"
    assert len(stream) < 4096
    assert texts(read(mini_container(stream))) == [["林晓", "45010219900101001X", "13800138000"]]


def test_an_xls_with_a_password_is_refused():
    stream = Container((FILES / "roster.xls").read_bytes()).workbook()
    after_bof = 4 + int.from_bytes(stream[2:4], "little")
    record = struct.pack("<HH", records.FILEPASS, 0)
    locked = stream[:after_bof] + record + stream[after_bof:].rstrip(b"\0") + b"\0\0\0"
    with pytest.raises(sheets.PasswordProtected):
        read(mini_container(locked))


def changed(data, at, number, form="<I"):
    """The file with another number at a place."""
    return data[:at] + struct.pack(form, number) + data[at + struct.calcsize(form) :]


ROSTER_XLS = (FILES / "roster.xls").read_bytes()
ENDLESS = {
    "more sectors of tables than the file has": changed(ROSTER_XLS, 44, 4_000_000_000),
    "more sectors of small tables than the file has": changed(ROSTER_XLS, 64, 4_000_000_000),
    "sectors of a size there is none of": changed(ROSTER_XLS, 30, 31, "<H"),
    "cut off in its header": ROSTER_XLS[:600],
}


@pytest.mark.parametrize("bad", ENDLESS)
def test_a_container_whose_header_asks_for_more_than_there_is_is_refused_at_once(bad):
    starts = time.process_time()
    with pytest.raises(sheets.DamagedWorkbook):
        read(ENDLESS[bad])
    assert time.process_time() - starts < 1


def test_a_stream_longer_than_its_file_is_refused_at_once():
    at = ROSTER_XLS.index("Workbook".encode("utf-16-le"))
    starts = time.process_time()
    with pytest.raises(sheets.DamagedWorkbook):
        read(changed(ROSTER_XLS, at + 120, 2_000_000_000))
    assert time.process_time() - starts < 1


def record_at(kind):
    """Where the first record of a kind stands in the file, its content."""
    stream = Container(ROSTER_XLS).workbook()
    at = 0
    while struct.unpack_from("<H", stream, at)[0] != kind:
        at += 4 + struct.unpack_from("<H", stream, at + 2)[0]
    return ROSTER_XLS.index(stream[:64]) + at + 4


@pytest.mark.parametrize("claimed", [(42_496, 2, 0, 3), (0, 1_048_576, 0, 65_535), (0, 0, 0, 0)])
def test_the_rectangle_that_an_xls_claims_takes_no_memory(claimed):
    # Believed, it makes calamine ask for hundreds of gigabytes, which ends the whole process.
    claim = struct.pack("<IIHHH", *claimed, 0)
    at = record_at(0x0200)
    assert texts(read(ROSTER_XLS[:at] + claim + ROSTER_XLS[at + 14 :])) == [LIN]


def test_more_shared_texts_than_there_is_room_for_are_refused():
    with pytest.raises(sheets.DamagedWorkbook):
        read(changed(ROSTER_XLS, record_at(records.SHARED) + 4, 2_000_000_000))


def test_a_large_xls_is_laid_out_anew_in_tables_that_hold_it():
    stream = bytes(range(256)) * 40_000
    assert Container(container_of(stream)).workbook() == stream


def test_an_encoding_that_nobody_knows_is_refused():
    data = repack(workbook(HEADER, [LIN]), SHEET, lambda xml: xml.replace(b"UTF-8", b"LTF-8", 1))
    with pytest.raises(sheets.DamagedWorkbook):
        read(data)


def mini_container(stream):
    """A compound file whose only stream is smaller than the cut-off, as [MS-CFB] lays it out."""
    minis = -(-len(stream) // 64)
    sectors = -(-minis * 64 // 512)

    def table(*links):
        return b"".join(struct.pack("<I", link) for link in (*links, *[0xFFFFFFFF] * (128 - len(links))))

    def entry(name, kind, child, start, size):
        coded = name.encode("utf-16-le") + b"\0\0"
        head = coded.ljust(64, b"\0") + struct.pack("<HBBIII", len(coded), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return head.ljust(116, b"\0") + struct.pack("<IQ", start, size)

    header = books.OLE + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 10
    header += struct.pack("<IIIIIIIII", 1, 1, 0, 4096, 2, 1, 0xFFFFFFFE, 0, 0) + struct.pack("<I", 0xFFFFFFFF) * 108
    end = 0xFFFFFFFE
    fat = table(0xFFFFFFFD, end, end, *range(4, 3 + sectors), end)
    directory = entry("Root Entry", 5, 1, 3, minis * 64) + entry("Workbook", 2, 0xFFFFFFFF, 0, len(stream))
    mini_fat = table(*range(1, minis), end)
    return header + fat + directory.ljust(512, b"\0") + mini_fat + stream.ljust(sectors * 512, b"\0")


def test_it_reads_an_xlsx_called_csv():
    assert texts(read(xlsx(HEADER, LIN), "名单.csv")) == [LIN]


def test_number_cells_become_the_digits_a_person_sees():
    sheet = read(xlsx(["a", "b", "c", "d"], [13800138000, 5600.5, 0.3, True]))
    assert texts(sheet) == [["13800138000", "5600.5", "0.3", "TRUE"]]
    assert sheet.rows[0][1][1].number == 5600.5


def test_a_date_cell_keeps_its_day():
    sheet = read(xlsx(HEADER, ["林", dt.date(2020, 2, 29), "x"]))
    cell = sheet.rows[0][1][1]
    assert (cell.text, cell.day) == ("2020-02-29", dt.date(2020, 2, 29))


def test_full_width_text_and_stray_spaces_are_left_to_the_parsers_but_trimmed():
    assert texts(read(as_csv(HEADER, [" 林晓\u200b", "４５０１", "x\t"]), "a.csv"))[0] == ["林晓", "４５０１", "x"]


@pytest.mark.parametrize("value", [450102199001010011, 4.50102199001010e17, "4.50102E+17", "1.1E+17", "1E+15", 1e15])
@pytest.mark.parametrize("make", [xlsx, as_csv])
def test_a_number_the_spreadsheet_has_ruined_is_marked(make, value):
    if make is as_csv and not isinstance(value, str):
        value = f"{value:.5E}"
    cell = read(make(HEADER, ["林晓", value, "13800138000"])).rows[0][1][1]
    assert isinstance(cell.problem, sheets.RuinedNumber)
    assert "E+" in cell.problem.sentence()


@pytest.mark.parametrize("value", ["8E12", "E+17", "2E", "1.1.1E+17", "450102199001010011"])
def test_text_that_only_looks_like_a_ruined_number_is_left_alone(value):
    assert read(as_csv(HEADER, ["林", value, "x"]), "a.csv").rows[0][1][1].problem is None


def test_a_formula_that_was_never_computed_is_marked_and_a_computed_one_is_its_value():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    page.write_row(0, 0, HEADER)
    page.write_formula(1, 0, '="林"&"晓"', None, "林晓")
    page.write_row(1, 1, LIN[1:])
    book.close()
    assert texts(read(out.getvalue())) == [LIN]

    cells = read(xlsx(HEADER, ["=A1&B1", *LIN[1:]])).rows[0][1]
    assert isinstance(cells[0].problem, sheets.FormulaCell)
    assert cells[1].problem is None


def test_a_formula_that_came_out_empty_is_an_empty_cell():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    page.write_row(0, 0, HEADER)
    page.write_row(1, 0, LIN[:2])
    page.write_formula(1, 2, '=""', None, "")
    book.close()
    # Excel writes t="str" for a text result, also an empty one.
    data = repack(
        out.getvalue(), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<c r="C2">', b'<c r="C2" t="str">')
    )
    cell = read(data).rows[0][1][2]
    assert (cell.text, cell.problem) == ("", None)


@pytest.mark.parametrize("value", ["#N/A", "#REF!", "#DIV/0!", "#NAME?"])
def test_an_error_value_is_marked(value):
    for data in (xlsx(HEADER, [value, *LIN[1:]]), as_csv(HEADER, [value, *LIN[1:]])):
        cell = read(data).rows[0][1][0]
        assert isinstance(cell.problem, sheets.ErrorCell)
        assert value in cell.problem.sentence()


def test_the_marks_that_keep_digits_as_text_are_taken_off():
    row = ['="0123"', "'45010219900101001X", "x"]
    assert texts(read(as_csv(HEADER, row), "a.csv"))[0] == ["0123", "45010219900101001X", "x"]


def test_a_formula_typed_into_a_csv_is_marked():
    assert isinstance(read(as_csv(HEADER, ["=A1+1", "b", "c"])).rows[0][1][0].problem, sheets.FormulaCell)


def test_titles_above_the_header_are_passed_over():
    book = openpyxl.Workbook()
    book.active.append(["某某公司工会会员名单"])
    book.active.merge_cells("A1:C1")
    book.active.append(["填表日期", "2026-11-01"])
    book.active.append([])
    book.active.append(HEADER)
    book.active.append(LIN)
    sheet = read(saved(book), known={"姓名", "证件号码", "联系电话"})
    assert (sheet.header, sheet.header_row, sheet.rows[0][0]) == (HEADER, 4, 5)


def test_without_known_names_the_first_row_with_two_cells_is_the_header():
    assert read(xlsx(["名单"], HEADER, LIN)).header == HEADER


def test_column_names_are_compared_without_their_decoration():
    assert {
        sheets.heading(text) for text in ("证件号码", "* 证件 号码（必填）", "证件\n号码：", "【必填】证件号码")
    } == {"证件号码"}


def test_empty_rows_are_skipped_and_the_others_keep_their_numbers():
    sheet = read(xlsx(HEADER, [], LIN, ["  ", "", ""], CHEN))
    assert [number for number, _cells in sheet.rows] == [3, 5]
    sheet = read("姓名,证件号码,手机号\n\n林晓,1,2\n,,\n陈,3,4\n".encode(), "a.csv")
    assert [number for number, _cells in sheet.rows] == [3, 5]


def test_hidden_rows_are_read_and_named_and_hidden_empty_rows_are_nothing():
    book = openpyxl.Workbook()
    for row in (HEADER, LIN, [], CHEN):
        book.active.append(row)
    for row in (3, 4):
        book.active.row_dimensions[row].hidden = True
    sheet = read(saved(book))
    assert (len(sheet.rows), sheet.hidden_rows) == (2, (4,))


def test_the_first_visible_sheet_with_content_is_read_and_the_others_are_named():
    book = openpyxl.Workbook()
    book.active.title = "空"
    hidden = book.create_sheet("隐藏")
    hidden.append(["x"])
    hidden.sheet_state = "hidden"
    for name in ("名单", "去年"):
        page = book.create_sheet(name)
        page.append(HEADER)
        page.append(LIN)
    sheet = read(saved(book))
    assert (sheet.name, sheet.other_sheets) == ("名单", ("去年",))


def test_a_quoted_cell_may_hold_separators_and_line_ends():
    sheet = read('姓名,备注,x\n林晓,"一,二\n三",y\n陈,z,w\n'.encode(), "a.csv")
    assert texts(sheet)[0][1] == "一,二\n三"
    assert sheet.rows[1][0] == 3  # counted as a spreadsheet counts, not as lines


def test_rows_longer_than_the_header_are_named():
    sheet = read("姓名,证件号码\n林,晓,45\n陈,1,\n".encode(), "a.csv")
    assert sheet.overlong == {2}


@pytest.mark.parametrize("data", [b"", b" \r\n\r\n", b"\xef\xbb\xbf", b"\0\0\0\0"])
def test_an_empty_file_is_refused(data):
    with pytest.raises(sheets.EmptyFile):
        read(data)


def test_an_empty_workbook_is_refused():
    with pytest.raises(sheets.EmptyFile):
        read(saved(openpyxl.Workbook()))


@pytest.mark.parametrize("data", [xlsx(HEADER), as_csv(HEADER), xlsx(["名单"], HEADER, [], [])])
def test_a_header_without_rows_is_refused(data):
    with pytest.raises(sheets.HeaderOnly):
        read(data, known=HEADER)


def test_a_huge_file_is_refused_by_its_size():
    with pytest.raises(sheets.FileTooBig) as refused:
        read(b"x" * (2 * 1024 * 1024), max_bytes=1024 * 1024)
    assert refused.value.facts == {"size": 2.0, "limit": 1}


def test_too_many_rows_are_refused_and_just_enough_are_read():
    data = as_csv(HEADER, *([LIN] * 11))
    assert len(read(data, max_rows=11).rows) == 11
    with pytest.raises(sheets.TooManyRows):
        read(data, max_rows=10)


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"MZ\x90\0\x03\0\0\0" + b"\0" * 200, "程序"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\0" * 200, "图片"),
        (PNG, "图片"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"Rar!\x1a\x07\x01\0" + b"x" * 40, "压缩包"),
        (b"\x1f\x8b\x08\0" + b"x" * 40, "压缩包"),
    ],
)
def test_binary_files_are_refused_by_what_they_are(data, what):
    with pytest.raises(sheets.NotASheet) as refused:
        read(data, "名单.xlsx")
    assert what in refused.value.sentence()


def packed(**entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def repack(data, name, change):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info, change(content) if info.filename == name else content)
    return out.getvalue()


def test_packages_that_are_no_workbook_are_refused_by_what_they_are():
    for data, what in ((packed(photo="x"), "压缩包"), (packed(word__document_xml="<x/>"), "Word")):
        with pytest.raises(sheets.NotASheet) as refused:
            read(data)
        assert what in refused.value.sentence()


def test_a_web_page_called_xls_is_refused_with_the_way_out():
    with pytest.raises(sheets.WrongKindOfFile) as refused:
        read("<html><table><tr><td>姓名</td></tr></table>".encode(), "名单.xls")
    assert "另存为" in refused.value.mend


def test_a_workbook_with_a_password_is_refused():
    with pytest.raises(sheets.PasswordProtected):
        read((FILES / "with_password.xlsx").read_bytes())


@pytest.mark.parametrize("keep", [30, 200, 1500, -300, -30])
def test_a_workbook_cut_off_is_refused_as_damaged(keep):
    with pytest.raises((sheets.DamagedWorkbook, sheets.NotASheet)):
        read(xlsx(HEADER, LIN)[:keep])


@pytest.mark.parametrize("source", ["xlsx", "xls"])
def test_a_workbook_with_changed_bytes_ends_in_a_refusal_or_a_table_never_in_a_crash(source):
    whole = xlsx(HEADER, LIN, CHEN) if source == "xlsx" else (FILES / "roster.xls").read_bytes()
    for at in range(0, len(whole), max(1, len(whole) // 150)):
        data = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
        with contextlib.suppress(sheets.SheetRefused):
            read(data)


def test_gb18030_with_a_stray_byte_names_the_line_and_the_byte():
    good = as_csv(HEADER, LIN, CHEN, encoding="gb18030")
    at = good.index("陈".encode("gb18030"))
    for stray in (b"\xff", b"\x81", b"\x80"):
        with pytest.raises(sheets.BadBytes) as refused:
            read(good[:at] + stray + good[at:], "名单.csv")
        assert refused.value.facts["line"] == 3
        assert refused.value.facts["encoding"] == "GB18030"
        assert at + 1 <= refused.value.facts["offset"] <= at + len("陈朝阳".encode("gb18030")) + 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_with_a_stray_byte_names_the_line_and_the_byte_and_is_not_taken_for_gb18030(encoding):
    good = as_csv(HEADER, LIN, CHEN, encoding=encoding)
    at = good.index("陈".encode())
    with pytest.raises(sheets.BadBytes) as refused:
        read(good[:at] + b"\xff" + good[at:], "名单.csv")
    assert refused.value.facts == {"line": 3, "offset": at + 1, "encoding": "UTF-8"}


def test_a_zero_byte_is_named():
    data = as_csv(HEADER, LIN)
    at = data.index(b"138")
    with pytest.raises(sheets.NulByte) as refused:
        read(data[:at] + b"\0" + data[at:], "名单.csv")
    assert refused.value.facts == {"line": 2, "offset": at + 1}


@pytest.mark.parametrize("piece", ["x", "x,", '"x",', "林晓,1,2 "])
def test_ten_megabytes_of_one_line_are_refused_quickly(piece):
    data = (piece * (10_000_000 // len(piece.encode()))).encode()
    starts = time.process_time()
    with pytest.raises(sheets.LineTooLong):
        read(data, "名单.csv")
    assert time.process_time() - starts < 5


def test_a_quote_that_never_closes_is_named_by_the_line_it_opens_on():
    with pytest.raises(sheets.BrokenQuotes) as refused:
        read('姓名,备注\n林晓,好\n"陈朝阳,好\n苏,好\n'.encode(), "名单.csv")
    assert refused.value.facts == {"line": 3}


def test_a_forgotten_cell_at_the_far_end_is_refused_and_named():
    book = openpyxl.load_workbook(io.BytesIO(xlsx(HEADER, LIN)))
    book.active["XFD1048576"] = "x"
    with pytest.raises(sheets.TooWide) as refused:
        read(saved(book))
    assert refused.value.facts == {"cell": "XFD1048576"}


def test_formatted_empty_cells_far_away_do_not_matter():
    book = openpyxl.load_workbook(io.BytesIO(xlsx(HEADER, LIN)))
    book.active["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    assert texts(read(saved(book))) == [LIN]


def test_a_package_that_unpacks_without_end_is_refused_even_when_it_lies_about_its_size(monkeypatch):
    monkeypatch.setattr(packages, "MAX_UNPACKED", 2 * 1024 * 1024)
    bomb = repack(xlsx(HEADER, LIN), "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * (3 * 1024 * 1024))
    lying = re.sub(
        re.escape((len(zipfile.ZipFile(io.BytesIO(bomb)).read("xl/worksheets/sheet1.xml"))).to_bytes(4, "little")),
        b"\x10\0\0\0",
        bomb,
    )
    for data in (bomb, lying):
        with pytest.raises(sheets.UnpacksTooBig):
            read(data)


def test_an_entity_bomb_in_the_workbook_is_refused():
    def bomb(xml):
        return xml.replace(b"<workbook", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook', 1)

    with pytest.raises(sheets.DamagedWorkbook):
        read(repack(xlsx(HEADER, LIN), "xl/workbook.xml", bomb))


SHEET = "xl/worksheets/sheet1.xml"


def with_cells(cells, *, names=("xl/sharedStrings.xml",), shared=b""):
    """Lin's workbook with more cells, and shared texts."""
    data = repack(workbook(HEADER, [LIN]), SHEET, lambda xml: xml.replace(b"</sheetData>", cells + b"</sheetData>"))
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        for name in names if shared else ():
            package.writestr(name, b'<?xml version="1.0"?><sst xmlns="x">' + shared + b"</sst>")
    return out.getvalue()


@pytest.mark.parametrize(
    "far",
    [
        b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        b'<row r="1048576"><c  r = "XFD1048576" ><v>1</v></c></row>',
        b'<row r="1048576"><c r="xfd1048576"><v>1</v></c></row>',
        b'<row r="1048576">' + b"<c/>" * 300 + b"<c><v>1</v></c></row>",
        b'<x:row xmlns:x="y" r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
    ],
    ids=["single quotes", "spaces", "small letters", "without a place", "prefixed"],
)
def test_a_far_cell_is_seen_however_it_is_written(far):
    # Unseen, it makes calamine ask for hundreds of gigabytes, which ends the whole process.
    with pytest.raises(sheets.TooWide):
        read(with_cells(far))


@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "XL/SharedStrings.XML", "xl\\sharedStrings.xml"])
def test_one_long_text_in_every_cell_is_refused_before_it_is_written_out(name):
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>1</v></c></row>' % (row, row) for row in range(3, 7_003))
    data = with_cells(rows, names=[name], shared=b"<si/><si><t>" + b"x" * 10_000 + b"</t></si>")
    assert len(data) < 100_000
    with pytest.raises(sheets.UnpacksTooBig):
        read(data)


def test_shared_texts_without_end_are_refused():
    with pytest.raises(sheets.UnpacksTooBig):
        marks.shared_lengths([b"<sst>", *[b"<si/>" * 100_000] * 11, b"</sst>"])


@pytest.mark.parametrize("piece", [b"<c ><f>", b"<c ", b'<c r="A1" t="e">', b'<row r="1" '])
def test_xml_that_never_closes_is_refused_at_once(piece):
    starts = time.process_time()
    with pytest.raises(sheets.DamagedWorkbook):
        read(repack(xlsx(HEADER, LIN), SHEET, lambda xml: xml + piece * 200_000))
    assert time.process_time() - starts < 5


@pytest.mark.parametrize("name", ["xl/worksheets/SHEET1.xml", "xl\\worksheets\\sheet1.xml", SHEET])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_entries_by_one_name_are_refused(name):
    out = io.BytesIO(xlsx(HEADER, LIN))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name, b"<worksheet/>")
    with pytest.raises(sheets.DamagedWorkbook):
        read(out.getvalue())


def test_an_entity_bomb_in_a_sheet_is_refused():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'
    with pytest.raises(sheets.DamagedWorkbook):
        read(repack(xlsx(HEADER, LIN), SHEET, lambda xml: xml.replace(b"<worksheet", bomb, 1)))


def test_the_lengths_of_an_xls_shared_texts_are_read_across_continuations():
    first = (
        struct.pack("<II", 9, 3)
        + struct.pack("<HB", 2, 0)
        + b"ab"
        + struct.pack("<HB", 4, 1)
        + "工会".encode("utf-16-le")
    )
    rest = b"\0" + b"cd" + struct.pack("<HBHI", 1, 12, 1, 2) + b"e" + b"runs" + b"xx"
    texts_of = records.SharedTexts([(records.SHARED, first), (records.CONTINUE, rest), (records.EOF, b"")])
    assert list(texts_of.lengths()) == [2, 4, 1]


def test_one_long_text_in_every_cell_of_an_xls_is_refused(monkeypatch):
    data = (FILES / "roster.xls").read_bytes()
    monkeypatch.setattr(books, "MAX_TEXT", 28)
    with pytest.raises(sheets.UnpacksTooBig):
        read(data, "名单.xls")
    monkeypatch.setattr(books, "MAX_TEXT", 29)
    assert read(data, "名单.xls").rows


def test_sheets_of_an_xls_laid_upon_each_other_are_refused():
    data = (FILES / "roster.xls").read_bytes()
    stream = Container(data).workbook()
    first, second = [body[:4] for kind, body in records.records(stream, 0, len(stream)) if kind == records.BOUNDSHEET]
    assert data.count(second) == 1
    for start in (first, struct.pack("<I", struct.unpack("<I", first)[0] + 20)):
        with pytest.raises(sheets.DamagedWorkbook):
            read(data.replace(second, start), "名单.xls")


def test_every_refusal_of_a_file_says_what_and_how_to_mend_it():
    for refusal in sheets.SheetRefused.__subclasses__() + sheets.BadCell.__subclasses__():
        assert refusal.says
        assert refusal.mend
        assert refusal.code.startswith("sheets.")


def test_what_we_write_we_read_back():
    rows = [
        ["林晓", "450102199001010011", dt.date(2020, 1, 2), 5600, None],
        ["=1+1", "-5", "+8613800138000", 0.5, "@x"],
    ]
    sheet = read(workbook(["姓名", "证件号码", "日期", "数", "备注"], rows))
    assert texts(sheet) == [
        ["林晓", "450102199001010011", "2020-01-02", "5600", ""],
        ["=1+1", "-5", "+8613800138000", "0.5", "@x"],
    ]
