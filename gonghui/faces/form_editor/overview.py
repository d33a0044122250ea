"""The editor's first page: the questions in their order, what was published, and what publishing would change."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gonghui.faces.acting import Act, Done, Page, page
from gonghui.faces.built_forms import changes_said
from gonghui.faces.forms import ProseField
from gonghui.faces.requests import Request
from gonghui.primitives.forms import actions as built_forms
from gonghui.primitives.forms.fields import KIND_WORDS, Definition, Field
from gonghui.primitives.forms.models import FormVersion
from gonghui.primitives.forms.rules import LONGEST_LEAD, LONGEST_TITLE

from . import said

if TYPE_CHECKING:
    from .editor import FormEditor

MOST_VERSIONS = 10  # that are listed


class HeadForm(forms.Form):
    """How the form is called, and what stands above its questions."""

    title = ProseField(label=gettext_lazy("表单名称"), max_length=LONGEST_TITLE)
    lead = ProseField(label=gettext_lazy("开头的说明"), max_length=LONGEST_LEAD, rows=3, required=False)


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question in the editor's list."""

    field: Field
    kind: str
    limits: str
    parts: str  # its choices, or its columns
    condition: str
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version that was published, and what it changed of the one before."""

    version: FormVersion
    changes: list[str]


def page_of(editor: "FormEditor") -> Page:
    @page(editor.name, "console/form_editor/form.html", editor.guard)
    def form(request: Request, pk: UUID) -> dict[str, Any]:
        """The questions of the draft, and what was published."""
        found = editor.find(request, pk)
        versions = list(FormVersion.objects.filter(form=found).order_by("-number")[: MOST_VERSIONS + 1])
        published = versions[0] if versions else None
        return {
            **editor.frame(request, pk, found),
            "lines": lines(found.definition),
            "kinds": [(kind.value, word) for kind, word in KIND_WORDS.items()],
            "versions": version_lines(versions)[:MOST_VERSIONS],
            "changes": changes_said(published.definition, found.definition) if published else [],
            "may_publish": may_publish(found.definition, found.title, published),
        }

    return form


def acts_of(editor: "FormEditor", form: Page) -> Iterator[tuple[str, str, Act]]:
    """By name, with what stands in its address."""

    def head_given(request: Request, pk: UUID) -> dict[str, Any]:
        found = editor.find(request, pk)
        return {"initial": {"title": found.title, "lead": found.definition.lead}}

    @form.act(HeadForm, form_name="head", given=head_given)
    def head(request: Request, pk: UUID, *, form: forms.Form) -> Done:
        found, told = editor.find(request, pk), form.cleaned_data
        definition = replace(found.definition, lead=told["lead"])
        return editor.redraft(request, pk, found, definition, title=told["title"])

    def changing(change: Callable[[Definition, str], Definition]) -> Callable[..., Done]:
        def changed(request: Request, pk: UUID, name: str) -> Done:
            found = editor.find(request, pk)
            said.question(found.definition, name)
            return editor.redraft(request, pk, found, change(found.definition, name))

        return changed

    @form.act()
    def publish(request: Request, pk: UUID) -> Done:
        found = editor.find(request, pk)
        version = built_forms.publish(found, seen=said.seen(request), by=request.caller, now=request.now)
        return Done(_("已发布第 %(number)s 版，现在填写的就是它") % {"number": version.number})

    yield "head", "head/", head
    yield "publish", "publish/", publish
    yield "up", "questions/<slug:name>/up/", form.act()(changing(lambda draft, key: draft.moved(key, -1)))
    yield "down", "questions/<slug:name>/down/", form.act()(changing(lambda draft, key: draft.moved(key, 1)))
    yield "remove", "questions/<slug:name>/removal/", form.act()(changing(lambda draft, key: draft.without(key)))


def lines(definition: Definition) -> list[QuestionLine]:
    last = len(definition.fields) - 1
    return [
        QuestionLine(
            field=field,
            kind=KIND_WORDS[field.kind],
            limits=said.limits(field),
            parts="、".join(one.label for one in (*field.choices, *field.columns)),
            condition=said.condition(field, definition),
            first=at == 0,
            last=at == last,
        )
        for at, field in enumerate(definition.fields)
    ]


def version_lines(versions: Sequence[FormVersion]) -> list[VersionLine]:
    """The newest first."""
    return [
        VersionLine(version, changes_said(before.definition, version.definition) if before else [])
        for version, before in zip(versions, [*versions[1:], None], strict=False)
    ]


def may_publish(draft: Definition, title: str, published: FormVersion | None) -> bool:
    """Whether there is anything that nobody is asked yet."""
    return bool(draft.fields) and (published is None or (published.definition, published.title) != (draft, title))
