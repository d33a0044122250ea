"""One announcement: what it says, who read it, and every step of its life."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gonghui.faces import attachments
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.permissions import may

from .. import actions, rules
from ..forms import CorrectionForm, FilesForm, initial
from ..member import get_attachment
from ..pages import shown
from ..pages.readers import OTHERS, readers_of
from ..words import STATES
from . import scope

LAST_ACTS = 20


@page("announcements-console:one", "announcements/console/one.html", staff(rules.WATCH))
def one(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    found = scope.get_announcement(request, pk)
    state = found.state(request.now)
    word, tone = STATES[state]
    return shown.whole(found, "announcements-console:attachment") | {
        "title": found.title,
        "above": scope.listed(),
        "state": state,
        "state_word": word,
        "state_tone": tone,
        "readers": readers_of(found) if found.published_at else None,
        "others": OTHERS,
        "fewest": rules.FEWEST_TOLD,
        "history": journal.entries_of(found)[:LAST_ACTS],
        "may_manage": may(request.person, rules.MANAGE, found.union, now=request.now, offices=request.offices),
    }


@one.act(guard=staff(rules.MANAGE))
def publish(request: PersonalRequest, pk: UUID) -> Done:
    """Out now, or on its day."""
    made = actions.publish(scope.get_announcement(request, pk), by=request.caller, now=request.now)
    later = made.starts_at is not None and made.starts_at > request.now
    return Done(_("已定时，到时候自动展示") if later else _("已发布，会员现在可以看到"))


@one.act(guard=staff(rules.MANAGE))
def pin(request: PersonalRequest, pk: UUID) -> Done:
    """Above the others, or no longer."""
    found = scope.get_announcement(request, pk)
    actions.pin(found, pinned=request.POST.get("pinned") == "1", by=request.caller, now=request.now)
    return Done(_("已改"))


@one.act(guard=staff(rules.MANAGE))
def withdraw(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
    """Nobody reads it any more."""
    actions.withdraw(scope.get_announcement(request, pk), reason=reason, by=request.caller, now=request.now)
    return Done(_("已撤回，打开旧链接的人会看到原因"))


@one.act(guard=staff(rules.MANAGE))
def copy(request: PersonalRequest, pk: UUID) -> Done:
    """The same words as a new draft."""
    found = scope.get_announcement(request, pk)
    made = actions.copy(found, key=scope.key_of(request), by=request.caller, now=request.now)
    return Done(_("已复制成新的草稿，附件没有带过来"), to=scope.url_of(made))


def whether_out(request: PersonalRequest, pk: UUID) -> dict[str, bool]:
    return {"out": scope.get_announcement(request, pk).published_at is not None}


@one.act(FilesForm, guard=staff(rules.MANAGE), given=whether_out)
def attach(request: PersonalRequest, pk: UUID, *, form: FilesForm) -> Done:
    """Files, all or none; of what is out, with a reason."""
    found, why = scope.get_announcement(request, pk), form.cleaned_data["why"]
    made = actions.attach(found, form.cleaned_data["files"], why=why, by=request.caller, now=request.now)
    return Done(_("已添加 %(many)s 个附件") % {"many": len(made)})


@one.act(guard=staff(rules.MANAGE))
def detach(request: PersonalRequest, pk: UUID, file: UUID) -> Done:
    """Take one off; of what is out, with a reason."""
    found = get_attachment(scope.get_announcement(request, pk), file)
    actions.detach(found, why=request.POST.get("reason", ""), by=request.caller, now=request.now)
    return Done(_("附件已去掉"))


@staff(rules.WATCH)
@require_safe
def attachment(request: PersonalRequest, pk: UUID, file: UUID) -> HttpResponse:
    """A file, before and after it is out."""
    return attachments.shown(request, get_attachment(scope.get_announcement(request, pk), file).file)


@page("announcements-console:correct", "console/form.html", staff(rules.MANAGE))
def correct(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """Other words for what is out."""
    found = scope.get_announcement(request, pk)
    lead = _("更正前的文字会保留，公告上会写明更正的时间和内容，看过旧版的会员会看到“有更正”。")
    return scope.below(found) | {"title": _("更正公告"), "yes": _("更正"), "back": scope.url_of(found), "lead": lead}


@correct.post(CorrectionForm, given=lambda request, pk: {"initial": initial(scope.get_announcement(request, pk))})
def save_correction(request: PersonalRequest, pk: UUID, *, form: CorrectionForm) -> Done:
    """Put it in force."""
    found = scope.get_announcement(request, pk)
    actions.correct(found, **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("已更正"), to=scope.url_of(found))
