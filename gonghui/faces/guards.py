"""Who may pass: decorators that every door wears, save the public ones."""

import functools
from collections.abc import Callable

from django.http import HttpResponse

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people.models import Union
from gonghui.primitives.people.permissions import unions_for
from gonghui.primitives.people.powers import HELD_BY, Act
from gonghui.primitives.people.rules import within

from . import duty
from .answers import to_sign_in
from .asking_anew import answered, ask
from .requests import Request

Door = Callable[..., HttpResponse]
Guard = Callable[[Door], Door]
SAFE = ("GET", "HEAD")
WITH_RIGHTS = frozenset().union(*HELD_BY.values())


class NotYourOffice(Refused):
    kind, code = Kind.FORBIDDEN, "faces.not_your_office"
    says = _("你的岗位没有这项权限")
    mend = _("如果工作需要，请联系本级工会的系统管理员开通")


def signed_in(door: Door) -> Door:
    """Only for people who signed in; others are asked to, and come back. At a counter staff give their password too."""

    @functools.wraps(door)
    def guarded(request: Request, *args: object, **kwargs: object) -> HttpResponse:
        if request.person is None:
            return to_sign_in(request)
        if (
            request.path.startswith("/counter/")
            and works(request)
            and (asking := password_due(request, False)) is not None
        ):
            return asking
        return door(request, *args, **kwargs)

    return guarded


def staff(act: Act | None = None, *, anew: bool = False) -> Guard:
    """Only for people with an open office, of a role that may do `act` when one is given, who gave their password.

    Who holds one that brings rights and came in by an SMS code, or was away from the desk, is asked for it; clerks and
    providers have no password, and are told that nothing here is theirs. An act by which money moves (of the power to
    approve it, or one that says `anew`) asks again, however busy the desk is.

    Sets `request.office_unions`: the unions at whose subtree the asker may do it, narrowed to the union chosen in the
    console's switcher. Raises NotYourOffice.
    """

    def guard(door: Door) -> Door:
        @functools.wraps(door)
        def guarded(request: Request, *args: object, **kwargs: object) -> HttpResponse:
            if request.person is None:
                return to_sign_in(request)
            of_money = anew or (act is not None and act.of_money)
            if works(request) and (asking := password_due(request, of_money)) is not None:
                return asking
            unions = unions_for(request.offices, act)
            if not unions:
                raise NotYourOffice()
            request.office_unions = narrowed(unions, chosen_union(request))
            return door(request, *args, **kwargs)

        return guarded

    return guard


def password_due(request: Request, anew: bool) -> HttpResponse | None:
    """What asks for the password, when it is wanted and did not come with the form; None to go on.

    Looking never asks anew.
    """
    if duty.ends(request) and not (anew and request.method not in SAFE and not duty.proved(request)):
        return None
    try:
        return None if answered(request) else ask(request)
    except Refused as refusal:
        return ask(request, refusal)


def works(request: Request) -> bool:
    """Whether the person holds an office that brings rights: clerks and providers act by what they are entered for."""
    return any(office.role in WITH_RIGHTS for office in request.held)


def chosen_union(request: Request) -> Union | None:
    """The union the officer switched the console to; None: everything my offices cover."""
    code = request.session.get("union")
    if not code:
        return None
    union = Union.objects.filter(code=code, closed_at=None).first()
    return union if union and any(within(union.path, office.union.path) for office in request.offices) else None


def narrowed(unions: list[Union], chosen: Union | None) -> list[Union]:
    """What of these unions' subtrees lies under `chosen`; all of it when none is."""
    if chosen and any(within(chosen.path, union.path) for union in unions):
        return [chosen]
    return [union for union in unions if chosen is None or within(union.path, chosen.path)]
