"""Lin's request to Taiyuan's union, with a paper; the same of the other province, for the laws."""

from dataclasses import replace

import pytest

from gonghui.kernel.attachments import TEXT, Caps, Incoming, prepare
from gonghui.primitives.casework.models import Attachment
from gonghui.primitives.people.models import Division
from gonghui.services.hotline import actions
from gonghui.services.hotline.actions import Words
from tests.cast import mobile
from tests.law import casework
from tests.law.cases import EVERYONE, SIGNED_IN, Law, Operation

SEATS, SEAT = "innnnyyyyynny", "innnny---ynny"
NAMES = ("hotline:one", "hotline-console:one")
PAGES = casework.pages(*NAMES, "hotline-console:index", "ticket") | {
    "GET hotline:home": EVERYONE,
    "POST hotline:home": SIGNED_IN,
    "GET hotline:code": EVERYONE,
    "POST hotline:code": EVERYONE,
    "GET hotline-console:desk": SEATS,
    "POST hotline-console:desk": SEATS,
    "POST hotline-console:take": SEATS,
    "POST hotline-console:add ticket": SEAT,
}
KEY = "0190a0a0-0000-7000-8000-00000000001a"
ASKED = {"topic": "wages", "words": "欠薪三个月", "place": "140105"}
OPERATIONS = casework.operations("/hotline/cases", "/hotline/queue", "ticket", "solved") | {
    "POST /hotline/cases": Operation(SIGNED_IN, "", ASKED),
    "POST /hotline/codes": Operation("yyyyyyyyyyyyy", "", lambda things: {"code": things["ticket_code"]}),
    "POST /hotline/queue": Operation(SEATS, "", ASKED | {"anonymous": True}),
}


def forms(things):
    asked = {"topic": "wages", "words": "欠薪三个月", "place": "太原市小店区", "trade": ""}
    at_seat = {"via": "phone", "name": "马师傅", "mobile": mobile(905).national, "level": "ordinary"}
    return casework.forms(*NAMES, "ticket", things, level="hard", outcome="solved") | {
        "hotline:home": asked,
        "hotline:code": {"code": things["ticket_code"]},
        "hotline-console:desk": {"mobile": mobile(101).national},
        "hotline-console:take": asked | at_seat,
        "hotline-console:add": casework.SAID | {"key": KEY},
    }


@pytest.fixture
def tickets(lin, zhao, taiyuan, by, now):
    """Lin's, with a paper, and given to nobody yet."""
    return _asked(lin, "140105", by, now) | {"ticket_handler": zhao.pk}


@pytest.fixture
def foreign_tickets(cast, enrol, by, now):
    """One of the other province."""
    return _asked(enrol("马师傅", 906), "410000", by, now)


def _asked(person, place, by, now):
    said = Words("wages", "欠薪三个月", Division.objects.get(pk=place))
    chosen = prepare([Incoming("经过.txt", "三月起没有发".encode())], Caps(kinds=(TEXT,)))
    made = actions.ask(person, said, chosen=chosen, by=replace(by, person=person.pk), now=now)
    file = Attachment.objects.get(message__case=made)
    return {"ticket": made.pk, "ticket_code": made.code, "ticket_file": file.pk}


LAW = Law(
    world="tickets",
    pages=PAGES,
    operations=OPERATIONS,
    forms=forms,
    asked=(*casework.ASKED, "trade"),
    first=frozenset({"hotline-console:add"}),
    own="foreign_tickets",
)
