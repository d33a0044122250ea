"""The API's own routes: sign-in, me, the list of services, my messages."""

import uuid
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext
from ninja import Query, Router, Schema, Status
from pydantic import Field

from gonghui.faces import actions, search, services
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.kernel.mobile import Mobile
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.models import Notice
from gonghui.primitives.people import actions as people

from .paging import After, page_after
from .shapes import Page

router = Router()
TOKEN_DAYS = 30


class AskForCode(Schema):
    mobile: str = Field(max_length=40, examples=["13800138000", "+886912345678"])


class CodeSent(Schema):
    mobile: str = Field(description="masked")
    seconds: int = Field(description="until a code can be asked for again")


class SignIn(Schema):
    mobile: str = Field(max_length=40)
    code: str = Field(max_length=20, description="six digits from the SMS")
    device: str = Field("", max_length=60, description="how the holder recognises this token later")


class SignedIn(Schema):
    token: str = Field(description="shown this once")
    days: int


class StaffSignIn(Schema):
    username: str = Field(max_length=60)
    password: str = Field(max_length=200)
    device: str = Field("", max_length=60, description="how the holder recognises this token later")


class StaffSignedIn(Schema):
    token: str = Field(description="shown this once")
    expires_at: datetime


class Membership(Schema):
    union: str
    union_code: str
    since: date


class Office(Schema):
    role: str
    union: str
    union_code: str


class Me(Schema):
    id: uuid.UUID
    name: str
    member_code: str
    mobile_tail: str
    membership: Membership | None
    offices: list[Office]


class Service(Schema):
    code: str
    name: str
    summary: str
    group: str
    open: bool
    url: str


class Message(Schema):
    id: uuid.UUID
    title: str
    text: str
    link: str
    created_at: datetime
    read_at: datetime | None

    @staticmethod
    def resolve_link(notice: Notice) -> str:
        return notice.address


class Read(Schema):
    ids: list[uuid.UUID] = Field(max_length=100)


class Marked(Schema):
    marked: int


@router.post("/sign-in/code", auth=None, response=CodeSent, tags=["sign-in"])
def ask_for_code(request: Request, asked: AskForCode):  # type: ignore[no-untyped-def]
    """Send a sign-in code to this number. The answer is the same whether or not the number is registered."""
    mobile = Mobile.parse(asked.mobile)
    actions.send_sign_in_code(mobile, by=request.caller, now=request.now)
    return {"mobile": mobile.masked, "seconds": 60}


@router.post("/sign-in", auth=None, response=SignedIn, tags=["sign-in"])
def sign_in(request: Request, given: SignIn):  # type: ignore[no-untyped-def]
    """Trade the code for a token."""
    account = actions.redeem_sign_in_code(Mobile.parse(given.mobile), given.code, by=request.caller, now=request.now)
    token = people.issue_token(account, name=given.device or "API", days=TOKEN_DAYS, by=request.caller, now=request.now)
    return {"token": token, "days": TOKEN_DAYS}


@router.post("/sign-in/staff", auth=None, response=StaffSignedIn, tags=["sign-in"])
def sign_in_staff(request: Request, given: StaffSignIn):  # type: ignore[no-untyped-def]
    """Trade username and password for a token that brings my offices, for a shift."""
    account = people.check_password(given.username, given.password, by=request.caller, now=request.now)
    term = timedelta(minutes=settings.COUNTER_IDLE_MINUTES)
    named = {"name": given.device or "API", "days": term / timedelta(days=1), "by_password": True}
    token = people.issue_token(account, **named, by=request.caller, now=request.now)
    return {"token": token, "expires_at": request.now + term}


@router.delete("/sign-in", response={204: None}, tags=["sign-in"])
def sign_out(request: PersonalRequest):  # type: ignore[no-untyped-def]
    """End the token this request came with."""
    token = request.headers["Authorization"].split(" ", 1)[1]
    people.revoke_token(token, by=request.caller, now=request.now)
    return Status(204, None)


@router.get("/me", response=Me, tags=["me"])
def me(request: PersonalRequest):  # type: ignore[no-untyped-def]
    person = request.person
    membership = person.memberships.active().select_related("union").first()
    return {
        "id": person.pk,
        "name": person.name,
        "member_code": person.member_code,
        "mobile_tail": person.mobile_tail,
        "membership": membership
        and {"union": membership.union.name, "union_code": membership.union.code, "since": membership.starts_on},
        "offices": [
            {"role": office.role, "union": office.union.name, "union_code": office.union.code}
            for office in request.offices
        ],
    }


@router.get("/services", auth=None, response=list[Service], tags=["services"])
def list_services(request: Request, q: str = Query("", max_length=60)):  # type: ignore[no-untyped-def, type-arg]
    """Every service; with `q`, those that a sentence in everyday words may mean, best first."""
    signs = search.find(q, services.signs()) if q else services.signs()
    return [
        {
            "code": sign.code,
            "name": gettext(sign.name),
            "summary": gettext(sign.summary),
            "group": sign.group,
            "open": sign.built,
            "url": sign.url,
        }
        for sign in signs
    ]


@router.get("/messages", response=Page[Message], tags=["messages"])
def messages(request: PersonalRequest, asked: Query[After]):  # type: ignore[no-untyped-def]
    """My messages, newest first."""
    return page_after(notices.inbox(request.person), asked)


@router.post("/messages/read", response=Marked, tags=["messages"])
def read(request: PersonalRequest, which: Read):  # type: ignore[no-untyped-def]
    """Mark my messages as read; ids of other people's are passed over."""
    return {"marked": notices.mark_read(request.person, which.ids, now=request.now)}
