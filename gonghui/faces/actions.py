"""The few verbs of the faces themselves: a sign-in code on its way, a reader's choices kept, a view of a list named."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction

from gonghui.kernel.callers import Caller
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.text import fold
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.budgets import spend
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, Person
from gonghui.primitives.people.refusals import CodeStillGood
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from . import services
from .agenda import OPENINGS, subject_of
from .models import OpeningWish, SavedView

T = TypeVar("T")
OLDEST_TAP = timedelta(hours=48)  # of what a device did alone
TOLD_AT_ONCE = 200
MOST_VIEWS = 20  # of one list, for one person
LONGEST_NAME = 20


GUESSED = notices.Template(
    "people.guessed",
    title=_("有人在试你的登录验证码"),
    text=_("%(at)s，有人用你的手机号连续填错了验证码。你仍可照常登录；不是你本人操作的，请不要把验证码告诉任何人。"),
)


MOVED = notices.Template(
    "people.moved_number",
    title=_("手机号已更换"),
    text=_("%(at)s，你的手机号换成了尾号 %(tail)s 的号码，原来的登录都已结束。"),
)


# Whoever has the number next learns neither whose it was nor what it is now.
GIVEN_UP = notices.Template(
    "people.given_up_number",
    title=_("手机号不再用于登录"),
    text=_("%(at)s，这个手机号已不再用于登录工会服务。如果你在用这个账号、又没有换过号码，请马上联系本级工会。"),
)
NUMBER_CODE = notices.Template(
    "people.number_code",
    title=_("换手机号验证码"),
    text=_("你的换手机号验证码是 %(code)s，5 分钟内有效。没有在换手机号的，请勿理会，更不要告诉他人。"),
)
TELL_WITHIN = timedelta(days=1)


class TapTooOld(Refused):
    """Facts: hours."""

    code = "faces.tap_too_old"
    says = _("是%(hours)s小时以前或以后的时间，没有记入")
    mend = _("请校准本机时间；需要的话联网后再点一次")


OPENED = notices.Template(
    "faces.opened",
    title=_("%(service)s开通了"),
    text=_("你要等的%(service)s已经开通，现在就可以办。"),
    page="faces:coming",
)


class ViewUnnamed(Refused):
    code = "faces.view_unnamed"
    says = _("没有给这个常用筛选起名字")
    mend = _("请写一个短的名字，例如“待审核”")


class TooManyViews(Refused):
    kind, code = Kind.CONFLICT, "faces.too_many_views"
    says = _("这个列表的常用筛选已经有 %(most)s 个")
    mend = _("请先删掉不用的，再保存新的")


@action
def send_sign_in_code(mobile: Mobile, *, by: Caller, now: datetime) -> None:
    """Make a sign-in code for `mobile` and put it on its way, in one transaction. Raises CodeStillGood, TooManyCodes.

    A number nobody registered gets none; the asker is told the same, so that nobody can test who is a member.
    """
    if code := people.request_sign_in_code(mobile, by=by, now=now):
        notices.send_code(mobile, code, now=now)


def send_or_remind(mobile: Mobile, *, by: Caller, now: datetime) -> str:
    """The same; where the code that was sent just now is still good, what is to be said of it instead."""
    try:
        send_sign_in_code(mobile, by=by, now=now)
    except CodeStillGood as refusal:
        return refusal.sentence()
    return ""


def redeem_sign_in_code(mobile: Mobile, code: str, *, by: Caller, now: datetime) -> Account:
    """The account that the code opens. After many wrong ones the owner of the number is told, and not by SMS."""
    try:
        return people.redeem_sign_in_code(mobile, code, by=by, now=now)
    except Refused:
        if (person := people.guessed(mobile, now=now)) is not None:
            notices.tell(person, GUESSED, {"at": now}, sms=False, now=now)
        raise


@action
def send_code_to_own(person: Person, *, by: Caller, now: datetime) -> None:
    """A code to the number somebody has. Raises NoNumber, CodeStillGood, TooManyCodes."""
    if code := people.request_sign_in_code(person, by=by, now=now):
        notices.send_code(person, code, NUMBER_CODE, now=now)


@action
def send_number_code(mobile: Mobile, *, by: Caller, now: datetime) -> None:
    """A code to a number that is to become somebody's. To one that is somebody's already none goes, which is not said.

    Raises CodeStillGood, TooManyCodes, SmsSpent.
    """
    if code := people.request_number_code(mobile, by=by, now=now):
        spend(mobile, door="mobile", by=by, now=now)
        notices.send_code(mobile, code, NUMBER_CODE, now=now)


@action
def change_own_mobile(person: Person, mobile: Mobile, *, by: Caller, now: datetime) -> None:
    """Both numbers were proved. Raises MobileTaken."""
    given_up = people.change_mobile(person, mobile, by=by, now=now)
    notices.tell(person, MOVED, {"at": now, "tail": mobile.tail}, sms=False, now=now)
    say_given_up(given_up, by=by, now=now)


@action
def say_given_up(mobile: Mobile | None, *, by: Caller, now: datetime) -> None:
    """A number by which nobody signs in any more is told so, once; None for one that is dead."""
    if mobile is not None:
        notices.send_to(mobile, GIVEN_UP, {"at": now}, door="", by=by, useless_after=now + TELL_WITHIN, now=now)


def own_password(account: Account, new: str, *, username: str, old: str | None, by: Caller, now: datetime) -> None:
    """Chosen by whom somebody in office let, or changed by who knows the `old` one.

    Raises MayNotChoose, UsernameMissing, UsernameTaken, WeakPassword, WrongPassword, TooManyTries.
    """
    if old is None:
        people.choose_password(account, new, username=username, by=by, now=now)
    else:
        known = people.check_password(account.username or "", old, by=by, now=now)
        people.set_password(known, new, by=by, now=now)


@action
def keep_choices(account: Account, *, elder_mode: bool | None = None, language: str | None = None) -> None:
    """Keep how the reader wants the pages, for the next device too."""
    chosen = {"elder_mode": elder_mode, "language": language}
    Account.objects.filter(pk=account.pk).update(**{name: value for name, value in chosen.items() if value is not None})


@action
def wish_opening(person: Person, code: str, *, now: datetime) -> None:
    """The person hears once when this service opens; asked again, still once."""
    if insert_unless_taken(OpeningWish(person=person, code=code, created_at=now)):
        agenda.renew(OPENINGS, [subject_of(code)], people=[person.pk], now=now)


@action
def tell_opened(*, now: datetime) -> int:
    """Who waits for a service that is open by now is told (the worker). Returns how many."""
    opened = {sign.code: sign for sign in services.signs() if sign.built}
    due = OpeningWish.objects.filter(code__in=opened, told_at=None).select_for_update(skip_locked=True).order_by("pk")
    wishes = list(due[:TOLD_AT_ONCE])
    for wish in wishes:
        facts = {"service": opened[wish.code].name}
        notices.tell(wish.person, OPENED, facts, about=[wish.code], now=now)
        agenda.done(OPENINGS.key, [subject_of(wish.code)], people=[wish.person_id])
    return OpeningWish.objects.filter(pk__in=[wish.pk for wish in wishes]).update(told_at=now)


@action
def keep_view(person: Person, *, path: str, query: str, name: str) -> SavedView:
    """Keep what is asked of a list under a name; the same name again replaces it. Raises ViewUnnamed,
    TooManyViews.
    """
    name = fold(name)[:LONGEST_NAME].strip()
    if not name:
        raise ViewUnnamed()
    if SavedView.objects.of(person, path).exclude(name=name).count() >= MOST_VIEWS:
        raise TooManyViews(most=MOST_VIEWS)
    asked = {"query": query}
    kept, _new = SavedView.objects.update_or_create(person=person, path=path, name=name, defaults=asked)
    return kept


@action
def forget_view(view: SavedView) -> None:
    """Keep a view no longer."""
    view.delete()


@action
def hear_taps(taps: Sequence[tuple[T, datetime]], do: Callable[[T], object], *, now: datetime) -> list[Refused | None]:
    """Do what a device's taps say, each with its time, in one transaction: who waits is told after the last of them.

    A no is answered and not raised; it undoes what its own tap had begun, and nothing else.
    """
    return [_heard(tap, at, do, now) for tap, at in taps]


def _heard(tap: T, at: datetime, do: Callable[[T], object], now: datetime) -> Refused | None:
    if abs(now - at) > OLDEST_TAP:
        return TapTooOld(hours=int(OLDEST_TAP.total_seconds()) // 3600)
    try:
        with transaction.atomic():
            do(tap)
    except Refused as refusal:
        return refusal
    return None
