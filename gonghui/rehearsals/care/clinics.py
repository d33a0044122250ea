"""The free clinic: a place in a slot, a line for one that is full, what was measured, for its person alone."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from gonghui.primitives import clock
from gonghui.rehearsals.driver import Browser, Failed, first
from gonghui.services.clinic.models import Day

from . import plan
from .month import Month
from .plan import PAGE, Fate, Wish
from .world import TABLE

FIND = re.compile(r'action="(/counter/clinic/[^"]+/places/[^"]+/)"')
VALUES = {"systolic": "146", "diastolic": "88", "pulse": "76", "glucose": "5.4"}


@dataclass(slots=True)
class Coming:
    """Who has a place, or waits for one ("" until they have it)."""

    wish: Wish
    day: Day
    place: str = ""
    measured: bool = False


class ClinicDesk:
    """Who comes, and the desks on the day."""

    def __init__(self, month: Month) -> None:
        self.month, self.api = month, month.api
        self.coming: list[Coming] = []

    def ask(self, wish: Wish) -> None:
        """A place in a slot; where it is taken, a place in its line."""
        _day, number, slot = plan.clinic_wish(wish.number)
        day, token = self.month.city.days[number], self.month.worker(wish)
        slots = self.api.must("GET", f"/clinic/days/{day.pk}", token=token)["slots"]
        one = Coming(wish, day)
        if slots[slot]["free"]:
            one.place = self._take(wish, day, slots[slot]["id"])
        else:
            self.api.send(f"/clinic/slots/{slots[slot]['id']}/line", token=token)
        self.coming.append(one)

    def _take(self, wish: Wish, day: Day, slot: str) -> str:
        if wish.channel != PAGE:
            return str(self.api.send(f"/clinic/slots/{slot}/place", token=self.month.worker(wish))["id"])
        page = f"/clinic/days/{day.pk}/"
        to = self.month.phone_of(wish).submit(page, f"/clinic/slots/{slot}/place/", {})
        return urlsplit(to).path.rstrip("/").rsplit("/", 1)[1]

    def morning(self) -> None:
        """Nothing is to be seen."""

    def afternoon(self) -> None:
        """Two days after they took it some give their place back; on its day everybody is measured."""
        now = clock.now()
        for one in self.coming:
            taken_on = self.month.city.at(one.wish.day + 1, clock.DAY_BEGINS)
            if one.wish.fate is Fate.WITHDRAWN and one.place and taken_on < now < one.day.starts:
                self.api.call("DELETE", f"/clinic/places/{one.place}", token=self.month.worker(one.wish))
        today = [one for one in self.coming if not one.measured and one.day.starts < now < one.day.ends + timedelta(1)]
        tables = {day.pk: f"{TABLE}-{nth % plan.CLINICS}" for nth, day in enumerate(self.month.city.days)}
        self.month.at_desks(today, lambda one: tables[one.day.pk], self._receive)

    def _receive(self, desk: Browser, one: Coming) -> None:
        """Their code, as their phone shows it; then what the stations measured."""
        held = self._held(one)
        one.measured = True
        if held is None:
            return
        one.place = held["id"]
        page = f"/counter/clinic/{one.day.pk}/"
        form = first(FIND, desk.answer(page, page, {"code": held["code"]}))
        if not form.endswith(f"{one.place}/"):
            raise Failed(f"the desk asks for {form} where the place is {one.place}")
        desk.submit(page, form, VALUES | {"advice": self.month.plant("少吃盐，两周后再量一次")})

    def _held(self, one: Coming) -> Any:
        """Their place on that day, as they read it; None for none."""
        mine = self.api.must("GET", "/clinic/places", token=self.month.worker(one.wish))["items"]
        there = [each for each in mine if not each["released_at"]]
        return there[0] if there else None

    def waits(self) -> bool:
        return any(not one.measured for one in self.coming)

    def read(self) -> "Counter[str]":
        return Counter(self.month.together(self._fared, self.coming))

    def _fared(self, one: Coming) -> str:
        """Whoever has a result was answered in time."""
        found = self.api.must("GET", "/clinic/results", token=self.month.worker(one.wish))
        if found:
            return "in_time" if len(found[0]["reads"]) == len(VALUES) else "unanswered"
        mine = self.api.must("GET", "/clinic/places", token=self.month.worker(one.wish))["items"]
        return "withdrawn" if mine and mine[0]["released_at"] else "unanswered" if mine else "missing"

    def intrude(self) -> "Counter[str]":
        came = [one for one in self.coming if one.place]
        found = self.month.together(lambda one: list(self._strangers(one)), came)
        return self.month.intruded(status for each in found for status in each)

    def _strangers(self, one: Coming) -> Iterator[int]:
        """Another worker asks for the place, and for the letter to the hospital."""
        other = self.month.other_phone(one.wish)
        yield self.month.status(other, f"/clinic/places/{one.place}/")
        found = self.api.must("GET", "/clinic/results", token=self.month.worker(one.wish))
        for each in found:
            yield self.month.status(other, f"/clinic/results/{each['id']}/referral/")
