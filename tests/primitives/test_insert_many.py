"""Thousands of rows by COPY: as good as one by one, refused by the same constraints."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people.models import Document, Person
from gonghui.primitives.rows import insert_many
from gonghui.primitives.transactions import violated

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 5, 20, 2, 0, tzinfo=dt.UTC)


def entry(**facts):
    return Entry(
        at=AT,
        by_person=uuid.uuid4(),
        by_name="测试",
        origin="page",
        act="a.b",
        thing="x:1",
        label="\t\\N\n",
        facts=facts,
    )


def test_every_kind_of_value_comes_back_as_it_went_in():
    rows = [entry(name="林\t小\\雨\n", list=[1, None, True]), entry()]
    assert insert_many(rows) == 2
    for row in rows:
        stored = Entry.objects.get(pk=row.pk)
        for field in ("at", "by_person", "label", "on_person", "facts"):
            assert getattr(stored, field) == getattr(row, field)


def test_binary_values_and_nulls_come_back(lin):
    document = Document(
        person=lin, kind="passport", number_sealed=bytes(range(256)), number_index=b"\0" * 32, number_tail=""
    )
    insert_many([document])
    stored = Document.objects.get(pk=document.pk)
    assert bytes(stored.number_sealed) == bytes(range(256))
    stored.number_tail = "1234"
    document.number_tail = "5678"
    document.save(update_fields=["number_tail"])  # knows that it is stored
    assert Document.objects.get(pk=document.pk).number_tail == "5678"


def test_a_broken_constraint_names_itself_and_nothing_is_stored(lin):
    def person(code, index):
        return Person(name="高一鸣", sort_key="gao", member_code=code, mobile_index=index, created_at=AT)

    with pytest.raises(IntegrityError) as error, transaction.atomic():
        insert_many([person("AAAA", None), person("BBBB", bytes(lin.mobile_index))])
    assert violated(error.value) == "one_person_per_mobile"
    assert not Person.objects.filter(member_code="AAAA").exists()


def test_no_rows_are_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert insert_many([]) == 0
