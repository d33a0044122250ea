"""What an operator does to an account: password, offices, number, sign-ins; journalled, and told to its subject."""

import argparse
from collections.abc import Callable
from datetime import datetime
from typing import Any

from gonghui.faces import staffing
from gonghui.faces.actions import say_given_up
from gonghui.kernel.callers import Caller
from gonghui.kernel.mobile import Mobile, number_said
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, Office, Role
from gonghui.primitives.transactions import action

from .bootstrap import asked_password, existing_union, operator
from .trouble import CommandTrouble


def account_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("who", metavar="WHO", help="username, or mobile number")
    parser.add_argument("what", metavar="WHAT", choices=ACTS, help="one of: %(choices)s")
    parser.add_argument("--role", choices=Role.values, metavar="ROLE", help="of appoint and dismiss: %(choices)s")
    parser.add_argument("--union", metavar="CODE", help="of appoint and dismiss")
    parser.add_argument("--mobile", help="of mobile: the new number")


def account(options: argparse.Namespace) -> int:
    """Change somebody's account: show, password, appoint, dismiss, mobile, sign-out, disable, enable.

    A password is asked for twice; when standard input is not a terminal, its first line is the password. Each change is
    journalled under your name on this machine, and told to whose account it is.
    """
    found = account_of(options.who)
    options.password = asked_password() if options.what == "password" else ""  # no transaction waits for who types
    if options.what != "show":
        print(changed(found, options, by=operator(), now=clock.now()))
    print("\n".join(lines_of(found)))
    return 0


@action
def changed(found: Account, options: argparse.Namespace, *, by: Caller, now: datetime) -> str:
    """The change, and the word to its subject: both or neither. What was done, in words."""
    act, what = ACTS[options.what]
    staffing.told(found.person, what, act, found, options, by=by, now=now)
    return f"{found.person.name}: {options.what} done."


def account_of(who: str) -> Account:
    """Raises CommandTrouble."""
    number = number_said(who)
    wanted = {"person__in": people_with(number)} if number else {"username": who.casefold()}
    found = Account.objects.select_related("person").filter(**wanted).first()
    if found is None:
        raise CommandTrouble(f"nobody signs in as {who!r}")
    return found


def people_with(number: Mobile) -> Any:
    from gonghui.primitives.people.models import Person

    return Person.objects.by_mobile(number)


def lines_of(found: Account) -> list[str]:
    """Who it is, and what they hold now."""
    found.refresh_from_db()
    state = "" if found.is_active else ", disabled"
    held = Office.objects.filter(person=found.person, ends_at=None).select_related("union").order_by("starts_at", "pk")
    who = f"{found.person.name}, {found.username or 'by SMS only'}, {found.person.masked_mobile}{state}"
    return [who, *(f"  {office.role} at {office.union.code} {office.union.name}" for office in held)]


def _password(found: Account, options: argparse.Namespace, *, by: Caller, now: datetime) -> None:
    people.set_password(found, options.password, by=by, now=now)


def _appoint(found: Account, options: argparse.Namespace, *, by: Caller, now: datetime) -> None:
    role, union = _office(options)
    people.appoint(found.person, union, role, by=by, now=now)


def _dismiss(found: Account, options: argparse.Namespace, *, by: Caller, now: datetime) -> None:
    role, union = _office(options)
    office = Office.objects.filter(person=found.person, union=union, role=role, ends_at=None).first()
    if office is None:
        raise CommandTrouble(f"{found.person.name} is no {role} at {union.code}")
    people.dismiss(office, by=by, now=now)


def _mobile(found: Account, options: argparse.Namespace, *, by: Caller, now: datetime) -> None:
    if not options.mobile:
        raise CommandTrouble("which number? --mobile")
    given_up = people.change_mobile(found.person, Mobile.parse(options.mobile), by=by, now=now)
    say_given_up(given_up, by=by, now=now)


def _office(options: argparse.Namespace) -> tuple[str, Any]:
    if not (options.role and options.union):
        raise CommandTrouble("which office? --role and --union")
    return options.role, existing_union(options.union)


def _sign_out(found: Account, options: argparse.Namespace, *, by: Caller, now: datetime) -> None:
    people.sign_out_everywhere(found, by=by, now=now)


def _disable(found: Account, options: argparse.Namespace, *, by: Caller, now: datetime) -> None:
    people.close_account(found, by=by, now=now)


def _enable(found: Account, options: argparse.Namespace, *, by: Caller, now: datetime) -> None:
    people.reopen_account(found, by=by, now=now)


def _show(found: Account, options: argparse.Namespace, *, by: Caller, now: datetime) -> None:
    """Nothing changes."""


ACTS: dict[str, tuple[Callable[..., None], str]] = {
    "show": (_show, ""),
    "password": (_password, _("换了密码")),
    "appoint": (_appoint, staffing.APPOINTED),
    "dismiss": (_dismiss, staffing.DISMISSED),
    "mobile": (_mobile, staffing.MOVED),
    "sign-out": (_sign_out, staffing.SIGNED_OUT),
    "disable": (_disable, staffing.DISABLED),
    "enable": (_enable, staffing.ENABLED),
}
