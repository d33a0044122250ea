"""What every desk of the month shares: the city, the doors, sentences to plant, and every no that was met."""

import functools
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Protocol, TypeVar

from gonghui.primitives.people.models import Person
from gonghui.rehearsals import cast
from gonghui.rehearsals.driver import Api, Browser, Failed, Play, fresh
from gonghui.rehearsals.stage import Stage
from gonghui.services.counselling.models import Counsellor

from .plan import Wish
from .planted import Planter
from .world import CHECKER, COUNSELLOR, City

T = TypeVar("T")
PARTS = ("says", "mend", "rule")


class Noes:
    """Every refusal that somebody met: how many, and which lack what it is, the next step or the rule."""

    def __init__(self) -> None:
        self.met: Counter[str] = Counter()
        self.without: Counter[str] = Counter()
        self._turn = threading.Lock()

    def note(self, code: str, said: dict[str, Any]) -> None:
        with self._turn:
            self.met[code] += 1
            self.without[code] += not all(said.get(part) for part in PARTS)


class Heard(Api):
    """The open API as the people of the month use it; each no is noted."""

    def __init__(self, host: str, port: int, noes: Noes) -> None:
        super().__init__(host, port)
        self.noes = noes

    def call(self, method: str, path: str, body: Any = None, **more: str) -> tuple[int, Any]:
        status, answer = super().call(method, path, body, **more)
        if status >= 400:
            self.noes.note(answer["error"]["code"], answer["error"])
        return status, answer

    def send(self, path: str, body: Any = None, *, token: str) -> Any:
        """The answer of a POST under a key of its own, which has to succeed. Raises Failed."""
        return self.must("POST", path, body, token=token, key=fresh())


class Desk(Protocol):
    """How one kind of request is asked, handled and read back."""

    def ask(self, wish: Wish) -> None:
        """By the wish's channel; from many threads."""

    def morning(self) -> None:
        """After the worker's round: what its staff sees then."""

    def afternoon(self) -> None:
        """What its staff does with what waits."""

    def waits(self) -> bool:
        """Whether anything is not over yet."""

    def read(self) -> "Counter[str]":
        """How many fared how: see reading_back."""

    def intrude(self) -> "Counter[str]":
        """Strangers ask for everything: how many were `shown` it, how many `turned_away`."""


class Month(Play):
    """The city with its doors."""

    api: Heard

    def __init__(self, stage: Stage, city: City, clients: int, now: datetime) -> None:
        super().__init__(stage, clients)
        self.city, self.noes, self.planter = city, Noes(), Planter()
        self.api, self.strange = Heard(stage.host, stage.port, self.noes), Api(stage.host, stage.port)
        counsellors = [one.person for one in city.counsellors]
        everybody = [*city.staff, *city.lawyers, *counsellors]
        tokens = cast.tokens(everybody, now=now)
        self._tokens = {one.pk: token for one, token in zip(everybody, tokens, strict=True)}
        self._cookies = cast.cookies([one.person for one in city.workers], now=now)
        self._desks: dict[str, Browser] = {}

    def plant(self, words: str) -> str:
        return self.planter.sentence(words)

    def token(self, who: Person) -> str:
        """Of somebody of the staff."""
        return self._tokens[who.pk]

    def worker(self, wish: Wish) -> str:
        """The token of who asks."""
        return self.city.workers[wish.asker].token

    def other_worker(self, wish: Wish) -> str:
        """Of somebody else."""
        return self.city.workers[(wish.asker + 1) % len(self.city.workers)].token

    @functools.cached_property
    def checker(self) -> str:
        """The token of the city's officer, who sees all that officers see."""
        return self.token(self.city.officers[self.city.top.name][0])

    def phone_of(self, wish: Wish) -> Browser:
        """The browser of who asks, signed in."""
        return self._phone(wish.asker)

    def other_phone(self, wish: Wish) -> Browser:
        """That of somebody else."""
        return self._phone((wish.asker + 1) % len(self.city.workers))

    def _phone(self, number: int) -> Browser:
        browser = self.browser()
        browser.session.cookies.set(*self._cookies[number].split("=", 1))
        return browser

    def desk(self, username: str = CHECKER) -> Browser:
        """The browser of somebody in office, signed in once."""
        if username not in self._desks:
            self._desks[username] = self.staff(username)
        return self._desks[username]

    def at_desks(self, work: Iterable[T], whose: Callable[[T], str], do: Callable[[Browser, T], None]) -> None:
        """Everybody's own, one after the other at each desk, all desks at a time."""
        theirs: dict[str, list[T]] = {}
        for one in work:
            theirs.setdefault(whose(one), []).append(one)
        desks = {name: self.desk(name) for name in theirs}

        def sit(name: str) -> None:
            for one in theirs[name]:
                do(desks[name], one)

        self.together(sit, theirs)

    def username(self, counsellor: Counsellor) -> str:
        """By which a counsellor signs in."""
        return f"{COUNSELLOR}-{self.city.counsellors.index(counsellor)}"

    def beside(self, counsellor: Counsellor) -> str:
        """The username of another one."""
        others = self.city.counsellors
        return self.username(others[(others.index(counsellor) + 1) % len(others)])

    def status(self, browser: Browser, path: str) -> int:
        """What somebody is answered at an address. Raises Failed where they are sent on, to sign in say."""
        self.pages.requests += 1
        answer = browser.session.get(browser.base + path, timeout=60, allow_redirects=False)
        if answer.is_redirect:
            raise Failed(f"{path} leads to {answer.headers['Location']}")
        return answer.status_code

    def intruded(self, statuses: Iterable[int]) -> "Counter[str]":
        """What strangers were answered."""
        return Counter("shown" if status < 300 else "turned_away" for status in statuses)
