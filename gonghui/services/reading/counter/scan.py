"""What a loan desk makes of one scan, and what it shows of a reader; the page and the API ask the same."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from gonghui.kernel import live_codes
from gonghui.kernel.callers import Caller
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Person
from gonghui.primitives.people.rules import name_to_compare
from gonghui.primitives.places.models import Premises

from .. import actions
from ..models import Hold, Loan, Reader
from ..pages.shown import card_known, card_shown, copy_known, nobody, number_said, terms_for
from ..refusals import UnknownCopy
from ..rules import copy_code

MOST_LOANS = 10  # of a reader, shown at the desk
MOST_PULLS = 50  # books to take off the shelves, shown at the desk


@dataclass(frozen=True, slots=True)
class Answer:
    """A yes with its words; `reader` is the member code the desk goes on with."""

    says: str = ""
    note: str = ""
    title: str = ""
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """The reader who stands at the desk."""

    code: str
    name: str
    loans: list[Loan]
    count: int
    limit: int
    ready: list[Hold]


def answer_to(
    premises: Premises, shown: str, *, reader: str, key: str, by: Caller, now: datetime, day: Callable[[Any], str]
) -> Answer:
    """A card or number: that reader is next. A barcode: lent to the reader at the desk (by card), or taken back.

    Raises ForgedCode, StaleCode, EarlyCode, UnknownReader, BadMobile, TooManyTries, what lend and take_back raise;
    where a reader is there and nothing is found, UnknownCopy, BadCopyCode.
    """
    copy = copy_known(shown)
    if copy is None:
        found = _reader(shown, by=by, now=now)
        return Answer(reader=found.member_code) if found else _nothing(shown, reader)
    if not reader:
        return _came_in(premises, copy, by=by, now=now)
    loan = actions.lend(premises, copy, card_shown(reader, now=now), key=key, by=by, now=now)
    return Answer(says=_("借出成功"), title=copy.title.name, note=_("%(day)s前归还") % {"day": day(loan.due)})


def _reader(shown: str, *, by: Caller, now: datetime) -> Person | None:
    """Who shows a card or says a number; a desk that guesses at numbers is stopped."""
    mobile = number_said(shown)
    return people.by_number(mobile, by=by, now=now) if mobile else card_known(shown, now=now)


def _nothing(shown: str, reader: str) -> NoReturn:
    """The no to a code that nobody knows: who has a reader meant a book, unless it is a card's."""
    if reader and live_codes.read(live_codes.carried(shown)) is None:
        raise UnknownCopy(code=copy_code(shown))
    raise nobody(shown)


def _came_in(premises: Premises, copy: Any, *, by: Caller, now: datetime) -> Answer:
    back = actions.take_back(premises, copy, by=by, now=now)
    if back.hold is None:
        return Answer(says=_("已还"), title=copy.title.name, note=_("请放回书架"))
    if back.hold.pick_up_id == premises.pk:
        name = name_to_compare(back.hold.reader.name)
        return Answer(
            says=_("留给预约读者"), title=copy.title.name, note=_("%(name)s来取，请放预约架") % {"name": name}
        )
    note = _("请调往%(place)s") % {"place": back.hold.pick_up.name}
    return Answer(says=_("有人在等"), title=copy.title.name, note=note)


def reader_panel(premises: Premises, shown: str, *, now: datetime) -> Panel | None:
    """What the desk shows of the reader; None when nobody is there."""
    person = card_known(shown, now=now)
    if person is None:
        return None
    _kind, rule = terms_for(premises, person, now=now)
    count = Reader.objects.filter(person=person).values_list("loans", flat=True).first() or 0
    loans = list(Loan.objects.open().of(person).for_page().order_by("due", "pk")[:MOST_LOANS])
    ready = list(Hold.objects.ready().of(person).filter(pick_up=premises).for_page())
    return Panel(person.member_code, name_to_compare(person.name), loans, count, rule.books if rule else 0, ready)


def pulls_of(premises: Premises) -> list[Hold]:
    """Books to take off the shelves here, for readers here or elsewhere."""
    return list(Hold.objects.to_pull(premises).for_page().order_by("turn__joined_at", "pk")[:MOST_PULLS])
