"""The product in plain lists: its doors, what fills the home page, the console's menu and the API.

The lists are written in one file above (`settings.DOORS`, the module gonghui.site.doors): the faces show what the
slices offer and import none of them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from types import ModuleType
from typing import Any

from django.conf import settings
from django.urls import reverse

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people.rules import Act
from gonghui.primitives.places.facilities import Service

from .requests import Request


@dataclass(frozen=True, slots=True)
class Door:
    """One service: what it is called, where it is, and the everyday words by which people look for it.

    `group` is public (the fourteen), life or interaction. `url_name` None: not open yet; its page says so.
    `name`, `summary` and `synonyms` are zh-Hans source strings.
    """

    code: str
    name: str
    icon: str
    group: str
    url_name: str | None
    summary: str
    synonyms: str = ""

    @property
    def built(self) -> bool:
        return self.url_name is not None

    @property
    def url(self) -> str:
        return reverse(self.url_name) if self.url_name else reverse("faces:coming", args=[self.code])


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
    receipt: bool = False  # belongs under 我的凭证


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


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the console's menu or of the counter's front page; shown to those whose office may do `act`.

    `open_if` answers instead where an office is not what counts: a shop's clerk has none.
    """

    name: str
    icon: str
    url_name: str
    group: str = _("服务")
    act: Act | None = None
    summary: str = ""
    open_if: Callable[[Request], bool] | None = None

    @property
    def url(self) -> str:
        return reverse(self.url_name)

    def open_to(self, request: Request) -> bool:
        if self.open_if:
            return self.open_if(request)
        return any(self.act is None or office.role in self.act.roles for office in request.offices)


@dataclass(frozen=True, slots=True)
class PremisesKind:
    """A kind of premises: what it is called, and the pages of the slice it belongs to.

    `page` is the address of one for the public, with its id; `index` the slice's own list in the console. Without
    them the shared pages stand alone. `basics` are the services that a national paper asks of this kind. `beside` is
    the slice's verb that keeps its own rows of the premises when they are opened or revised here (places.Beside).
    """

    code: str
    name: str
    icon: str
    page: str = ""
    index: str = ""
    basics: tuple[Service, ...] = ()
    beside: Callable[..., object] | None = None


def premises_kinds() -> tuple[PremisesKind, ...]:
    listed: tuple[PremisesKind, ...] = product().PREMISES
    return listed


def premises_kind(code: str) -> PremisesKind:
    """The kind of that code; one that no slice has listed goes by its code."""
    listed = (kind for kind in premises_kinds() if kind.code == code)
    return next(listed, PremisesKind(code, code, "building"))


def product() -> ModuleType:
    """The module that lists the product."""
    return import_module(settings.DOORS)


def doors() -> tuple[Door, ...]:
    listed: tuple[Door, ...] = product().DOORS
    return listed


def door(code: str) -> Door | None:
    return next((door for door in doors() if door.code == code), None)


def counters(request: Request) -> list[Entry]:
    """The desks on site that this person may stand at."""
    return [entry for entry in product().COUNTERS if entry.open_to(request)]


def any_counter(request: Request) -> bool:
    """Whether there is one; the first that is found is enough."""
    return any(entry.open_to(request) for entry in product().COUNTERS)


GROUPS = (("public", _("公共服务")), ("life", _("生活服务")), ("interaction", _("互动交流")))


def groups() -> list[tuple[str, str, list[Door]]]:
    """The doors by group, in the order of home: (key, zh-Hans heading, doors)."""
    return [(key, heading, [door for door in doors() if door.group == key]) for key, heading in GROUPS]


def collect(sources: Iterable[Callable[[Request], list[Any]]], request: Request) -> list[Any]:
    """What every source has for this request, in the order of the list."""
    return [item for source in sources for item in source(request)]
