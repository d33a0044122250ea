"""Staff on duty: what an office allows is there after the password only, and ends when nobody is at the desk.

A session opened by an SMS code is a worker's, whoever the worker is: their offices are not in it. The password's own
sign-in brings them, and says so in the session; without a sign of life for a while they are gone again, and the session
is a worker's as before. Money asks for the password anew.
"""

from datetime import datetime, timedelta

from django.conf import settings

from .requests import Request

DUTY, PROVED = "duty", "proved"  # in the session: the last sign of life, the last password; seconds of the epoch
STEP = timedelta(seconds=60)  # a sign of life is written down no oftener


def idle_after(request: Request) -> timedelta:
    """How long a desk may stand still: at a counter people come and go, and a gate has no hands free."""
    minutes = settings.COUNTER_IDLE_MINUTES if request.path.startswith("/counter/") else settings.CONSOLE_IDLE_MINUTES
    return timedelta(minutes=minutes)


def begin(request: Request) -> None:
    """The password was given just now."""
    request.session[DUTY] = request.session[PROVED] = request.now.timestamp()


def ends(request: Request) -> datetime | None:
    """When the duty of this session ends if nothing more happens; None when it has none, or none any more."""
    seen = request.session.get(DUTY)
    if seen is None:
        return None
    end = datetime.fromtimestamp(seen, request.now.tzinfo) + idle_after(request)
    return end if end > request.now else None


def go_on(request: Request) -> None:
    """Somebody is at the desk. What a page asks by itself, again and again, is no sign of it."""
    by_itself = request.method == "GET" and "HX-Request" in request.headers
    seen = request.session.get(DUTY)
    if seen is not None and not by_itself and request.now.timestamp() - seen > STEP.total_seconds() and ends(request):
        request.session[DUTY] = request.now.timestamp()


def proved(request: Request) -> bool:
    """Whether the password was given so lately that money may move."""
    given = request.session.get(PROVED)
    within = timedelta(minutes=settings.MONEY_PROOF_MINUTES).total_seconds()
    return ends(request) is not None and given is not None and request.now.timestamp() - given < within
