"""The newest version as JSON Schema, for whoever writes a program that answers it."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, JsonResponse

from gonghui.faces.acting import Page, page
from gonghui.faces.requests import Request
from gonghui.primitives.forms.models import FormVersion
from gonghui.primitives.forms.schema import schema_of

if TYPE_CHECKING:
    from .editor import FormEditor


def page_of(editor: "FormEditor") -> Page:
    @page(f"{editor.name}-schema", "", editor.guard)
    def schema(request: Request, pk: UUID) -> JsonResponse:
        version = FormVersion.objects.current(editor.find(request, pk))
        if version is None:
            raise Http404
        said = {"ensure_ascii": False, "indent": 1}
        return JsonResponse(schema_of(version), content_type="application/schema+json", json_dumps_params=said)

    return schema
