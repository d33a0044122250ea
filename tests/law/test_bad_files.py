"""Files of every bad kind at every page that takes one, over HTTP: a sentence, a way to mend it, nothing half-done."""

import base64
import io
import re
import time
import zipfile
from pathlib import Path
from urllib.parse import urljoin

import openpyxl
import pytest

from gonghui.kernel.workbooks import workbook

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024
PASSWORD = Path(__file__).parents[1] / "kernel" / "files" / "with_password.xlsx"


def xlsx(sheet, **instead):
    row = [instead.get(name, value) for name, value in zip(sheet.header, sheet.good, strict=True)]
    return workbook(sheet.header, [row])


def text(sheet, *rows):
    return "\n".join(",".join(row) for row in [sheet.header, *(rows or [sheet.good])]) + "\n"


def package(sheet, change=lambda name, content: content, **more):
    """A good workbook with some of its parts changed, and more of them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(sheet))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in more.items():
            new.writestr(name, content)
    return out.getvalue()


def in_sheet(sheet, old, new):
    return package(sheet, lambda name, xml: xml.replace(old, new, 1) if "sheet1" in name else xml)


def zip_bomb(sheet):
    """A few hundred kilobytes that unfold to a gigabyte."""
    out, part = io.BytesIO(package(sheet)), b" " * MEGABYTE
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as more,
        more.open("xl/more.xml", "w") as bomb,
    ):
        for _ in range(1024):
            bomb.write(part)
    return out.getvalue()


def shared_bomb(sheet):
    """One long text shown by thousands of cells."""
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(3, 10_000))
    shared = {"xl/sharedStrings.xml": b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"}
    return package(sheet, lambda n, xml: xml.replace(b"</sheetData>", cells + b"</sheetData>"), **shared)


def entity_bomb(sheet):
    lol = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%b">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(9)
    )
    return in_sheet(sheet, b"<worksheet", lol + b"]><worksheet")


def wide(sheet):
    return workbook([*sheet.header, *(f"列{at}" for at in range(16_384 - len(sheet.header)))], [sheet.good])


FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
WHOLE = {
    "empty": (lambda sheet: b"", "文件是空的"),
    "blank": (lambda sheet: b"\r\n \r\n\r\n", "文件是空的"),
    "huge": (lambda sheet: b"x" * (20 * MEGABYTE + 1), "MB 的上限"),
    "a program": (lambda sheet: b"MZ\x90\0" + bytes(range(256)) * 40, "程序文件"),
    "a picture": (lambda sheet: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "图片"),
    "a broken package": (lambda sheet: b"PK\x03\x04" + bytes(range(256)) * 40, "工作簿已损坏"),
    "a package cut off": (lambda sheet: xlsx(sheet)[:-200], "工作簿已损坏"),
    "any package": (lambda sheet: zip_of("readme.txt"), "压缩包"),
    "a password": (lambda sheet: PASSWORD.read_bytes(), "打开密码"),
    "a zip bomb": (zip_bomb, "文件解开后超过"),
    "a bomb of shared texts": (shared_bomb, "文件解开后超过"),
    "an entity bomb": (entity_bomb, "工作簿已损坏"),
    "a cell at the far end": (lambda sheet: in_sheet(sheet, b"</sheetData>", FAR), "XFD1048576"),
    "xml that never closes": (lambda sheet: in_sheet(sheet, b"</sheetData>", b'<c r="A3">' * 100_000), "工作簿已损坏"),
    "16,384 columns": (wide, "内容一直延伸到单元格"),
    "a stray byte in GB18030": (lambda sheet: text(sheet).encode("gb18030") + b"\xff,1,2\n", "无法识别的字符"),
    "a stray byte in UTF-8": (lambda sheet: text(sheet).encode() + b"\xff,1,2\n", "无法识别的字符"),
    "one long line": (lambda sheet: b"x," * (2 * MEGABYTE), "不是正常的一行"),
    "NUL bytes": (lambda sheet: text(sheet).encode().replace(b",", b",\0", 1), "空字符"),
    "an open quote": (lambda sheet: text(sheet).encode() + b'"\n', "双引号没有成对"),
    "only a header": (lambda sheet: text(sheet, []).encode(), "下面没有数据"),
    "other columns": (lambda sheet: "甲,乙\n1,2\n".encode(), "列"),
}


def zip_of(name):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as one:
        one.writestr(name, "x")
    return out.getvalue()


def taken(sheet):
    return (sheet.taken or sheet.kept)()


@pytest.mark.parametrize("bad", WHOLE)
def test_a_file_that_cannot_be_read_is_answered_with_what_and_how_to_mend_it(bad, sheet, upload):
    make, said = WHOLE[bad]
    data, before, starts = make(sheet), sheet.kept(), time.process_time()
    answer = upload(data)
    assert answer.status_code == 422
    assert said in answer.text
    assert "怎么办" in answer.text
    assert sheet.kept() == before
    assert time.process_time() - starts < 10


def test_a_good_row_goes_in(sheet, upload, now):
    """Else nothing below would prove anything."""
    before = taken(sheet)
    assert upload(xlsx(sheet)).status_code == 303
    if sheet.worked:
        sheet.worked(now)
    assert taken(sheet) != before


def page_of(sheet, answer, office, now):
    """What the officer reads in the end: at once, or on the page the answer leads to, once the worker has checked."""
    if answer.status_code == 422:
        return answer.text
    assert answer.status_code == 303
    if sheet.worked:
        sheet.worked(now)
    return office.get(answer["Location"]).text


def test_a_bad_cell_is_named_by_row_column_and_mend(sheet, upload, office, now):
    before = taken(sheet)
    for column, value, said in sheet.cells:
        page = page_of(sheet, upload(xlsx(sheet, **{column: value})), office, now)
        assert said in page, (column, value)
        assert column in page
        assert taken(sheet) == before, (column, value)


def test_a_row_longer_than_the_header_is_named_and_stays_out(sheet, upload, office, now):
    before = taken(sheet)
    page = page_of(sheet, upload(text(sheet, [*sheet.good, "多出来的"]).encode()), office, now)
    assert "这一行的格数比表头多" in page
    assert taken(sheet) == before


def test_the_bad_rows_come_back_as_they_were_with_what_is_wrong_beside_each(sheet, upload, office, now):
    column, value, said = next(cell for cell in sheet.cells if isinstance(cell[1], str))
    answer = upload(xlsx(sheet, **{column: value}))
    page = page_of(sheet, answer, office, now)
    within, elsewhere = re.search(r'href="(?:data:[^"]*;base64,([^"]*)|([^"]*(?:/rows/|[?]mend=1)))"', page).groups()
    data = base64.b64decode(within) if within else office.get(urljoin(answer["Location"], elsewhere)).content
    header, line = list(openpyxl.load_workbook(io.BytesIO(data)).active.values)
    assert header[: len(sheet.header)] == sheet.header
    assert line[sheet.header.index(column)] in (value, value or None)
    assert said in line[-2]


def test_each_import_offers_the_template_of_its_columns(sheet, upload, office, request):
    url, _beside = request.getfixturevalue(sheet.door)
    answer = office.get(url + "?template=1")
    columns = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(answer.content)).active[1]]
    assert set(sheet.header) <= set(columns)
    assert all(column in office.get(url).text for column in columns)
    empty = upload(answer.content)
    assert (empty.status_code, "下面没有数据" in empty.text) == (422, True)


def test_what_of_a_file_was_not_read_is_said(sheet, upload, office, now):
    answer = upload(workbook([*sheet.header, "爱好"], [[*sheet.good, "下棋"]]))
    assert "没有读取的列：爱好" in page_of(sheet, answer, office, now)


def test_a_formula_without_a_value_is_named(sheet, upload, office, now):
    at = f"{chr(65 + sheet.header.index(sheet.cells[0][0]))}2"
    answer = upload(in_cell(xlsx(sheet), at, "<f>A1</f>"))
    assert "此格是公式" in page_of(sheet, answer, office, now)


def in_cell(data, at, content):
    """The workbook with other content in one cell."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            xml = old.read(name).decode() if "sheet1" in name else old.read(name)
            if isinstance(xml, str):
                before, _, rest = xml.partition(f'<c r="{at}"')
                xml = f'{before}<c r="{at}">{content}</c>{rest.partition("</c>")[2]}'
            new.writestr(name, xml)
    return out.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "C:\\\\temp\\\\表.csv",
        "a\nb\r\nX-Evil: 1.csv",
        "长" * 300 + ".csv",
        '"><b>.csv',
        "=1+1",
    ],
)
def test_a_file_may_be_called_anything(name, sheet, upload, office, now):
    answer = upload(text(sheet).encode(), name)
    assert answer.status_code in (303, 422)
    if answer.status_code == 422:  # a name that is none
        return
    if sheet.worked:
        sheet.worked(now)
    page = office.get(answer["Location"])
    assert page.status_code == 200
    assert '"><b>.csv' not in page.text


def test_words_where_a_file_should_be_are_no_file(sheet, office, request):
    url, beside = request.getfixturevalue(sheet.door)
    assert office.post(url, beside | {"sheet": "text"}).status_code == 422
