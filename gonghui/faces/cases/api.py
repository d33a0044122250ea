"""A kind of case in the open API: its asker follows, adds, rates; officers read the queue and handle."""

import functools
import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from gonghui.faces.api.base import key_given
from gonghui.faces.api.offices import check_office
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Page
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.kinds import Kind
from gonghui.primitives.casework.models import Case
from gonghui.primitives.people.models import Person, Union

from .papers import PapersApi
from .refusals import NoSuchUnion
from .shapes import AnswerIn, AssignIn, CaseOut, CloseIn, HandledOut, HandOverIn, RateIn, WaitingOut, WholeOut, WhyIn
from .shapes import WordsIn as Words

OWN, WAITING = "{own}/{{uuid:pk}}", "{queue}/{{uuid:pk}}"
OPERATIONS = (  # method, path, verb, answer, summary
    ("GET", "{own}", "cases", Page[CaseOut], "What I asked"),
    ("GET", OWN, "case", WholeOut, "One of mine, with what was said and who looked"),
    ("POST", f"{OWN}/messages", "say", WholeOut, "Add something"),
    ("POST", f"{OWN}/files", "attach", WholeOut, "Add files, with a word on them"),
    ("GET", f"{OWN}/files/{{{{uuid:file}}}}", "file", None, "A file of one of mine"),
    ("POST", f"{OWN}/withdrawal", "withdraw", WholeOut, "Take it back"),
    ("POST", f"{OWN}/rating", "rate", WholeOut, "Rate the answer"),
    ("POST", f"{OWN}/again", "reopen", WholeOut, "It is not solved"),
    ("GET", "{queue}", "queue", Page[WaitingOut], "What is open at my unions"),
    ("GET", WAITING, "handled", HandledOut, "Open a case"),
    ("POST", f"{WAITING}/answer", "answer", WaitingOut, "Answer the asker"),
    ("POST", f"{WAITING}/files", "attach_here", HandledOut, "Send files to the asker"),
    ("GET", f"{WAITING}/files/{{{{uuid:file}}}}", "file_here", None, "Open a file of a case"),
    ("POST", f"{WAITING}/note", "note", WaitingOut, "Write a note for ourselves"),
    ("POST", f"{WAITING}/assignment", "assign", WaitingOut, "Give a case to somebody"),
    ("POST", f"{WAITING}/union", "hand_over", WaitingOut, "Hand a case over to another union"),
    ("POST", f"{WAITING}/pause", "pause", WaitingOut, "Stop the clock, with a reason"),
    ("POST", f"{WAITING}/resumption", "resume", WaitingOut, "Let the clock run on"),
    ("POST", f"{WAITING}/closure", "close", WaitingOut, "Close a case"),
)


class CaseApi(PapersApi):
    """The operations of a kind, in the router of its slice: those of the asker below `own`, of officers below `queue`.

    How one asks is the slice's own. `without` names verbs that this kind has not; `named` tells the operations of a
    second mount of a kind, for others, from those of the first.
    """

    named = ""

    def __init__(
        self, kind: Kind, router: Router, *, own: str = "/cases", queue: str = "/queue", without: Iterable[str] = ()
    ) -> None:
        self.kind = kind
        self.answered = next((stage.code for stage in kind.stages if stage.answered), "")
        codes = "; ".join(f"{name}: {', '.join(codes_of(kind, name))}" for name in ("stages", "levels", "outcomes"))
        for method, path, verb, response, summary in OPERATIONS:
            if verb not in without:
                do = operation(getattr(self, verb))
                about = f"{do.__doc__}\n\n{codes}." if verb in ("cases", "queue") else do.__doc__
                router.add_api_operation(
                    path.format(own=own, queue=queue), [method], do, response=response, summary=summary,
                    description=about, operation_id=f"gonghui_services_{kind.code}_cases_{self.named}{verb}",
                )  # fmt: skip

    def own(self, request: HttpRequest, pk: uuid.UUID) -> Case:
        rows = Case.objects.of(request.person, self.kind).select_related("person", "union", "assigned_to")
        return get_object_or_404(rows, pk=pk)

    def mine(self, request: HttpRequest) -> Any:
        """What the asker's offices see. Raises NotYourOffice."""
        check_office(request, self.kind.act)
        return Case.objects.seen_by(request.person, self.kind, request.offices)

    def find(self, request: HttpRequest, pk: uuid.UUID) -> Case:
        return get_object_or_404(self.mine(request).select_related("person", "union", "assigned_to"), pk=pk)

    def _who(self, request: HttpRequest) -> dict[str, Any]:
        return {"key": key_given(request), "by": request.caller, "now": request.now}

    def cases(self, request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
        """Newest first."""
        return page_after(Case.objects.of(request.person, self.kind).select_related("union"), asked)

    def case(self, request: HttpRequest, pk: uuid.UUID) -> Case:
        """As long as its words are kept."""
        return self.own(request, pk)

    def say(self, request: HttpRequest, pk: uuid.UUID, said: Words) -> Case:
        """As long as it is open; with an Idempotency-Key said once."""
        casework.say(self.own(request, pk), said.words, **self._who(request))
        return self.own(request, pk)

    def withdraw(self, request: HttpRequest, pk: uuid.UUID) -> Case:
        """As long as it is open."""
        return casework.withdraw(self.own(request, pk), by=request.caller, now=request.now)

    def rate(self, request: HttpRequest, pk: uuid.UUID, said: RateIn) -> Case:
        """Once; an answer that is rated is accepted."""
        return casework.rate(self.own(request, pk), said.stars, said.words, by=request.caller, now=request.now)

    def reopen(self, request: HttpRequest, pk: uuid.UUID, said: WhyIn) -> Case:
        """Once it was answered, and for thirty days after its end."""
        return casework.reopen(self.own(request, pk), said.why, by=request.caller, now=request.now)

    def queue(self, request: HttpRequest, asked: Query[After], q: str = "") -> dict[str, Any]:
        """Newest first; none of it says a word of what was asked. `q`: a code, how a name begins, the last four."""
        rows = self.mine(request).open().select_related("union", "person", "assigned_to")
        if q and asked.after is None:
            unions = [office.union for office in request.offices if office.role in self.kind.act.roles]
            casework.searched(self.kind, q[:60], unions, by=request.caller, now=request.now)
        return page_after(rows.saying(q[:60]) if q else rows, asked)

    def handled(self, request: HttpRequest, pk: uuid.UUID) -> Case:
        """Its asker reads who opened it."""
        found = self.find(request, pk)
        casework.look(found, by=request.caller, now=request.now)
        return found

    def answer(self, request: HttpRequest, pk: uuid.UUID, said: AnswerIn) -> Case:
        """Something to say meanwhile, or what was done about it; with an Idempotency-Key once."""
        found = self.find(request, pk)
        if said.done and self.answered:
            return casework.answer(found, said.words, stage=self.answered, **self._who(request))
        casework.say(found, said.words, **self._who(request))
        return self.find(request, pk)

    def note(self, request: HttpRequest, pk: uuid.UUID, said: Words) -> Case:
        """Its asker does not read it; with an Idempotency-Key written once."""
        casework.note(self.find(request, pk), said.words, **self._who(request))
        return self.find(request, pk)

    def assign(self, request: HttpRequest, pk: uuid.UUID, asked: AssignIn) -> Case:
        """Who holds the office for it at its union or above."""
        found = self.find(request, pk)
        person = get_object_or_404(Person.objects.all(), pk=asked.to)
        return casework.assign(found, person, by=request.caller, now=request.now)

    def hand_over(self, request: HttpRequest, pk: uuid.UUID, asked: HandOverIn) -> Case:
        """Of another region too; never to that of a firm."""
        found = self.find(request, pk)
        union = Union.objects.open().filter(code=asked.union).first() if asked.union.isprintable() else None
        if union is None:
            raise NoSuchUnion()
        return casework.hand_over(found, union, why=asked.why, by=request.caller, now=request.now)

    def pause(self, request: HttpRequest, pk: uuid.UUID, said: WhyIn) -> Case:
        """Its asker reads the reason."""
        return casework.pause(self.find(request, pk), why=said.why, by=request.caller, now=request.now)

    def resume(self, request: HttpRequest, pk: uuid.UUID) -> Case:
        """With the days that were left."""
        return casework.resume(self.find(request, pk), by=request.caller, now=request.now)

    def close(self, request: HttpRequest, pk: uuid.UUID, said: CloseIn) -> Case:
        """With what it came to, and words for its asker."""
        return casework.close(self.find(request, pk), said.outcome, said.words, by=request.caller, now=request.now)


def operation(do: Callable[..., Any]) -> Callable[..., Any]:
    """A method as a function of its own: ninja writes on what it is given."""

    @functools.wraps(do)
    def called(request: HttpRequest, **given: Any) -> Any:
        return do(request, **given)

    return called


def codes_of(kind: Kind, name: str) -> list[str]:
    """The codes that the API says of a kind: of its stages, levels or outcomes."""
    return [getattr(one, "code", None) or one[0] for one in getattr(kind, name)]
