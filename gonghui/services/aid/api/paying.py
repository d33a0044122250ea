"""Finance: what waits to be paid, one of them with its account, and that it was paid."""

import uuid
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile

from gonghui.faces import attachments
from gonghui.faces.api.offices import check_office, check_password_again
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Page
from gonghui.primitives.ledger import actions as ledger

from .. import actions, rules
from ..forms.deciding import PROOF
from ..models import Claim, Fund, Payment
from ..querysets import ClaimQuerySet
from .shapes import PaidOut, PayingOut, ToPayOut

router = Router()
LONGEST = 200  # characters of a field
# Neither is asked for before the claim is found: a stranger learns nothing of what its form is.
RECEIPT: Any = Form("", max_length=LONGEST, description="the bank's number of it")
PASSWORD: Any = Form("", max_length=LONGEST, description="once more: money leaves")
FILES: Any = File([], description="the bank's paper: a picture or a PDF")


@router.get("/payments", response=Page[ToPayOut], summary="What waits to be paid")
def payments(request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
    """Of my unions and below. For finance."""
    return page_after(_mine(request), asked)


@router.get("/payments/{uuid:pk}", response=PayingOut, summary="One of them, with the whole account")
def one(request: HttpRequest, pk: uuid.UUID) -> Claim:
    """For finance; its owner reads who has looked."""
    found: Any = get_object_or_404(_mine(request), pk=pk)
    fund = Fund.objects.filter(union=found.case.union_id).first()
    found.whole = actions.look_at_account(found.case, by=request.caller, now=request.now)
    found.left = ledger.balance(fund.account_id) if fund else None
    return found  # type: ignore[no-any-return]


@router.post("/payments/{uuid:pk}", response=PaidOut, summary="It was paid")
def pay(
    request: HttpRequest, pk: uuid.UUID, receipt: str = RECEIPT, password: str = PASSWORD,
    files: list[UploadedFile] = FILES,
) -> Payment:  # fmt: skip
    """A form (multipart): the bank's receipt, the password once more, and the bank's paper if it is there. For finance,
    once the bank has the money on its way. The same receipt again is the payment made already."""
    check_office(request, rules.PAY)
    rows = Claim.objects.for_act(request.offices, rules.PAY).exclude(person=request.person)
    found = get_object_or_404(rows.select_related("case"), pk=pk)
    check_password_again(request, password)
    proof = attachments.received(files, PROOF)
    return actions.pay(found.case, receipt, proof=proof, by=request.caller, now=request.now)


def _mine(request: HttpRequest) -> ClaimQuerySet:
    """Raises NotYourOffice."""
    check_office(request, rules.PAY)
    rows = Claim.objects.to_pay().for_act(request.offices, rules.PAY).exclude(person=request.person)
    return rows.with_amount().select_related("case__union", "person")
