"""The story's figures as the product tells them: to the workers, to the officers, and to who looks into the books."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from gonghui.rehearsals.driver import Api, Browser

from . import auditing
from .applying import Joining
from .world import TRADES


@dataclass(frozen=True, slots=True)
class Own:
    """What somebody's phone says: where they belong since when, and what became of their applications."""

    since: date | None
    applications: list[dict[str, Any]]

    @property
    def transfers(self) -> list[dict[str, Any]]:
        return [one for one in self.applications if one["kind"] == "transfer" and one["state"] == "approved"]

    @property
    def days_lost(self) -> int:
        """Between the day on which the last transfer was decided and that since which they belong to the new union."""
        if self.since is None or not self.transfers:
            return 0
        return abs((self.since - timezone.localdate(_at(self.transfers[0]["decided_at"]))).days)


def own(joining: Joining, token: str) -> Own:
    """The newest application stands first."""
    membership = joining.api.must("GET", "/me", token=token)["membership"]
    since = date.fromisoformat(membership["since"]) if membership else None
    return Own(since, joining.mine(token))


def figures(workers: Sequence[Own], everybody: Sequence[Own]) -> dict[str, Any]:
    """Of the workers of the trades how many joined; of everybody what was decided in time, and what transfers did."""
    decided = [one for own in everybody for one in own.applications if one["decided_at"]]
    book = auditing.audit()
    return {
        "joined": sum(own.since is not None for own in workers),
        "decided": len(decided),
        "decided_in_time": sum(_at(one["decided_at"]) <= _at(one["due_at"]) for one in decided),
        "transfers": sum(len(own.transfers) for own in everybody),
        "transfers_in_the_books": book.transfers,
        "gaps_days": book.gaps_days + sum(own.days_lost for own in everybody),
        "double_memberships": book.doubles,
    }


def as_told(told: dict[str, Any]) -> bool:
    """Everybody joined, all was decided in time, nobody lost a day or had two, three federations with certificates."""
    trades = [plan.trade.value for plan in TRADES]
    return (
        told["joined"] == told["workers"] > 0
        and told["refused_with_reason"] > 0
        and told["joined_by_roster"] > 0
        and told["decided_in_time"] == told["decided"] > 0
        and told["transfers"] == told["transfers_in_the_books"] == told["transfers_asked_for"] > 0
        and told["gaps_days"] == told["double_memberships"] == 0
        and told["foundings"] == told["certificates"] == len(TRADES)
        and all(told["coverage_before"][trade]["percent"] == 0 for trade in trades)
        and all(told["coverage_after"][trade]["percent"] == 100 for trade in trades)
        and sum(line["members"] for line in told["coverage_after"].values()) == told["workers"]
    )


def foundings(api: Api, token: str, officer: Browser) -> dict[str, int]:
    """Federations whose case is done, says the API; and how many of them have a certificate on the union's page."""
    cases = [one for one in api.all_of("/founding/cases", token=token) if one["way"] == "federation"]
    done = [api.must("GET", f"/founding/cases/{one['id']}", token=token) for one in cases if one["state"] == "done"]
    certified = 0
    for case in done:
        [number] = [step["number"] for step in case["steps"] if step["kind"] == "register"]
        certified += number in officer.get(f"/console/founding/unions/{case['union']}/")
    return {"foundings": len(done), "certificates": certified}


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)
