"""Who sees what of whom: one table. Planted sentences are looked for in all that somebody is answered."""

import json

import pytest
from django.db import connection
from django.urls import reverse

from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices.models import Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.services.counselling import actions
from gonghui.services.counselling.models import Note, Talk
from tests.cast import mobile

from .conftest import ABOUT, DAY, HEAVY, NOTE

pytestmark = pytest.mark.django_db

# What of Lin's each sees. result: her score; about: what she wants to talk of; note: Mei's; phone: whom to call;
# name: that it is she. "chosen" is Mei, to whom she showed her result, with whom she booked, who took her call.
TABLE = {
    "visitor": set(),
    "asker": {"result", "about"},  # no note, though it is about her
    "stranger": set(),
    "chosen": {"result", "about", "note", "phone", "name"},
    "colleague": set(),
    "counsellor above": set(),
    "counsellor of another city": set(),
    "officer": set(),
    "administrator": set(),
    "auditor": set(),
    "officer of the firm": set(),
}


@pytest.fixture
def planted(took, booked, called, desk, mei, lin, as_, now):
    """Lin has a result, a talk, a call; Mei a note."""
    result = took().result
    actions.show_to(result, desk, now=now)
    talk = booked()
    call = actions.take_call(called(), mei, by=as_(mei), now=now)
    actions.note(mei, lin, NOTE, now=now)
    return {"talk": talk.pk, "call": call.case_id, "result": result.pk, "counsellor": desk.pk}


@pytest.fixture
def everybody(lin, su, mei, he, gu, zhao, counsellor, enrol, province, works, datong, by, now):
    administrator, auditor, boss = enrol("管平台", 421), enrol("卫经审", 422), enrol("厂里干事", 423)
    people.appoint(administrator, province, Role.ADMINISTRATOR, by=by, now=now)
    people.appoint(auditor, province, Role.AUDITOR, by=by, now=now)
    people.appoint(boss, works, Role.OFFICER, by=by, now=now)
    return {
        "visitor": None, "asker": lin, "stranger": su, "chosen": mei, "colleague": he, "counsellor above": gu,
        "counsellor of another city": counsellor("段大同", 405, datong), "officer": zhao,
        "administrator": administrator, "auditor": auditor, "officer of the firm": boss,
    }  # fmt: skip


def everything(client, api, planted):
    """All that somebody is answered: each page of the slice, what waits for them, each reading of the API."""
    talk, call = planted["talk"], planted["call"]
    pages = [
        *(reverse(f"counselling:{name}") for name in ("home", "results", "now", "counsellors", "mine")),
        reverse("counselling:counsellor", args=[planted["counsellor"]]),
        reverse("counselling:talk", args=[talk]),
        reverse("counselling:call", args=[call]),
        *(reverse(f"counselling-console:{name}") for name in ("index", "figures", "desk", "calls")),
        reverse("counselling-console:talk", args=[talk]),
        reverse("counselling-console:call", args=[call]),
        "/", "/mine/", "/console/",
    ]  # fmt: skip
    told = [client.get(path).content.decode() for path in pages]
    read = ("/counselling/results", "/counselling/talks", f"/counselling/calls/{call}", "/counselling/groups")
    return "".join(told + [json.dumps(api(path).json(), ensure_ascii=False) for path in read])


@pytest.mark.rows_by_hand
@pytest.mark.parametrize("who", TABLE)
def test_each_sees_what_the_table_says(who, everybody, planted, browser, api):
    person = everybody[who]
    told = everything(browser(person), api(person), planted)
    marks = {
        "result": "11 分，满分 27",
        "about": ABOUT,
        "note": NOTE,
        "phone": mobile(101).e164,
        "name": "林小雨",
    }
    seen = {name for name, mark in marks.items() if mark in told}
    assert seen - ({"name"} if who == "asker" else set()) == TABLE[who]


@pytest.mark.parametrize(("name", "thing"), [("talk", "talk"), ("call", "call")])
@pytest.mark.parametrize("who", ["colleague", "counsellor above"])
def test_a_colleague_who_opens_it_is_refused_written_down_and_she_is_told(
    who, name, thing, everybody, planted, browser, lin
):
    person = everybody[who]
    answer = browser(person).get(reverse(f"counselling-console:{name}", args=[planted[thing]]))
    assert answer.status_code == 403
    assert "这位职工选的不是你" in answer.content.decode()
    [entry] = Entry.objects.filter(act="counselling.refused_look")
    assert (entry.by_person, entry.on_person) == (person.pk, None)
    [told] = Notice.objects.filter(person=lin, title="有人想打开你的咨询，没有打开")
    assert person.name in told.text


def test_who_tries_again_and_again_is_written_down_each_time_and_told_of_once_a_day(
    everybody, planted, browser, lin, now, monkeypatch
):
    def tries(who, times):
        for _each in range(times):
            browser(everybody[who]).get(reverse("counselling-console:talk", args=[planted["talk"]]))
        looks = Entry.objects.filter(act="counselling.refused_look").count()
        return looks, Notice.objects.filter(person=lin, title__startswith="有人想打开").count()

    assert tries("colleague", 3) == (3, 1)
    assert tries("counsellor above", 2) == (5, 2)
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: now + DAY)
    assert tries("colleague", 2) == (7, 3)


@pytest.mark.parametrize(
    ("name", "thing", "typed"),
    [
        ("note-talk", "talk", {"words": "偷看"}), ("call-off", "talk", {"reason": "不去"}),
        ("note-call", "call", {"words": "偷看"}), ("say", "call", {"words": "我来聊"}),
        ("reached", "call", {"words": "打过了"}), ("end", "call", {"outcome": "heard", "words": "好了"}),
    ],
)  # fmt: skip
def test_nor_does_a_colleague_do_anything_with_it(name, thing, typed, everybody, planted, browser):
    where = reverse(f"counselling-console:{name}", args=[planted[thing]])
    typed |= {"key": "0190a0a0-0000-7000-8000-000000000051"}
    assert browser(everybody["colleague"]).post(where, typed).status_code == 404
    assert Note.objects.count() == 1
    assert Talk.objects.standing().count() == 1


def test_on_her_page_no_officer_reads_that_she_asked_for_help(everybody, planted, browser, lin):
    seen = browser(everybody["officer"]).get(reverse("faces:person", args=[lin.pk])).content.decode()
    assert "林小雨" in seen
    assert not [word for word in ("咨询", "心理", "自测", "回电") if word in seen.partition("<main")[2]]
    assert not Entry.objects.filter(act__startswith="counselling.", on_person=lin.pk).exists()


def test_what_she_shows_no_more_the_counsellor_sees_no_more(planted, browser, mei, lin, now):
    from gonghui.services.counselling.models import Result

    where = reverse("counselling-console:talk", args=[planted["talk"]])
    assert "11 分" in browser(mei).get(where).content.decode()
    actions.show_to(Result.objects.get(), None, now=now)
    assert "11 分" not in browser(mei).get(where).content.decode()


def test_a_stolen_database_holds_none_of_it(planted):
    secrets = [ABOUT, NOTE, mobile(101).national, '"answers"', json.dumps(HEAVY)]
    told = ""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT each::text FROM {connection.ops.quote_name(table)} AS each")
            told += "".join(row for (row,) in cursor.fetchall())
    assert [secret for secret in secrets if secret in told or secret.encode().hex() in told] == []
    assert "counselling.booked" in told or "咨询约好了" in told  # the search finds what is there


def test_a_look_of_the_counsellor_she_chose_is_written_down_too(planted, browser, mei):
    browser(mei).get(reverse("counselling-console:talk", args=[planted["talk"]]))
    assert Entry.objects.filter(act="counselling.open_talk", by_person=mei.pk).count() == 1


def test_the_notes_of_another_counsellor_are_not_even_his_who_comes_after(
    planted, booked, he, taiyuan, lin, as_, hours, browser, now
):
    mine = actions.introduce(he, taiyuan, about="好", ways=["phone"], by=as_(he), now=now)
    actions.open_hours(mine, hours(6), by=as_(he), now=now)
    talk = booked(desk=mine, at=6, key="k6")
    seen = browser(he).get(reverse("counselling-console:talk", args=[talk.pk])).content.decode()
    assert "林小雨" in seen
    assert NOTE not in seen
    assert "11 分" not in seen
