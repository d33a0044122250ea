"""What a slice offers to the common pages, and the pages' questions to the product.

The product stands above (`settings.PRODUCT`, the module gonghui.site.product): the faces show what the slices offer and
import none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.agenda import rules
from gonghui.primitives.people.models import Person
from gonghui.primitives.people.permissions import may_somewhere
from gonghui.primitives.people.powers import Act
from gonghui.primitives.places.facilities import Service

from .requests import Request

if TYPE_CHECKING:
    from .slices import Product


def address(page: str, *about: str | UUID) -> str:
    """The path of a page of the product, remembered: a menu asks for thirty, a list for three in each row.

    Of pages about rows it is remembered where their keys stand.
    """
    of_rows = about and all(type(each) is UUID for each in about)
    if of_rows and (parts := _parts(settings.ROOT_URLCONF, page, len(about))):
        return "".join([text for pair in zip(parts, (*map(str, about), ""), strict=True) for text in pair])
    return _address(settings.ROOT_URLCONF, page, about)


@lru_cache(maxsize=1024)
def _address(_urls: str, page: str, about: tuple[str | UUID, ...]) -> str:
    return reverse(page, args=about)


@lru_cache(maxsize=1024)
def _parts(_urls: str, page: str, many: int) -> tuple[str, ...]:
    """What stands before, between and behind the keys in an address; nothing where they do not stand in it in turn."""
    marks = [UUID(int=number + 1) for number in range(many)]
    parts, rest = [], reverse(page, args=marks)
    for mark in map(str, marks):
        before, found, rest = rest.partition(mark)
        if not found:
            return ()
        parts.append(before)
    return (*parts, rest)


@dataclass(frozen=True, slots=True)
class Sign:
    """One service: what it is called, where it is, and the everyday words by which people look for it.

    `group` is public (the fourteen), life or interaction. `url_name` None: not open yet; its page says so.
    `name`, `summary` and `synonyms` are zh-Hans source strings. Signs hang in the order of `rank`.
    """

    code: str
    name: str
    icon: str
    group: str
    url_name: str | None
    summary: str
    synonyms: str = ""
    rank: int = field(kw_only=True)

    @property
    def built(self) -> bool:
        return self.url_name is not None

    @property
    def url(self) -> str:
        return address(self.url_name) if self.url_name else address("faces:coming", self.code)


@dataclass(frozen=True, slots=True)
class Card:
    """Something of mine or near me, on home and in 我的: what, when, where, and the one next step."""

    title: str
    url: str
    icon: str = "ticket"
    when: datetime | None = None
    where: str = ""
    note: str = ""  # "还剩 12 个名额", "等待你的答复"
    number: str = ""  # the number that matters, shown large: places left, a code
    unit: str = ""  # what the number counts
    act: str = ""  # what the link does: 查看凭证
    heap: str = ""  # under 我的: one of agenda.rules.HEAPS
    due: datetime | None = None
    left: str = ""  # within the hour: "40 分钟"
    late: bool = False
    key: str = ""  # of the agenda
    quiet: bool = False  # asks for nothing: not on home
    metres: float | None = None  # from where the asker is
    # Of one that is the same for all: what it says of this asker in particular.
    aside: Callable[[Person | None], str] | None = field(default=None, compare=False)

    @property
    def moment(self) -> datetime | None:
        """By when one must be there, or have done it."""
        return rules.moment(self.when, self.due)


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing that waits for an officer, with its deadline and its next step as a button."""

    title: str
    url: str
    act: str  # the button: 审核结算
    queue: str  # which pile it belongs to: 结算审核
    due: datetime | None = None
    union: str = ""
    note: str = ""
    switch_to: str = ""  # the code of its union, where the console is switched to another


@dataclass(frozen=True, slots=True)
class PersonAct:
    """What is done from a line of a person's page: a link; with a `question` it asks first, and for a reason."""

    label: str
    url: str
    question: str = ""
    says: str = ""  # what will happen


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Something that a person has: a membership, a booking, a book. Without `url` it leads nowhere."""

    title: str
    url: str = ""
    note: str = ""
    state: str = ""
    tone: str = ""
    acts: tuple[PersonAct, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonPart:
    """What a slice shows on a person's page in the console, as far as the asker's offices reach."""

    title: str
    lines: list[PersonLine]
    rank: int = 100


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of the console's menu or of the counter's front page; shown to those whose office may do `act`.

    `open_if` answers instead where an office is not what counts: a shop's clerk has none. Lines stand in the order of
    `rank`.
    """

    name: str
    icon: str
    url_name: str
    group: str = _("服务项目")
    act: Act | None = None
    summary: str = ""
    open_if: Callable[[Request], bool] | None = None
    rank: int = field(kw_only=True)

    @property
    def url(self) -> str:
        return address(self.url_name)

    def open_to(self, request: Request) -> bool:
        if self.open_if:
            return self.open_if(request)
        return may_somewhere(request.offices, self.act)


@dataclass(frozen=True, slots=True)
class PremisesKind:
    """A kind of premises: what it is called, and the pages of the slice it belongs to.

    `page` is the address of one for the public, with its id; `index` the slice's own list in the console. Without
    them the shared pages stand alone. `basics` are the services that a national paper asks of this kind. `on_saved` is
    the slice's verb that keeps its own rows of the premises when they are opened or revised here (places.OnSaved).
    Lists of kinds stand in the order of `rank`.
    """

    code: str
    name: str
    icon: str
    page: str = ""
    index: str = ""
    basics: tuple[Service, ...] = ()
    on_saved: Callable[..., object] | None = None
    rank: int = 0


def product() -> Product:
    """All slices as one; see slices.Product for what it offers."""
    joined: Product = import_module(settings.PRODUCT).PRODUCT
    return joined


def premises_kind(code: str) -> PremisesKind:
    """The kind of that code; one that no slice has listed goes by its code."""
    listed = (kind for kind in product().premises if kind.code == code)
    return next(listed, PremisesKind(code, code, "building"))


def signs() -> tuple[Sign, ...]:
    return product().signs


def sign(code: str) -> Sign | None:
    return next((sign for sign in signs() if sign.code == code), None)


def list_of(url_name: str, words: str, request: Request) -> str:
    """Where a list of the console, perhaps of another slice, shows what has these words; "" if it is not for the asker
    or the product has none."""
    entry = next((entry for entry in product().menu if entry.url_name == url_name), None)
    return f"{entry.url}?{urlencode({'q': words})}" if entry and entry.open_to(request) else ""


def counters(request: Request) -> list[MenuEntry]:
    """The desks on site that this person may stand at."""
    return [entry for entry in product().desks if entry.open_to(request)]


def any_counter(request: Request) -> bool:
    """Whether there is one; the first that is found is enough."""
    return any(entry.open_to(request) for entry in product().desks)


GROUPS = (("public", _("公共服务")), ("life", _("生活服务")), ("interaction", _("互动交流")))


def groups() -> list[tuple[str, str, list[Sign]]]:
    """The signs by group, in the order of home: (key, zh-Hans heading, signs)."""
    return [(key, heading, [sign for sign in signs() if sign.group == key]) for key, heading in GROUPS]
