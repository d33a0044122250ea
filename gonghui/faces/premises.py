"""Premises as every page shows them: state, hours, facilities, distance, and the way there on a phone's map."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gonghui.primitives.places.facilities import BY_CODE, Facility
from gonghui.primitives.places.models import Picture, Premises
from gonghui.primitives.places.rules import ANSWER_HOURS, State, Why
from gonghui.primitives.places.speaking import spoken_week
from gonghui.primitives.places.standing import states_of

from . import services
from .attachments import Attached, attached
from .distances import far
from .requests import Request
from .routes import Route, to_point

TONES: dict[Why, tuple[str, str]] = {  # the badge: word and tone
    Why.CONFIRMED: (gettext_noop("开着"), "good"),
    Why.EXPECTED: (gettext_noop("应当开着"), "warn"),
    Why.DOUBTED: (gettext_noop("待核实"), "warn"),
    Why.LOCKED: (gettext_noop("有人说锁着"), "bad"),
    Why.SHUT: (gettext_noop("已关门"), ""),
    Why.CLOSED: (gettext_noop("不在开放时间"), ""),
    Why.CLOSURE: (gettext_noop("临时关闭"), "bad"),
    Why.NOT_YET: (gettext_noop("未启用"), ""),
    Why.GIVEN_UP: (gettext_noop("已撤销"), ""),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One place, ready for kit/premises_card.html and its like."""

    premises: Premises
    state: State
    kind: services.PremisesKind

    @property
    def word(self) -> str:
        return _(TONES[self.state.why][0])

    @property
    def tone(self) -> str:
        return TONES[self.state.why][1]

    @property
    def answer_hours(self) -> int:
        return ANSWER_HOURS

    @property
    def may_be_locked(self) -> bool:
        """Whether "found locked" can be said of it: it should be open now, or others found it locked."""
        return self.state.open or self.state.why is Why.LOCKED

    @property
    def url(self) -> str:
        """The slice's page of it; the shared report page where the slice has none."""
        return reverse(self.kind.page or "faces:premises-trouble", args=[self.premises.pk])

    @property
    def week(self) -> list[tuple[str, str]]:
        return spoken_week(self.premises.hours, by_calendar=self.premises.by_calendar)

    @property
    def facilities(self) -> list[Facility]:
        return [BY_CODE[code] for code in self.premises.facilities if code in BY_CODE]

    @property
    def pictures(self) -> list[Attached]:
        """The photographs that everybody sees. One query each time."""
        return [attached_picture(picture) for picture in self.premises.pictures.shown()]

    @property
    def distance(self) -> str:
        return far(self.premises.distance_m)

    @property
    def routes(self) -> list[Route]:
        return to_point(self.premises.point, self.premises.name)


def shown(many: Iterable[Premises], now: datetime) -> list[Shown]:
    """Each with its state, in the order given; as many queries for a hundred as for one."""
    listed = list(many)
    states = states_of(listed, now)
    kinds = {kind.code: kind for kind in services.product().premises}
    return [Shown(one, states[one.pk], kinds.get(one.kind) or services.premises_kind(one.kind)) for one in listed]


def shown_one(premises: Premises, now: datetime) -> Shown:
    return shown([premises], now)[0]


def registering(kind: str) -> Callable[[Request], str]:
    """Where a place of this kind is registered; what a service's list links to."""
    return lambda _request: f"{reverse('faces:premises-new')}?kind={kind}"


def attached_picture(picture: Picture) -> Attached:
    """A photograph of a place under the address where everybody sees it."""
    return attached(picture.file, reverse("faces:premises-picture", args=[picture.pk]), says=picture.says)
