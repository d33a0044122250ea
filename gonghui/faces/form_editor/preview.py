"""The draft as whoever fills it in would see it, page by page; nothing of what is typed is kept."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from gonghui.faces.acting import Page, page
from gonghui.faces.built_forms import AnswerForm
from gonghui.faces.requests import Request

if TYPE_CHECKING:
    from .editor import FormEditor


def page_of(editor: "FormEditor") -> Page:
    def given(request: Request, pk: UUID) -> dict[str, Any]:
        return {"version": None, "definition": editor.find(request, pk).definition}

    @page(f"{editor.name}-preview", "console/form_editor/preview.html", editor.guard)
    def preview(request: Request, pk: UUID) -> dict[str, Any]:
        return editor.below(request, pk, editor.find(request, pk), _("预览"))

    @preview.post(AnswerForm, given=given)
    def tried(request: Request, pk: UUID, *, form: AnswerForm) -> Mapping[str, Any]:
        if not form.finished:
            return {"form": form.next_page()}
        return {"tried": True, "form": AnswerForm(**given(request, pk))}

    return preview
