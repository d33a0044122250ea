"""The journal of a fair: what was done to it, its sessions and its money."""

from typing import Any

from gonghui.primitives.journal.actions import thing_name
from gonghui.primitives.journal.models import Entry

from .models import Fair

# Acts on single people (sign-ups, admissions, sales) are thousands; they are found at the person, not in this list.
PLANNING_AND_RUNNING = (
    *("draft", "revise", "add_venue", "join_stall", "add_clerk", "load_offers", "withdraw_offer", "add_sessions"),
    *("publish", "cancel_session", "move_session", "cancel", "close"),
    *("prepare_settlement", "approve_settlement", "return_settlement", "mark_settlement_paid", "set_claim"),
)


def entries_of_fair(fair: Fair) -> Any:
    """Entries about the fair itself and its sessions that officers made, newest first."""
    things = [thing_name(fair)]
    for venue in fair.venues.prefetch_related("sessions"):
        things += [thing_name(session) for session in venue.sessions.all()]
    acts = [f"fairs.{act}" for act in PLANNING_AND_RUNNING]
    return Entry.objects.filter(thing__in=things, act__in=acts).order_by("-id")
