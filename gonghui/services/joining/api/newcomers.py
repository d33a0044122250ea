"""Who is not registered yet: a code to their number, then a token to apply with; and the doors they come by."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from gonghui.faces.api.offices import check_office
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.routes import TOKEN_DAYS, AskForCode, CodeSent, SignedIn
from gonghui.faces.api.shapes import Page
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.text import fold
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Union
from gonghui.primitives.text_search import says

from .. import actions, rules
from .shapes import PosterOut

router = Router(tags=["joining"])


class NewcomerIn(Schema):
    name: str = Field(max_length=60, description="as on the document")
    mobile: str = Field(max_length=40)
    code: str = Field(max_length=20, description="six digits from the SMS")
    device: str = Field("", max_length=60, description="how the holder recognises this token later")


@router.post("/newcomers/code", response=CodeSent, auth=None, summary="A code to a number that nobody has yet")
def send_code(request: HttpRequest, asked: AskForCode) -> dict[str, Any]:
    """The answer is the same for a number that somebody has. Works without a token."""
    mobile = Mobile.parse(asked.mobile)
    actions.send_code(mobile, by=request.caller, now=request.now)
    return {"mobile": mobile.masked, "seconds": 60}


@router.post("/newcomers", response=SignedIn, auth=None, summary="Register, and sign in")
def come(request: HttpRequest, asked: NewcomerIn) -> dict[str, Any]:
    """Under this name; who has the number already is signed in under theirs. Works without a token."""
    mobile, own = Mobile.parse(asked.mobile), {"by": request.caller, "now": request.now}
    account = actions.newcomer(asked.name, mobile, asked.code, **own)
    token = people.issue_token(account, name=asked.device or "API", days=TOKEN_DAYS, **own)
    return {"token": token, "days": TOKEN_DAYS}


class Named(After):
    q: str = Field("", max_length=60, description="part of a name, or a code")


@router.get("/posters", response=Page[PosterOut], summary="The doors of my unions")
def posters(request: HttpRequest, asked: Query[Named]) -> dict[str, Any]:
    """Every union that people may join here, with the address that its QR holds, the newest first. For officers."""
    check_office(request, rules.WATCH)
    mine = Union.objects.open().exclude(kind=Union.Kind.NATIONAL).for_act(request.offices, rules.WATCH)
    return page_after(mine.filter(says(("name", "code"), fold(asked.q))), asked)
