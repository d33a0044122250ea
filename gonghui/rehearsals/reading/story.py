"""Plays Songyuan's reading rooms over HTTP: readers with their phones, two desks, one hour without a network.

The figures are what the product says afterwards: the API's list of rooms, and its own reports.
"""

import time
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone

from gonghui.rehearsals.driver import Failed, Play, fresh, together
from gonghui.rehearsals.stage import Stage
from gonghui.services.reading.models import DeskScan, Loan, SeatBooking, Visit
from gonghui.services.reading.pages import reports

from .world import World, codes_of, set_up

ROOMS, SEATS, VISITS, LOANS = 90, 150, 2_000, 600  # the newspaper's figures, and loans of such a half year
RUSH = 32  # clients for one seat, and for one copy
CHUNK, BLOCKS = 120, 6  # readers who come in one block of two hours; blocks of a day
LONGEST_WAIT = 90  # seconds for the worker to free seats


def play(stage: Stage, *, scale: float, clients: int) -> dict[str, Any]:
    """The whole story. `ok` when every figure is what it must be."""
    rooms, visits = max(4, round(ROOMS * scale)), max(60, round(VISITS * scale))
    loans = max(20, round(LOANS * scale))
    story = Story(stage, clients)
    story.begin(rooms=rooms, readers=max(RUSH, min(visits, 1_000)))
    story.one_seat_for_many()
    story.one_copy_for_many()
    story.read(visits)
    story.borrow(loans)
    story.an_hour_alone()
    story.partner()
    return story.figures(rooms=rooms, visits=visits, loans=loans)


class Story(Play):
    def __init__(self, stage: Stage, clients: int) -> None:
        super().__init__(stage, clients)
        self.world: World
        self.seat_winners = self.copy_winners = self.no_shows = self.elsewhere = self.alone = self.conflicts = 0
        self.partner_lends = self.partner_kept_out = False
        self.search_ms = 0.0

    def begin(self, *, rooms: int, readers: int) -> None:
        """Tomorrow at nine, so that every hour of the story lies ahead and inside opening hours."""
        real = datetime.now(UTC)
        nine = timezone.localtime(real).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)
        self.at(nine)
        self.world = set_up(rooms=rooms, readers=readers, now=self.now)

    def at(self, moment: datetime) -> None:
        self.now = moment
        self.stage.at(moment)

    # --- two races

    def one_seat_for_many(self) -> None:
        """RUSH readers ask for the same seat at the same hour."""
        seat = self._seats(1)[0]
        window = self._window(hours=2, days=1)

        def ask(number: int) -> int:
            return self.api.act(f"/reading/seats/{seat}/bookings", window, token=self.world.token(number))[0]

        self.seat_winners = together(ask, range(RUSH), RUSH).count(200)

    def one_copy_for_many(self) -> None:
        """Many desks lend the same copy in the same moment, each to another reader."""
        code = codes_of(self.world.library)[-1]
        desk = f"/reading/desks/{self.world.library.pk}/scans"

        def lend(number: int) -> int:
            card = self.world.reader(number).member_code
            return self.api.act(desk, {"code": code, "reader": card}, token=self.world.librarian)[0]

        self.copy_winners = together(lend, range(RUSH), RUSH).count(200)

    # --- readers

    def read(self, visits: int) -> None:
        """They come in blocks of two hours: to a seat they booked, one in twenty stays away; the rest just come."""
        came, block, first = 0, 0, self.now
        while came < visits:
            day, hour = divmod(block, BLOCKS)
            self.at(first + timedelta(days=day, hours=2 * hour))
            many = min(CHUNK, visits - came)
            self._block(many, came)
            came, block = came + many, block + 1

    def _block(self, many: int, first: int) -> None:
        """So many readers, from the `first` on: nobody comes twice on one day, whose second coming is not counted."""
        seats = self._seats(min(many, SEATS))
        start = self._window(hours=2)
        booked = self.together(lambda pair: self._book(*pair, start), enumerate(seats, start=first))
        held = [(number, pk) for number, pk in enumerate(booked, start=first) if pk]
        absent = held[::20]
        coming = [one for one in held if one not in absent]
        self.together(lambda one: self._arrive(*one), coming)
        self._count(many - len(coming))
        if absent:
            self.no_shows += self._wait_for_no_shows(len(absent))
        self.together(lambda one: self._leave(*one), coming)

    def _book(self, number: int, seat: str, window: dict[str, str]) -> str:
        status, answer = self.api.act(f"/reading/seats/{seat}/bookings", window, token=self.world.token(number))
        return answer["id"] if status == 200 else ""

    def _arrive(self, number: int, booking: str) -> None:
        code = {"code": self.world.library.premises.code}
        self.api.must("POST", f"/reading/bookings/{booking}/arrival", code, token=self.world.token(number))

    def _leave(self, number: int, booking: str) -> None:
        self.api.must("POST", f"/reading/bookings/{booking}/leaving", token=self.world.token(number))

    def _count(self, many: int) -> None:
        """The desk counts those who sit down without a booking, and those whose day was counted already."""
        self._tell(self.world.library, self.world.librarian, [{"act": "visit"} for _one in range(many)])

    def _wait_for_no_shows(self, many: int) -> int:
        """A quarter of an hour later the worker has freed the seats of those who stayed away."""
        before = self.no_shows_now()
        self.at(self.now + timedelta(minutes=16))
        limit = time.monotonic() + LONGEST_WAIT
        while (freed := self.no_shows_now() - before) < many:
            if time.monotonic() > limit:
                raise Failed(f"{many - freed} seats were not freed in {LONGEST_WAIT} s")
            time.sleep(0.2)
        return freed

    def no_shows_now(self) -> int:
        return SeatBooking.objects.filter(booking__release_reason="no_show").count()

    # --- books

    def borrow(self, loans: int) -> None:
        """Found by a word, lent at the library, given back at the bank's room or at the library."""
        begun = time.perf_counter()
        found = self.api.must("GET", "/reading/titles?q=zhongguo")
        self.search_ms = (time.perf_counter() - begun) * 1000
        if not found["items"]:
            raise Failed("the search finds nothing")
        codes = codes_of(self.world.library)[:-1]
        for first in range(0, loans, len(codes)):
            part = codes[: loans - first]
            self._lend(part)
            self._give_back(part)

    def _lend(self, codes: list[str]) -> None:
        desk = f"/reading/desks/{self.world.library.pk}/scans"

        def lend(pair: tuple[int, str]) -> None:
            card = self.world.reader(pair[0]).member_code
            self.api.must("POST", desk, {"code": pair[1], "reader": card}, token=self.world.librarian, key=fresh())

        self.together(lend, enumerate(codes))

    def _give_back(self, codes: list[str]) -> None:
        """Every fourth comes back at the bank, whose keeper takes it in; the next round lends it from there."""
        for number, code in enumerate(codes):
            away = number % 4 == 3
            room, token = (self.world.bank, self.world.banker) if away else (self.world.library, self.world.librarian)
            self.api.must("POST", f"/reading/desks/{room.pk}/scans", {"code": code}, token=token, key=fresh())
            self.elsewhere += away

    def an_hour_alone(self) -> None:
        """The library's desk had no network: what it did fits, but for one book that nobody had borrowed."""
        codes = codes_of(self.world.library)[:10]
        cards = [one.person.member_code for one in self.world.readers]
        lent = [{"act": "lend", "copy_code": code, "reader": cards[number]} for number, code in enumerate(codes[:8])]
        back = [{"act": "give_back", "copy_code": code} for code in codes[:4]]
        acts = [*lent, *back, {"act": "give_back", "copy_code": codes[9]}]
        told = self._tell(self.world.library, self.world.librarian, acts)
        self.alone = sum(one["outcome"] == "done" for one in told)
        self.conflicts = sum(one["outcome"] == "conflict" for one in told)

    def _tell(self, room: Any, token: str, acts: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """What a desk did alone within the last hour, a hundred acts at a time, and each batch sent twice."""
        told: list[dict[str, Any]] = []
        at = int((self.now - timedelta(minutes=50)).timestamp() * 1000)
        numbered = [{"id": str(uuid.uuid4()), "at": at + number * 1000} | act for number, act in enumerate(acts)]
        for first in range(0, len(numbered), 100):
            body = {"device": str(uuid.UUID(int=1)), "acts": numbered[first : first + 100]}
            for _time in range(2):
                answer = self.api.must("POST", f"/reading/desks/{room.pk}/acts", body, token=token)
            told += answer["acts"]
        return told

    def partner(self) -> None:
        """The bank's clerk lends at the bank's desk, and has no business at the library's."""
        body = {"code": codes_of(self.world.bank)[0], "reader": self.world.reader(-1).member_code}
        lent, _answer = self.api.act(f"/reading/desks/{self.world.bank.pk}/scans", body, token=self.world.banker)
        kept_out, _answer = self.api.act(f"/reading/desks/{self.world.library.pk}/scans", body, token=self.world.banker)
        self.partner_lends, self.partner_kept_out = lent == 200, kept_out == 404

    # --- reading back

    def _seats(self, many: int) -> list[str]:
        window = self._window(hours=2)
        path = f"/reading/rooms/{self.world.library.premises_id}/seats?starts={window['starts']}&ends={window['ends']}"
        free = [seat["id"] for seat in self.api.must("GET", path) if seat["free"]]
        return free[:many]

    def _window(self, *, hours: int, days: int = 0) -> dict[str, str]:
        starts = self.now.astimezone(UTC) + timedelta(days=days)
        minute = starts.minute // 15 * 15
        starts = starts.replace(minute=minute, second=0, microsecond=0)
        ends = starts + timedelta(hours=hours)
        return {"starts": starts.strftime("%Y-%m-%dT%H:%M:%SZ"), "ends": ends.strftime("%Y-%m-%dT%H:%M:%SZ")}

    def figures(self, *, rooms: int, visits: int, loans: int) -> dict[str, Any]:
        """What the product says, and whether it is what the story needs."""
        listed = self.api.must("GET", "/reading/rooms")
        twice = Loan.objects.open().values("copy").annotate(n=Count("pk")).filter(n__gt=1).count()
        days = reports.days_of(self.world.library.premises, days=60, now=self.now)
        found = {
            "rooms": len(listed),
            "rooms_open": sum(room["open"] for room in listed),
            "seats": sum(room["seats"] for room in listed if room["id"] == str(self.world.library.premises_id)),
            "visits": Visit.objects.count(),
            "loans": Loan.objects.count(),
            "returned_elsewhere": Loan.objects.filter(returned_to=self.world.bank.premises).count(),
            "seat_bookings": SeatBooking.objects.count(),
            "no_shows_freed": self.no_shows,
            "seat_minutes_sat": sum(day.sat for day in days),
            "one_seat_winners": self.seat_winners,
            "one_copy_winners": self.copy_winners,
            "lent_twice": twice,
            "acts_alone_booked": self.alone,
            "acts_alone_to_check": DeskScan.objects.to_settle().count(),
            "partner_lends_at_home": self.partner_lends,
            "partner_kept_out_elsewhere": self.partner_kept_out,
            "search_ms_over_http": round(self.search_ms, 1),
        }
        exact = {"rooms": rooms, "seats": SEATS, "visits": visits, "returned_elsewhere": self.elsewhere}
        exact |= {"loans": 1 + loans + 8 + 1, "one_seat_winners": 1, "one_copy_winners": 1, "lent_twice": 0}
        exact |= {"acts_alone_booked": 12, "acts_alone_to_check": 1}
        exact |= {"partner_lends_at_home": True, "partner_kept_out_elsewhere": True}
        missed = {name: [found[name], value] for name, value in exact.items() if found[name] != value}
        return {"ok": not missed, "missed": missed} | found
