"""What the rooms put on the common pages beside what waits: where a code leads."""

from django.http import HttpRequest
from django.urls import reverse

from ..models import RoomBooking


def page_of_code(request: HttpRequest, code: str) -> str | None:
    """The asker's own booking behind a code."""
    if request.person is None:
        return None
    found = RoomBooking.objects.of(request.person).filter(booking__code=code).first()
    return reverse("hub:booking", args=[found.pk]) if found else None
