"""Staff on duty: what an office allows is there after the password only, and ends when nobody is at the desk.

A session opened by an SMS code is a worker's, whoever the worker is: their offices are not in it. The password's own
sign-in brings them, and says so in the session; without a sign of life for a while they are gone again, and the session
is a worker's as before. Money asks for the password anew.
"""

from datetime import datetime, timedelta

from django.conf import settings

from .requests import Request

# In the session, in seconds of the epoch: the last sign of life at the console and at a counter, the last password.
DUTY, AT_COUNTER, PROVED = "duty", "duty_counter", "proved"
STEP = timedelta(seconds=60)  # a sign of life is written down no oftener


def at_counter(request: Request) -> bool:
    return request.path.startswith("/counter/")


def idle_after(request: Request) -> timedelta:
    """How long a desk may stand still: at a counter people come and go, and a gate has no hands free."""
    return timedelta(minutes=settings.COUNTER_IDLE_MINUTES if at_counter(request) else settings.CONSOLE_IDLE_MINUTES)


def begin(request: Request) -> None:
    """The password was given just now."""
    for name in (DUTY, AT_COUNTER, PROVED):
        request.session[name] = request.now.timestamp()


def ends(request: Request) -> datetime | None:
    """When the duty of this session ends here if nothing more happens; None when it has none, or none any more.

    A console that ended is not opened by what went on at a counter: each has a sign of life of its own.
    """
    seen = request.session.get(AT_COUNTER if at_counter(request) else DUTY)
    if seen is None:
        return None
    end = datetime.fromtimestamp(seen, request.now.tzinfo) + idle_after(request)
    return end if end > request.now else None


def go_on(request: Request) -> None:
    """Somebody is at the desk. What a page asks by itself, again and again, is no sign of it."""
    by_itself = request.method == "GET" and "HX-Request" in request.headers
    if by_itself or ends(request) is None:
        return
    for name in (AT_COUNTER,) if at_counter(request) else (DUTY, AT_COUNTER):
        if request.now.timestamp() - request.session.get(name, 0) > STEP.total_seconds():
            request.session[name] = request.now.timestamp()


def proved(request: Request) -> bool:
    """Whether the password was given so lately that money may move."""
    given = request.session.get(PROVED)
    within = timedelta(minutes=settings.MONEY_PROOF_MINUTES).total_seconds()
    return ends(request) is not None and given is not None and request.now.timestamp() - given < within
