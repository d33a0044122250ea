"""One application as its person and as officers see it."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from gonghui.faces.scripts import sentence
from gonghui.kernel.benefits import Judgement
from gonghui.primitives import clock
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people import lookups
from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.people.permissions import may

from .. import rules, words
from ..models import Application
from ..rules import grounds
from ..rules.eligibility import JOINING, Facts

LAST_ACTS = 20


def whole(found: Application, *, now: datetime) -> dict[str, Any]:
    """What templates/joining/state.html shows."""
    no = rules.may_appeal(
        state=found.state, decided_at=found.decided_at, appealed=found.appealed_at is not None, met=found.met, now=now
    )
    return {
        "application": found,
        "tone": words.TONES[found.state],
        "term": rules.term(on=timezone.localdate(now)),
        "why": rules.MEANING.get(found.why, ""),
        "ground": ground_of(found),
        "may_appeal": no is None,
        "appeal_to": above(found),
        "appeal_until": found.decided_at + rules.APPEAL_WITHIN if found.decided_at else None,
        "kept_until": kept_until(found),
        "may_undo": found.undo_until is not None
        and found.undo_until > now
        and (found.is_open or found.state == "approved"),
    }


def kept_until(found: Application) -> datetime | None:
    """How long a returned one waits to be mended; None for any other."""
    if found.state != Application.State.RETURNED or found.decided_at is None:
        return None
    keeping = rules.keeping(on=clock.date_of(found.decided_at))
    return max(keeping.until(found.decided_at), (found.warned_at or found.decided_at) + timedelta(days=keeping.told))


def ground_of(found: Application) -> grounds.Ground | None:
    """For what it was refused, as that was worded on the day; None for one that was not."""
    if not found.ground or found.decided_at is None:
        return None
    return grounds.said(found.ground, on=clock.date_of(found.decided_at))


def ground_said(found: Application, _request: object) -> str:
    ground = ground_of(found)
    return sentence(ground.says) if ground else ""


def grounds_to_choose(kind: str = "") -> list[tuple[str, str]]:
    """Code and words of those that may be given today."""
    today = clock.date_of(clock.now())
    return [(one.code, one.says) for one in grounds.offered(on=today) if not kind or kind in one.kinds]


def above(found: Application) -> Union | None:
    """The union that an appeal comes before."""
    return (found.before.parent or found.before) if found.before else None


def judged(found: Application, *, now: datetime) -> Judgement:
    """What the rules say of it now."""
    membership = lookups.membership_of(found.person)
    facts = Facts(
        works=bool(found.trade or found.platforms or found.employer_id) or found.kind == Application.Kind.TRANSFER,
        willing=found.consented_at is not None or found.via == Application.Via.SELF,
        identified=found.number_sealed is not None or found.person.documents.exists(),
        member_of=membership.union.name if membership else "",
        same_union=membership is not None and membership.union_id == found.union_id,
        moves=found.kind == Application.Kind.TRANSFER,
        open_union=found.union is not None and found.union.closed_at is None,
        union=found.union.name if found.union else "",
        in_conflict=found.rival_id is not None or _is_anothers(found),
        born_on=found.born_on,
    )
    return JOINING.judge(facts, on=clock.date_of(now))


def _is_anothers(found: Application) -> bool:
    """Whether the document was written down for somebody else after it was typed here."""
    index = bytes(found.number_index) if found.number_index is not None else None
    known = lookups.known_documents([index]).get(index) if index else None
    return known is not None and known.person != found.person_id


def decides(found: Application, request: Any) -> bool:
    """Whether the asker may decide it now; nobody their own."""
    if found.state != Application.State.WAITING or found.person_id == request.person.pk:
        return False
    return may(request.person, rules.DECIDE, found.before, now=request.now, offices=request.offices)


def works_of(person: Person) -> Any:
    """Where the person works now: every employer and platform that is open."""
    return person.employments.filter(ends_on=None).select_related("employer").order_by("starts_on", "pk")


def history(found: Application) -> Any:
    return journal.entries_of(found)[:LAST_ACTS]


def all_of(person: Person) -> Any:
    """A person's own, the newest first."""
    return Application.objects.of(person).exclude(state="draft").select_related("union", "before").order_by("-pk")
