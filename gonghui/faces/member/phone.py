"""The demo's on-screen phone: what the SMS backend `demo` would have sent. Only on a demo site."""

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gonghui.faces.requests import Request
from gonghui.primitives.notices.models import ShownMessage

NUMBERS, MESSAGES = 12, 30


@require_safe
def phone(request: Request) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    latest = ShownMessage.objects.values("to").annotate(latest=Max("at")).order_by("-latest", "to")
    numbers = [row["to"] for row in latest[:NUMBERS]]
    chosen = request.GET.get("to") or (numbers[0] if numbers else "")
    shown = ShownMessage.objects.filter(to=chosen).order_by("-at", "-delivery")[:MESSAGES]
    context = {"numbers": numbers, "chosen": chosen, "shown": shown}
    return render(request, "member/phone_screen.html" if request.htmx else "member/phone.html", context)
