import io

import openpyxl
import pytest

from gonghui.kernel.sheets import SheetRefused
from gonghui.services.reading import actions as reading
from gonghui.services.reading.actions import stock
from gonghui.services.reading.forms.sheets import BOOKS, BookRow, CodeElsewhere
from gonghui.services.reading.models import CatalogueImport, Copy, Title
from gonghui.services.reading.refusals import StillOut, StockTakeOver, StockTakeRuns

pytestmark = pytest.mark.django_db

SHEET = """书名,ISBN,作者,出版社,出版年,类别,条码,册数,定价
红楼梦,978-7-02-000220-7,曹雪芹,人民文学出版社,1996,文学,T001,1,59.7
红楼梦,7-02-000220-X,曹雪芹,人民文学出版社,1996,文学,T002,,59.7
活着,,余华,作家出版社,2012,小说,,3,20
"""
BAD = """书名,ISBN,出版年,类别,条码,册数
红楼梦,9787020002208,1996,文学,T001,1
,,1996,文学,T002,1
活着,,96,文学,T003,1
兄弟,,2005,恐怖,T004,1
平凡的世界,,1986,文学,T005,0
白鹿原,,1993,文学,T006,1
尘埃落定,,1998,文学,T006,1
"""


@pytest.fixture
def load(library, by, now):
    def loaded(text, name="书单.csv"):
        return reading.import_books(library, BOOKS.open(text.encode(), name), by=by, now=now)

    return loaded


def test_a_list_brings_titles_and_copies(load):
    made = load(SHEET)
    assert (made.rows, made.titles_new, made.copies_new, made.troubles) == (3, 2, 5, [])
    assert Title.objects.get(isbn="9787020002207").copies.count() == 2
    assert Copy.objects.get(code="T001").price == 5970


def test_the_same_file_is_the_same_import(load):
    assert load(SHEET) == load(SHEET)
    assert Copy.objects.count() == 5


def test_a_barcode_that_is_there_is_not_brought_again(load):
    load(SHEET)
    made = load(SHEET + "\n")
    assert (made.copies_known, made.copies_new) == (2, 3)


def test_every_bad_row_is_named_and_the_good_ones_are_in(load):
    made = load(BAD)
    assert [(row, column) for row, column, _says, _mend in made.troubles] == [
        (2, "ISBN"),
        (3, "书名"),
        (4, "出版年"),
        (5, "类别"),
        (6, "册数"),
        (8, "条码"),
    ]
    assert "校验位应是 7，现在是 8" in made.troubles[0][2]
    assert [copy.title.name for copy in Copy.objects.all()] == ["白鹿原"]


def test_a_barcode_of_another_book_is_a_trouble(load):
    load(SHEET)
    made = load("书名,条码\n三体,T001\n")
    assert made.copies_new == 0
    assert "红楼梦" in made.troubles[0][2]


@pytest.mark.parametrize("text", ["", "书名\n", "作者,条码\n曹雪芹,T1\n", "\x00\x01"])
def test_a_file_that_is_no_list_is_refused_whole(text, load):
    with pytest.raises(SheetRefused):
        load(text)
    assert not CatalogueImport.objects.exists()


def test_by_hand_a_barcode_of_another_book_is_refused(dream, library, by, now):
    with pytest.raises(CodeElsewhere, match="红楼梦"):
        reading.add_copies(library, BookRow(number=1, name="活着", code="HLM1"), by=by, now=now)


def test_what_was_not_seen_is_missing_and_what_strayed_stands_here(load, library, bank, lin, lend, officer, by, now):
    load(SHEET)
    strayed = reading.add_copies(bank, BookRow(number=1, name="三体", code="S1"), by=by, now=now)[0]
    first, second, *rest = Copy.objects.filter(at=library.premises).order_by("code")
    Copy.objects.update(created_at=now.replace(year=2025))
    lend(second, lin)
    taking = reading.start_stock_take(library.premises, by_person=officer, by=by, now=now)
    seen = reading.see(taking, [first.code, first.code, "S1", "NOSUCH", "¥", second.code], now=now)
    assert [(one.stray, one.again, one.copy is None) for one in seen] == [
        (False, False, False),
        (False, True, False),
        (True, False, False),
        (False, False, True),
        (False, False, True),
        (True, False, False),
    ]
    ended = reading.end_stock_take(taking, by=by, now=now)
    assert (ended.seen, ended.missing, ended.strays, ended.expected) == (3, len(rest), 2, 1 + len(rest))
    assert Copy.objects.get(pk=strayed.pk).at == library.premises
    assert Copy.objects.get(pk=second.pk).status == "lent"
    with pytest.raises(StockTakeOver):
        reading.see(taking, ["S1"], now=now)


def test_a_missing_book_that_a_desk_lends_in_the_moment_it_is_seen_stays_lent(
    library, bank, add, lin, lend, officer, by, now
):
    stale = add("三体", codes=("S1",), room=bank)[0]
    Copy.objects.update(status="missing")
    stale.status = "missing"
    taking = reading.start_stock_take(library.premises, by_person=officer, by=by, now=now)
    lend(stale, lin, room=bank)  # between the reading of the copy and its correction
    assert stock._see(taking, "S1", stale, now).stray
    copy = Copy.objects.get()
    assert (copy.status, copy.at) == ("lent", bank.premises)


def test_one_stock_take_at_a_time(library, officer, by, now):
    reading.start_stock_take(library.premises, by_person=officer, by=by, now=now)
    with pytest.raises(StockTakeRuns):
        reading.start_stock_take(library.premises, by_person=officer, by=by, now=now)


def test_a_book_that_is_out_is_not_weeded(dream, lin, lend, by, now):
    lend(dream, lin)
    with pytest.raises(StillOut):
        reading.weed([dream], reason="破损", by=by, now=now)


def test_a_weeded_book_is_gone_for_good(dream, back, by, now):
    assert reading.weed([dream], reason="破损", by=by, now=now) == 1
    assert Copy.objects.get().weeded_for == "破损"
    assert reading.weed([dream], reason="破损", by=by, now=now) == 0


def test_marks_around_a_name_go_and_marks_inside_it_stay(load):
    load("书名,条码\n《资本论》,M1\n《资本论》导读,M2\n读懂《资本论》,M3\n《活着》《兄弟》,M4\n")
    assert set(Title.objects.values_list("name", flat=True)) == {
        "资本论",
        "《资本论》导读",
        "读懂《资本论》",
        "《活着》《兄弟》",
    }


def test_a_barcode_is_what_the_sheet_shows_with_its_zeroes(library, by, now):
    book = openpyxl.Workbook()
    for line in (["书名", "条码", "册数", "定价", "出版年"], ["活着", 123, "1册", "￥25.00", "2019年5月"]):
        book.active.append(line)
    book.active["B2"].number_format = "0000000"
    out = io.BytesIO()
    book.save(out)
    reading.import_books(library, BOOKS.open(out.getvalue(), "书单.xlsx"), by=by, now=now)
    copy = Copy.objects.get()
    assert (copy.code, copy.price, copy.title.year) == ("0000123", 2500, 2019)


def test_a_list_with_very_many_bad_rows_names_them_all(load):
    made = load("书名,出版年\n" + "".join(f"第{n}本,去年\n" for n in range(1_200)))
    assert (len(made.troubles), len(made.bad_rows)) == (1_200, 1_201)
