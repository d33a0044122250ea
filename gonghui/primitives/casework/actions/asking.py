"""A person asks, or somebody writes it down for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gonghui.kernel.callers import Caller
from gonghui.primitives.files.models import File
from gonghui.primitives.forms import actions as forms
from gonghui.primitives.forms.models import FormVersion
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.people.refusals import UnionClosed
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..kinds import Kind
from ..models import Case, Message
from .holding import check_same, renew, tell, words_of, write, written
from .timing import set_stage

DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Filled:
    """What was answered to the version of a form, with the files that forms' `bring` brought."""

    version: FormVersion
    values: Mapping[str, Any]
    brought: forms.Brought | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, of which union. `person` None: nobody said who they are. `via` other than self: `by` writes it.

    `filled`: the form of its kind, where that has one.
    """

    kind: Kind
    union: Union
    topic: str
    words: str
    person: Person | None
    level: str = ""
    via: str = Case.Via.SELF
    filled: Filled | None = None


@action
def ask(asked: Asked, *, brought: Sequence[File] = (), key: str = "", by: Caller, now: datetime) -> Case:
    """A new case, its clock running, with files that were brought; the same key of the same caller, the same one.

    Raises WordsMissing, UnknownWord, FirmsUnion, UnionClosed, KeyReused, TooManyAsked, FormMissing, and as forms'
    `answer`.
    """
    kind, words = asked.kind, words_of(asked.words)
    rules.check_listed(kind, "topics", asked.topic)
    level = asked.level or kind.levels[0][0]
    rules.check_listed(kind, "levels", level)
    rules.check_union(kind, union_kind=asked.union.kind, union=asked.union.name)
    if asked.union.closed_at:
        raise UnionClosed(union=asked.union.name)
    made = Case(
        kind=kind.code, person=asked.person, union=asked.union, level=level, topic=asked.topic, via=asked.via,
        entered_by_id=None if asked.via == Case.Via.SELF else by.person, key=f"{by.person}:{key}" if key else "",
        created_at=now,
    )  # fmt: skip
    set_stage(made, kind.first, now=now)
    if not insert_unless_taken(made):
        return _asked_before(made, words, brought)
    _count(made, by=by, now=now)
    _fill(made, asked.filled, by=by, now=now)
    from_asker = asked.via == Case.Via.SELF
    write(made, Message.What.ASK, words, brought=brought, from_asker=from_asker, by=by, now=now)
    written("ask", made, by=by, now=now, topic=made.topic, union=asked.union.name, via=made.via)
    tell(made, "received", now=now, due=made.due_at, sms=not from_asker)
    renew(made, now=now)
    return made


def _asked_before(made: Case, words: str, brought: Sequence[File]) -> Case:
    """What came with the same key. Raises KeyReused: what is said now is something else, and would be lost."""
    message = Message.objects.select_related("case").get(case__key=made.key, what=Message.What.ASK)
    found = message.case
    if (found.kind, found.topic) != (made.kind, made.topic):
        raise refusals.KeyReused()
    check_same(message, Message.What.ASK, words, brought)
    return found


def _fill(made: Case, filled: Filled | None, *, by: Caller, now: datetime) -> None:
    """The form of its kind, answered with the asking. Raises FormMissing, BadAnswers, VersionChanged."""
    wanted = made.of_kind.form
    if not wanted:
        return
    if filled is None or filled.version.form.purpose != wanted or not filled.version.form.confidential:
        raise refusals.FormMissing()
    said = {"brought": filled.brought, "person": made.person}
    made.answers = forms.answer(filled.version, filled.values, **said, by=by, now=now)
    made.save(update_fields=["answers"])


def _count(made: Case, *, by: Caller, now: datetime) -> None:
    """Raises TooManyAsked."""
    own = made.via == Case.Via.SELF
    limit = rules.ASKED_A_DAY if own else rules.DESK_A_DAY
    if not people.count_use(f"casework:{made.kind}:{by.person or by.origin}", limit=limit, seconds=DAY, now=now):
        raise refusals.TooManyAsked()
