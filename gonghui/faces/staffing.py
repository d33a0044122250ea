"""What somebody in office, or an operator, does to an account: told to whose it is, in the same transaction."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from gonghui.kernel.callers import Caller
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, MobileRequest, Office, Person, Union
from gonghui.primitives.people.refusals import NotOnesOwn, ReachesFurther
from gonghui.primitives.transactions import action

from .actions import say_given_up
from .agenda import NUMBERS

TOLD = notices.Template(
    "people.account_changed",
    title=_("你的账号有变动"),
    text=_("%(at)s，%(who)s对你的账号做了这件事：%(what)s。不是你知道的，请马上联系本级工会。"),
)
INVITED = notices.Template(
    "people.may_choose_password",
    title=_("请设置工作台密码"),
    text=_("%(who)s为你开通了工作台。请在 7 天内用这个手机号登录，在“我的—登录与手机号”里设置用户名和密码。"),
    page="faces:my-password",
)
APPOINTED, DISMISSED = _("任命了一个岗位"), _("结束了一个岗位")
SIGNED_OUT, DISABLED, ENABLED = _("退出了所有登录"), _("停用了账号"), _("恢复了账号")
ONE_ENDED = _("结束了一处登录")
ASKED, REFUSED, MOVED = _("申请给你换手机号"), _("退回了换手机号的申请"), _("换了手机号")


@action
def told(person: Person, what: str, act: Callable[..., Any], *args: Any, by: Caller, now: datetime, **more: Any) -> Any:
    """What the verb `act` answers; the person is told `what` was done. Both or neither."""
    answer = act(*args, by=by, now=now, **more)
    agenda.renew(NUMBERS, [person.pk], now=now)  # who may agree to another number goes by the offices
    notices.tell(person, TOLD, {"at": now, "who": by.name, "what": what}, now=now)
    return answer


@action
def appoint(person: Person, union: Union, role: str, *, reach: Iterable[Union], by: Caller, now: datetime) -> Office:
    """An office; whoever can come to no password, and holds nothing outside of the appointer's `reach`, is invited.

    Raises NotOnesOwn, AlreadyInOffice, UnionClosed.
    """
    refuse_own(person, by)
    office = told(person, APPOINTED, people.appoint, person, union, role, by=by, now=now)
    account = Account.objects.filter(person=person).first() or people.open_account(person, by=by, now=now)
    until = account.may_choose_until
    waits = account.has_usable_password() or (until is not None and until > now)
    if not waits and mine_alone(person, reach, now=now):
        _invite(account, by=by, now=now)
    return office


@action
def hire(
    name: str, mobile: Mobile, union: Union, role: str, *, reach: Iterable[Union], by: Caller, now: datetime
) -> Person:
    """The same for who is known by name and number, or new. Raises NameDiffers and the others."""
    person = people.named(name, mobile, by=by, now=now)
    appoint(person, union, role, reach=reach, by=by, now=now)
    return person


@action
def new_password(account: Account, *, by: Caller, now: datetime) -> None:
    """The old one ends, and the person chooses another. Raises NotOnesOwn."""
    refuse_own(account.person, by)
    _invite(account, by=by, now=now)


@action
def decide_mobile(asked: MobileRequest, *, agreed: bool, by_person: Person, by: Caller, now: datetime) -> None:
    """The second person's word, told to whose number it is; a number given up hears it too. Raises SecondPerson,
    SecondPersonLater, NotOnesOwn, MobileDecided, MobileTaken.
    """
    what = MOVED if agreed else REFUSED
    person = asked.person
    given_up = told(person, what, people.decide_mobile, asked, agreed=agreed, by_person=by_person, by=by, now=now)
    say_given_up(given_up, by=by, now=now)


def _invite(account: Account, *, by: Caller, now: datetime) -> None:
    people.allow_password(account, by=by, now=now)
    notices.tell(account.person, INVITED, {"who": by.name}, now=now)


def refuse_own(person: Person, by: Caller) -> None:
    """Raises NotOnesOwn."""
    if by.person == person.pk:
        raise NotOnesOwn()


def mine_alone(person: Person, unions: Iterable[Union], *, now: datetime) -> bool:
    """Whether all that the person holds now, offices and membership, lies within these unions, and something does."""
    return Person.objects.wholly_under(unions, now=now).filter(pk=person.pk).exists()


def refuse_further(person: Person, unions: Iterable[Union], *, now: datetime) -> None:
    """Raises ReachesFurther."""
    if not mine_alone(person, unions, now=now):
        raise ReachesFurther(name=person.name)
