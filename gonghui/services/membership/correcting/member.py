"""I have my data corrected."""

from typing import Any

from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest

from . import actions
from .forms import CorrectionForm
from .models import Correction
from .words import STATES, state_of


@page("membership-member:correct", "membership/correcting/mine.html", signed_in)
def correct(request: PersonalRequest) -> dict[str, Any]:
    """What I asked for, and the form."""
    rows = Correction.objects.of(request.person)[:10]
    return {"asked": [(row, *STATES[state_of(row)]) for row in rows]}


@correct.post(CorrectionForm)
def ask(request: PersonalRequest, *, form: CorrectionForm) -> Done:
    """Two officers will look at it."""
    actions.ask_correction(request.person, **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("已收到，两位干部核对后更正，结果会告诉你"))
