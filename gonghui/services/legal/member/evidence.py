"""The evidence box: keep, read, delete, hand out for a court; and anybody checks what was handed out."""

from os import SEEK_END
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gonghui.faces import attachments
from gonghui.faces.acting import Done, page
from gonghui.faces.front.views import for_visitors
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest, Request

from .. import actions
from ..forms import CheckForm, EvidenceForm
from ..models import Evidence
from ..pages import evidence as box


@page("legal:evidence", "legal/evidence.html", signed_in)
def evidence(request: PersonalRequest) -> dict[str, Any]:
    """What I keep."""
    return {"pieces": box.pieces(request.person)}


@evidence.post(EvidenceForm)
def keep(request: PersonalRequest, *, form: EvidenceForm, key: str) -> Done:
    """Sealed, with the time and the hash of each."""
    said = form.cleaned_data
    actions.keep(request.person, said["files"], said["words"], key=key, by=request.caller, now=request.now)
    return Done(_("已存好，时间和指纹已经记下"))


@evidence.act(at=lambda request, pk: {})
def delete(request: PersonalRequest, pk: UUID) -> Done:
    """I do not want it kept any more."""
    actions.drop(mine(request, pk), by=request.caller, now=request.now)
    return Done(_("已删除"))


@page("legal:evidence-list", "legal/evidence_list.html", signed_in)
def printed(request: PersonalRequest) -> dict[str, Any]:
    """The list for a court."""
    return {"pieces": box.pieces(request.person), "now": request.now}


@signed_in
@require_safe
def archive(request: PersonalRequest) -> HttpResponse:
    """Every copy and the list, as one file."""
    out = box.archive(box.pieces(request.person))
    long = out.seek(0, SEEK_END) > box.AT_HAND
    out.seek(0)
    response: Any = FileResponse(out) if long else HttpResponse(out.read())  # what lies in a file has no .content
    response["Content-Type"] = "application/zip"
    response["Content-Disposition"] = content_disposition_header(True, f"{_('证据')}.zip")
    response["Cache-Control"] = "no-store, private"
    return response  # type: ignore[no-any-return]


@signed_in
@require_safe
def file(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """A copy, as it was kept."""
    return attachments.shown(request, mine(request, pk).file)


@for_visitors()
@page("legal:evidence-check", "legal/evidence_check.html")
def check(request: Request) -> dict[str, Any]:
    """For a court, or whoever was given a copy."""
    return {}


@check.post(CheckForm)
def compare(request: Request, *, form: CheckForm) -> dict[str, Any]:
    """The same or not; nothing of what was sent is kept."""
    code = form.cleaned_data["code"]
    actions.count_check(code, by=request.caller, now=request.now)
    return {"checked": box.checked(code, form.cleaned_data["copy"])}


def mine(request: PersonalRequest, pk: UUID) -> Evidence:
    return get_object_or_404(Evidence.objects.of(request.person), pk=pk)
