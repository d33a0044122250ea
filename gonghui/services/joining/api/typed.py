"""What was typed, parsed: who somebody is, where they work, what is entered for them."""

import uuid

from django.shortcuts import get_object_or_404

from gonghui.kernel.identity import document_kind, parse_document
from gonghui.kernel.mobile import Mobile
from gonghui.primitives.people.models import Employer, Union

from ..actions import Entry, Who
from .shapes import (
    EnterIn,
    HelpIn,
    JoinIn,
)


def who_of(asked: JoinIn) -> Who:
    document = parse_document(_kind(asked), asked.number) if asked.number else None
    return Who(asked.name, document, asked.trade, asked.platforms, asked.consents)


def entry_of(asked: EnterIn | HelpIn, union: Union) -> Entry:
    document = parse_document(_kind(asked), asked.number)
    said = (asked.trade, asked.platforms, asked.consents)
    return Entry(asked.name, Mobile.parse(asked.mobile), document, union, *said, employer=employer_of(asked.employer))


def employer_of(pk: uuid.UUID | None) -> Employer | None:
    return get_object_or_404(Employer.objects.open(), pk=pk) if pk else None


def _kind(asked: JoinIn) -> str | None:
    return document_kind(asked.document_kind) if asked.document_kind else None
