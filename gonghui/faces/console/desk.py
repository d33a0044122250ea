"""Whether somebody is at the desk: what the console's pages ask, so that nothing typed is lost when it locks."""

from datetime import timedelta

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods

from gonghui.faces import duty
from gonghui.faces.asking_anew import told
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest

MOST_WARNING = timedelta(minutes=2)


@signed_in
@require_http_methods(["GET", "POST"])
def here(request: PersonalRequest) -> HttpResponse:
    """How many seconds are left, and from how many on to warn.

    A POST is a sign of life; with the password it opens a desk that is locked.
    """
    wrong = told(request)
    end = duty.ends(request)
    warn = min(MOST_WARNING, duty.idle_after(request) / 4)
    left = int((end - request.now).total_seconds()) if end else 0
    return wrong or JsonResponse({"left": left, "warn": int(warn.total_seconds())})
