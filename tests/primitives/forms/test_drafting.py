"""A draft is edited by one after the other, and what is published never changes."""

import pytest
from django.db import IntegrityError, transaction

from gonghui.primitives.forms import actions as built_forms
from gonghui.primitives.forms import refusals as no
from gonghui.primitives.forms.fields import Definition, Field, Kind
from gonghui.primitives.forms.models import Form, FormVersion
from gonghui.primitives.journal import actions as journal

from .asked import AID, with_field

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(province, by, now):
    return built_forms.make_form("tests.aid", province, "困难帮扶", definition=AID, by=by, now=now)


def test_nobody_answers_a_draft(form):
    assert FormVersion.objects.current(form) is None
    assert form.definition == AID


def test_what_is_published_is_answered_until_the_next(form, by, now):
    first = built_forms.publish(form, seen=form.revision, by=by, now=now)
    form.refresh_from_db()
    built_forms.redraft(form, AID.without("story"), title="生活救助", seen=form.revision, by=by, now=now)
    assert FormVersion.objects.current(form) == first
    second = built_forms.publish(form, seen=form.revision, by=by, now=now)
    assert FormVersion.objects.current(form) == second
    assert [first.number, first.title, "story" in first.definition] == [1, "困难帮扶", True]
    assert [second.number, second.title, "story" in second.definition] == [2, "生活救助", False]
    assert list(FormVersion.objects.newest()) == [second]


def test_publishing_is_written_down(form, by, now):
    built_forms.publish(form, seen=form.revision, by=by, now=now)
    entries = [(entry.act, entry.label, entry.facts) for entry in journal.entries_of(form)]
    assert entries == [
        ("forms.publish", "困难帮扶", {"number": 1}),
        ("forms.make", "困难帮扶", {"purpose": "tests.aid"}),
    ]


def test_who_edits_what_another_changed_meanwhile_is_told_and_nothing_is_lost(form, by, now):
    mine, theirs = form, Form.objects.get(pk=form.pk)
    built_forms.redraft(theirs, AID.without("story"), seen=theirs.revision, by=by, now=now)
    with pytest.raises(no.DraftChanged):
        built_forms.redraft(mine, AID, seen=mine.revision, by=by, now=now)
    with pytest.raises(no.DraftChanged):
        built_forms.publish(mine, seen=mine.revision, by=by, now=now)
    assert "story" not in Form.objects.get(pk=form.pk).definition
    assert not FormVersion.objects.exists()


def test_without_that_look_the_other_change_would_be_lost(form, by, now):
    """The failing twin: a draft that is simply written takes away what came between."""
    mine, theirs = form, Form.objects.get(pk=form.pk)
    built_forms.redraft(theirs, AID.without("story"), seen=theirs.revision, by=by, now=now)
    mine.save()
    assert "story" in Form.objects.get(pk=form.pk).definition


def test_the_same_is_not_published_twice(form, by, now):
    built_forms.publish(form, seen=form.revision, by=by, now=now)
    form.refresh_from_db()
    with pytest.raises(no.NothingToPublish):
        built_forms.publish(form, seen=form.revision, by=by, now=now)
    form.refresh_from_db()
    assert form.published == 1


def test_a_form_that_asks_nothing_is_not_published(province, by, now):
    form = built_forms.make_form("tests.aid", province, "空", by=by, now=now)
    with pytest.raises(no.NothingToPublish):
        built_forms.publish(form, seen=form.revision, by=by, now=now)
    assert not FormVersion.objects.exists()


def test_a_draft_that_cannot_be_asked_is_not_kept(form, by, now):
    bad = Definition((Field("one", Kind.CHOICE, "选一个"),))
    with pytest.raises(no.TooFewToChoose):
        built_forms.redraft(form, bad, seen=form.revision, by=by, now=now)
    assert Form.objects.get(pk=form.pk).definition == AID


def test_the_database_lets_nobody_change_or_delete_a_version(version):
    for change in (
        lambda rows: rows.update(data=with_field("title", label="别的").to_data()),
        lambda rows: rows.delete(),
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            change(FormVersion.objects.filter(pk=version.pk))


def test_no_two_versions_have_one_number(version, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        FormVersion.objects.create(form=version.form, number=1, title="又一份", data={}, published_at=now)


def test_an_office_reaches_the_forms_of_its_unions_alone(form, zhao, province):
    assert list(Form.objects.for_purpose("tests.aid").under([province])) == [form]
    assert not Form.objects.under([])
