"""The pages on which one question is described: a new one of a kind, or one that is there."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from gonghui.faces.acting import Page, page
from gonghui.faces.built_forms import AnswerForm
from gonghui.faces.requests import Request
from gonghui.kernel.refusals import Refused
from gonghui.primitives.forms.fields import KIND_WORDS, Definition, Field, Kind
from gonghui.primitives.forms.models import Form, FormVersion

from . import questions, said

if TYPE_CHECKING:
    from .editor import FormEditor

TEMPLATE = "console/form_editor/question.html"
UNTOLD = {"required": False, "sensitive": False}


def changing(editor: "FormEditor") -> Page:
    def given(request: Request, pk: UUID, name: str) -> dict[str, Any]:
        found = editor.find(request, pk)
        known = said.question(found.definition, name)
        return {"version": None, "definition": asked_of(found, known.kind, known), "initial": questions.told(known)}

    @page(f"{editor.name}-question", TEMPLATE, editor.guard)
    def change(request: Request, pk: UUID, name: str, *, refusal: Refused | None = None) -> dict[str, Any]:
        """One question as it is asked."""
        found = editor.find(request, pk)
        kind = said.question(found.definition, name).kind
        return editor.below(request, pk, found, _("修改题目")) | about(request, found, kind, refusal)

    @change.post(AnswerForm, given=given)
    def changed(request: Request, pk: UUID, name: str, *, form: AnswerForm) -> Any:
        if not form.finished:
            return {"form": form.next_page()}
        found = editor.find(request, pk)
        known = said.question(found.definition, name)
        field = questions.said_field(form.values, known.kind, name, known, published(found, name))
        return editor.redraft(request, pk, found, found.definition.with_field(field))

    return change


def adding(editor: "FormEditor") -> Page:
    def given(request: Request, pk: UUID, kind: str) -> dict[str, Any]:
        asked = asked_of(editor.find(request, pk), kind_of(kind), None)
        return {"version": None, "definition": asked, "initial": UNTOLD}

    @page(f"{editor.name}-new", TEMPLATE, editor.guard)
    def new(request: Request, pk: UUID, kind: str, *, refusal: Refused | None = None) -> dict[str, Any]:
        """A question more, at the end."""
        found = editor.find(request, pk)
        return editor.below(request, pk, found, _("添加题目")) | about(request, found, kind_of(kind), refusal)

    @new.post(AnswerForm, given=given)
    def added(request: Request, pk: UUID, kind: str, *, form: AnswerForm) -> Any:
        if not form.finished:
            return {"form": form.next_page()}
        found = editor.find(request, pk)
        field = questions.said_field(form.values, kind_of(kind), questions.new_key(), None)
        return editor.redraft(request, pk, found, found.definition.with_field(field))

    return new


def kind_of(text: str) -> Kind:
    """Raises Http404."""
    if text not in KIND_WORDS:
        raise Http404
    return Kind(text)


def asked_of(found: Form, kind: Kind, known: Field | None) -> Definition:
    fields = found.definition.fields
    before = fields[: fields.index(known)] if known else fields
    return questions.asking(kind, before, confidential=found.confidential)


def published(found: Form, key: str) -> list[Field]:
    """The question as each version asked it."""
    definitions = [version.definition for version in FormVersion.objects.filter(form=found)]
    return [definition[key] for definition in definitions if key in definition]


def about(request: Request, found: Form, kind: Kind, refusal: Refused | None) -> dict[str, Any]:
    """Who is told that the draft has changed goes on from what it is now."""
    typing = request.method == "POST" and refusal is None
    return {"kind": KIND_WORDS[kind], "revision": said.seen(request) if typing else found.revision}
