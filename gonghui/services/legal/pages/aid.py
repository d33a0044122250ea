"""How an application for legal aid is shown and handled: by officers as every kind of case, by a lawyer in what was
given to them alone."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from gonghui.faces.cases import CasePages
from gonghui.faces.guards import Guard, staff
from gonghui.faces.listing import FILE, MONEY, NUMBER, Choice, Column, Link
from gonghui.faces.reasons import told
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.benefits import Judgement
from gonghui.kernel.words import gettext_noop
from gonghui.primitives import clock
from gonghui.primitives.casework.models import Case
from gonghui.primitives.casework.querysets import CaseQuerySet
from gonghui.primitives.people.models import Trade

from ..models import AidDecision, AidStep
from ..rules.aid import AID, AT_AID, BY_GROUND, DECIDING, GRANTED, HANDLE_AID, HELPING, WAITING
from ..rules.entitled import ENTITLED

LAWYERS = frozenset({"answer", "note"})  # acts of every kind that a lawyer does too
AT_DESK = frozenset({*LAWYERS, "index", "one", "attachment", "step", "close"})  # addresses open to either
PREFIX = "aid-"


def given(request: Any) -> CaseQuerySet:
    """What the asker was given as a lawyer, and has."""
    rows = Case.objects.given_to(request.person, AID, request.offices)
    return rows.exclude(person=request.person)


class AidPages(CasePages):
    """Officers and lawyers stand at one desk: where it is not one of AT_DESK, a lawyer's hand reaches no case."""

    @cached_property
    def guard(self) -> Guard:
        return staff(AT_AID)

    def mine(self, request: PersonalRequest) -> CaseQuerySet:
        """What my offices see; at the desk also what I was given as a lawyer."""
        seen = Case.objects.seen_by(request.person, AID, request.offices)
        match = request.resolver_match
        if match is not None and (match.url_name or "").removeprefix(PREFIX) in AT_DESK:
            seen = seen | given(request)
        return seen.under(request.office_unions)


def judged(case: Case, *, now: datetime) -> Judgement | None:
    """What the rules say of an application; None once it is forgotten."""
    facts = case.aid_application.facts
    return ENTITLED.judge(facts, on=clock.date_of(now)) if facts else None


def decision_of(case: Case) -> AidDecision | None:
    """The last, if there was one."""
    return AidDecision.objects.filter(case=case).select_related("by").order_by("-pk").first()


def of_both(case: Case, now: datetime) -> dict[str, Any]:
    """What its asker and who handles it see alike: the rules, the decision, what a lawyer did."""
    steps = list(AidStep.objects.filter(case=case).order_by("on", "pk"))
    decision = decision_of(case)
    return {
        "why": told(judged(case, now=now)),
        "decision": decision,
        "ground": BY_GROUND.get(decision.ground) if decision else None,
        "steps": steps,
        "minutes": sum(one.minutes for one in steps),
        "may_tell": case.stage in (WAITING, DECIDING),
    }


def for_handler(case: Case, request: PersonalRequest) -> dict[str, Any]:
    """And what may be done next; a lawyer is shown what a lawyer may."""
    officer = Case.objects.seen_by(request.person, AID, request.offices).filter(pk=case.pk).exists()
    posts = CASES.to(case)
    hidden = {"assign" if case.stage in (GRANTED, HELPING) else "close"}  # a lawyer is appointed above; none has begun
    if not officer:
        hidden |= posts.keys() - LAWYERS - {"close"}
    return of_both(case, request.now) | {
        "to": {name: at for name, at in posts.items() if name not in hidden},
        "officer": officer,
        "is_mine": case.assigned_to_id == request.person.pk,
    }


def for_asker(case: Case, request: PersonalRequest) -> dict[str, Any]:
    return of_both(case, request.now)


CASES = AidPages(
    kind=AID,
    base="legal/base.html",
    related=("matter__division", "aid_application"),
    facts="legal/console/aid_facts.html",
    parts="legal/console/aid.html",
    own_parts="legal/aid/own.html",
    beside=for_handler,
    own_beside=for_asker,
    columns=(
        Column(_("要回的钱"), "matter.recovered_fen", MONEY, only=FILE),
        Column(_("要回的小时"), "matter.recovered_hours", NUMBER, only=FILE),
    ),
    filters=(Choice("trade", _("行业"), Trade.choices, lambda rows, trade, request: rows.filter(matter__trade=trade)),),
    links=(Link(_("援助数字"), "legal-console:aid-figures", "chart-bar", may=HANDLE_AID),),
    empty=gettext_noop("职工申请的法律援助，会按期限列在这里；律师看到的是指派给自己的。"),
    instead={
        "assign": "legal-console:aid-assign", "hand_over": "legal-console:aid-hand-over",
        "close": "legal-console:aid-close",
    },
    called=gettext_noop("法律援助 %(code)s"),
)  # fmt: skip
