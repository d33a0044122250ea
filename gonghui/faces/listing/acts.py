"""What is done from a list: links and acts of a row, acts on many rows, the next step where there is no row."""

import re
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.template import Context
from django.template.loader import get_template
from django.utils.html import escape

from gonghui.faces.acting import Guard
from gonghui.faces.form_keys import form_key
from gonghui.faces.pieces import GAP, MARK, gap
from gonghui.faces.requests import Request
from gonghui.faces.services import address
from gonghui.primitives.people.permissions import may_somewhere
from gonghui.primitives.people.powers import Act

from .kinds import Words, said

May: TypeAlias = Act | Callable[[Request], bool] | None
To: TypeAlias = str | Callable[[Any, Request], str]
RowWords: TypeAlias = Words | Callable[[Any, Request], str]
KEY = re.compile('name="key" value="[^"]*"')  # a new one for each row


def allowed(may: May, request: Request) -> bool:
    """Whether somebody may: everybody, those with an office that may do an act, or as a function says."""
    if may is None:
        return True
    if isinstance(may, Act):
        return may_somewhere(getattr(request, "offices", ()), may)
    return may(request)


@dataclass(frozen=True, slots=True)
class Link:
    """A button that leads to another page: beside a list's title, or as the next step where it is empty.

    `to` is an address name, or a function of the request. Only those see it who `may`.
    """

    label: Words
    to: str | Callable[[Request], str]
    icon: str = ""
    tone: str = ""
    may: May = None

    def url(self, request: Request) -> str:
        return self.to(request) if callable(self.to) else address(self.to)


@dataclass(frozen=True, slots=True)
class Empty:
    """A list without a row: why, what will stand here, and the next step, for those who may take it."""

    title: Words
    text: Words = ""
    icon: str = ""
    step: Link | None = None


@dataclass(frozen=True, slots=True)
class RowLink:
    """A button in the row that leads on. `to`: an address name that takes the row's key, or of (row, request)."""

    label: Words
    to: To
    tone: str = ""
    may: May = None
    open: Callable[[Any, Request], bool] | None = None


@dataclass(frozen=True, slots=True)
class RowAct:
    """A button in the row that does something: it posts to `to`, as RowLink.

    With a `title` it asks first, in a dialog with `text`, which may differ from row to row; `reason` is the label of
    the reason it asks for. `hidden` is sent along. Only those see it who `may`, in rows for which it is `open`.
    """

    label: Words
    to: To
    title: RowWords = ""
    text: RowWords = ""
    reason: Words = ""
    yes: Words = ""  # the deciding button; the label
    hidden: Mapping[str, RowWords] = field(default_factory=dict)
    tone: str = "primary"
    may: May = None
    open: Callable[[Any, Request], bool] | None = None


@dataclass(frozen=True, slots=True)
class Bulk:
    """An act on the rows that were picked: `act(row, request, reason)` for each by itself.

    A refusal of one row is named, and the rest are done. What is picked is looked up among the rows that the list's
    page answers behind `guard`: who may only look, or whose office reaches further for looking than for acting, acts on
    no more rows than the act allows. A repeated row is refused by the act, as everywhere, or no longer in the list.
    `title` is the question; `reason` the label of the reason that is asked for; only those see it who `may`.

    `choices()`: what has to be chosen from, of (value, words), under the label `choice`; then the reason may be empty,
    and the act is given what was chosen behind it.

    `together`: `act(rows, request, reason)` does all that were picked, and answers the refusal of each that it left, by
    key.

    `as_one`: `act(rows, request, reason, key)` makes one thing of all that were picked, none missing, and answers what
    an act does (Done); a refusal is the whole act's, and what is sent twice has the same key.
    """

    name: str
    label: Words
    act: Callable[..., Any]
    title: Words
    text: Words = ""
    reason: Words = ""
    tone: str = "primary"
    guard: Guard | None = None
    may: May = None
    together: bool = False
    as_one: bool = False
    choice: Words = ""
    choices: Callable[[], Sequence[tuple[str, Words]]] | None = None


class Buttons:
    """Writes the last cell of each row: what can be done with it. The markup of each act is drawn once a page."""

    def __init__(self, acts: Iterable[RowLink | RowAct], request: Request) -> None:
        self.request = request
        self.acts = [(act, Drawing(act, request)) for act in acts if allowed(act.may, request)]

    def of(self, row: Any) -> str:
        """The buttons that are open for a row, as safe markup."""
        request = self.request
        return "".join(
            drawing.of(row, request) for act, drawing in self.acts if act.open is None or act.open(row, request)
        )


class Drawing:
    """One button as the kit draws it, with gaps for what differs from row to row."""

    def __init__(self, act: RowLink | RowAct, request: Request) -> None:
        gaps: list[RowWords] = [Way(act.to)]
        given: dict[str, Any] = {"act": said(act.label), "tone": act.tone, "url": gap(0), "small": True}
        if isinstance(act, RowAct):
            asked = {"title": act.title, "text": act.text} if act.title else {}
            given |= {name: gap(len(gaps) + nth) for nth, name in enumerate(asked)}
            gaps += asked.values()
            given["hidden"] = [(name, gap(len(gaps) + nth)) for nth, name in enumerate(act.hidden)]
            gaps += act.hidden.values()
            given |= {"reason": said(act.reason), "yes": said(act.yes), "csrf_token": form_key(request)}
        markup = get_template(template_of(act)).template.render(Context(given))
        self.parts = GAP.split(KEY.sub(f'name="key" value="{MARK}key{MARK}"', markup))
        self.gaps = gaps

    def of(self, row: Any, request: Request) -> str:
        parts = self.parts.copy()
        for at in range(1, len(parts), 2):
            name = parts[at]
            parts[at] = str(uuid.uuid4()) if name == "key" else escape(words_of(self.gaps[int(name)], row, request))
        return "".join(parts)


def template_of(act: RowLink | RowAct) -> str:
    if isinstance(act, RowLink):
        return "kit/row_link.html"
    return "kit/confirm.html" if act.title else "kit/row_act.html"


class Way:
    """Answers the address that a row leads to."""

    def __init__(self, to: To) -> None:
        self.to = to

    def __call__(self, row: Any, request: Request) -> str:
        return self.to(row, request) if callable(self.to) else address(self.to, row.pk)


def words_of(words: RowWords, row: Any, request: Request) -> str:
    return words(row, request) if callable(words) else said(words)
