"""The demo's on-screen phone: what the SMS backend `demo` would have sent. Only on a demo site."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gonghui.primitives.notices import actions as notices

NUMBERS, MESSAGES = 12, 30


@require_safe
def phone(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    numbers = list(notices.shown_numbers()[:NUMBERS])
    chosen = request.GET.get("to") or (numbers[0] if numbers else "")
    context = {"numbers": numbers, "chosen": chosen, "shown": notices.shown_on(chosen)[:MESSAGES]}
    return render(request, "member/phone_screen.html" if request.htmx else "member/phone.html", context)
