"""bench pages: what a page of each kind costs in a large country, held against a bare view of the same server."""

import statistics
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import truediv
from typing import Any, Protocol

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gonghui.faces.services import product
from gonghui.primitives import clock
from gonghui.primitives.people.models import Account, Person, Union
from gonghui.rehearsals import cast
from gonghui.rehearsals.driver import Browser, Play
from gonghui.rehearsals.fairs.demo import LIN
from gonghui.rehearsals.programme import Part, each
from gonghui.rehearsals.stage import Stage

from . import multitude
from .burden import holder
from .opening import address, is_official
from .visitors import Crew

BEFORE, BEHIND = "/bench/before/", "/bench/behind/"  # the bare views of gonghui.site.benched: any middleware, all of it
VISITOR, WORKER, HOLDER, OFFICER = "visitor", "worker", "holder", "officer"
NEWCOMER = ("韩立新", "19700000001")  # a worker who holds nothing
FEW = 100  # the country begins with so small a part of its members
WARM_SECONDS = 0.5
AGAIN = 8  # times a page is asked for, to count its queries
MEASURED = {  # the pages of the figures: as whom, and by the name of a typical page
    "visitor_home": (VISITOR, "faces:home"),
    "visitor_fair": (VISITOR, "fairs:fair"),
    "member_home": (WORKER, "faces:home"),
    "member_fair": (WORKER, "fairs:fair"),
    "member_session": (WORKER, "fairs:session"),
    "holder_home": (HOLDER, "faces:home"),
    "holder_fair": (HOLDER, "fairs:fair"),
    "holder_session": (HOLDER, "fairs:session"),
    "console_front": (OFFICER, "faces:work"),
}
PERSONAL = ("home", "fair", "session")
GROWING = ("member_home", "member_fair", "member_session", "holder_home", "console_front")
Bar = Callable[[float], bool]
BARS: dict[str, Bar] = {
    "ratio_visitor_home": lambda it: it >= 2.0,
    "ratio_visitor_fair": lambda it: it >= 3.0,
    "ratio_member_home": lambda it: it >= 0.2,
    "ratio_member_fair": lambda it: it >= 0.2,
    "ratio_member_session": lambda it: it >= 0.2,
    "ratio_console_front": lambda it: it >= 0.1,
    "ratio_console_list": lambda _it: True,
    "cpu_ms_member_home": lambda it: it <= 2.5,
    "cpu_ms_member_fair": lambda it: it <= 2,
    "cpu_ms_member_session": lambda it: it <= 2,
    "cpu_ms_console_front": lambda it: it <= 5,
    "queries_member_home": lambda it: it <= 3,
    "queries_console_front": lambda it: it <= 5,
    "worst_ms_99": lambda it: it <= 250,
    "growth_members": lambda it: it <= 1.1,
    "growth_slices": lambda it: it <= 1.05,
}


class Options(Protocol):
    members: int
    things: int
    matters: int
    clients: int
    seconds: float
    rounds: int


@dataclass(frozen=True, slots=True)
class Looked:
    """One page as one kind of people saw it."""

    per_second: float
    cpu_ms: float  # of the serving processes, a request
    ms_99: float  # within which 99 of 100 were answered
    status: int


@dataclass(slots=True)
class Country:
    """Who asks, and with which cookie."""

    stage: Stage
    options: Options
    crew: Crew
    persons: dict[str, Person] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def path(self, who: str, page: str) -> str:
        """Where this one finds a typical page. Raises LookupError where there is none."""
        [typical] = [one for one in product().typical if one.page == page]
        found = address(typical, self.persons[who])
        if found is None:
            raise LookupError(f"{who} has no {page}")
        return found

    def warm(self, who: str, path: str, port: int | None = None) -> Looked:
        return self.look(who, path, port, min(WARM_SECONDS, self.options.seconds))

    def look(self, who: str, path: str, port: int | None = None, seconds: float | None = None) -> Looked:
        """What so many of them see there for so long; who is told something else than most is named on the screen."""
        port = port or self.stage.port
        before = self.stage.web_seconds(port)
        told = self.crew.look(
            port, path, cookie=self.cookies[who], clients=self.options.clients,
            seconds=self.options.seconds if seconds is None else seconds,
        )  # fmt: skip
        spent = self.stage.web_seconds(port) - before
        if len(told.statuses) != 1 or told.unanswered:
            self.stage.say(f"{path} for {who}: {dict(told.statuses)}, {told.unanswered} without an answer")
        [(status, _often)] = told.statuses.most_common(1) or [(0, 0)]
        pages = told.statuses[200]  # a quick no is no page
        rate = told.per_second * pages / max(1, len(told.times))
        return Looked(rate, spent * 1000 / max(1, pages), told.within_ms(0.99), status)


def play(stage: Stage, options: Options) -> dict[str, Any]:
    """The figures; under `pages` what each page gave, in the words of the paper."""
    with Crew() as crew:
        return _measured(settle(stage, options, crew))


def _measured(country: Country) -> dict[str, Any]:
    stage, options = country.stage, country.options
    few = _rounds(country)
    multitude.members(_homes(), options.members - options.members // FEW, now=clock.now())
    stage.say(f"{options.members} members")
    many = _rounds(country)
    more = _beside(country)
    pages = _every_page(country, statistics.median(look.per_second for look in many["bare"]))
    return _figures(country, few, many, more, pages) | {"pages": _told(many, pages)}


def settle(stage: Stage, options: Options, crew: Crew) -> Country:
    """The demo's world, places and events, a hundredth of the members, and everybody who asks signed in."""
    now = clock.now()
    for fill in each(Part.DEMO):
        fill(now=now)
    country, province = Country(stage, options, crew), Union.objects.get(code="SX")
    officer = Account.objects.get(username="zhao").person
    worker = cast.person(*NEWCOMER, of=Union.objects.get(code="TY-1"), now=now)
    country.persons = {VISITOR: worker, WORKER: worker, HOLDER: holder(now=now), OFFICER: officer}
    multitude.things(Union.objects.get(code="TY"), options.things, by_person=officer, now=now)
    multitude.matters(province, options.matters, now=now)
    multitude.members(_homes(), options.members // FEW, now=now)
    stage.say(f"{options.things} places and events, {options.matters} matters, {options.members // FEW} members")
    here = Play(stage, 1)
    signed_in = {WORKER: here.phone(NEWCOMER[1]), HOLDER: here.phone(LIN[1]), OFFICER: here.staff("zhao")}
    country.cookies = {VISITOR: ""} | {who: _cookie(browser) for who, browser in signed_in.items()}
    return country


def _homes() -> list[Union]:
    return list(Union.objects.filter(kind=Union.Kind.GRASSROOTS).order_by("code"))


def _cookie(browser: Browser) -> str:
    return f"{settings.SESSION_COOKIE_NAME}={browser.session.cookies[settings.SESSION_COOKIE_NAME]}"


def _rounds(country: Country) -> dict[str, list[Looked]]:
    """The pages of the figures and the bare views, in turn, every other round in the opposite order."""
    asked = {"bare": (VISITOR, BEHIND), "before": (VISITOR, BEFORE)}
    asked |= {name: (who, country.path(who, page)) for name, (who, page) in MEASURED.items()}
    for who, path in asked.values():
        country.warm(who, path)
    seen: dict[str, list[Looked]] = defaultdict(list)
    for nth in range(country.options.rounds):
        for name in reversed(asked) if nth % 2 else asked:
            seen[name].append(country.look(*asked[name]))
        shown = ", ".join(f"{name} {looks[-1].per_second:.0f}" for name, looks in seen.items())
        country.stage.say(f"round {nth + 1}, a second: {shown}")
    return seen


def _beside(country: Country) -> dict[str, list[float]]:
    """How much slower the growing pages are with eight slices more, round by round."""
    ours, theirs = country.stage.ports
    found: dict[str, list[float]] = defaultdict(list)
    asked = {name: (who, country.path(who, page)) for name, (who, page) in MEASURED.items() if name in GROWING}
    for who, path in asked.values():
        country.warm(who, path, theirs)
    for nth in range(country.options.rounds):
        for name, (who, path) in asked.items():
            ports = (theirs, ours) if nth % 2 else (ours, theirs)
            rates = {port: country.look(who, path, port=port).per_second for port in ports}
            found[name].append(rates[ours] / rates[theirs])
    return found


def _every_page(country: Country, bare: float) -> list[dict[str, Any]]:
    """Every typical page as everybody sees it to whom it opens; what does not open for anybody is missing."""
    found = []
    for page in product().typical:
        for who, person in country.persons.items():
            path = address(page, person)
            if path is None or is_official(path) != (who == OFFICER):
                continue
            if country.warm(who, path).status == 200:
                look = country.look(who, path)
                found.append({"page": page.page, "kind": str(page.kind), "who": who, "look": look,
                              "ratio": look.per_second / bare})  # fmt: skip
    return found


def _figures(
    country: Country, few: Mapping[str, list[Looked]], many: Mapping[str, list[Looked]],
    more: Mapping[str, list[float]], pages: list[dict[str, Any]],
) -> dict[str, Any]:  # fmt: skip
    """Exactly the keys of BARS. Of a member's page the worse figure: of who holds nothing, or of who holds much."""
    ratio, cpu = _ratios(many), {name: _middle(looks, "cpu_ms") for name, looks in many.items()}
    figures: dict[str, Any] = {f"ratio_{name}": ratio[name] for name in ("visitor_home", "visitor_fair")}
    figures |= {f"ratio_member_{name}": min(ratio[f"member_{name}"], ratio[f"holder_{name}"]) for name in PERSONAL}
    figures["ratio_console_front"] = ratio["console_front"]
    figures["ratio_console_list"] = min(page["ratio"] for page in pages if page["kind"] == "console list")
    figures |= {f"cpu_ms_member_{name}": max(cpu[f"member_{name}"], cpu[f"holder_{name}"]) for name in PERSONAL}
    figures["cpu_ms_console_front"] = cpu["console_front"]
    figures["queries_member_home"] = max(queries(country, who, "faces:home") for who in (WORKER, HOLDER))
    figures["queries_console_front"] = queries(country, OFFICER, "faces:work")
    figures["worst_ms_99"] = max(page["look"].ms_99 for page in pages)
    before = _ratios(few)
    figures["growth_members"] = statistics.fmean(before[name] / ratio[name] for name in GROWING)
    figures["growth_slices"] = statistics.fmean(statistics.median(more[name]) for name in GROWING)
    return {name: round(figures[name], 3) for name in BARS}


def _ratios(seen: Mapping[str, list[Looked]]) -> dict[str, float]:
    """How many of a page are made for one of the bare view in the same round: the median of the rounds."""
    bare = [look.per_second for look in seen["bare"]]
    rates = {name: [look.per_second for look in looks] for name, looks in seen.items()}
    return {name: statistics.median(map(truediv, found, bare)) for name, found in rates.items()}


def _middle(looks: list[Looked], what: str) -> float:
    return statistics.median(getattr(look, what) for look in looks)


def queries(country: Country, who: str, page: str) -> int:
    """How many a page asks once all that is shared was made: the fewest of some times, for that lasts a second."""
    path, host = country.path(who, page), {"Host": f"{country.stage.host}:{country.stage.port}"}
    client = Client()
    name, _is, value = country.cookies[who].partition("=")
    client.cookies[name] = value
    counts = []
    for _time in range(AGAIN):
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path, headers=host)
        counts.append(len(asked))
        if answer.status_code != 200:
            raise RuntimeError(f"{path} for {who}: {answer.status_code}")
    return min(counts)


def missed(figures: Mapping[str, Any]) -> list[str]:
    """What misses its bar or was not measured."""
    return [name for name, bar in BARS.items() if figures.get(name) is None or not bar(figures[name])]


def _told(many: Mapping[str, list[Looked]], pages: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """Lines of the paper's table: kind, page, who, pages a second, to the bare view, ms of processor, 99 % in ms."""
    lines = []
    for name, what in (("before", "before any middleware"), ("bare", "behind all middleware")):
        rate = f"{_middle(many[name], 'per_second'):.0f}"
        ratio, cpu = f"{_ratios(many)[name]:.2f}", f"{_middle(many[name], 'cpu_ms'):.2f}"
        lines.append(("bare view", what, VISITOR, rate, ratio, cpu, f"{_middle(many[name], 'ms_99'):.0f}"))
    for page in pages:
        look = page["look"]
        measured = (f"{look.per_second:.0f}", f"{page['ratio']:.2f}", f"{look.cpu_ms:.2f}", f"{look.ms_99:.0f}")
        lines.append((page["kind"], f"`{page['page']}`", page["who"], *measured))
    return lines
