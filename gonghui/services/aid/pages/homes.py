"""What a claim's person told of their household, sealed in its rows; and what the rules say of it."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gonghui.kernel.benefits import Judgement
from gonghui.kernel.money import Fen
from gonghui.primitives import clock
from gonghui.primitives.people import keys
from gonghui.primitives.people.models import Employment, Person

from ..models import Claim, Home, Ruling, Standard
from ..rules.hardship import HARDSHIP, Facts, Line
from ..rules.household import AMOUNTS, Formula, Household, Member, formula

FLAGS = ("hurt", "private_school", "study_abroad")


def seal_home(row: Home, home: Household) -> None:
    """Set what a row says. Saves nothing."""
    members = [
        {
            "relation": one.relation, "income": int(one.income), "name": one.name, "document": one.document,
            "born_on": one.born_on.isoformat() if one.born_on else "",
        }
        for one in home.members
    ]  # fmt: skip
    told = {"members": members} | {name: getattr(home, name) for name in (*AMOUNTS, *FLAGS)}
    row.people = home.people
    row.told = keys.keyring().seal(json.dumps(told).encode(), context=_context("Home.told", row))


def home_of(claim: Claim) -> Household | None:
    """The newest; None once it is forgotten."""
    row = claim.homes.order_by("-number").first()
    sealed = bytes(row.told) if row else b""
    if not sealed:
        return None
    told = json.loads(keys.keyring().unseal(sealed, context=_context("Home.told", row)))
    return Household(tuple(map(_member, told.pop("members"))), **{
        name: Fen(value) if name in AMOUNTS else value for name, value in told.items()
    })  # fmt: skip


def _member(told: dict[str, Any]) -> Member:
    born = told["born_on"]
    return Member(
        told["relation"], Fen(told["income"]), told["name"], date.fromisoformat(born) if born else None,
        told["document"],
    )  # fmt: skip


def seal_account(claim: Claim, digits: str) -> None:
    """Where it is paid. Saves nothing."""
    claim.account, claim.account_tail = _sealed("Claim.account", claim, digits), digits[-4:]


def account_of(claim: Claim) -> str:
    return _opened("Claim.account", claim, claim.account)


def seal_end(claim: Claim, text: str) -> None:
    """Why it left the list. Saves nothing."""
    claim.ended_because = _sealed("Claim.ended_because", claim, text)


def end_of(claim: Claim) -> str:
    return _opened("Claim.ended_because", claim, claim.ended_because)


def seal_why(ruling: Ruling, text: str) -> None:
    """Why it was ruled so. Saves nothing."""
    ruling.why = _sealed("Ruling.why", ruling, text)


def why_of(ruling: Ruling) -> str:
    return _opened("Ruling.why", ruling, ruling.why)


def _sealed(field: str, row: Any, text: str) -> bytes:
    return keys.keyring().seal(text.encode(), context=_context(field, row))


def _opened(field: str, row: Any, sealed: Any) -> str:
    """ "" once it is forgotten."""
    told = bytes(sealed)
    return keys.keyring().unseal(told, context=_context(field, row)).decode() if told else ""


def _context(field: str, row: Any) -> str:
    return f"aid.{field}:{row.pk}"


@dataclass(frozen=True, slots=True)
class Measured:
    """A place's standard and formula on a day."""

    standard: Standard | None
    formula: Formula

    @property
    def line(self) -> Line | None:
        return self.standard.line if self.standard else None


def measured(place: str, *, on: date) -> Measured:
    return Measured(Standard.objects.holding(place, on), formula(place, on=on))


def works(person: Person) -> bool:
    """Whether they are a member, or work somewhere that is known."""
    member = person.memberships.active().exists()
    return member or Employment.objects.filter(person=person, ends_on=None).exists()


def facts_of(claim: Claim, *, now: datetime) -> Facts | None:
    """None once it is forgotten."""
    home = home_of(claim)
    if home is None or claim.person is None:
        return None
    by = measured(claim.division_id, on=clock.date_of(now))
    return Facts(home, by.formula, by.line, works(claim.person), claim.migrant, claim.employed_since)


def judged(claim: Claim, *, now: datetime) -> Judgement | None:
    """What the rules say of it today; None once it is forgotten."""
    facts = facts_of(claim, now=now)
    return HARDSHIP.judge(facts, on=clock.date_of(now)) if facts else None
