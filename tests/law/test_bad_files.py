"""Files of every bad kind at both doors that take one, over HTTP: a sentence, a way to mend it, nothing half-done."""

import io
import time
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gonghui.kernel.workbooks import workbook
from gonghui.services.fairs.models import Offer
from gonghui.services.membership import actions as rosters
from gonghui.services.membership.models import RosterImport
from tests.cast import mobile, resident_id

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024
PASSWORD = Path(__file__).parents[1] / "kernel" / "files" / "with_password.xlsx"
ROSTER = ["姓名", "证件号码", "手机号"]
GOODS = ["品牌", "型号", "商品名称", "品类", "市场价", "出厂价", "出厂价证明", "补贴率"]
GOOD = {
    "roster": ["高一鸣", resident_id(301).number, mobile(301).national],
    "goods": ["海星", "BX-9", "冰箱", "冰箱", "10000", "8000", "函", "30%"],
}
HEADER = {"roster": ROSTER, "goods": GOODS}


def xlsx(kind, **instead):
    row = [instead.get(name, value) for name, value in zip(HEADER[kind], GOOD[kind], strict=True)]
    return workbook(HEADER[kind], [row])


def text(kind, *rows):
    return "\n".join(",".join(row) for row in [HEADER[kind], *(rows or [GOOD[kind]])]) + "\n"


def package(kind, change=lambda name, content: content, **more):
    """A good workbook with some of its parts changed, and more of them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(kind))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in more.items():
            new.writestr(name, content)
    return out.getvalue()


def in_sheet(kind, old, new):
    return package(kind, lambda name, xml: xml.replace(old, new, 1) if "sheet1" in name else xml)


def zip_bomb(kind):
    """A few hundred kilobytes that unfold to a gigabyte."""
    out, part = io.BytesIO(package(kind)), b" " * MEGABYTE
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as more,
        more.open("xl/more.xml", "w") as bomb,
    ):
        for _ in range(1024):
            bomb.write(part)
    return out.getvalue()


def shared_bomb(kind):
    """One long text shown by thousands of cells."""
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(3, 10_000))
    shared = {"xl/sharedStrings.xml": b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"}
    return package(kind, lambda n, xml: xml.replace(b"</sheetData>", cells + b"</sheetData>"), **shared)


def entity_bomb(kind):
    lol = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%b">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(9)
    )
    return in_sheet(kind, b"<worksheet", lol + b"]><worksheet")


def wide(kind):
    return workbook([*HEADER[kind], *(f"列{at}" for at in range(16_384 - len(HEADER[kind])))], [GOOD[kind]])


FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
WHOLE = {
    "empty": (lambda kind: b"", "文件是空的"),
    "blank": (lambda kind: b"\r\n \r\n\r\n", "文件是空的"),
    "huge": (lambda kind: b"x" * (20 * MEGABYTE + 1), "MB 的上限"),
    "a program": (lambda kind: b"MZ\x90\0" + bytes(range(256)) * 40, "程序文件"),
    "a picture": (lambda kind: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "图片"),
    "a broken package": (lambda kind: b"PK\x03\x04" + bytes(range(256)) * 40, "工作簿已损坏"),
    "a package cut off": (lambda kind: xlsx(kind)[:-200], "工作簿已损坏"),
    "any package": (lambda kind: zip_of("readme.txt"), "压缩包"),
    "a password": (lambda kind: PASSWORD.read_bytes(), "打开密码"),
    "a zip bomb": (zip_bomb, "文件解开后超过"),
    "a bomb of shared texts": (shared_bomb, "文件解开后超过"),
    "an entity bomb": (entity_bomb, "工作簿已损坏"),
    "a cell at the far end": (lambda kind: in_sheet(kind, b"</sheetData>", FAR), "XFD1048576"),
    "xml that never closes": (lambda kind: in_sheet(kind, b"</sheetData>", b'<c r="A3">' * 100_000), "工作簿已损坏"),
    "16,384 columns": (wide, "内容一直延伸到单元格"),
    "a stray byte in GB18030": (lambda kind: text(kind).encode("gb18030") + b"\xff,1,2\n", "无法识别的字符"),
    "a stray byte in UTF-8": (lambda kind: text(kind).encode() + b"\xff,1,2\n", "无法识别的字符"),
    "one long line": (lambda kind: b"x," * (2 * MEGABYTE), "不是正常的一行"),
    "NUL bytes": (lambda kind: text(kind).encode().replace(b",", b",\0", 1), "空字符"),
    "an open quote": (lambda kind: text(kind).encode() + b'"\n', "双引号没有成对"),
    "only a header": (lambda kind: text(kind, []).encode(), "下面没有数据"),
    "other columns": (lambda kind: "甲,乙\n1,2\n".encode(), "列"),
}


def zip_of(name):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as one:
        one.writestr(name, "x")
    return out.getvalue()


@pytest.fixture
def upload(zhao, works, draft, dealer, browser_of):
    """Sends a file to one of the two doors, as the officer."""
    browser = browser_of(zhao)
    goods = reverse("fairs-console:goods", args=[draft.pk, dealer.pk])

    def sent(kind, data, name="表.xlsx"):
        file = SimpleUploadedFile(name, data)
        if kind == "goods":
            return browser.post(goods, {"sheet": file})
        return browser.post(reverse("membership:new-roster"), {"union": works.code, "file": file})

    sent.browser = browser
    return sent


def kept():
    return RosterImport.objects.count(), Offer.objects.count()


@pytest.mark.parametrize("kind", ["roster", "goods"])
@pytest.mark.parametrize("bad", WHOLE)
def test_a_file_that_cannot_be_read_is_answered_with_what_and_how_to_mend_it(kind, bad, upload):
    make, said = WHOLE[bad]
    data, before, starts = make(kind), kept(), time.process_time()
    answer = upload(kind, data)
    assert answer.status_code == 422
    assert said in answer.text
    assert "怎么办" in answer.text
    assert kept() == before
    assert time.process_time() - starts < 10


RESIDENT = resident_id(301).number
CELLS = [
    ("roster", "证件号码", 1.1e17, "长数字已被表格软件改成"),
    ("roster", "证件号码", "1.1E+17", "长数字已被表格软件改成"),
    ("roster", "证件号码", RESIDENT[:6] + RESIDENT[8:17], "15 位"),
    ("roster", "证件号码", "012345678", "请注明证件类型"),
    ("roster", "证件号码", "14010519900230101X", "1990-02-30 不存在"),
    ("roster", "证件号码", "", "没有填写"),
    ("roster", "手机号", "123", "手机号应有 11 位"),
    ("roster", "姓名", "<script>", "姓名"),
    ("goods", "市场价", "1.1E+17", "长数字已被表格软件改成"),
    ("goods", "市场价", "-1", "负"),
    ("goods", "出厂价", "80.123", "分"),
    ("goods", "补贴率", "31%", "30%"),
    ("goods", "型号", "", "没有填写"),
]


def page_of(kind, upload, data, now):
    """What the officer reads in the end: at once for goods, once the worker has checked it for a roster."""
    answer = upload(kind, data)
    if kind == "goods":
        assert answer.status_code == 422
        return answer.text
    assert answer.status_code == 303
    rosters.work_rosters(now)
    assert RosterImport.objects.values_list("state", "rows_new").get() == ("checked", 0)
    return upload.browser.get(answer["Location"]).text


@pytest.mark.parametrize(("kind", "column", "value", "said"), CELLS)
def test_a_bad_cell_is_named_by_row_column_and_mend(kind, column, value, said, upload, now):
    offers = Offer.objects.count()
    page = page_of(kind, upload, xlsx(kind, **{column: value}), now)
    assert said in page
    assert column in page
    assert Offer.objects.count() == offers


@pytest.mark.parametrize(("kind", "column"), [("roster", "证件号码"), ("goods", "市场价")])
def test_a_formula_without_a_value_is_named_and_one_with_a_value_is_read(kind, column, upload, now):
    at = f"{chr(65 + HEADER[kind].index(column))}2"
    cell = in_cell(xlsx(kind), at, "<f>A1</f>")
    assert "此格是公式" in page_of(kind, upload, cell, now)


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


@pytest.mark.parametrize("permit", ["0123456789", "01234567"])
def test_a_taiwan_permit_is_its_first_eight_digits_also_when_the_two_of_its_issue_follow(permit, upload, now):
    upload("roster", xlsx("roster", 证件号码=permit))
    rosters.work_rosters(now)
    [shown] = RosterImport.objects.get().sample
    assert "0*****67" in shown


def test_full_width_digits_are_welcome(upload, now):
    wide_digits = {ord(str(digit)): 0xFF10 + digit for digit in range(10)}
    good = xlsx("roster", 证件号码=RESIDENT.translate(wide_digits), 手机号=mobile(301).national.translate(wide_digits))
    upload("roster", good)
    rosters.work_rosters(now)
    assert RosterImport.objects.values_list("state", "rows_new").get() == ("checked", 1)


@pytest.mark.parametrize("kind", ["roster", "goods"])
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
def test_a_file_may_be_called_anything(kind, name, upload, now):
    answer = upload(kind, text(kind).encode(), name)
    assert answer.status_code in (303, 422)
    if answer.status_code == 422:  # a name that is none
        return
    rosters.work_rosters(now)
    page = upload.browser.get(answer["Location"])
    assert page.status_code == 200
    assert '"><b>.csv' not in page.text
    for roster in RosterImport.objects.all():
        assert "/" not in roster.file_name
        book = upload.browser.get(reverse("membership:roster", args=[roster.pk]), {"export": "xlsx"})
        assert (book.status_code, book.has_header("X-Evil")) == (200, False)


@pytest.mark.parametrize("kind", ["roster", "goods"])
def test_words_where_a_file_should_be_are_no_file(kind, upload, works, draft, dealer):
    goods = reverse("fairs-console:goods", args=[draft.pk, dealer.pk])
    url = goods if kind == "goods" else reverse("membership:new-roster")
    answer = upload.browser.post(url, {"union": works.code, "file": "text", "sheet": "text"})
    assert answer.status_code == 422
