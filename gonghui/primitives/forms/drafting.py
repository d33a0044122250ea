"""A form is drafted by whoever may, and published as a version that never changes."""

from datetime import datetime

from django.db.models import F

from gonghui.kernel.callers import Caller
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Union
from gonghui.primitives.transactions import action

from . import refusals as no
from .fields import Definition
from .models import Form, FormVersion
from .rules import check_definition


@action
def make_form(
    purpose: str,
    union: Union,
    title: str,
    *,
    definition: Definition = Definition(),  # noqa: B008 - a frozen value
    confidential: bool = True,
    by: Caller,
    now: datetime,
) -> Form:
    """A form as a draft, of this union. Raises BadDefinition."""
    check_definition(definition)
    form = Form.objects.create(
        purpose=purpose, union=union, title=title, confidential=confidential, draft=definition.to_data(), created_at=now
    )
    journal.record("forms.make", form, by=by, now=now, label=title, facts={"purpose": purpose})
    return form


@action
def redraft(form: Form, definition: Definition, *, title: str = "", seen: int, by: Caller, now: datetime) -> Form:
    """Another draft in place of the one whose revision was `seen`. Raises BadDefinition, DraftChanged."""
    check_definition(definition)
    changed = {"draft": definition.to_data(), "title": title or form.title}
    if not Form.objects.filter(pk=form.pk, revision=seen).update(revision=F("revision") + 1, **changed):
        raise no.DraftChanged()
    form.refresh_from_db()
    return form


@action
def publish(form: Form, *, seen: int, by: Caller, now: datetime) -> FormVersion:
    """The draft, as it was `seen`, as the version that is answered from now on.

    Raises DraftChanged, NothingToPublish, BadDefinition.
    """
    # Whoever publishes too waits here, and then finds another revision.
    if not Form.objects.filter(pk=form.pk, revision=seen).update(
        revision=F("revision") + 1, published=F("published") + 1
    ):
        raise no.DraftChanged()
    form.refresh_from_db()
    check_definition(form.definition)
    before = FormVersion.objects.filter(form=form, number=form.published - 1).first()
    if not form.definition.fields or (before and (before.data, before.title) == (form.draft, form.title)):
        raise no.NothingToPublish()
    version = FormVersion.objects.create(
        form=form, number=form.published, title=form.title, data=form.draft,
        published_at=now, published_by=by.person, created_at=now,
    )  # fmt: skip
    journal.record("forms.publish", form, by=by, now=now, label=form.title, facts={"number": version.number})
    return version
