"""Questions that are written out once say what their querysets say, and are really written once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F, Q
from django.test.utils import CaptureQueriesContext

from gonghui.primitives.people.models import Membership, Person, Union
from gonghui.primitives.planned import planned

pytestmark = pytest.mark.django_db


def fresh(make):
    """The question as a process that begins asks it: nothing is remembered."""
    return planned(make)


def members(paths, since):
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(union__path__startswith=path)
    joined = Membership.objects.filter(found, created_at__gte=since)
    return joined.select_related("person", "union").annotate(code=F("union__code")).order_by("person__name")


def test_it_answers_the_objects_of_the_queryset_with_what_comes_with_them(lin, su, datong, works, now):
    day_ago = now - timedelta(days=1)
    asked = {"paths": (works.path, datong.path), "since": day_ago}
    theirs, ours = list(members(**asked)), fresh(members).rows(**asked)
    assert [one.__dict__ | {"_state": 0} for one in ours] == [one.__dict__ | {"_state": 0} for one in theirs]
    with CaptureQueriesContext(connection) as more:
        assert [(one.person.name, one.union.code, one.code) for one in ours] == [
            (one.person.name, one.union.code, one.union.code) for one in theirs
        ]
    assert len(more) == 0


def test_the_same_shape_is_written_once_whatever_the_values_are(lin, su, works, datong, now):
    question, day_ago = fresh(members), now - timedelta(days=1)
    found = [[one.person for one in question.rows(paths=(at.path,), since=day_ago)] for at in (works, datong)]
    assert found == [[lin], [su]]
    assert question.makes == 1
    assert len(question.rows(paths=(works.path, datong.path), since=day_ago)) == 2
    assert question.makes == 2


def test_a_value_is_a_value_and_no_part_of_a_pattern_or_statement(lin, works, now):
    question = fresh(lambda path: Union.objects.filter(path__startswith=path))
    assert question.rows(path=works.path) == list(Union.objects.filter(path__startswith=works.path))
    for odd in ("%", "_", "'; --", "\\"):
        assert question.rows(path=odd) == []


def test_a_list_is_looked_up_however_long_it_is(lin, su):
    question = fresh(lambda ids: Person.objects.filter(pk__among=ids).order_by("name"))
    assert [len(question.rows(ids=ids)) for ids in ([], [lin.pk], [lin.pk, su.pk])] == [0, 1, 2]
    assert question.makes == 1


def test_whether_there_is_one_and_how_many_and_a_part(lin, su, works, datong, now):
    question, asked = fresh(members), {"paths": (works.path, datong.path), "since": now - timedelta(days=1)}
    everybody = list(members(**asked))
    assert question.any(**asked)
    assert not question.any(paths=(works.path,), since=now + timedelta(days=1))
    assert question.question(**asked).count() == len(everybody) == 2
    assert question.question(**asked)[1:2] == question.part(1, 1, **asked) == everybody[1:2]
    assert list(question.question(**asked).queryset()) == everybody


def test_who_asks_among_none_is_told_so_without_a_query(now):
    question = fresh(members)
    with CaptureQueriesContext(connection) as asked:
        assert (question.rows(paths=(), since=now), question.any(paths=(), since=now)) == ([], False)
        assert question.question(paths=(), since=now).count() == 0
    assert len(asked) == 0
