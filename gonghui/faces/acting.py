"""One way to act: a page shows something, and knows every act that is done from it.

    @page("hub-console:room", "hub/console/room.html", staff(MANAGE))
    def room(request, pk):
        return {"room": ..., "layouts": ...}          # what the template shows

    @room.act(LayoutForm)                             # has an address of its own; GET there goes to the page
    def add_layout(request, pk, *, form):
        actions.add_layout(..., **form.cleaned_data, by=request.caller, now=request.now)
        return Done(_("已添加"))                       # and back to the page

A form that is not valid shows the page again with its errors (422); a refusal shows the page again with what, why and
how to mend it, under the status of its kind. Neither is written in a door.

An act is given, by keyword, what it names in its signature: `form` (bound and valid), `reason` and `choice` (what a
confirm dialog asked for), `key` (the form's idempotency key). Every other argument comes from the address.

The forms of a page's acts stand in its template by their names, empty until somebody sends one. A page that names a
form in its signature is given it as it was sent, None before, and puts the empty one into its context itself. A page
may name `refusal` too: the no that it is about to show; and it may itself show a no, by `refusal` in what it answers.
"""

import functools
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from django import forms
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import one_line

from . import answers
from .guards import Door

LONGEST_REASON, LONGEST_CHOICE = 200, 60
SAFE = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Done:
    """It worked: what to say on the next page, and its address; "" goes back to the act's page as it was."""

    said: str = ""
    to: str = ""


Shown: TypeAlias = Mapping[str, Any] | HttpResponse  # what the template shows, or a whole answer (a file)
Answer: TypeAlias = Done | Mapping[str, Any] | HttpResponse  # a Mapping: the same page, with this beside
Guard: TypeAlias = Callable[[Door], Door]
Given: TypeAlias = Callable[..., Mapping[str, Any]]


def everyone(door: Door) -> Door:
    """The guard of what is open to all."""
    return door


def page(
    name: str, template: str, guard: Guard = everyone, *, part: str = ""
) -> Callable[[Callable[..., Shown]], "Page"]:
    """Make a page of a function `show(request, **of the address) -> Shown`.

    `name` is the page's own address name. `part` is the template that htmx gets instead of the whole page.
    """
    return lambda show: Page(show, name, template, guard, part)


class Page:
    """A view that shows, with the acts that are done from it. See `page`."""

    def __init__(self, show: Callable[..., Shown], name: str, template: str, guard: Guard, part: str) -> None:
        functools.update_wrapper(self, show)
        self.name, self.template, self.guard, self.part = name, template, guard, part
        self.acts: list[Act] = []
        self.own_act: Act | None = None
        self._show = show
        self._wants, self._in_address = set(inspect.signature(show).parameters), names_in_address(show)
        self._on_get = guard(self._get)

    def __call__(self, request: HttpRequest, **args: Any) -> HttpResponse:
        if request.method in SAFE:
            return self._on_get(request, **args)
        if request.method == "POST" and self.own_act:
            return self.own_act(request, **args)
        return HttpResponseNotAllowed([*SAFE, "POST"] if self.own_act else SAFE)

    def act(
        self,
        form: type[forms.BaseForm] | None = None,
        *,
        guard: Guard | None = None,
        form_name: str = "form",
        given: Given | None = None,
        part: str = "",
        at: Given | None = None,
    ) -> Callable[[Callable[..., Answer]], "Act"]:
        """Make an act of a function `do(request, **of the address, form=, reason=, key=) -> Answer`.

        `guard` is the page's own unless the act asks for more. `form_name` is the form's name in the template, where it
        stands unbound until somebody sends it; `given(request, **the page's)` answers further arguments of the form,
        `initial` for one. `part` is what htmx gets when the page is shown again. `at(request, **the act's)` answers
        the arguments of the page's address where the act's own do not hold them; what else of the act's arguments the
        page names, with a default, it is given when it is shown again (which of its lines the act was about).
        """

        def made(do: Callable[..., Answer]) -> Act:
            act = Act(self, do, form, guard or self.guard, form_name, given, part or self.part, at)
            self.acts.append(act)
            return act

        return made

    def post(
        self,
        form: type[forms.BaseForm] | None = None,
        *,
        guard: Guard | None = None,
        form_name: str = "form",
        given: Given | None = None,
        part: str = "",
    ) -> Callable[[Callable[..., Answer]], "Act"]:
        """As `act`, at the page's own address."""

        def made(do: Callable[..., Answer]) -> Act:
            self.own_act = self.act(form, guard=guard, form_name=form_name, given=given, part=part)(do)
            return self.own_act

        return made

    def address(self, args: Mapping[str, Any]) -> str:
        """Where the page is, for an act's arguments."""
        return reverse(self.name, kwargs=self.own_args(args))

    def own_args(self, args: Mapping[str, Any]) -> dict[str, Any]:
        """Of an act's arguments those that stand in the page's address."""
        return {name: value for name, value in args.items() if name in self._in_address}

    def again(
        self,
        request: HttpRequest,
        args: Mapping[str, Any],
        *,
        act: "Act",
        form: forms.BaseForm | None = None,
        refusal: Refused | None = None,
        beside: Mapping[str, Any] | None = None,
    ) -> HttpResponse:
        """The page as its guard shows it, after an act: with the form as it was sent, the no, or what came of it."""

        def show(request: HttpRequest, **own: Any) -> HttpResponse:
            request.GET = as_it_was(request, self.address(args))  # type: ignore[assignment]
            bound = {act.form_name: form} if form is not None else {}
            return self._rendered(request, own, bound, refusal, beside or {}, act.part)

        try:
            known = {name: value for name, value in args.items() if name in self._wants}
            return self.guard(cast(Door, show))(request, **known)
        except (Refused, Http404):
            if refusal is None or isinstance(refusal, answers.NoFormKey):  # nobody has looked yet whose thing it is
                raise
            return answers.refused(request, refusal)  # the page itself is gone; the no still stands

    def _get(self, request: HttpRequest, **args: Any) -> HttpResponse:
        return self._rendered(request, args, {}, None, {}, self.part)

    def _rendered(
        self,
        request: HttpRequest,
        args: Mapping[str, Any],
        bound: Mapping[str, forms.BaseForm],
        refusal: Refused | None,
        beside: Mapping[str, Any],
        part: str,
    ) -> HttpResponse:
        offered = {**{act.form_name: bound.get(act.form_name) for act in self.acts}, "refusal": refusal}
        shown = self._show(request, **args, **{name: offered[name] for name in offered if name in self._wants})
        if isinstance(shown, HttpResponseBase):
            return shown
        template = part if part and getattr(request, "htmx", False) else self.template
        context = {**self._empty_forms(request, args, shown), **shown, **bound, **beside}
        own_refusal = context.pop("refusal", None)
        refusal = refusal or own_refusal
        if refusal is not None:
            return answers.refused(request, refusal, template, **context)
        return render(request, template, context, status=422 if any(map(is_wrong, context.values())) else 200)

    def _empty_forms(self, request: HttpRequest, args: Mapping[str, Any], shown: Mapping[str, Any]) -> dict[str, Any]:
        """The forms of the page's acts by their names, without those that the page brought itself."""
        wanted = {act.form_name: act for act in self.acts if act.form and act.form_name not in shown}
        return {name: act.new_form(request, args) for name, act in wanted.items()}


class Act:
    """The view of one act. POST does it; whoever comes by a link or the back button is taken to the page."""

    def __init__(
        self,
        page: Page,
        do: Callable[..., Answer],
        form: type[forms.BaseForm] | None,
        guard: Guard,
        form_name: str,
        given: Given | None,
        part: str,
        at: Given | None,
    ) -> None:
        functools.update_wrapper(self, do)
        self.page, self.form, self.form_name, self.part = page, form, form_name, part
        self.given: Given = given or (lambda request, **args: {})
        self._do, self._at = do, at
        self._wants = set(inspect.signature(do).parameters)
        self._on_post = guard(cast(Door, self._post))

    def __call__(self, request: HttpRequest, **args: Any) -> HttpResponse:
        if request.method == "POST":
            return self._on_post(request, **args)
        if request.method not in SAFE:
            return HttpResponseNotAllowed([*SAFE, "POST"])
        query = request.META.get("QUERY_STRING", "")
        return redirect(self.page.address(self._place(request, args)) + (f"?{query}" if query else ""))

    def _place(self, request: HttpRequest, args: Mapping[str, Any]) -> Mapping[str, Any]:
        return self._at(request, **args) if self._at else args

    def _post(self, request: HttpRequest, **args: Any) -> HttpResponse:
        place = self._place(request, args)
        form = self.new_form(request, place, request.POST, request.FILES)
        if form is not None and not form.is_valid():
            return self.page.again(request, place, act=self, form=form)
        try:
            answer = self._do(request, **args, **self._asked_for(request, form))
        except Refused as refusal:
            return self.page.again(request, place, act=self, form=form, refusal=refusal)
        if isinstance(answer, HttpResponseBase):
            return answer
        if isinstance(answer, Done):
            return answers.done(request, answer.said, answer.to or back_to(request, self.page.address(place)))
        return self.page.again(request, place, act=self, form=form, beside=answer)

    def new_form(self, request: HttpRequest, place: Mapping[str, Any], *sent: Any) -> forms.BaseForm | None:
        """The act's form: empty, or with what was sent (data, files)."""
        return self.form(*sent, **self.given(request, **self.page.own_args(place))) if self.form else None

    def _asked_for(self, request: HttpRequest, form: forms.BaseForm | None) -> dict[str, Any]:
        """What the act names in its signature. Raises answers.NoFormKey."""
        found: dict[str, Any] = {}
        if "form" in self._wants:
            found["form"] = form
        if "reason" in self._wants:
            found["reason"] = reason_of(request)
        if "choice" in self._wants:
            found["choice"] = request.POST.get("choice", "")[:LONGEST_CHOICE]
        if "key" in self._wants:
            found["key"] = answers.form_key(request)
        return found


def names_in_address(show: Callable[..., Shown]) -> set[str]:
    """The arguments of a page that have no default: its address holds them."""
    own = list(inspect.signature(show).parameters.values())[1:]
    return {one.name for one in own if one.default is one.empty and one.kind is one.POSITIONAL_OR_KEYWORD}


def is_wrong(shown: Any) -> bool:
    """Whether this is a form that somebody sent and that did not pass."""
    return isinstance(shown, forms.BaseForm) and shown.is_bound and bool(shown.errors)


def reason_of(request: HttpRequest, field: str = "reason") -> str:
    """What a confirm dialog asked for, for people to read: a line as typed, at most 200 characters; "" for nothing."""
    return one_line(request.POST.get(field, ""), LONGEST_REASON)


def back_to(request: HttpRequest, address: str) -> str:
    """The page of an act with the filters and the page number that the asker had."""
    query = as_it_was(request, address).urlencode()
    return f"{address}?{query}" if query else address


def as_it_was(request: HttpRequest, address: str) -> QueryDict:
    """What this very request asks for; else what the page at `address` was asked for when somebody acted from there."""
    path, _mark, query = answers.came_from(request).partition("?")  # type: ignore[arg-type]
    try:
        return QueryDict(query) if path == address and not request.GET else request.GET
    except (BadRequest, ValueError):
        return QueryDict()
