"""Claims and transfers that go on while processes are killed, and the books afterwards."""

import contextlib
import http.client
import random
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import Error, connection
from django.db.models import Sum
from django.utils import timezone

from gonghui.kernel.money import Fen
from gonghui.kernel.refusals import Refused
from gonghui.primitives.admission.models import Place
from gonghui.primitives.ledger import actions as ledger
from gonghui.primitives.ledger.models import Account
from gonghui.primitives.notices.models import Delivery, Notice
from gonghui.rehearsals import cast
from gonghui.rehearsals.cast import BY, Member
from gonghui.rehearsals.driver import Api
from gonghui.rehearsals.phones import Phones
from gonghui.services.fairs.models import Session

from . import crowd, world

PLACES = 2_000  # in each pool: fewer than there are members, so that the last places are fought for too
POOLS = 3
PATIENCE = 0.05  # seconds before the same ask is made again
SETTLE_SECONDS = 180


@dataclass(slots=True)
class Told:
    """What was acknowledged: receipt codes by (member, key), refusals by code, transfers by key."""

    receipts: dict[tuple[int, str], str] = field(default_factory=dict)
    refusals: Counter[str] = field(default_factory=Counter)
    transfers: set[str] = field(default_factory=set)
    contradictions: int = 0  # the same ask was told two different receipts


class Storm:
    """Members who claim over HTTP, each until they are told yes or no, and money that moves meanwhile."""

    def __init__(self, port: int, members: int) -> None:
        self.api = Api("127.0.0.1", port, seconds=20)
        self.union = world.union(timezone.now())
        self.members = cast.members(self.union, members, now=timezone.now())
        self.sessions: list[Session] = world.fair(
            self.union, [min(PLACES, members // 4)] * POOLS, by_person=self.members[0].person, now=timezone.now()
        )
        self.outside = ledger.outside()
        self.fund = ledger.open_account(Account.Kind.FUND, "压测资金", self.union)
        self.told = Told()
        self._turn = threading.Lock()
        self._over = threading.Event()

    @contextlib.contextmanager
    def raging(self, clients: int) -> Iterator[None]:
        """The storm goes on inside the block; at its end every ask under way is brought to its answer."""
        todo = iter(list(enumerate(self.members)))
        with ThreadPoolExecutor(clients + 1) as threads:
            money = threads.submit(self._move_money)
            askers = [threads.submit(self._ask, todo) for _client in range(clients)]
            try:
                yield
            finally:
                self._over.set()
                for each in [money, *askers]:
                    each.result()

    @property
    def over(self) -> bool:
        return self._over.is_set()

    def _next(self, todo: Iterator[tuple[int, Member]]) -> tuple[int, Member] | None:
        with self._turn:
            return None if self.over else next(todo, None)

    def _ask(self, todo: Iterator[tuple[int, Member]]) -> None:
        while (one := self._next(todo)) is not None:
            nth, member = one
            key, session = str(uuid.uuid4()), random.choice(self.sessions)  # noqa: S311
            answer = self._until_told(member, session, key)
            self._note((nth, key), answer)
            if random.random() < 0.1:  # noqa: S311 - and asks again, as phones do
                self._note((nth, key), self._until_told(member, session, key))

    def _until_told(self, member: Member, session: Session, key: str) -> dict[str, Any]:
        path, until = f"/fairs/sessions/{session.pk}/place", time.monotonic() + SETTLE_SECONDS
        while time.monotonic() < until:
            with contextlib.suppress(OSError, http.client.HTTPException, ValueError):  # nobody there, or half an answer
                status, answer = self.api.call("POST", path, token=member.token, key=key)
                if status in (200, 409, 410):
                    return answer  # type: ignore[no-any-return]
            time.sleep(PATIENCE)
        raise TimeoutError(f"no answer in {SETTLE_SECONDS} s")

    def _note(self, ask: tuple[int, str], answer: dict[str, Any]) -> None:
        with self._turn:
            if "code" not in answer:
                self.told.refusals[answer["error"]["code"]] += 1
            elif self.told.receipts.setdefault(ask, answer["code"]) != answer["code"]:
                self.told.contradictions += 1

    def _move_money(self) -> None:
        while not self.over:
            key, amount = f"storm-{uuid.uuid4()}", Fen(random.randint(1, 1_000))  # noqa: S311
            there = random.random() < 0.6  # noqa: S311
            source, target = (self.outside, self.fund) if there else (self.fund, self.outside)
            until = time.monotonic() + SETTLE_SECONDS
            while time.monotonic() < until:
                try:
                    ledger.move(
                        amount, source=source, target=target, key=key, because="压测", by=BY, now=timezone.now()
                    )
                    self.told.transfers.add(key)
                    break
                except Refused:
                    break
                except Error:
                    connection.close()
                    time.sleep(PATIENCE)
            time.sleep(0.002)
        connection.close()


def checked(storm: Storm, sms: Path, *, patience: float) -> dict[str, int]:
    """What was acknowledged against what is stored, and what reached people's phones after so many seconds at most."""
    connection.close()  # its server may have been killed
    pools = [session.pool_id for session in storm.sessions]
    stored = {place.code: place for place in Place.objects.filter(pool__in=pools)}
    wrong = [
        code
        for (nth, _key), code in storm.told.receipts.items()
        if code not in stored or stored[code].holder_id != storm.members[nth].person.pk
    ]
    live = Counter(place.holder_id for place in stored.values() if place.released_at is None)
    unsent = crowd.until_sent(patience)
    phones = Phones(sms)
    phones.look()
    due = Notice.objects.filter(template="fairs.signed_up").count()
    return {
        "acknowledged": len(storm.told.receipts),
        "refused": sum(storm.told.refusals.values()),
        "lost": len(wrong) + len(storm.told.transfers) - _transfers(storm),
        "duplicated": sum(many - 1 for many in live.values()) + storm.told.contradictions,
        "oversold": crowd.oversold(pools),
        "transfers": len(storm.told.transfers),
        "ledger_sum_fen": int(Account.objects.aggregate(all=Sum("balance"))["all"] or 0),
        "ledger_faults": len(ledger.audit()),
        "unsent": unsent,
        "unsure": Delivery.objects.undelivered().count(),
        "sent_twice": phones.doubles + sum(many - 1 for many in phones.told["fairs.signed_up"].values()),
        "not_told": due - sum(phones.told["fairs.signed_up"].values()),
    }


def _transfers(storm: Storm) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_transfer WHERE key = ANY(%s)", [list(storm.told.transfers)])
        return int(cursor.fetchone()[0])
