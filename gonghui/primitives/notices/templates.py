"""What a notice says: fixed sentences with named fields, filled once, when the notice is written."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import NoReverseMatch, reverse

from gonghui.kernel import dates

from .. import clock
from .rules import LONGEST_FIELD
from .sms.base import brief

FIELD = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Template:
    """Sentences in zh-Hans, marked with `gettext_noop`, with `%(name)s` fields.

    In an SMS no field is longer than LONGEST_FIELD: providers refuse the whole message for one long name.

    `code` is dotted ("fairs.signed_up") and is what an SMS provider's approved template is listed under;
    `sms` is the short form for the phone, empty: the same as `text`; `page` names the page it leads to ("fairs:fair"),
    whose arguments come with the act (`about`). What is `by_day` stands in the app at once and is sent
    by SMS when people are up.
    """

    code: str
    title: str
    text: str
    sms: str = ""
    page: str = ""
    by_day: bool = False

    def filled(self, facts: Mapping[str, object]) -> "Filled":
        """The sentences with their fields filled. Raises KeyError naming a missing fact."""
        shown = {name: spoken(value) for name, value in facts.items()}
        words = self.sms or self.text
        params = {name: brief(shown[name], LONGEST_FIELD) for name in FIELD.findall(words)}
        return Filled(self.title % shown, self.text % shown, words % params, params)

    def link(self, about: Sequence[object]) -> str:
        """The page and its arguments, as stored. Raises NoReverseMatch for a page that there is not."""
        if self.page:
            reverse(self.page, args=about)
        return " ".join((self.page, *map(str, about))) if self.page else ""


def address(link: str) -> str:
    """Where a stored link leads: a path of this site; "" for nowhere, also when its page is no more."""
    if not link or link.startswith("/"):  # a path: as links were stored at first
        return link
    page, *about = link.split(" ")
    try:
        return reverse(page, args=about)
    except NoReverseMatch:
        return ""


@dataclass(frozen=True, slots=True)
class Filled:
    title: str
    text: str
    sms: str
    params: dict[str, str]


def spoken(value: object) -> str:
    """A fact as people read it: moments in the site's time zone, the rest as its own text."""
    if isinstance(value, datetime):
        return clock.moment(value)
    if isinstance(value, date):
        return dates.day(value)
    return str(value)
