"""What every request carries: who asks, from where, and when."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

Handler = Callable[[HttpRequest], HttpResponse]


def headers(get_response: Handler) -> Handler:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", "camera=(self), geolocation=(self), microphone=()")
        return response

    return middleware


def who_and_when(get_response: Handler) -> Handler:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.now = timezone.now()
        return get_response(request)

    return middleware
