"""Which applications an officer may open."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.words import gettext_noop as _n

from ..models import Application
from ..querysets import ApplicationQuerySet

GROUND, FACTS = _n("理由"), _n("说明事实（可以不写；申请人看得到）")


def mine(request: PersonalRequest) -> ApplicationQuerySet:
    """What stands before the unions of my offices and all below them, drafts not."""
    return Application.objects.sent().under(request.office_unions)


def get_application(request: PersonalRequest, pk: UUID) -> Application:
    rows = mine(request).select_related("person", "union", "before", "entered_by", "leaves", "decided_by", "employer")
    return get_object_or_404(rows, pk=pk)


def url_of(application: Application) -> str:
    return reverse("joining-console:one", args=[application.pk])


def listed() -> tuple[str, str]:
    """The queue, as the way back from a page that hangs below it."""
    return reverse("joining-console:index"), _("入会转会")


def below(**context: Any) -> dict[str, Any]:
    return {"above": listed(), **context}
