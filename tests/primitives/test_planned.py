"""A look-up that is planned gives what the queryset would, by one statement that is written once."""

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.people.models import Membership, Person, Union
from gonghui.primitives.planned import Each, planned
from gonghui.primitives.rows import new_id


@planned
def of_person(person):
    return Membership.objects.filter(person=person, ends_on=None).select_related("union__parent", "person")


@planned
def names(persons=Each):
    return Person.objects.filter(pk__in=persons).order_by("name").values_list("name", flat=True)


@planned
def with_depth(code):
    return Union.objects.filter(code=code).annotate(above=F("parent__code")).select_related("parent")[:1]


def test_it_gives_the_row_with_those_that_were_selected_with_it(lin):
    expected = Membership.objects.select_related("union__parent").get(person=lin, ends_on=None)
    [found] = of_person(lin.pk)
    with CaptureQueriesContext(connection) as asked:
        assert found == expected
        assert found.starts_on == expected.starts_on
        assert found.created_at == expected.created_at
        assert found.person.name == lin.name
        assert found.union.path == expected.union.path
        assert found.union.parent == expected.union.parent
    assert not asked.captured_queries
    assert of_person(new_id()) == []


def test_a_row_of_it_can_be_changed_and_stored(lin):
    [found] = of_person(lin.pk)
    found.starts_on = found.starts_on.replace(day=1)
    found.save()
    assert Membership.objects.get(pk=found.pk).starts_on.day == 1


def test_several_ids_and_values(lin, chen):
    assert sorted(names([lin.pk, chen.pk])) == sorted([lin.name, chen.name])
    assert names([lin.pk]) == [lin.name]
    assert names([]) == []
    assert names({lin}) == [lin.name], "a row stands for its id"


def test_what_is_annotated_and_what_is_none(lin):
    below, top = Union.objects.exclude(parent=None).first(), Union.objects.filter(parent=None).first()
    assert [(one.above, one.parent) for one in with_depth(below.code)] == [(below.parent.code, below.parent)]
    assert [(one.above, one.parent) for one in with_depth(top.code)] == [(None, None)]


def test_it_is_one_statement_and_the_query_is_written_once(lin, monkeypatch):
    of_person(lin.pk)
    monkeypatch.setattr(Membership.objects, "filter", lambda **_: pytest.fail("the query is written anew"))
    with CaptureQueriesContext(connection) as asked:
        of_person(person=lin.pk)
    assert len(asked) == 1


def test_what_gives_no_rows_is_refused():
    as_dicts = planned(lambda person: Matter.objects.filter(person=person).values("title"))
    with pytest.raises(TypeError):
        as_dicts(new_id())
