"""One application: what it says, what the rule says of it, and the three words of an officer."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.reasons import told
from gonghui.faces.requests import PersonalRequest
from gonghui.faces.scripts import sentence

from .. import actions, rules
from ..pages import shown
from . import scope


@page("joining-console:one", "joining/console/one.html", staff(rules.WATCH))
def one(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """All of it; that it was looked at is written down."""
    found = scope.get_application(request, pk)
    actions.look(found, by=request.caller, now=request.now)
    return shown.whole(found, now=request.now) | {
        "title": found.name,
        "above": scope.listed(),
        "judged": told(shown.judged(found, now=request.now)),
        "history": shown.history(found),
        "documents": found.person.documents.all(),
        "works": shown.works_of(found.person),
        "own": found.person_id == request.person.pk,
        "grounds": [(code, sentence(says)) for code, says in shown.grounds_to_choose(found.kind)],
        "ground_label": sentence(scope.GROUND),
        "facts_label": sentence(scope.FACTS),
        "may_decide": shown.decides(found, request),
    }


@one.act(guard=staff(rules.DECIDE))
def approve(request: PersonalRequest, pk: UUID) -> Done:
    """Yes."""
    made = actions.approve(scope.get_application(request, pk), by=request.caller, now=request.now)
    return Done(_("名单里已经有他，申请就此办结") if made.met else _("已同意，会籍从今天起"), to=scope.listed()[0])


@one.act(guard=staff(rules.DECIDE))
def give_back(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
    """Not yet."""
    actions.give_back(scope.get_application(request, pk), reason=reason, by=request.caller, now=request.now)
    return Done(_("已退回补正"), to=scope.listed()[0])


@one.act(guard=staff(rules.DECIDE))
def refuse(request: PersonalRequest, pk: UUID, *, choice: str, reason: str) -> Done:
    """No, for a ground."""
    found = scope.get_application(request, pk)
    actions.refuse(found, ground=choice, reason=reason, by=request.caller, now=request.now)
    return Done(_("已答复：不同意"), to=scope.listed()[0])
