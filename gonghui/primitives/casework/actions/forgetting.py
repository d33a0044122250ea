"""Long after its end the words and files of a case are gone; that there was one, and how long it took, stays."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from gonghui.primitives.files import actions as files
from gonghui.primitives.forms import actions as forms
from gonghui.primitives.transactions import action

from ..kinds import Kind
from ..models import Attachment, Case, Message

AT_ONCE = 200


@action
def forget(kind: Kind, *, spared: QuerySet[Any] | None = None, now: datetime) -> int:
    """Empties those whose time is over, save `spared` (ids), and tells no more who asked. Returns how many."""
    over = Case.objects.of_kind(kind).filter(closed_at__lt=now - kind.kept, forgotten_at=None)
    over = over if spared is None else over.exclude(pk__in=spared)
    cases = [one.pk for one in over.select_for_update(skip_locked=True).order_by("pk")[:AT_ONCE]]
    attached = Attachment.objects.filter(message__case__in=cases).select_related("file")
    for one in attached:
        files.take_off(one.file, now=now)
    forms.forget_answers(Case.objects.filter(pk__in=cases).values_list("answers", flat=True), now=now)
    Message.objects.filter(case__in=cases).update(words=b"", person=None, key="")
    Case.objects.filter(pk__in=cases).update(person=None, entered_by=None, closed_by=None, key="", forgotten_at=now)
    return len(cases)
