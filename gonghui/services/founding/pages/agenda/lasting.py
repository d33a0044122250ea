"""Terms and certificates that end, changes that must be filed."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.agenda.actions import Source
from gonghui.primitives.agenda.links import link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.agenda.querysets import Ids, only

from ... import rules
from ...models import Certificate, Change, Term
from ...rules.standards import PRACTICE, standard
from .days import DAY, end_of, morning

BEFORE = (standard("first_alarm", PRACTICE).value, standard("second_alarm", PRACTICE).value, 0)  # days before an end


def _ending(model: Any, before: int, queue: str, rows: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    """One alarm of three: it is shown from so many days before the end until the next one is."""
    later = next((days for days in BEFORE if days < before), None)
    for one in (
        only(model.objects.in_force().filter(union__closed_at=None), pk=rows).select_related("union").order_by("pk")
    ):
        yield Matter(
            subject=one.pk,
            key=ENDING[model, before].key,
            union_id=one.union_id,
            act=rules.MANAGE.name,
            queue=queue,
            title=one.union.name,
            note=f"{one.ends_on:%Y-%m-%d} 到期",
            step=_("去办理"),
            link=link("founding-console:union", one.union_id),
            shows_from=morning(one.ends_on - before * DAY),
            due=morning(one.ends_on),
            until=None if later is None else morning(one.ends_on - later * DAY),
        )


def _changes(changes: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    unfiled = Change.objects.filter(filed_on=None, union__closed_at=None)
    for one in only(unfiled, pk=changes).select_related("union").order_by("pk"):
        yield Matter(
            subject=one.pk,
            key=CHANGES.key,
            union_id=one.union_id,
            act=rules.MANAGE.name,
            queue=_("变更登记"),
            title=f"{one.union.name}：{Change.What(one.what).label}",
            step=_("去登记"),
            link=link("founding-console:union", one.union_id),
            due=end_of(one.due_on),
        )


CHANGES = Source("founding.changes", _changes)  # the change
ENDING = {
    (model, before): Source(f"founding.{name}{before}", partial(_ending, model, before, queue))
    for model, name, queue in ((Term, "term", _("换届提醒")), (Certificate, "certificate", _("证书到期")))
    for before in BEFORE
}  # subject: the term or certificate
TERMS = [source for (model, _before), source in ENDING.items() if model is Term]
CERTIFICATES = [source for (model, _before), source in ENDING.items() if model is Certificate]
