"""A case ends with what came back to the worker."""

from uuid import UUID

from django.utils.translation import gettext as _

from gonghui.faces.acting import Done
from gonghui.faces.cases.forms import apart
from gonghui.faces.requests import PersonalRequest

from .. import actions
from ..forms import CloseForm
from ..pages.cases import CASES
from ..rules.question import LEGAL


@CASES.handled.act(CloseForm, form_name="close_form", given=apart("close", kind=LEGAL))
def close(request: PersonalRequest, pk: UUID, *, form: CloseForm) -> Done:
    """It is over."""
    said = form.cleaned_data
    actions.close(
        CASES.find(request, pk), said["outcome"], said["words"], recovered=said["recovered"],
        hours=said["hours"] or 0, by=request.caller, now=request.now,
    )  # fmt: skip
    return Done(_("已办结，职工收到通知"), to=CASES.listed()[0])
