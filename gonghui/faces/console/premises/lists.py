"""The lists of the shared premises pages: places, what workers found at them, the days of the calendar."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.faces import moments, premises, services
from gonghui.faces.listing import (
    DAY,
    DUE,
    FILE,
    NUMBER,
    SAID,
    WHEN,
    WRITTEN,
    Choice,
    Column,
    Empty,
    Kind,
    Link,
    Listing,
    RowAct,
    RowLink,
    Search,
    Together,
    badge,
    states,
)
from gonghui.faces.premises import Shown
from gonghui.faces.requests import Request
from gonghui.primitives.people.permissions import may_for_all
from gonghui.primitives.places.models import CalendarDay, Premises, Trouble
from gonghui.primitives.places.querysets import PremisesQuerySet
from gonghui.primitives.places.rules import CALENDAR, MANAGE
from gonghui.primitives.text_search import says


def state_cell(place: Shown) -> SafeString:
    """As kit/premises_state.html says it: the badge, and a sentence."""
    says, until = WRITTEN.file(place.state.says), place.state.until
    if place.state.open and until:
        says += gettext("，") + gettext("%(until)s 关门") % {"until": moments.moment(until)}
    said = f'<span class="k-open-says">{escape(says)}</span>'
    return mark_safe(f'<span class="k-open">{badge(place.word, place.tone)} {said}</span>')  # noqa: S308 - escaped


STATE = Kind(state_cell, lambda place: place.word)


def found_now(places: Sequence[Premises], request: Request) -> dict[UUID, Shown]:
    return {place.premises.pk: place for place in premises.shown(places, request.now)}


def kind_of(place: Premises, request: Request) -> str:
    return services.premises_kind(place.kind).name


def kinds(request: Request) -> list[tuple[str, str]]:
    return [(kind.code, kind.name) for kind in services.product().premises]


def by_words(places: PremisesQuerySet, words: str, request: Request) -> PremisesQuerySet:
    code = Q(code=words.replace("-", "").upper())
    return places.filter(says(("name", "address"), words) | code)


def new_place(request: Request) -> str:
    """A new place, of the kind that the list is narrowed to."""
    kind = request.GET.get("kind", "")[:20]
    return reverse("faces:premises-new") + (f"?kind={kind}" if kind in dict(kinds(request)) else "")


REGISTER = Link(_("登记场所"), new_place, "plus", "primary")

PREMISES = Listing(
    title=_("场所"),
    columns=(
        Column(_("名称"), "name", sort=True),
        Column(_("种类"), kind_of, SAID, sort="kind"),
        Column(_("工会"), "union.name", sort=True),
        Column(_("地址"), "address"),
        Column(_("纬度"), "lat", NUMBER, only=FILE),
        Column(_("经度"), "lon", NUMBER, only=FILE),
        Column(_("电话"), "phone", only=FILE),
        Column(_("共建单位"), "host_name", only=FILE),
        Column(_("容纳"), "capacity", NUMBER, only=FILE),
        Column(_("星级"), "star", NUMBER, only=FILE),
        Column(_("状态"), Together(found_now), STATE),
    ),
    order=("kind", "name", "pk"),
    filters=(
        Search(by_words, _("名称、地址或编号")),
        Choice("kind", _("种类"), kinds, all=_("全部种类")),
    ),
    link="faces:premises-one",
    links=(
        Link(_("工友反映的问题"), "faces:premises-troubles", "alert-triangle"),
        Link(_("节假日和调休"), "faces:holidays", "calendar-event"),
        Link(_("导入"), "faces:premises-import", "upload"),
        REGISTER,
    ),
    empty=Empty(_("还没有登记场所"), _("登记驿站、书屋、会客厅的位置和开放时间，工友就能找到。"), "building", REGISTER),
    nothing=Empty(_("没有找到场所"), _("换一个名称、地址或种类再找。"), "search"),
    file=_("场所"),
)


def facility_of(trouble: Trouble, request: Request) -> str:
    """What is wrong, and with what: 坏了 饮水机"""
    return f"{trouble.get_what_display()} {gettext(trouble.facility_name) if trouble.facility_name else ''}".strip()


TROUBLES = Listing(
    title=_("工友反映的问题"),
    columns=(
        Column(_("场所"), "premises.name", sort=True, under=(Column(_("工会"), "premises.union.name"),)),
        Column(_("问题"), facility_of, under=(Column(_("说明"), "detail", WRITTEN), Column(_("反映时间"), "at", WHEN))),
        Column(_("答复期限"), "due_at", DUE, sort=True),
    ),
    order=("due_at", "pk"),
    filters=(
        Search(("premises.name", "premises.union.name"), _("场所或工会")),
        Choice("what", _("问题"), Trouble.What.choices),
    ),
    acts=(
        RowLink(
            _("答复"),
            lambda trouble, request: f"{services.address('faces:kept-one', trouble.premises_id)}#t-{trouble.pk}",
            "primary",
        ),
    ),
    empty=Empty(_("没有待答复的问题"), _("工友说锁着、坏了、空了，会出现在这里，请在期限内答复。"), "circle-check"),
    up=Link(_("场所"), "faces:premises", may=MANAGE),
    file=_("工友反映的问题"),
    template="console/premises/troubles.html",
)


def gone(day: CalendarDay, request: Request) -> str:
    return reverse("faces:remove-holiday", args=[day.day.isoformat()])


def for_all(request: Request) -> bool:
    return may_for_all(request.offices, CALENDAR)


HOLIDAYS = Listing(
    title=_("节假日和调休"),
    columns=(
        Column(_("日期"), "day", DAY),
        Column(_("名称和依据"), "name", under=(Column(_("依据"), "source"),)),
        Column(_("安排"), "kind", states(CalendarDay.Kind, {CalendarDay.Kind.HOLIDAY: "gold"})),
    ),
    order=("day",),
    acts=(RowAct(_("删除"), gone, _("删除这一天？"), _("这一天会按平常的周几开放。"), tone="danger", may=for_all),),
    empty=Empty(_("还没有录入"), icon="calendar-event"),
    per=200,
)
