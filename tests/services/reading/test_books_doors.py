"""The books of a room, as its officer handles them: a list brought, one by hand, found, weeded, counted."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people
from gonghui.services.reading import actions as reading
from gonghui.services.reading.models import CatalogueImport, Copy, StockTake, Title

from .conftest import key_of, refusal, said, to

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def desk(officer, browser_of):
    """The officer's browser."""
    return browser_of(officer)


def sheet(*lines, name="书单.csv"):
    return {"sheet": SimpleUploadedFile(name, "\n".join(("书名,ISBN,条码,册数", *lines)).encode())}


def rows_of(answer):
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


# A list


def test_a_list_is_brought_and_what_came_of_it_is_shown(library, desk):
    answer = desk.post(
        to("-console:import", library), sheet("三体,9787536692930,S1,", "活着,,,2", "家,9787020002208,,")
    )
    made = CatalogueImport.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, to("-console:imported", library, made))
    page = said(desk.get(answer.headers["Location"]))
    assert "<dd>3</dd>" in page
    assert "校验位应是 7，现在是 8" in page
    assert (Title.objects.count(), Copy.objects.count()) == (2, 3)
    assert "新增 3 册" in said(desk.get(to("-console:books", library)))


def test_its_bad_rows_are_mended_and_brought_again(library, desk):
    desk.post(to("-console:import", library), sheet("三体,,S1,", "家,9787020002208,J1,", "春,,C1,0"))
    address = to("-console:imported", library, CatalogueImport.objects.get())
    taken = rows_of(desk.get(address + "?mend=1"))
    assert [row[0] for row in taken[1:]] == ["家", "春"]
    mended = openpyxl.Workbook()
    for row in taken:
        mended.active.append([{"9787020002208": "9787020002207", "0": "1"}.get(str(cell), cell) for cell in row])
    out = io.BytesIO()
    mended.save(out)
    desk.post(to("-console:import", library), {"sheet": SimpleUploadedFile("改好.xlsx", out.getvalue())})
    assert CatalogueImport.objects.order_by("pk").last().troubles == []
    assert set(Copy.objects.values_list("code", flat=True)) == {"S1", "J1", "C1"}


def test_the_same_list_again_leads_to_what_it_was(library, desk):
    first, again = (desk.post(to("-console:import", library), sheet("三体,,S1,")) for _time in range(2))
    assert first.headers["Location"] == again.headers["Location"]
    assert Copy.objects.count() == 1


def test_the_same_list_for_another_room_is_another_list(library, bank, desk):
    for room in (library, bank):
        desk.post(to("-console:import", room), sheet("三体,,,"))
    assert CatalogueImport.objects.count() == 2
    assert {copy.home for copy in Copy.objects.all()} == {library.premises, bank.premises}
    assert Title.objects.count() == 1, "a title is shared by all rooms"


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", "作者,条码\n曹雪芹,T1\n".encode(), b"%PDF-1.7"])
def test_a_file_that_is_no_list_is_refused_on_the_page(data, library, desk):
    answer = desk.post(to("-console:import", library), {"sheet": SimpleUploadedFile("书单.csv", data)})
    assert answer.status_code == 422
    assert not CatalogueImport.objects.exists()


def test_the_template_has_every_column(library, desk):
    head, *_examples = rows_of(desk.get(to("-console:import", library) + "?template=1"))
    assert head[:3] == ["书名", "ISBN", "作者"]
    assert len(head) == 12


def test_what_came_of_a_list_is_for_its_own_room(library, bank, desk):
    desk.post(to("-console:import", library), sheet("三体,,,"))
    made = CatalogueImport.objects.get()
    assert desk.get(to("-console:imported", bank, made)).status_code == 404


# By hand

BOOK = {"name": "《活着》", "subject": "culture", "kind": "book", "copies": "1"}


def test_a_book_is_written_down_by_hand(library, desk):
    answer = desk.post(
        to("-console:add", library),
        BOOK | {"isbn": "978-7-5063-6543-7", "code": "hz-1", "shelf": "I247", "price": "20.5", "about": "福贵的一生"},
    )
    assert answer.headers["Location"] == to("-console:books", library)
    copy = Copy.objects.get()
    assert (copy.code, copy.shelf, copy.price, copy.home) == ("HZ-1", "I247", 2050, library.premises)
    assert (copy.title.name, copy.title.isbn, copy.title.about) == ("活着", "9787506365437", "福贵的一生")
    assert copy.title.catalogued_by == library.premises.union


def test_several_copies_get_codes_of_their_own_and_share_a_title(library, desk, add):
    add("活着", codes=("A",))
    desk.post(to("-console:add", library), BOOK | {"copies": "3"})
    assert Title.objects.count() == 1
    assert Copy.objects.values("code").distinct().count() == 4


@pytest.mark.parametrize(
    ("field", "value", "wrong"),
    [
        ("name", "《 》", "没有填写书名"),
        ("isbn", "9787506365438", "校验位"),
        ("code", "条码一", "不是馆藏条码"),
        ("copies", "0", "1"),
        ("copies", "101", "100"),
        ("year", "1500", "1900"),
        ("price", "-1", "定价"),
        ("subject", "magic", "magic"),
    ],
)
def test_a_book_that_cannot_be_is_mended_in_place(field, value, wrong, library, desk):
    answer = desk.post(to("-console:add", library), BOOK | {field: value})
    assert answer.status_code == 422
    assert wrong in said(answer)
    assert not Copy.objects.exists()


def test_one_barcode_is_one_volume(library, dream, desk):
    both = desk.post(to("-console:add", library), BOOK | {"code": "X1", "copies": "2"})
    assert "有条码时一次只能登记 1 册" in said(both)
    taken = desk.post(to("-console:add", library), BOOK | {"code": "HLM1"})
    assert refusal(taken) == (422, "reading.code_elsewhere")
    assert "红楼梦" in said(taken)
    assert Copy.objects.count() == 1
    assert not Title.objects.filter(name="活着").exists(), "what was refused leaves no title behind"


# Found


def test_books_are_found_by_words_sounds_and_codes_wherever_they_are(library, bank, add, lin, lend, back, desk):
    [gone] = add("活着", "余华", codes=("HZ1",))
    add("家", "巴金", codes=("J1",))
    lend(gone, lin)
    back(gone, room=bank)  # it belongs here and stands there

    def found(**asked):
        listing = desk.get(to("-console:books", library), asked).context["listing"]
        return sorted(copy.code for copy in listing.page.object_list)

    assert found() == ["HZ1", "J1"]
    for words in ("活着", "huozhe", "余华", "hz1", "ＨＺ１"):
        assert found(q=words) == ["HZ1"], words
    assert found(q="没有") == []
    assert found(state="in") == ["HZ1", "J1"]
    assert found(state="lost") == []


def test_lost_and_weeded_books_are_found_too(library, add, desk):
    add("活着", "余华", codes=("HZ1",))
    for status in ("lost", "missing"):
        Copy.objects.update(status=status)
        listing = desk.get(to("-console:books", library), {"q": "huozhe"}).context["listing"]
        assert [copy.code for copy in listing.page.object_list] == ["HZ1"]


def test_the_workbook_holds_what_is_filtered(library, add, desk):
    add("活着", "余华", codes=("HZ1",), isbn="9787506365437")
    add("家", "巴金", codes=("J1",))
    rows = rows_of(desk.get(to("-console:books", library) + "?q=huozhe&export=1"))
    assert [row[0] for row in rows if row[0] in ("HZ1", "J1")] == ["HZ1"]
    assert "9787506365437" in rows[-1]


def test_finance_looks_and_changes_nothing(library, dream, taiyuan, enrol, browser_of, by, now):
    finance = enrol("孙会计", 311)
    people.appoint(finance, taiyuan, "finance", by=by, now=now)
    client = browser_of(finance)
    page = said(client.get(to("-console:books", library)))
    assert "红楼梦" in page
    assert "剔除这一册" not in page
    assert client.post(to("-console:weed", library, dream), {"reason": "旧"}).status_code == 403
    assert Copy.objects.get().status == "in"


# Weeded


def test_a_weeded_book_keeps_its_reason_and_is_written_down_once(library, dream, desk):
    for _click in range(2):
        assert desk.post(to("-console:weed", library, dream), {"reason": " 水浸 "}).status_code == 303
    copy = Copy.objects.get()
    assert (copy.status, copy.weeded_for) == ("weeded", "水浸")
    assert Entry.objects.filter(act="reading.weed").count() == 1
    assert "剔除这一册" not in said(desk.get(to("-console:books", library)))


@pytest.mark.parametrize("state", ["lent", "aside"])
def test_a_book_that_is_somebodys_stays(state, library, dream, lin, lend, hold, desk):
    lend(dream, lin) if state == "lent" else hold(dream.title, lin)
    answer = desk.post(to("-console:weed", library, dream), {"reason": "旧"})
    assert refusal(answer) == (409, "reading.still_out")
    assert Copy.objects.get().weeded_at is None


def test_a_book_of_another_room_is_not_weeded_from_here(library, bank, dream, desk):
    assert desk.post(to("-console:weed", bank, dream), {"reason": "旧"}).status_code == 404
    assert Copy.objects.get().status == "in"


def test_labels_are_printed_of_what_the_list_shows(library, bank, add, desk, set_clock, by, now):
    add("活着", "余华", codes=("HZ1", "HZ2"), shelf="I247.5/2")
    add("家", codes=("J1",), shelf="I246/1")
    add("别家的书", codes=("X1",), room=bank)
    labels = to("-console:labels", library)
    assert labels in desk.get(to("-console:books", library)).content.decode()
    page = desk.get(labels)
    shown = [[copy and copy.code for copy in sheet] for sheet in page.context["sheets"]]
    assert shown == [["J1", "HZ1", "HZ2"]], "by call number"
    for told in ("I247.5/2", "活着", "条码 HZ1"):
        assert told in said(page)
    reading.weed([Copy.objects.get(code="HZ2")], reason="破损", by=by, now=now)
    narrowed = desk.get(labels, {"q": "活着", "skip": "23"}).context["sheets"]
    assert ([len(sheet) for sheet in narrowed], narrowed[0][23].code) == ([24], "HZ1")
    assert f"{labels}?q=%E6%B4%BB%E7%9D%80" in desk.get(to("-console:books", library), {"q": "活着"}).content.decode()
    assert desk.get(labels, {"came": "2020-01-01"}).context["sheets"] == []
    for odd in ("-1", "99999", "x", "²"):
        assert desk.get(labels, {"skip": odd}).status_code == 200


# Counted


def count(client, library, codes=""):
    return client.post(to("-console:stock", library), {"codes": codes})


def test_a_stock_take_from_its_beginning_to_its_end(library, bank, add, desk, set_clock, now):
    add("活着", codes=("A", "B"))
    add("家", codes=("C",), room=bank)
    set_clock(now + HOUR)
    assert count(desk, library).status_code == 303
    page = said(count(desk, library, "a\nA\nC NOSUCH"))
    for told in ("没有这个条码", "扫过了", "账上不在这里", '<b class="b-big">2</b>'):
        assert told in page
    running = StockTake.objects.get()
    answer = desk.post(to("-console:end-stock", library, running), {"missing": "1"})
    assert "见到 2 册，未见 1 册" in said(desk.get(answer.headers["Location"]))
    assert dict(Copy.objects.values_list("code", "status")) == {"A": "in", "B": "missing", "C": "in"}
    assert Copy.objects.get(code="C").at == library.premises
    assert refusal(desk.post(to("-console:end-stock", library, running))) == (409, "reading.stock_take_over")


def test_what_the_desk_had_in_hand_meanwhile_is_not_missing(library, add, lin, chen, lend, back, desk, set_clock, now):
    home, out, _unseen = add("活着", codes=("HOME", "OUT", "IN"))
    lend(home, lin)
    set_clock(now + HOUR)
    count(desk, library)
    back(home, at=now + 2 * HOUR)  # came back and went on the shelf behind the counting
    lend(out, chen, at=now + 2 * HOUR)
    back(out, at=now + 3 * HOUR)
    set_clock(now + 4 * HOUR)
    desk.post(to("-console:end-stock", library, StockTake.objects.get()))
    assert dict(Copy.objects.values_list("code", "status")) == {"HOME": "in", "OUT": "in", "IN": "missing"}


def test_a_book_that_came_during_the_counting_is_not_missing(library, add, desk, set_clock, by, now):
    count(desk, library)
    set_clock(now + HOUR)
    desk.post(to("-console:add", library), BOOK)
    desk.post(to("-console:end-stock", library, StockTake.objects.get()))
    assert Copy.objects.get().status == "in"


def test_a_round_takes_five_hundred_codes_and_no_more(library, desk):
    count(desk, library)
    answer = count(desk, library, " ".join(f"N{number}" for number in range(501)))
    assert len(answer.context["seen"]) == 500


def test_rooms_are_counted_each_for_itself(library, bank, add, desk):
    add("活着", codes=("A",))
    for room in (library, bank):
        assert count(desk, room).status_code == 303
    taking = StockTake.objects.get(premises=library.premises)
    assert desk.post(to("-console:end-stock", bank, taking)).status_code == 404
    desk.post(to("-console:end-stock", bank, StockTake.objects.get(premises=bank.premises)))
    assert Copy.objects.get().status == "in", "what stands in the library is not missing at the bank"


def test_a_neighbours_officer_changes_nothing(library, dream, lin, lend, neighbour, officer, browser_of, by, now):
    loan = lend(dream, lin)
    taking = reading.start_stock_take(library.premises, by_person=officer, by=by, now=now)
    client = browser_of(neighbour)
    for name, things, fields in (
        ("add", (), BOOK),
        ("import", (), sheet("三体,,,")),
        ("stock", (), {"codes": "HLM1"}),
        ("end-stock", (taking,), {}),
        ("weed", (dream,), {"reason": "旧"}),
        ("loss", (loan,), {}),
        ("title", (dream.title,), {"name": "红", "subject": "life", "kind": "book", "key": key_of(1)}),
        ("remove-cover", (dream.title,), {}),
    ):
        assert client.post(to(f"-console:{name}", library, *things), fields).status_code == 404, name
    assert (Copy.objects.count(), Title.objects.get().name) == (1, "红楼梦")
    taking.refresh_from_db()
    loan.refresh_from_db()
    assert (taking.ended_at, loan.ended_at, taking.sightings.count()) == (None, None, 0)
