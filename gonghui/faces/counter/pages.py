"""The counter's front page: which desk do I stand at today."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gonghui.faces import services
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import Request


@signed_in
@require_safe
def desks(request: Request) -> HttpResponse:
    return render(request, "counter/desks.html", {"desks": services.counters(request)})


@require_safe
def alone(request: Request) -> HttpResponse:
    """What a counter shows in place of a page that the device does not keep, while there is no network."""
    return render(request, "counter/alone.html")


@require_safe
def worker(request: Request) -> HttpResponse:
    """The service worker that opens counter pages without a network; it stands here because it rules what is below."""
    return render(request, "counter/worker.js", content_type="text/javascript")
