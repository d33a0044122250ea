"""Rosters by a program: brought, looked through row by row, let in or given up; members whom another union lists."""

import uuid
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from gonghui.faces import answers
from gonghui.faces.api.offices import unions_of
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Masked, Page, Shape, of
from gonghui.faces.api.sheets import SHEET, brought
from gonghui.faces.importing import remarks, template_file
from gonghui.primitives.people.models import Union

from ..roster import actions
from ..roster.models import RosterImport, RosterTrouble
from ..roster.pages.kept_file import bad_rows, may_take
from ..roster.rules import ROSTERS
from ..roster.sheets import ROSTER
from .numbered import AfterNumber, Numbered, by_row, newest_first

router = Router()
SAMPLED = ("row", "name", "kind", "document", "mobile", "union", "joined")  # as pages.findings.masked has them
UNION: Any = Form("", description="the code of the union that the members join")


class RosterOut(Shape):  # of a RosterImport
    id: uuid.UUID = of("pk")
    file_name: str
    union: str = of("union.name")
    union_code: str = of("union.code")
    brought_at: datetime = of("created_at")
    brought_by: str | None = of("by.name", description="null: at the command line")
    state: str = of("state", description="uploaded, checking, checked, committing, done, refused, discarded")
    refusal: str = of("refusal", description="why it could not be read, or why it stopped")
    rows_total: int
    rows_seen: int = of("rows_seen", description="how far the check, or what lets them in, has come")
    rows_new: int = of("rows_new", description="that can be let in, as it was checked")
    rows_same: int = of("rows_same", description="members already, just so")
    rows_bad: int = of("rows_bad", description="to be mended")
    rows_double: int = of("rows_double", description="right by themselves, to be settled by a person")
    rows_joined: int = of("rows_joined", description="let in")
    checked_at: datetime | None
    committed_at: datetime | None
    expires_at: datetime | None = of(
        lambda row: row.expires_at if row.state == RosterImport.State.CHECKED else None,
        description="given up by itself then, unless somebody confirms it",
    )


class SampleOut(Schema):
    row: int
    name: str
    kind: str
    document: str
    mobile: str
    union: str
    joined: str


class WholeRosterOut(RosterOut):
    remarks: list[str] = of(lambda row: remarks(row.remarks), description="what of the file was not read")
    sample: list[SampleOut] = of(
        lambda row: [dict(zip(SAMPLED, line, strict=True)) for line in row.sample],
        description="the first rows to be let in, masked",
    )
    troubles: dict[str, int] = of(lambda row: row.troubles.counted(), description="how many, by what they are about")
    rows_to_take: bool = of(
        lambda row, request: may_take(request.person, row), description="whether I may have the bad rows back"
    )


class TroubleOut(Shape):  # of a RosterTrouble
    id: int = of("pk")
    row: int = of("row", description="as the sheet numbers it; the header is 1")
    column: str = of("column", description="as the file calls it")
    about: str = of("about", description="name, document, mobile, union, joined, row, repeat, known, double")
    code: str
    says: str
    mend: str


class ClaimOut(Shape):  # of a RosterTrouble that names a member of another union
    id: int = of("pk")
    member: Masked = of("person")
    mobile_tail: str = of("person.mobile_tail")
    union: str = of("elsewhere.name", description="whose member it is")
    listed_by: str = of("roster.union.name", description="the union that lists them too")
    listed_at: datetime | None = of("roster.committed_at")
    settled_at: datetime | None
    settled_by: str | None = of("settled_by.name")


def _one(request: HttpRequest, pk: uuid.UUID) -> RosterImport:
    mine = RosterImport.objects.under(unions_of(request, ROSTERS))
    return get_object_or_404(mine.for_list(with_sample=True), pk=pk)


@router.get("/rosters", response=Page[RosterOut], summary="Rosters that were brought for my unions")
def rosters(request: HttpRequest, asked: Query[After], state: str = "") -> dict[str, Any]:
    """Officers: the newest first; with `state` those that are so far."""
    mine = RosterImport.objects.under(unions_of(request, ROSTERS)).for_list()
    return page_after(mine.filter(state=state[:12]) if state else mine, asked)


@router.post("/rosters", response=RosterOut, summary="Bring a roster")
def bring(request: HttpRequest, union: str = UNION, sheet: UploadedFile | None = SHEET) -> RosterImport:
    """Officers: a form (multipart) with the file, for one of my unions by its code. It is checked by itself; nobody is
    let in before it is confirmed. The same file again, while the first is open, is the first."""
    reach = unions_of(request, ROSTERS)
    file = brought(sheet, ROSTER)
    home = get_object_or_404(Union.objects.under(reach), code=union[:20])
    return actions.upload(home, file.data, file.name, by=request.caller, now=request.now)


@router.get("/rosters/template", summary="The empty roster to fill in")
def empty(request: HttpRequest) -> HttpResponse:
    """Officers: a workbook; its columns are in the order of the roster that is taken away."""
    unions_of(request, ROSTERS)
    return template_file(_("上传会员名单"), ROSTER)


@router.get("/rosters/{uuid:pk}", response=WholeRosterOut, summary="What a roster holds")
def roster(request: HttpRequest, pk: uuid.UUID) -> RosterImport:
    """Officers: how far it is, what was found, the first rows masked."""
    return _one(request, pk)


@router.get("/rosters/{uuid:pk}/troubles", response=Numbered[TroubleOut], summary="Each row that stays out")
def troubles(request: HttpRequest, pk: uuid.UUID, asked: Query[AfterNumber], about: str = "") -> dict[str, Any]:
    """Officers: by row, what is wrong with it and how it is mended; with `about` those about one thing."""
    found = _one(request, pk).troubles.all()
    return by_row(found.filter(about=about[:8]) if about else found, asked)


@router.get("/rosters/{uuid:pk}/rows", summary="The bad rows to mend and bring again")
def rows(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A workbook of them as they came, with what is wrong beside each: for whoever brought the file, while it waits."""
    found = _one(request, pk)
    if not may_take(request.person, found):
        raise Http404
    return answers.workbook_file(_("要改的行 %(file)s") % {"file": found.file_name.rsplit(".", 1)[0]}, bad_rows(found))


@router.post("/rosters/{uuid:pk}/confirmation", response=WholeRosterOut, summary="Let the good rows in")
def confirm(request: HttpRequest, pk: uuid.UUID) -> RosterImport:
    """Officers: twice is once; how far it is tells the roster itself."""
    actions.confirm(_one(request, pk), by=request.caller, now=request.now)
    return _one(request, pk)


@router.delete("/rosters/{uuid:pk}", response={204: None}, summary="Give a roster up")
def discard(request: HttpRequest, pk: uuid.UUID) -> Status[None]:
    """Officers: nobody is let in, and its file is gone; twice is once."""
    actions.discard(_one(request, pk), by=request.caller, now=request.now)
    return Status(204, None)


@router.get("/claims", response=Numbered[ClaimOut], summary="Members whom another union has listed")
def claims(request: HttpRequest, asked: Query[AfterNumber], open: bool = False) -> dict[str, Any]:
    """Officers: of my unions, the newest first; with `open` those that nobody has looked into."""
    mine = RosterTrouble.objects.claims_on(unions_of(request, ROSTERS))
    return newest_first(mine.unsettled() if open else mine, asked)


@router.post("/claims/{int:pk}/settlement", response=ClaimOut, summary="I have looked into it")
def settle(request: HttpRequest, pk: int) -> RosterTrouble:
    """Officers: by the union whose member it is; no membership is moved. Twice is once."""
    mine = RosterTrouble.objects.claims_on(unions_of(request, ROSTERS))
    actions.settle_claim(get_object_or_404(mine, pk=pk), by=request.caller, now=request.now)
    return get_object_or_404(mine, pk=pk)
