"""A federation of an industry, founded over the API: from the preparation to certificate, seal and account."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from gonghui.rehearsals import cast
from gonghui.rehearsals.driver import Api, fresh

from .world import PLACE, County, Planned

YEARS = 5
ELECTORS, PRESENT, SPOILED = 60, 54, 2


@dataclass(frozen=True, slots=True)
class Founder:
    """Two officers at their programs: who prepares is never who approves."""

    api: Api
    prepares: str  # tokens
    approves: str

    def found(self, county: County, plan: Planned, number: int, today: date) -> dict[str, Any]:
        """The case as it stands at the end. Raises Failed where a step is refused."""
        firms = [str(one.pk) for one in county.employers[plan.trade]]
        asked = {"area": str(county.top.pk), "way": "federation", "industry": plan.industry, "name": plan.federation}
        case = self._send("/cases", asked | {"employers": firms}, self.prepares)["id"]
        self._step(case, "prepare", today, note="筹备组五人")
        self._step(case, "agree", today, by=self.approves, number=f"清工筹〔{today.year}〕{number}号")
        self._step(case, "recruit", today, people=ELECTORS)
        self._send(f"/cases/{case}/election", _election(today), self.prepares)
        approved = {"number": f"清工批〔{today.year}〕{number}号", "years": YEARS, "starts_on": today.isoformat()}
        self._send(f"/cases/{case}/approval", approved, self.approves)
        self._send(f"/cases/{case}/certificate", _certificate(number, today), self.prepares)
        self._step(case, "seal", today)
        self._step(case, "account", today, note="账户尾号 0012")
        found: dict[str, Any] = self.api.must("GET", f"/founding/cases/{case}", token=self.prepares)
        return found

    def _step(self, case: str, kind: str, today: date, *, by: str = "", **said: Any) -> None:
        self._send(f"/cases/{case}/steps/{kind}", {"done_on": today.isoformat()} | said, by or self.prepares)

    def _send(self, path: str, body: dict[str, Any], token: str) -> Any:
        return self.api.must("POST", f"/founding{path}", body, token=token, key=fresh())


def _election(today: date) -> dict[str, Any]:
    """By secret ballot, with sums that agree."""
    valid = PRESENT - SPOILED
    posts = ("chair", "vice", "member", "member", "audit", "women", "member", "audit")
    seats = 6  # for two of them one more stood
    return {
        "held_on": today.isoformat(),
        "leader": "钱站长",
        "electors": ELECTORS,
        "present": PRESENT,
        "ballots_out": PRESENT,
        "ballots_in": PRESENT,
        "valid": valid,
        "spoiled": SPOILED,
        "candidates": [
            {"name": cast.name(70 + nth), "post": post, "abstained": 0, "relation": "none", "elected": nth < seats,
             "votes": valid - nth if nth < seats else nth, "against": nth if nth < seats else valid - nth}
            for nth, post in enumerate(posts)
        ],
    }  # fmt: skip


def _certificate(number: int, today: date) -> dict[str, Any]:
    ends_on = today + timedelta(days=365 * YEARS)
    code = cast.credit_code(900 + number, PLACE, "81")
    dates = {"issued_on": today.isoformat(), "ends_on": ends_on.isoformat()}
    return {"number": code, "authority": "太原市总工会"} | dates
