"""Joining as phones, the hotline and officers use it: the API, and the console's queue for decisions on many."""

from collections.abc import Sequence
from typing import Any

from gonghui.rehearsals.driver import Api, Browser, Play, fresh

from .world import Worker

QUEUE, JOIN, NEWCOMER = "/console/join/", "/join/", "/join/new/"
AT_ONCE = 500  # picked together in the queue


class Joining:
    """What is asked of the API, under a token. Raises Failed where the product says no."""

    def __init__(self, api: Api) -> None:
        self.api = api

    def apply(self, token: str, worker: Worker, union: str) -> str:
        """For oneself, or once more what had to be mended; the id of the application."""
        return self._send("/applications", _typed(worker, union), token)

    def enter(self, token: str, worker: Worker, union: str) -> str:
        """For who called the hotline."""
        return self._send("/queue", _typed(worker, union) | {"mobile": worker.mobile, "via": "hotline"}, token)

    def move(self, token: str, union: str) -> str:
        return self._send("/transfers", {"union": union}, token)

    def appeal(self, token: str, application: str, reason: str) -> str:
        return self._send(f"/applications/{application}/appeal", {"reason": reason}, token)

    def one(self, token: str, application: str) -> Any:
        return self.api.must("GET", f"/joining/applications/{application}", token=token)

    def mine(self, token: str) -> list[Any]:
        found: list[Any] = self.api.must("GET", "/joining/applications", token=token)
        return found

    def queue(self, token: str) -> list[str]:
        """The ids of all that wait before an officer's unions, by deadline."""
        return [each["id"] for each in self.api.all_of("/joining/queue", token=token)]

    def _send(self, path: str, body: dict[str, Any], token: str) -> str:
        return str(self.api.must("POST", f"/joining{path}", body, token=token, key=fresh())["id"])


def come(play: Play, worker: Worker, union: str) -> str:
    """Somebody who is not known yet scans the QR of this union (its code), and joins in three screens; the id."""
    browser = play.browser()
    browser.session.headers["X-Forwarded-For"] = f"10.250.{worker.number >> 8 & 255}.{worker.number & 255}"
    browser.get(f"/join/u/{union}/")
    browser.submit(NEWCOMER, NEWCOMER, {"name": worker.name, "mobile": worker.mobile})
    play.until_codes([worker.mobile])
    browser.submit(f"{NEWCOMER}code/", f"{NEWCOMER}code/", {"code": play.phones.code_of(worker.mobile)})
    typed = _typed(worker, union)
    browser.submit(
        JOIN,
        JOIN,
        {name: typed[name] for name in ("name", "document_kind", "number", "trade", "platforms")} | {"consents": "on"},
    )
    return browser.submit(f"{JOIN}check/", f"{JOIN}check/", {}).rstrip("/").rsplit("/", 1)[1]


def decide(officer: Browser, word: str, applications: Sequence[str], reason: str = "", ground: str = "") -> None:
    """One word ("approve", "give_back", "refuse", this for a ground) for many, picked in the queue. Raises Failed where
    one is refused."""
    for at in range(0, len(applications), AT_ONCE):
        picked = {"bulk": word, "row": list(applications[at : at + AT_ONCE]), f"reason-{word}": reason}
        picked |= {f"choice-{word}": ground} if ground else {}
        officer.submit(QUEUE, QUEUE, picked)


def _typed(worker: Worker, union: str) -> dict[str, Any]:
    return {
        "name": worker.name,
        "document_kind": "resident_id",
        "number": worker.document,
        "trade": worker.plan.trade.value,
        "platforms": worker.platform,
        "union": union,
        "consents": True,
    }
