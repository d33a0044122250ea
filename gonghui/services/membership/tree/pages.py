"""What waits for an officer of the tree: a change that can still be undone, one that did not take effect."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.utils.timezone import get_default_timezone

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.agenda.actions import Source
from gonghui.primitives.agenda.links import link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.agenda.querysets import Ids, only

from .models import UnionChange
from .rules import TREE
from .words import what

SHOWN = timedelta(days=30)  # so long officers are shown what did not take effect


def _changes(changes: Ids, _people: Ids, now: datetime) -> Iterable[Matter]:
    listed = only(UnionChange.objects.for_list(), pk=changes)
    waiting = listed.filter(done_at=None, undone_at=None).order_by("pk")
    for one in waiting:
        over = one.stopped_at + SHOWN if one.stopped_at else None
        if over and over <= now:
            continue
        union = one.union or one.target
        yield Matter(
            subject=one.pk,
            key=CHANGES.key,
            union_id=union.pk,
            act=TREE.name,
            queue=_("工会变更"),
            title=what(one),
            note="没有生效" if one.stopped_at else "生效前可以撤回",
            step=_("去看"),
            link=link("membership:union", union.pk),
            due=datetime.combine(one.takes_on, time(), get_default_timezone()),
            until=over,
        )


CHANGES = Source("membership.changes", _changes)  # subject: the change
