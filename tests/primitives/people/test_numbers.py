"""Whole numbers are sealed in the database, masked on the screen, and shown only to who says why."""

import pytest
from django.db import connection

from gonghui.kernel.sealing import Unsealable
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people
from gonghui.primitives.people import keys
from gonghui.primitives.people.models import Document
from gonghui.primitives.people.refusals import NoNumber, WhyMissing
from tests.cast import mobile, resident_id


def test_a_stolen_database_holds_no_number(lin):
    with connection.cursor() as cursor:
        for table in ("people_person", "people_document", "journal_entry"):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ''), '') FROM {table} t")
            rows = cursor.fetchone()[0]
            for number in (mobile(101).national, resident_id(101).number):
                assert number not in rows
                assert number.encode().hex() not in rows


def test_a_row_shows_only_the_tail(lin):
    document = lin.documents.get()

    assert lin.masked_mobile == "*******0101"
    assert document.masked_number == "*" * 14 + resident_id(101).number[-4:]
    assert lin.masked_name == "林**"


def test_a_whole_number_is_shown_to_who_says_why_and_that_is_written_down(lin, zhao, by, now):
    document = lin.documents.get()

    assert people.look_at_number(document, by=by, now=now, why=" 核对理赔材料 ") == resident_id(101).number
    assert people.look_at_number(lin, by=by, now=now, why="电话通知") == "19900000101"

    looked = Entry.objects.filter(act="people.look_at_number", on_person=lin.pk).order_by("pk")
    assert [entry.facts for entry in looked] == [{"why": "核对理赔材料"}, {"why": "电话通知"}]
    assert journal.entries_of(document).get().on_person == lin.pk


def test_nothing_is_shown_without_a_reason(lin, by, now):
    with pytest.raises(WhyMissing):
        people.look_at_number(lin, by=by, now=now, why="  ")


def test_there_may_be_no_number_to_show(db, by, now):
    person = people.enrol(name="周无号", mobile=None, documents=[], by=by, now=now)

    assert keys.mobile_of(person) is None
    with pytest.raises(NoNumber):
        people.look_at_number(person, by=by, now=now, why="电话通知")


def test_a_sealed_number_moved_to_another_row_does_not_open(lin, chen):
    hers, his = lin.documents.get(), chen.documents.get()
    Document.objects.filter(pk=his.pk).update(number_sealed=hers.number_sealed)

    with pytest.raises(Unsealable):
        keys.number_of(Document.objects.get(pk=his.pk))


def test_the_number_for_sending_is_the_enrolled_one(lin):
    lin.refresh_from_db()

    assert keys.mobile_of(lin) == mobile(101)
