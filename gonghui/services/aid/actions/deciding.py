"""One proposes, another confirms; neither is the applicant or of the household."""

from dataclasses import dataclass
from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.money import Fen
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.actions.holding import written
from gonghui.primitives.casework.models import Case
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals, rules, words
from ..models import Claim, Ruling
from ..pages import homes
from ..pages.notices import notice_ends
from ..rules.hardship import CLASSES, PREFIX, near_miss
from ..rules.household import NOTHING
from .holding import check_decider, check_only_grant, locked, reason_of, renew, standing


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the first decides: as which class and with how much, or not at all; the applicant reads why."""

    granted: bool
    why: str
    listed_as: str = ""
    amount: Fen = NOTHING


@action
def propose(case: Case, said: Proposal, *, by: Caller, now: datetime) -> Ruling:
    """The first word; what nobody confirmed yet gives way to it.

    Raises PaidAlready, NotAtThisStage, NoVisitYet, OwnOrKin, DecidedBefore, ReasonMissing, NotInNeed, NotAllTold,
    NoScale, AboveTheScale.
    """
    claim = locked(case)
    if claim.listed_on:
        raise refusals.PaidAlready()
    rules.check_stage(claim.case.stage, ("visiting", "deciding"), _("提出初审意见"))
    if claim.visited_on is None:
        raise refusals.NoVisitYet()
    check_decider(claim, by)
    why = reason_of(said.why)
    if said.granted:
        _check_grant(claim, said, now=now)
    claim.rulings.standing().update(dropped_at=now)
    made = Ruling(claim=claim, granted=said.granted, first_by_id=by.person, first_at=now, created_at=now)
    if said.granted:
        made.listed_as, made.amount = said.listed_as, said.amount
    homes.seal_why(made, why)
    insert_unless_taken(made)
    if claim.case.stage == "visiting":
        casework.move(case, "deciding", by=by, now=now)
    written("propose", claim.case, by=by, now=now, granted=said.granted, listed_as=made.listed_as)
    renew(claim, now=now)
    return made


def _check_grant(claim: Claim, said: Proposal | Ruling, *, now: datetime) -> None:
    """Raises NotInNeed, NotAllTold, NoScale, AboveTheScale."""
    found = homes.judged(claim, now=now)
    if found is None or PREFIX + said.listed_as not in found.enough or found.noes:
        raise refusals.NotInNeed(**{"class": Word(CLASSES.get(said.listed_as, ""))})
    if found.missing:
        raise refusals.NotAllTold(missing=tuple(map(Word, found.missing)))
    standard = homes.measured(claim.division_id, on=clock.date_of(now)).standard
    if standard is None:
        raise refusals.NoScale(place=claim.division.name)
    most = standard.most(said.listed_as)
    if not 0 < said.amount <= most:
        told = {"amount": Fen(said.amount), "most": most, "class": Word(CLASSES[said.listed_as])}
        raise refusals.AboveTheScale(**told)


@action
def confirm(case: Case, *, by: Caller, now: datetime) -> Ruling:
    """The second word: a yes is shown to all for some working days, a no ends the case with its reason.

    Between the two the line, the scale or their work may have changed: a yes is held to today's rules.
    Raises NotAtThisStage, NothingProposed, SamePerson, OwnOrKin, DecidedBefore, GrantedElsewhere, and as `propose`.
    """
    claim, ruling = _to_confirm(case, by)
    if ruling.first_by_id == by.person:
        raise refusals.SamePerson()
    if ruling.granted:
        check_only_grant(claim)
        _check_grant(claim, ruling, now=now)
    ruling.second_by_id, ruling.second_at = by.person, now
    if ruling.granted:
        ruling.shown_until = notice_ends(now)
    ruling.save()
    written("confirm", claim.case, by=by, now=now, granted=ruling.granted)
    if ruling.granted:
        casework.move(case, "notice", by=by, now=now)
        told = {"until": ruling.shown_until, "code": case.code}
        if claim.person:
            notices.tell(claim.person, words.SHOWN, told, about=[case.pk], sms=False, now=now)
    else:
        facts = homes.facts_of(claim, now=now)
        claim.near = near_miss(facts) if facts else None
        claim.save(update_fields=["near"])
        casework.close(case, "refused", homes.why_of(ruling), by=by, now=now)
    renew(claim, now=now)
    return ruling


@action
def send_back(case: Case, why: str, *, by: Caller, now: datetime) -> Claim:
    """The second does not agree: it is looked at again. Raises as `confirm`, and ReasonMissing."""
    why = reason_of(why)
    claim, ruling = _to_confirm(case, by)
    ruling.dropped_at = now
    ruling.save(update_fields=["dropped_at"])
    casework.move(case, "visiting", by=by, now=now)
    casework.note(case, f"复审退回：{why}", by=by, now=now)
    written("send_back", claim.case, by=by, now=now)
    renew(claim, now=now)
    return claim


def _to_confirm(case: Case, by: Caller) -> tuple[Claim, Ruling]:
    claim = locked(case)
    rules.check_stage(claim.case.stage, ("deciding",), _("复审"))
    ruling = standing(claim)
    if ruling is None or ruling.second_at is not None:
        raise refusals.NothingProposed()
    check_decider(claim, by)
    return claim, ruling
