"""The page of a list: an acting.Page that also answers the workbook, and does an act for each row that was picked."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import strip_tags
from django.utils.translation import gettext

from gonghui.faces import answers
from gonghui.faces.acting import LONGEST_CHOICE, Done, Guard, Page, reason_of
from gonghui.faces.requests import Request
from gonghui.faces.speech import Spoken, speak
from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.planned import Question

from .acts import Bulk
from .columns import key_of, with_related
from .kinds import said
from .lists import Listing
from .shown import Shown

MOST = 500  # rows that one bulk act is done for


class NothingPicked(Refused):
    code = "faces.nothing_picked"
    says = _("一行也没有选中")
    mend = _("请先勾选要办理的行，再点下面的按钮")


class ChoiceMissing(Refused):
    code = "faces.choice_missing"
    says = _("没有选择“%(choice)s”")
    mend = _("请从列出的里面选一个，每一行都会记下来")


class ReasonMissing(Refused):
    code = "faces.reason_missing"
    says = _("没有填写原因")
    mend = _("请写清原因，每一行都会记下来")


class SomeGone(Refused):
    """Facts: gone."""

    kind = Kind.CONFLICT
    code = "faces.some_gone"
    says = _("选中的有 %(gone)s 条已经不在列表里")
    mend = _("请看一看还有哪些，重新勾选")


@dataclass
class Outcome:
    """What came of a bulk act: how many rows were done, those refused with the reason, and how many were not there."""

    label: str
    done: int = 0
    refused: list[tuple[str, Spoken]] = field(default_factory=list)
    gone: int = 0


class ListPage(Page):
    """The page of a list. See Listing.page."""

    def __init__(self, listing: Listing, show: Callable[..., Any], name: str, guard: Guard) -> None:
        self.listing, self.answer = listing, show

        @functools.wraps(show)
        def shown(request: Request, **args: Any) -> Mapping[str, Any] | HttpResponse:
            return self.shown(request, args)

        super().__init__(shown, name, listing.template, guard, "")
        self.bulk = {bulk.name: self.act(guard=bulk.guard)(self._for_each(bulk)) for bulk in listing.bulk}

    def __call__(self, request: HttpRequest, **args: Any) -> HttpResponse:
        if request.method == "POST" and (act := self.bulk.get(request.POST.get("bulk", ""))):
            return act(request, **args)
        return super().__call__(request, **args)

    def shown(self, request: Request, args: Mapping[str, Any]) -> Mapping[str, Any] | HttpResponse:
        """What the template shows, or the workbook."""
        found = self.answer(request, **args)
        if isinstance(found, HttpResponse):
            return found
        rows, beside = rows_and_beside(found)
        at = self.address({name: value for name, value in args.items() if name not in self.offered})
        shown = Shown(self.listing, request, rows, at="" if at == request.path else at, beside=beside)
        return shown.workbook() if shown.wanted else {"listing": shown, **beside}

    @property
    def offered(self) -> set[str]:
        """What the page is given besides what its address holds: see acting.Page."""
        return {"refusal", *(act.form_name for act in self.acts)}

    def _for_each(self, bulk: Bulk) -> Callable[..., Done | Mapping[str, Any]]:
        def each(request: Request, **args: Any) -> Done | Mapping[str, Any]:
            reason = reason_of(request, f"reason-{bulk.name}")
            picks = request.POST.get(f"choice-{bulk.name}", "")[:LONGEST_CHOICE]
            picked = request.POST.getlist("row")[:MOST]
            if not picked:
                raise NothingPicked()
            if bulk.choices and not picks:
                raise ChoiceMissing(choice=said(bulk.choice))
            if bulk.reason and not (reason or bulk.choices):
                raise ReasonMissing()
            rows, beside = rows_and_beside(self.answer(request, **args))
            request.beside = beside
            rows = rows.queryset() if isinstance(rows, Question) else rows
            given = (request, reason, picks) if bulk.choices else (request, reason)
            found = chosen(with_related(rows, self.listing.columns), picked)
            if bulk.as_one:
                key = answers.form_key(request)
                if gone := len(set(picked)) - len(found):
                    raise SomeGone(gone=gone)
                return cast(Done, bulk.act(found, *given, key))
            outcome = self._done_for(bulk, found, given)
            outcome.gone = len(picked) - outcome.done - len(outcome.refused)
            return Done(words_of(outcome)) if not outcome.refused and not outcome.gone else {"outcome": outcome}

        each.__name__ = bulk.name
        return each

    def _done_for(self, bulk: Bulk, rows: Sequence[Any], given: Sequence[Any]) -> Outcome:
        outcome, names = Outcome(said(bulk.label)), self._called(rows, given[0])
        if bulk.together:
            left = bulk.act(rows, *given) if rows else {}
            named = zip(rows, names, strict=True)
            outcome.refused = [(called, speak(left[row.pk])) for row, called in named if row.pk in left]
            outcome.done = len(rows) - len(outcome.refused)
            return outcome
        for row, called in zip(rows, names, strict=True):
            try:
                bulk.act(row, *given)
            except Refused as refusal:
                outcome.refused.append((called, speak(refusal)))
            else:
                outcome.done += 1
        return outcome

    def _called(self, rows: Sequence[Any], request: Request) -> list[str]:
        """What each row is called: its first column, as it was before the act."""
        first = self.listing.columns[0]
        values = first.values(rows, request)
        return ["" if value is None else strip_tags(first.kind.show(value)) for value in values]


def rows_and_beside(answer: Any) -> tuple[Any, Mapping[str, Any]]:
    """What a list's page answered: its rows, and the context of the frame."""
    return answer if isinstance(answer, tuple) else (answer, {})


def chosen(rows: Any, picked: Sequence[str]) -> list[Any]:
    """Those of the rows that were picked, in the order of the list they were picked from."""
    if isinstance(rows, QuerySet):
        keys = [parsed(rows.model._meta.pk, each) for each in picked]
        found = {str(row.pk): row for row in rows.filter(pk__in=[key for key in keys if key is not None])}
    else:
        found = {str(key_of(row)): row for row in rows}
    return [found[each] for each in dict.fromkeys(picked) if each in found]


def parsed(key: Any, text: str) -> Any:
    """A key as the database has it; None for what cannot be one."""
    try:
        return key.to_python(text)
    except (ValidationError, OverflowError):
        return None


def words_of(outcome: Outcome) -> str:
    """What is said when every row was done."""
    return gettext("%(act)s：办好 %(count)s 条") % {"act": outcome.label, "count": outcome.done}
