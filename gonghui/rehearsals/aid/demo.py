"""The demo world's aid: standards, one that waits, one on its way, one to confirm, one in the notice, one to pay, one
paid and one refused for a little."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from gonghui.kernel.callers import Caller
from gonghui.kernel.money import Fen
from gonghui.primitives.casework.models import Case
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, Division, Person, Role, Union
from gonghui.primitives.transactions import action
from gonghui.rehearsals.cast import DEMO as BY
from gonghui.services.aid import actions
from gonghui.services.aid.models import Claim, Standard
from gonghui.services.aid.rules.household import Household, Member

DAY = timedelta(days=1)
LINES = (("140100", 860), ("140200", 790), ("140300", 800), ("140000", 740))  # invented for the demo
POOR, NEAR = (2_400_000, 1_800_000), (12 * 180_000, 0)  # a year's income and medical expense, in fen
STEPS = ("ask", "visit", "propose", "show", "pay", "paid", "near")


@action
def demo(*, now: datetime) -> list[str]:
    """Fill it if it is empty and the city's union is there."""
    city = Union.objects.filter(code="TY").first()
    if city is not None and not Claim.objects.exists():
        _fill(city, now)
    return ["困难帮扶      /aid/ and /aid/test/ ; officers /console/aid/cases/ , finance /console/aid/payments/"]


def _fill(city: Union, now: datetime) -> None:
    for place, yuan in LINES:
        Standard.objects.create(
            division_id=place, since=date(now.year, 1, 1), monthly=yuan * 100, deep=500_000, relative=300_000,
            accident=400_000, source="演示数据，不是当地标准", weak=True, union=city,
        )  # fmt: skip
    zhao = Account.objects.get(username="zhao").person
    members = list(Person.objects.under([city]).exclude(pk=zhao.pk).order_by("-pk")[: len(STEPS) + 2])
    first, second, *askers = members
    for officer in (first, second):
        people.appoint(officer, city, Role.OFFICER, by=BY, now=now - 60 * DAY)
    actions.give_to_fund(city, Fen(10_000_000), why="本级经费", key="demo", by=BY, now=now - 30 * DAY)
    for person, step in zip(askers, STEPS, strict=False):
        _bring(person, step, (first, second), now)
    actions.work(now)
    for case in Case.objects.filter(claim__in=Claim.objects.to_pay().order_by("-pk")[:1]):
        actions.pay(case, "DEMO0001", by=_caller(zhao), now=now)


def _bring(person: Person, step: str, officers: Iterable[Person], now: datetime) -> None:
    """As far as the step says."""
    at = now - (20 * DAY if step in ("pay", "paid", "near") else DAY)
    case = apply(person, *NEAR if step == "near" else POOR, at)
    first, second = map(_caller, officers)
    if step == "ask":
        return
    actions.visit(case, "家里有病人，药费单子都在", on=at.date(), by=first, now=at)
    case.refresh_from_db()
    if step == "visit":
        return
    grant = actions.Proposal(True, "收入和药费核对过，符合深度困难", "deep", Fen(400_000))
    said = actions.Proposal(False, "收入略高于相对困难线") if step == "near" else grant
    actions.propose(case, said, by=first, now=at)
    case.refresh_from_db()
    if step != "propose":
        actions.confirm(case, by=second, now=at)


def apply(person: Person, income: int, medical: int, at: datetime) -> Case:
    """Who lives alone with this income of a year and these medical bills, in fen."""
    home = Household(
        (Member("self", Fen(income), person.name),), medical=Fen(medical),
        hurt=False, private_school=False, study_abroad=False,
    )  # fmt: skip
    place = Division.objects.get(pk="140105")
    asked = actions.Application("illness", "住院花了很多，想申请帮扶", place, home, "6222020200001234", consents=True)
    return actions.apply(person, asked, by=_caller(person), now=at)


def _caller(person: Person) -> Caller:
    return Caller(person.pk, person.name, BY.origin)
