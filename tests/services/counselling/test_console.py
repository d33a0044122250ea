"""Officers keep texts; a counsellor's desk has who waits, who comes, and notes that stay hers."""

import pytest
from django.urls import reverse

from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.services.counselling import actions, refusals
from gonghui.services.counselling.models import Leaflet, Note

from .conftest import NOTE

KEY = "0190a0a0-0000-7000-8000-000000000021"
pytestmark = pytest.mark.django_db
DESK = reverse("counselling-console:desk")
NEW, INDEX = reverse("counselling-console:new"), reverse("counselling-console:index")


def page(response):
    return response.content.decode()


@pytest.fixture
def leaflet(taiyuan, by, now):
    return actions.write(taiyuan, "睡不着的时候", "先别看手机。\n\n起来走一走。", by=by, now=now)


def test_written_and_everybody_reads_it_without_signing_in(browser, zhao, taiyuan):
    typed = {"union": str(taiyuan.pk), "title": "睡不着的时候", "text": "先别看手机。\n\n起来走一走。", "key": KEY}
    browser(zhao).post(NEW, typed)
    browser(zhao).post(NEW, typed)
    made = Leaflet.objects.get()
    visitor = browser()
    assert "睡不着的时候" in page(visitor.get(reverse("counselling:home")))
    seen = page(visitor.get(reverse("counselling:leaflet", args=[made.pk])))
    assert "<p>起来走一走。</p>" in seen
    assert "太原市总工会" in seen
    assert 'href="tel:12356"' in seen


@pytest.mark.parametrize("typed", [{"title": ""}, {"text": " "}, {"title": "字" * 41}, {"text": "字" * 2001}])
def test_what_cannot_be_published_says_what_to_mend(browser, zhao, taiyuan, typed):
    answer = browser(zhao).post(NEW, {"union": str(taiyuan.pk), "title": "好", "text": "好"} | typed)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in page(answer)
    assert not Leaflet.objects.exists()


def test_changed_withdrawn_and_shown_again(browser, zhao, leaflet):
    office, where = browser(zhao), reverse("counselling-console:leaflet", args=[leaflet.pk])
    office.post(where, {"title": "睡个好觉", "text": "新的话"})
    assert "新的话" in page(browser().get(reverse("counselling:leaflet", args=[leaflet.pk])))
    office.post(reverse("counselling-console:withdraw", args=[leaflet.pk]))
    assert browser().get(reverse("counselling:leaflet", args=[leaflet.pk])).status_code == 404
    assert "已收回" in page(office.get(INDEX))
    office.post(where, {"title": "睡个好觉", "text": "又来"})
    assert "又来" in page(browser().get(reverse("counselling:leaflet", args=[leaflet.pk])))


def test_markup_in_a_text_is_words(browser, taiyuan, by, now):
    made = actions.write(taiyuan, "<b>x</b>", "<script>alert(1)</script>", by=by, now=now)
    seen = page(browser().get(reverse("counselling:leaflet", args=[made.pk])))
    assert "<script>alert(1)" not in seen
    assert "&lt;script&gt;" in seen


def test_nothing_written_is_no_text(taiyuan, by, now):
    with pytest.raises(refusals.WordsMissing):
        actions.write(taiyuan, "  ", "好", by=by, now=now)


def test_where_nothing_is_yet_the_pages_say_what_to_do(browser, lin, zhao, mei):
    assert "写短文" in page(browser(zhao).get(INDEX))
    assert "还没有结果" in page(browser(lin).get(reverse("counselling:results")))
    assert "还没有满十人的一组" in page(browser(zhao).get(reverse("counselling-console:figures")))
    assert "现在没有人在等" in page(browser(mei).get(reverse("counselling-console:calls")))
    assert "约咨询师" in page(browser(lin).get(reverse("counselling:mine")))


def test_the_desk_has_who_waits_who_comes_and_what_she_took(browser, mei, he, called, booked, su, as_, now):
    talk, mine = booked(), actions.take_call(called(su), mei, by=as_(mei), now=now)
    called()
    seen = page(browser(mei).get(reverse("counselling-console:desk")))
    assert "有 1 位职工在等回电" in seen
    assert reverse("counselling-console:talk", args=[talk.pk]) in seen
    assert reverse("counselling-console:call", args=[mine.case_id]) in seen
    other = page(browser(he).get(reverse("counselling-console:desk")))
    assert str(talk.pk) not in other
    assert str(mine.case_id) not in other


def test_a_note_is_kept_sealed_and_is_hers_alone(browser, mei, he, booked, lin):
    talk = booked()
    desk = browser(mei)
    desk.post(reverse("counselling-console:note-talk", args=[talk.pk]), {"words": NOTE, "key": KEY})
    assert NOTE in page(desk.get(reverse("counselling-console:talk", args=[talk.pk])))
    note = Note.objects.get()
    assert NOTE.encode() not in bytes(note.words)
    assert not Note.objects.by(he).exists()


def test_the_same_note_twice_is_one(browser, mei, booked):
    where = reverse("counselling-console:note-talk", args=[booked().pk])
    for _each in range(2):
        browser(mei).post(where, {"words": NOTE, "key": KEY})
    assert Note.objects.count() == 1


def test_who_was_there_yesterday_can_still_be_noted(browser, mei, he, booked, hours, monkeypatch):
    talk = booked()
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: hours(9).starts)
    assert reverse("counselling-console:talk", args=[talk.pk]) in page(browser(mei).get(DESK))
    assert "可以补记" not in page(browser(he).get(DESK))


def test_who_left_that_unions_office_notes_no_more_of_its_people(browser, mei, booked, datong, by, now):
    talk = booked()
    people.dismiss(mei.offices.get(role=Role.COUNSELLOR), by=by, now=now)
    people.appoint(mei, datong, Role.COUNSELLOR, by=by, now=now)
    where = reverse("counselling-console:note-talk", args=[talk.pk])
    assert browser(mei).post(where, {"words": NOTE, "key": KEY}).status_code == 404
    assert not Note.objects.exists()


def test_a_note_without_words_is_none(browser, mei, booked):
    answer = browser(mei).post(
        reverse("counselling-console:note-talk", args=[booked().pk]), {"words": "  ", "key": KEY}
    )
    assert answer.status_code == 422
    assert not Note.objects.exists()


def test_the_sign_leads_there_and_is_found_by_everyday_words(browser):
    assert 'href="/counselling/"' in page(browser().get("/"))
    assert "/counselling/" in page(browser().get(reverse("faces:services"), {"q": "睡不着"}))
