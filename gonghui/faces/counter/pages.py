"""The counter's front page: which desk do I stand at today."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gonghui.faces import services
from gonghui.faces.guards import staff
from gonghui.faces.requests import Request


@staff()
@require_safe
def desks(request: Request) -> HttpResponse:
    allowed = [entry for entry in services.product().COUNTERS if entry.open_to(request)]
    return render(request, "counter/desks.html", {"desks": allowed})
