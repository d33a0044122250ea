"""The counter's front page: which desk do I stand at today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gonghui.faces import services
from gonghui.faces.guards import staff


@staff()
@require_safe
def desks(request: HttpRequest) -> HttpResponse:
    allowed = [entry for entry in services.product().COUNTERS if entry.open_to(request)]
    return render(request, "counter/desks.html", {"desks": allowed})
