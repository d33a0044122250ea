"""A correction that waits for officers: for the second of them once the first has agreed."""

from collections.abc import Iterable
from datetime import datetime

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.agenda.actions import Source
from gonghui.primitives.agenda.links import link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.agenda.querysets import Ids, only

from .models import Correction
from .rules import CORRECT


def _corrections(corrections: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    for one in only(Correction.objects.open(), pk=corrections).select_related("person").order_by("pk"):
        yield Matter(
            subject=one.pk,
            key=CORRECTIONS.key,
            union_id=one.union_id,
            act=CORRECT.name,
            not_for=one.first_by_id or one.person_id,
            queue=_("资料更正"),
            title=f"{one.person.masked_name}申请更正{one.get_about_display()}",
            note="等第二位核对" if one.first_at else "等第一位核对",
            step=_("去核对"),
            link=link("membership:correction", one.pk),
        )


CORRECTIONS = Source("membership.corrections", _corrections)  # subject: the correction
