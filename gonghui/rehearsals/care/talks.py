"""An hour with a counsellor: booked, moved, given back, held and rated."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from urllib.parse import urlsplit

from gonghui.rehearsals.driver import Browser, Failed
from gonghui.services.counselling.models import Counsellor

from .month import Month
from .plan import DAYS, PAGE, Fate, Wish

LATER = 4  # hours, of one that is moved


@dataclass(slots=True)
class Booked:
    """A talk that somebody booked."""

    wish: Wish
    id: str
    counsellor: Counsellor
    rated: bool = False


class TalkDesk:
    """Who wants an hour, and the counsellors."""

    def __init__(self, month: Month) -> None:
        self.month, self.api = month, month.api
        self.talks: list[Booked] = []

    def ask(self, wish: Wish) -> None:
        """An hour of the next day of work, which no other wish has."""
        counsellors = self.month.city.counsellors
        turn = wish.number // len(counsellors)
        counsellor = counsellors[wish.number % len(counsellors)]
        starts = self.month.city.at(wish.day + 1, time(9 + turn // (DAYS - 1) % LATER))
        said = {"way": "phone", "about": self.month.plant("最近睡不着，不知道跟谁说")}
        pk = self._on_page(wish, counsellor, starts, said) if wish.channel == PAGE else self._in_app(
            wish, counsellor, starts, said
        )  # fmt: skip
        if wish.fate is Fate.WITHDRAWN:
            self.api.must("DELETE", f"/counselling/talks/{pk}", token=self.month.worker(wish))
        if wish.fate is Fate.MOVED:
            later = {"starts_at": starts.replace(hour=starts.hour + LATER).isoformat()}
            self.api.send(f"/counselling/talks/{pk}/time", later, token=self.month.worker(wish))
        self.talks.append(Booked(wish, pk, counsellor))

    def _in_app(self, wish: Wish, counsellor: Counsellor, starts: datetime, said: dict[str, Any]) -> str:
        path, token = f"/counselling/counsellors/{counsellor.pk}", self.month.worker(wish)
        offered = [_at(one["starts_at"]) for one in self.api.must("GET", f"{path}/times", token=token)]
        if starts not in offered:
            raise Failed(f"{starts} is not offered")
        made = self.api.send(f"{path}/talks", said | {"starts_at": starts.isoformat()}, token=token)
        return str(made["id"])

    def _on_page(self, wish: Wish, counsellor: Counsellor, starts: datetime, said: dict[str, Any]) -> str:
        page = f"/counselling/counsellors/{counsellor.pk}/"
        picked = said | {"time": starts.astimezone(UTC).isoformat()}
        to = self.month.phone_of(wish).submit(page, page, picked)
        return urlsplit(to).path.rstrip("/").rsplit("/", 1)[1]

    def morning(self) -> None:
        """Nothing is to be seen."""

    def afternoon(self) -> None:
        """Those that are over: the counsellor notes, its person rates it."""
        over = [one for one in self.talks if not one.rated and self._state(one) == "over"]
        self.month.at_desks(over, lambda one: self.month.username(one.counsellor), self._note)

    def _note(self, desk: Browser, one: Booked) -> None:
        page = f"/console/counselling/talks/{one.id}/"
        desk.submit(page, f"{page}note/", {"words": self.month.plant("说了家里和夜班，下次再聊")})
        mine = f"/counselling/talks/{one.id}/"
        self.month.phone_of(one.wish).submit(mine, f"{mine}rating/", {"stars": "5"})
        one.rated = True

    def waits(self) -> bool:
        return any(self._state(one) == "ahead" for one in self.talks)

    def _state(self, one: Booked) -> str:
        """Of its newest, as its person reads it: ahead, over, off; "" where it is not among them."""
        own = self.api.must("GET", "/counselling/talks", token=self.month.worker(one.wish))["items"]
        return next((each["state"] for each in own if each["id"] == one.id), "")

    def read(self) -> "Counter[str]":
        """A booked hour is an answer in time, if it was held."""
        said = {"over": "in_time", "off": "withdrawn", "ahead": "unanswered", "": "missing"}
        return Counter(said[state] for state in self.month.together(self._state, self.talks))

    def intrude(self) -> "Counter[str]":
        return self.month.intruded(status for one in self.talks for status in self._strangers(one))

    def _strangers(self, one: Booked) -> Iterator[int]:
        """Another counsellor, another worker, an officer."""
        page = f"/console/counselling/talks/{one.id}/"
        for name in (self.month.beside(one.counsellor), ""):
            yield self.month.status(self.month.desk(name) if name else self.month.desk(), page)
        other = self.month.other_phone(one.wish)
        yield self.month.status(other, f"/counselling/talks/{one.id}/")


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)
