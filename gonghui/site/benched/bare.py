"""A bare Django view, against which pages are held: it says two letters and asks nobody anything."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

BEFORE = "/bench/before/"  # any middleware
BEHIND = "/bench/behind/"  # all of it


def bare(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


def before_any(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The outermost middleware: answers one address itself, so that no other runs."""

    def answered(request: HttpRequest) -> HttpResponse:
        if request.path_info != BEFORE:
            return get_response(request)
        answer = bare(request)
        answer["Content-Length"] = str(len(answer.content))  # which CommonMiddleware would have said
        return answer

    return answered
