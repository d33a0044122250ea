"""What a device asks for and sends that goes on without a network: the list it keeps, and what it did alone."""

import functools
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.views.decorators.http import require_POST
from pydantic import BaseModel, ValidationError

from gonghui.kernel.dates import milliseconds
from gonghui.kernel.refusals import Refused
from gonghui.primitives.people import signatures
from gonghui.primitives.people.keys import keyring

from .answers import error_body
from .errors import NotUnderstood
from .form_keys import form_key
from .guards import Door, signed_in
from .requests import Request
from .speech import speak

S = TypeVar("S", bound=BaseModel)


def sign_in_of(request: HttpRequest) -> str:
    """Stands for this sign-in: a list made for it is of no use to the next."""
    return keyring().blind_index(request.session.session_key or "", kind="gate.sign_in").hex()[:16]


def kept_by(request: Request) -> dict[str, Any]:
    """What the template `counter/kept_here.html` shows of the asker's sign-in, our key and the time."""
    now_ms = milliseconds(request.now)
    return {"sign_in": sign_in_of(request), "public_key": signatures.public_key(), "now_ms": now_ms}


def list_answer(request: Request, made: Mapping[str, str]) -> HttpResponse:
    """A signed list for the device; with it the time, and a token to report under."""
    answer = JsonResponse({**made, "now": milliseconds(request.now), "token": form_key(request)})
    answer["Cache-Control"] = "no-store, private"  # the device keeps it encrypted; no cache keeps it in the clear
    return answer


def sent(request: HttpRequest, shape: type[S]) -> S:
    """What the device tells, as JSON. Raises NotUnderstood."""
    try:
        return shape.model_validate_json(request.body)
    except (ValidationError, RawPostDataException) as error:
        raise NotUnderstood() from error


def reports(record: Callable[..., Mapping[str, Any]]) -> Door:
    """The door at which a device tells what it did alone: JSON comes and goes, also when the answer is no."""

    @require_POST
    @signed_in
    @functools.wraps(record)
    def door(request: HttpRequest, **args: Any) -> HttpResponse:
        try:
            return JsonResponse(record(request, **args))
        except Refused as refusal:
            spoken = speak(refusal)
            return JsonResponse(error_body(spoken), status=spoken.status)

    return door
