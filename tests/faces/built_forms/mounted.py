"""Addresses with a form editor of their own beside the product's, for test_form_editor.py."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import include, path, reverse

from gonghui.faces.form_editor import FormEditor
from gonghui.faces.guards import staff
from gonghui.faces.requests import Request
from gonghui.primitives.forms.models import Form
from gonghui.primitives.people.powers import Act, Power
from gonghui.site.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401

MANAGE = Act("tests.manage", Power.MANAGE)


def form_of(request: Request, pk: UUID) -> Form:
    return get_object_or_404(Form.objects.under(request.office_unions), pk=pk)


def above(request: Request, pk: UUID) -> tuple[str, str]:
    return reverse("faces:work"), "我的工作"


EDITOR = FormEditor("editing:form", staff(MANAGE), find=form_of, above=above)
urlpatterns = [path("console/tests/", include((EDITOR.urls("<uuid:pk>/form/"), "editing"))), *urlpatterns]
