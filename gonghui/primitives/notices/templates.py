"""What a notice says: fixed sentences with named fields, filled once, when the notice is written."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.conf import settings
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
        params = {name: brief(shown[name], LONGEST_FIELD) for name in _fields(words)}
        return Filled(self.title % shown, self.text % shown, words % params, params)

    def link(self, about: Sequence[object]) -> str:
        """The page and its arguments, as stored. Raises NoReverseMatch for a page that there is not."""
        return _link(self.page, *about) if self.page else ""


@lru_cache
def _fields(words: str) -> tuple[str, ...]:
    return tuple(FIELD.findall(words))


@lru_cache(maxsize=4096)
def _link(page: str, *about: object) -> str:
    return stored(page, about)


def stored(page: str, about: Sequence[object]) -> str:
    """A page by its name and what it is about. Raises NoReverseMatch for one that there is not.

    Whether there is one is asked once for all ids: of a hundred thousand who are told at once, each has another.
    """
    shape = (settings.ROOT_URLCONF, page, len(about))
    if shape not in _there or not all(isinstance(one, UUID) for one in about):
        reverse(page, args=about)
        if all(isinstance(one, UUID) for one in about):
            _there.add(shape)
    return " ".join((page, *map(str, about)))


_there: set[tuple[str, str, int]] = set()  # pages that take so many ids


def address(link: str) -> str:
    """Where a stored link leads: a path of this site; "" for nowhere, also when its page is no more."""
    if not link or link.startswith("/"):  # a path: as links were stored at first
        return link
    return _address(settings.ROOT_URLCONF, link)


@lru_cache(maxsize=4096)  # who opens a page again and again has the same few waiting
def _address(_urls: str, link: str) -> str:
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
