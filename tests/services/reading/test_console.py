"""What officers and the desk do beside lending: correct a title, give it a cover, see who booked the seats."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from gonghui.kernel.window import Window
from gonghui.primitives.files import actions as files
from gonghui.primitives.files.models import File
from gonghui.primitives.people import actions as people
from gonghui.services.reading import actions as reading
from gonghui.services.reading.models import Cover, Title
from gonghui.services.reading.pages.browse import cover_of
from gonghui.services.reading.rules import seat_state
from tests.kernel.test_pictures import photograph, prepared_photograph

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def url(name, *ids):
    return reverse(f"reading-console:{name}", args=[getattr(each, "pk", each) for each in ids])


SAID = {
    "name": "《红楼梦》",
    "author": "曹雪芹",
    "publisher": "人文社",
    "year": "1982",
    "subject": "culture",
    "kind": "book",
}


def test_a_corrected_title_is_found_by_its_new_words(library, add, officer, browser_of):
    copy = add("红楼孟", codes=("HLM1",))[0]
    client, address = browser_of(officer), url("title", library, copy.title_id)
    assert address in client.get(url("books", library)).content.decode()
    client.post(address, SAID | {"about": "石头记"})
    title = Title.objects.get()
    assert (title.name, title.year, title.about, title.subject) == ("红楼梦", 1982, "石头记", "culture")
    assert "红楼梦" in client.get(url("books", library) + "?q=hongloumeng").content.decode()
    assert client.post(address, SAID | {"name": " "}).status_code == 422


def test_a_cover_comes_and_goes(library, dream, officer, browser_of):
    client, ids = browser_of(officer), (library, dream.title_id)
    bad = client.post(url("cover", *ids), {"cover": SimpleUploadedFile("a.png", b"<svg onload=alert(1)>")})
    assert bad.status_code == 422
    assert "“a.png”：这是网页或 XML 文件，这里不收" in bad.content.decode()
    assert client.post(url("cover", *ids)).status_code == 422  # no file at all
    client.post(url("cover", *ids), {"cover": SimpleUploadedFile("a.png", photograph(300, 400, "PNG"))})
    assert reverse("reading:cover", args=[dream.title_id]) in client.get(url("title", *ids)).content.decode()
    client.post(url("remove-cover", *ids))
    assert not Cover.objects.exists()
    assert client.post(url("remove-cover", *ids)).status_code == 303  # once more changes nothing


def test_a_new_cover_takes_the_place_of_the_old_and_has_another_address(dream, officer, by, now):
    first = reading.set_cover(dream.title, prepared_photograph(), by=by, now=now)
    before = cover_of(dream.title)
    second = reading.set_cover(dream.title, prepared_photograph(), by=by, now=now)
    assert cover_of(dream.title).url != before.url  # browsers keep the first for a day
    assert list(File.objects.filter(taken_off_at=now)) == [first.file]
    shown = Client().get(cover_of(dream.title).small_url)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert shown.content == files.read_small(second.file)


def test_a_title_that_others_catalogued_is_not_mine_to_correct(library, datong, dream, officer, browser_of):
    Title.objects.update(catalogued_by=datong)
    client = browser_of(officer)
    assert client.get(url("title", library, dream.title_id)).status_code == 404
    assert url("title", library, dream.title_id) not in client.get(url("books", library)).content.decode()


@pytest.fixture
def booked(seat, lin, by, now):
    return reading.book_seat(seat, lin, Window(now + HOUR, now + 2 * HOUR), key="a", by=by, now=now)


def test_the_officer_sees_who_booked_a_seat_masked(library, booked, lin, officer, browser_of, now):
    client = browser_of(officer)
    page = client.get(url("seats", library)).content.decode()
    assert "林**" in page
    assert "已预订" in page
    assert lin.name not in page
    assert "没有人订座" in client.get(url("seats", library) + "?day=2020-02-29").content.decode()
    for day in ("2021-02-29", "0001-01-01", "9999-12-31", "gestern"):  # no such day: all
        assert "林**" in client.get(url("seats", library) + f"?day={day}").content.decode()
    sheet = load_workbook(BytesIO(client.get(url("seats", library) + "?export=1").content)).active
    rows = [row for row in sheet.iter_rows(values_only=True) if "A1" in row]
    assert [row[2] for row in rows] == ["林**"]


def test_a_keeper_sees_todays_seats_of_their_own_desk_only(
    library, bank, booked, librarian, wu, taiyuan, browser_of, now
):
    desk = reverse("reading-counter:seats", args=[library.pk])
    keeper = browser_of(librarian)
    assert keeper.get(desk).status_code == 404
    assert keeper.get(reverse("reading-counter:seats", args=[bank.pk])).status_code == 200
    assert "林**" in browser_of(wu).get(desk).content.decode()


@pytest.mark.parametrize(
    ("after", "facts", "state"),
    [
        (-1, {}, "ahead"),
        (1, {}, "awaited"),
        (1, {"arrived": True}, "sitting"),
        (1, {"arrived": True, "left": True}, "left"),
        (99, {"arrived": True}, "over"),
        (99, {}, "missed"),
        (20, {"released": "no_show"}, "missed"),
        (-1, {"released": "given_back"}, "given_back"),
        (-1, {"released": "seat_closed"}, "cancelled"),
    ],
)
def test_what_came_of_a_booking(now, after, facts, state):
    said = {"arrived": False, "left": False, "released": None} | facts
    assert seat_state(now, now + HOUR, **said, now=now + timedelta(minutes=after)) == state


def test_an_administrator_does_what_an_officer_does(library, enrol, taiyuan, browser_of, by, now):
    administrator = enrol("郑管理", 371)
    people.appoint(administrator, taiyuan, "administrator", by=by, now=now)
    pages = browser_of(administrator)
    assert pages.get(url("room", library)).status_code == 200
    assert pages.get(url("rules", library)).status_code == 200
    assert pages.get(reverse("reading-counter:home")).status_code == 200


def test_where_a_room_had_its_people_one_is_sent_to_its_premises(library, zhao, enrol, datong, browser_of, by, now):
    keepers = f"/console/reading/{library.pk}/keepers/"
    sent = browser_of(zhao).get(keepers, follow=True)
    assert sent.redirect_chain == [(f"/console/premises/{library.premises_id}/keepers/", 301)]
    assert sent.status_code == 200
    neighbour = enrol("郑大同", 372)
    people.appoint(neighbour, datong, "officer", by=by, now=now)
    assert browser_of(neighbour).get(keepers).status_code == 404
