"""A kind of case at its doors: asked by its askers and at the hotline's desk, handled in the queue, read back."""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from gonghui.primitives import clock
from gonghui.primitives.people.models import Person
from gonghui.rehearsals.driver import Failed

from .month import Month
from .plan import API, OWN, PAGE, Fate, Wish
from .world import DISTRICTS, NEIGHBOUR

RATED, BY_PAGE = 5, 5  # of so many answered one is not rated; of so many one is asked for on pages by strangers too
LOOKS, PAUSE = 20, 0.1
ANSWERED = ("say", "close")  # what of a case is a word to its asker


@dataclass(slots=True)
class Asked:
    """A request, as the product knows it. `done`: what of its fate has happened."""

    wish: Wish
    code: str
    union: str
    id: str = ""
    done: set[Fate] = field(default_factory=set)


class CaseDesk:
    """One kind of case: `kind` names its part of the API, `form` the page on which it is asked."""

    def __init__(
        self, month: Month, kind: str, form: str, topics: Sequence[str], hands: Sequence[Person] = (),
        closing: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """`hands`: who handles all of them; else officers of the union that has each. `closing`: how one is closed."""
        self.month, self.api, self.kind, self.form, self.topics = month, month.api, kind, form, topics
        self.hands, self.closing = hands, closing or {"outcome": "solved"}
        self.pages = f"/console/{kind}/cases/"
        self.asked: dict[str, Asked] = {}
        self.escalated: set[str] = set()
        self.missed: set[str] = set()  # late, and nobody above was told
        self.to_call: list[Asked] = []

    # --- asked

    def ask(self, wish: Wish) -> None:
        if wish.channel == API:
            made = self._made(wish, self.api.send(f"/{self.kind}/cases", self.words(wish), token=self._own(wish)))
        elif wish.channel == PAGE:
            to = self.month.phone_of(wish).submit(self.form, self.form, self.typed(wish))
            pk = urlsplit(to).path.rstrip("/").rsplit("/", 1)[1]
            made = self._made(wish, self.api.must("GET", f"/{self.kind}/cases/{pk}", token=self._own(wish)))
        else:
            made = self._made(wish, self.take_down(wish))
        self.asked[made.code] = made
        if wish.fate is Fate.WITHDRAWN:
            self._asker(made, "withdrawal")

    def words(self, wish: Wish) -> dict[str, Any]:
        """What is asked, where, as the API takes it."""
        topic = self.topics[wish.number % len(self.topics)]
        words = self.month.plant("单位拖了三个月工资，问了几次都说再等等")
        return {"topic": topic, "words": words, "place": DISTRICTS[wish.number % len(DISTRICTS)], "trade": ""}

    def typed(self, wish: Wish) -> dict[str, Any]:
        """The same on the page."""
        return self.words(wish)

    def take_down(self, wish: Wish) -> Any:
        """What somebody says on the telephone, at the window or on a slip, as the desk's program writes it down."""
        seat = self.month.city.seats[wish.number % len(self.month.city.seats)]
        return self.api.send(f"/{self.kind}/queue", self.told(wish), token=self.month.token(seat))

    def told(self, wish: Wish) -> dict[str, Any]:
        """The same with who tells it, or that they do not say."""
        member, mobile = self.month.city.workers[wish.asker], self.month.city.mobiles[wish.asker]
        who = {"anonymous": True} if wish.nameless else {"name": member.person.name, "mobile": mobile}
        return self.words(wish) | {"via": wish.channel} | who

    def _made(self, wish: Wish, told: dict[str, Any]) -> Asked:
        return Asked(wish, told["code"], told["union"], told.get("id", ""))

    def _own(self, wish: Wish) -> str:
        return self.month.worker(wish)

    def _asker(self, asked: Asked, what: str, body: Any = None) -> None:
        self.api.send(f"/{self.kind}/cases/{asked.id}/{what}", body, token=self._own(asked.wish))

    # --- handled

    def queue(self) -> list[dict[str, Any]]:
        """All that are open, as the city's officer reads them."""
        return self.api.all_of(f"/{self.kind}/queue", token=self.month.checker)

    def morning(self) -> None:
        """Which are late, and whether the union above was told; what a worker holds just now is looked at again."""
        for look in range(LOOKS):
            found = self.queue()
            self.escalated |= {one["code"] for one in found if one["escalated_at"]}
            late = {one["code"] for one in found if one["due_at"] and _at(one["due_at"]) <= clock.now()}
            if not late - self.escalated:
                return
            time.sleep(PAUSE * (look + 1))
        self.missed |= late - self.escalated

    def afternoon(self) -> None:
        self.month.together(self._handle, self.queue())
        for asked in self.to_call:
            self._call_back(asked)
        self.to_call.clear()

    def waits(self) -> bool:
        return bool(self.queue())

    def hand(self, asked: Asked) -> Person:
        """Who handles it: what is late the city itself."""
        late = asked.code in self.escalated
        city = self.month.city
        hands = self.hands or city.officers[city.top.name if late else asked.union]
        return hands[asked.wish.number // len(DISTRICTS) % len(hands)]

    def _handle(self, item: dict[str, Any]) -> None:
        """One that is open, as far as it goes this day."""
        asked = self.asked.get(item["code"])
        if asked is None:
            raise Failed(f"{self.kind}: nobody asked for {item['code']}")
        asked.id = item["id"]
        if asked.wish.fate is Fate.LATE and asked.code not in self.escalated:
            return
        self.step(asked, item)

    def step(self, asked: Asked, item: dict[str, Any]) -> None:
        """From the stage in which it stands."""
        fate = asked.wish.fate
        if item["stage"] == "waiting":
            self.officer(asked, "", method="GET")
            if fate is Fate.MOVED and fate not in asked.done:
                self._hand_over(asked)
            self.officer(asked, "assignment", {"to": str(self.hand(asked).pk)})
            self.officer(asked, "note", {"words": self.month.plant("已和单位人事通过电话，记一笔")})
            if fate is Fate.PAUSED:
                self.officer(asked, "pause", {"why": self.month.plant("等单位送来工资表")})
                return
        elif item["due_at"] is None:
            self.officer(asked, "resumption")
        self._answer(asked)
        if fate is Fate.AGAIN:
            self._asker(asked, "again", {"why": self.month.plant("单位又没有给")})
            self._answer(asked)
        self._end(asked)

    def officer(self, asked: Asked, what: str, body: Any = None, *, method: str = "POST") -> Any:
        """One act of who handles it; the answer. Raises Failed."""
        path = f"/{self.kind}/queue/{asked.id}" + (f"/{what}" if what else "")
        return self.api.must(method, path, body, token=self.month.token(self.hand(asked)))

    def _hand_over(self, asked: Asked) -> None:
        """To the next district: it happened there."""
        unions = [one for one in self.month.city.districts if one.name != asked.union]
        target = unions[asked.wish.number % len(unions)]
        why = self.month.plant("事情发生在那边的工地")
        told = self.officer(asked, "union", {"union": target.code, "why": why})
        asked.union = told["union"]
        asked.done.add(Fate.MOVED)

    def _answer(self, asked: Asked) -> None:
        words = self.month.plant("单位答应本周五前补发，工会盯着")
        self.officer(asked, "answer", {"words": words, "done": True})

    def _end(self, asked: Asked) -> None:
        wish = asked.wish
        if wish.fate is Fate.CALLED:
            self.to_call.append(asked)
        elif wish.channel in OWN and wish.number % RATED:
            self._asker(asked, "rating", {"stars": 4 + wish.number % 2, "words": self.month.plant("办得快")})
        else:
            self.officer(asked, "closure", self.closing | {"words": self.month.plant("已经补发，回访过")})

    def _call_back(self, asked: Asked) -> None:
        page = f"{self.pages}{asked.id}/"
        said = {"solved": "1", "words": self.month.plant("电话里说钱已经到账")}
        self.month.desk().submit(page, f"{page}call/", said)

    # --- read back

    def read(self) -> "Counter[str]":
        return Counter(self.month.together(self.fared, self.asked.values()))

    def fared(self, asked: Asked) -> str:
        """in_time, escalated, withdrawn, overdue (it stands past its limit), unanswered or missing."""
        status, told = self.api.call("GET", f"/{self.kind}/queue/{asked.id}", token=self.month.checker)
        if status != 200 or not self._followed(asked):
            return "missing"
        if told["outcome"] == "withdrawn":
            return "withdrawn"
        if asked.code in self.missed or not told["closed_at"]:
            return "overdue"
        if not any(one["what"] in ANSWERED and not one["from_asker"] for one in told["messages"]):
            return "unanswered"
        return "escalated" if asked.code in self.escalated else "in_time"

    def _followed(self, asked: Asked) -> bool:
        """Whether its asker reads that it is over: on the phone, or by the code on the slip."""
        if asked.wish.channel in OWN:
            path = f"/{self.kind}/cases/{asked.id}"
            told: Any = self.api.must("GET", path, token=self._own(asked.wish))
        else:
            number = asked.wish.asker
            address = f"10.251.{number >> 8 & 255}.{number & 255}"
            told = self.api.must("POST", f"/{self.kind}/codes", {"code": asked.code}, address=address)
        return bool(told["closed_at"])

    # --- strangers

    def intrude(self) -> "Counter[str]":
        found = self.month.together(lambda one: list(self.strangers(one)), self.asked.values())
        return self.month.intruded(status for each in found for status in each)

    def strangers(self, asked: Asked) -> Iterable[int]:
        """What another worker, staff of other unions, a counsellor and a seat are answered who ask for it."""
        city, number, asks = self.month.city, asked.wish.number, self.month.strange
        own, at_desk = f"/{self.kind}/cases/{asked.id}", f"/{self.kind}/queue/{asked.id}"
        yield asks.call("GET", own, token=self.month.other_worker(asked.wish))[0]
        here = [name for name in city.officers if name not in (asked.union, city.top.name)]
        neighbours = city.officers[here[number % len(here)]]
        counsellor = city.counsellors[number % len(city.counsellors)].person
        outsider = city.outsiders[number % len(city.outsiders)]
        for who in (neighbours[0], outsider, counsellor, city.seats[0], city.finance):
            assert who is not None
            yield asks.call("GET", at_desk, token=self.month.token(who))[0]
        if number % BY_PAGE == 0 and asked.union != city.districts[0].name:
            yield self.month.status(self.month.desk(NEIGHBOUR), f"{self.pages}{asked.id}/")


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)
