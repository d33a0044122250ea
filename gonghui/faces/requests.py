"""What a request carries when it reaches a door (middleware.who_and_when put it there), and an id that came as text."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from gonghui.kernel.callers import Caller
from gonghui.primitives.people.models import Account, Office, Person, Union


class Request(HttpRequest):
    now: datetime
    caller: Caller
    account: Account | None
    person: Person | None
    unread: int  # messages of theirs that they have not opened
    held: list[Office]  # what the person is appointed to
    offices: list[Office]  # what of it this sign-in brings: every right follows from these (faces/duty.py)
    office_unions: list[Union]  # behind guards.staff only
    beside: Mapping[str, Any]  # in a list's columns and acts only: what its page answered beside the rows
    elder: bool
    htmx: HtmxDetails
    LANGUAGE_CODE: str


class PersonalRequest(Request):
    """Behind guards.signed_in or guards.staff: somebody is there."""

    account: Account
    person: Person


def parse_id(text: str) -> UUID | None:
    """The id that a form or an address holds; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None
