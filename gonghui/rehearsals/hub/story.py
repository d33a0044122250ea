"""Plays the rooms of Fuzhou's meeting place over HTTP: terms in the console, bookings by phones, codes at the desk."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from random import Random
from typing import Any

from django.utils import timezone

from gonghui.rehearsals.driver import Failed, Play, until
from gonghui.rehearsals.stage import Stage

from .world import OFFICER, OPERATOR, ROOMS, Ground, Planned, set_up

MEMBERS, COMPATRIOTS, WISHES = 400, 40, 2_000  # at full scale
DAYS = 5  # the days that are booked, from tomorrow
STAYS_AWAY = 5  # of so many bookings one is not come to
SECONDS = 120


@dataclass(frozen=True, slots=True)
class Booked:
    """What a phone was told: whose, which room, when, the code."""

    id: str
    mobile: str
    room: str
    starts: datetime
    code: str


def play(stage: Stage, *, scale: float, clients: int) -> dict[str, Any]:
    """The whole story; the figures are what the product says afterwards."""
    now = datetime.now(UTC)
    members, compatriots = max(12, round(MEMBERS * scale)), max(4, round(COMPATRIOTS * scale))
    story = Story(stage, set_up(members, compatriots, now), clients)
    story.set_terms()
    story.sign_in([*story.ground.members, *story.ground.compatriots])
    story.book(max(120, round(WISHES * scale)))
    story.in_traditional_script()
    story.answer()
    story.first_day()
    return story.figures()


class Story(Play):
    def __init__(self, stage: Stage, ground: Ground, clients: int) -> None:
        super().__init__(stage, clients)
        self.ground = ground
        self.first_day_on = timezone.localdate() + timedelta(days=1)
        self.booked: list[Booked] = []
        self.refused: Counter[str] = Counter()
        self.away: list[Booked] = []  # who had a room on the first day and did not come
        self.came, self.traditional = 0, False

    # --- before it opens

    def set_terms(self) -> None:
        """The officer writes the terms and layouts of every room in the console."""
        self.officer = self.staff(OFFICER)
        today = timezone.localdate().isoformat()
        for room in ROOMS:
            here = f"/console/spaces/rooms/{self.ground.rooms[room.name]}/"
            self.officer.submit(f"{here}terms/", f"{here}terms/", _terms_typed(room, today))
            for name, seats in room.layouts:
                self.officer.submit(here, f"{here}layouts/", {"name": name, "seats": seats})

    # --- booking

    def book(self, wishes: int) -> None:
        """Many more wishes than hours, in no order; each is booked or refused by name."""
        self.together(self._wish, list(self._wishes(wishes)))

    def _wishes(self, count: int) -> Iterator[tuple[str, Planned, datetime, int]]:
        dice, everyone = Random(2), [*self.ground.members, *self.ground.compatriots]  # noqa: S311
        for _wish in range(count):
            room = dice.choice(ROOMS)
            day = self.first_day_on + timedelta(days=dice.randrange(DAYS))
            starts = datetime.combine(day, time(9 + dice.randrange(10)), timezone.get_default_timezone())
            yield dice.choice(everyone), room, starts, dice.choice((1, 1, 2))

    def _wish(self, wish: tuple[str, Planned, datetime, int]) -> None:
        mobile, room, starts, hours = wish
        body = {
            "starts_at": starts.isoformat(),
            "ends_at": (starts + timedelta(hours=hours)).isoformat(),
            "purpose": "交流",
            "people": 1,
        }
        path = f"/hub/rooms/{self.ground.rooms[room.name]}/bookings"
        status, answer = self.api.act(path, body, token=self.tokens[mobile])
        if status == 200:
            self.booked.append(Booked(answer["id"], mobile, room.name, starts, answer["code"]))
        elif status == 409:
            self.refused[answer["error"]["code"]] += 1
        else:
            raise Failed(f"{path}: {status} {answer}")

    def in_traditional_script(self) -> None:
        """A compatriot signs in with a Taiwan number, reads the pages in traditional script, and books on them."""
        self.stage.at(datetime.now(UTC) + timedelta(seconds=90))  # another code only after a minute
        phone = self.phone(self.ground.compatriots[0])
        phone.submit("/mine/", "/mine/language/", {"language": "zh-hant", "next": "/spaces/"})
        room = f"/spaces/rooms/{self.ground.rooms['会议室']}/"
        day = self.first_day_on + timedelta(days=DAYS)
        filled = {"day": day.isoformat(), "starts": "10:00", "ends": "12:00", "purpose": "兩岸青年交流", "people": "8"}
        receipt = phone.submit(f"{room}?day={day}", f"{room}bookings/", filled)
        page = phone.get(receipt)
        self.traditional = "會議室" in page and "兩岸職工會客廳" in page and 'lang="zh-hant"' in page

    def answer(self) -> None:
        """The officer says yes to two of three that ask, and no with a reason to the third."""
        number = 0
        while found := re.search(r"/console/spaces/bookings/([0-9a-f-]{36})/admission/", self.officer.get(ASKED)):
            here, number = f"/console/spaces/bookings/{found[1]}/", number + 1
            if number % 3:
                self.officer.submit(ASKED, f"{here}admission/", {})
            else:
                self.officer.submit(ASKED, f"{here}refusal/", {"reason": "当天已有安排"})

    # --- the first day

    def first_day(self) -> None:
        """Hour by hour the desk scans who comes; at night the worker lets go what nobody came to."""
        for hour in range(9, 20):
            starts = datetime.combine(self.first_day_on, time(hour), timezone.get_default_timezone())
            self.stage.at(starts)
            self.sign_in_staff([OPERATOR])
            here = [held for held in self.booked if held.starts == starts]
            self.away += [held for number, held in enumerate(here) if (number + hour) % STAYS_AWAY == 0]
            comers = [held for held in here if held not in self.away]
            self.came += sum(self.together(self._comes, comers))
        self.stage.at(datetime.combine(self.first_day_on, time(22), timezone.get_default_timezone()))
        until(lambda: not self._still_held(), "letting go of no-shows", SECONDS)

    def _still_held(self) -> int:
        """How many of those who stayed away still have their room."""
        away = {held.id for held in self.away}
        mine = [one for mobile in {held.mobile for held in self.away} for one in self._bookings(mobile)]
        return sum(one["id"] in away and one["state"] in ("coming", "here", "over") for one in mine)

    def _comes(self, held: Booked) -> int:
        status, answer = self.api.call(
            "POST", f"/hub/{self.ground.house}/arrivals", {"code": held.code}, token=self.tokens[OPERATOR]
        )
        if status == 200:
            return 1
        if answer["error"]["code"] in ("admission.booking_released", "admission.booking_not_confirmed"):
            return 0  # the officer had said no, or has not answered
        raise Failed(f"arrival {held.code}: {status} {answer}")

    # --- afterwards

    def figures(self) -> dict[str, Any]:
        """What the product says: every holder's own bookings, and every room's days."""
        held = [one for mobile in {each.mobile for each in self.booked} for one in self._bookings(mobile)]
        states = Counter(one["state"] for one in held)
        overlaps = _overlaps([one for one in held if one["state"] in ("coming", "here", "over", "asked")])
        figures = {
            "members": len(self.ground.members),
            "compatriots": len(self.ground.compatriots),
            "rooms": len(self.ground.rooms),
            "wishes": len(self.booked) + sum(self.refused.values()),
            "booked": len(held) - self.traditional,
            "refused": dict(self.refused),
            "admitted_by_officer": self.told("hub.admitted"),
            "refused_by_officer": states["refused"],
            "came": self.came,
            "no_shows": states["no_show"],
            "held_by_who_stayed_away": self._still_held(),
            "double_booked": overlaps,
            "in_traditional_script": self.traditional,
            "sms_sent_twice": self.phones.doubles,
            "requests": self.api.requests,
            "peak_memory_mb": round(self.stage.memory_mb()),
        }
        told = len(self.booked) == figures["booked"] and self.came > 0 and states["refused"] > 0
        nothing = ("double_booked", "held_by_who_stayed_away", "sms_sent_twice")
        ok = told and self.traditional and states["no_show"] > 0 and not any(figures[name] for name in nothing)
        return figures | {"ok": ok}

    def _bookings(self, mobile: str) -> list[dict[str, Any]]:
        return self.api.all_of("/hub/bookings", token=self.tokens[mobile])


ASKED = "/console/spaces/asked/"


def _terms_typed(room: Planned, today: str) -> dict[str, Any]:
    typed: dict[str, Any] = {"since": today, "bookable": "on", "answer_hours": 24, "grace_minutes": 15}
    typed |= {"before": 0, "after": 0, "source": "会客厅管理办法", "says": ""} | room.terms
    if not typed.pop("asks", False):
        return typed
    return typed | {"asks": "on"}


def _at(text: str) -> datetime:
    return timezone.localtime(datetime.fromisoformat(text))


def _overlaps(held: list[dict[str, Any]]) -> int:
    """How many pairs of bookings have one room at the same moment."""
    found, by_room = 0, sorted(held, key=lambda one: (one["room"], one["starts_at"]))
    for one, other in pairwise(by_room):
        found += one["room"] == other["room"] and _at(other["starts_at"]) < _at(one["ends_at"])
    return found
