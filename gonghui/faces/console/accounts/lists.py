"""The list of who works for the unions: what they hold, how they sign in, when they were last here."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from gonghui.faces.listing import WHEN, Choice, Column, Empty, Link, Listing, Looked, Search, states
from gonghui.faces.models import SignIn
from gonghui.faces.requests import Request
from gonghui.primitives.people.models import Account, Person, Role
from gonghui.primitives.people.querysets import PersonQuerySet

from .scope import offices_in_reach

NOBODY, DISABLED, NO_PASSWORD, OPEN = "", "disabled", "none", "open"
STATES = {
    OPEN: (_("可用"), "good"),
    NO_PASSWORD: (_("还没设密码"), "warn"),
    DISABLED: (_("已停用"), "bad"),
    NOBODY: (_("没有账号"), ""),
}


class Standing(NamedTuple):
    """How somebody stands: the offices here in words, the username, the state, the last sign of life."""

    held: str
    username: str
    state: str
    seen: datetime | None


def standings(persons: Sequence[Person], request: Request) -> dict[UUID, Standing]:
    keys = [person.pk for person in persons]
    offices: dict[UUID, list[str]] = {}
    here = offices_in_reach(request).filter(person__in=keys).open_at(request.now)
    for one in here.select_related("union").order_by("pk"):
        offices.setdefault(one.person_id, []).append(f"{one.union.name} {one.get_role_display()}")
    accounts = {one.person_id: one for one in Account.objects.filter(person__in=keys)}
    seen = dict(SignIn.objects.filter(account__person__in=keys).values_list("account__person").annotate(Max("seen_at")))
    return {key: standing(offices.get(key, []), accounts.get(key), seen.get(key)) for key in keys}


def standing(offices: list[str], account: Account | None, seen: datetime | None) -> Standing:
    return Standing("；".join(offices), (account.username or "") if account else "", state(account), seen)


def state(account: Account | None) -> str:
    if account is None:
        return NOBODY
    if not account.is_active:
        return DISABLED
    return OPEN if account.has_usable_password() else NO_PASSWORD


def by_words(persons: PersonQuerySet, words: str, request: Request) -> PersonQuerySet:
    named = Account.objects.filter(person=OuterRef("pk"), username__startswith=words.casefold())
    return persons.filter(Q(pk__in=persons.search(words).values("pk")) | Exists(named))


def in_role(persons: PersonQuerySet, role: str, request: Request) -> PersonQuerySet:
    return persons.filter(holds_here(request, role=role))


def now_or_before(persons: PersonQuerySet, wanted: str, request: Request) -> PersonQuerySet:
    holds = holds_here(request)
    return persons.filter(holds if wanted == "now" else ~holds)


def holds_here(request: Request, **office: str) -> Exists:
    return Exists(offices_in_reach(request).filter(person=OuterRef("pk"), **office).open_at(request.now))


STANDS = Looked(standings)
STAFF = Listing(
    title=_("人员与账号"),
    columns=(
        Column(_("姓名"), "name", sort="sort_key"),
        Column(_("岗位"), STANDS["held"]),
        Column(_("用户名"), STANDS["username"]),
        Column(_("手机号"), "masked_mobile"),
        Column(_("账号"), STANDS["state"], states(STATES)),
        Column(_("最近来过"), STANDS["seen"], WHEN),
    ),
    order=("sort_key", "pk"),
    filters=(
        Choice("held", _("岗位"), [("now", _("在岗")), ("past", _("已离任"))], now_or_before, as_links=True),
        Choice("role", _("哪种岗位"), Role.choices, in_role),
        Search(by_words, _("姓名、用户名、手机号")),
    ),
    link="faces:account",
    links=(Link(_("添加人员"), "faces:account-new", "user-plus", "primary"),),
    empty=Empty(_("还没有工作人员"), _("任命的干部、财务和现场人员会列在这里。"), "users"),
    nothing=Empty(_("没有这样的人"), icon="search"),
    file=_("人员与账号"),
)
