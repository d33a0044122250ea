"""The hotline in the open API: ask, or take down what a caller says. What follows is faces.cases' of every kind."""

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from gonghui.faces.api.base import idempotency_key, optional_bearer
from gonghui.faces.api.offices import check_office
from gonghui.faces.cases import CaseApi
from gonghui.faces.cases.shapes import AskIn, PublicOut, WholeOut
from gonghui.kernel.mobile import Mobile
from gonghui.primitives.casework.models import Case

from . import actions, rules
from .actions import Call
from .rules import HOTLINE

router = Router(tags=["hotline"])


class TakeIn(AskIn):
    via: str = Field("phone", pattern="^(phone|window|letter)$")
    name: str = Field("", max_length=60)
    mobile: str = Field("", max_length=20)
    anonymous: bool = False
    level: str = Field("ordinary", max_length=10)


class CodeIn(Schema):
    code: str = Field(max_length=20)


@router.post("/cases", response=WholeOut, summary="Ask")
def ask(request: HttpRequest, asked: AskIn) -> Case:
    """Needs an Idempotency-Key. It goes to the union that answers for the place, never to that of the firm."""
    key = idempotency_key(request)
    return actions.ask(request.person, asked.said(), key=key, by=request.caller, now=request.now)


@router.post("/codes", response=PublicOut, auth=optional_bearer, summary="Where a case stands, by its code")
def by_code(request: HttpRequest, asked: CodeIn) -> Case:
    """No word of it. Works without a token; every try counts."""
    return actions.by_code(asked.code, by=request.caller, now=request.now)


@router.post("/queue", response=PublicOut, summary="Take down what a caller says")
def take(request: HttpRequest, asked: TakeIn) -> Case:
    """Needs an Idempotency-Key. Who is known by name and number is told by SMS; who is not stays anonymous."""
    check_office(request, rules.SEAT)
    mobile = Mobile.parse(asked.mobile) if asked.mobile else None
    call = Call(asked.via, asked.name, mobile, asked.anonymous, asked.level)
    return actions.take(call, asked.said(), key=idempotency_key(request), by=request.caller, now=request.now)


CaseApi(HOTLINE, router)
