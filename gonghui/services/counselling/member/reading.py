"""What anybody reads without signing in."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from gonghui.faces import answers
from gonghui.faces.acting import page
from gonghui.faces.front.views import for_visitors
from gonghui.faces.requests import Request
from gonghui.primitives import clock

from ..models import Leaflet
from ..rules import scales

LISTED = 20


@for_visitors("page")
@page("counselling:home", "counselling/home.html")
def home(request: Request) -> dict[str, Any]:
    """The line, a human at once, texts, scales, counsellors."""
    found = Leaflet.objects.shown().order_by("-created_at", "-pk")
    return {"page": answers.paged(request, found, LISTED), "scales": scales.in_force(clock.date_of(request.now))}


@for_visitors()
@page("counselling:leaflet", "counselling/leaflet.html")
def leaflet(request: Request, pk: UUID) -> dict[str, Any]:
    """One text."""
    return {"leaflet": get_object_or_404(Leaflet.objects.shown().select_related("union"), pk=pk)}
