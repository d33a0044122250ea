"""The first unions and the first people with an office: what an empty database needs before anyone can sign in."""

import argparse
import getpass
import sys

from gonghui.kernel.callers import Caller
from gonghui.kernel.mobile import Mobile
from gonghui.primitives import clock
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Division, Person, Role, Union
from gonghui.primitives.transactions import action

from .trouble import CommandTrouble


def create_union_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="short code, for example FZ-01")
    parser.add_argument("name", metavar="NAME", help="its full name")
    parser.add_argument("--kind", required=True, choices=Union.Kind.values, metavar="KIND", help="level: %(choices)s")
    parser.add_argument("--parent", metavar="CODE", help="the union above it (the root of the tree has none)")
    parser.add_argument("--division", metavar="CODE", help="its six-digit administrative division, for example 350100")


def create_union(options: argparse.Namespace) -> int:
    """Found a union in the tree."""
    parent = existing_union(options.parent) if options.parent else None
    division = existing_division(options.division) if options.division else None
    union = people.found_union(
        code=options.code,
        name=options.name,
        kind=options.kind,
        parent=parent,
        division=division,
        by=operator(),
        now=clock.now(),
    )
    print(f"{union.name} is founded; its code is {union.code}.")
    return 0


def create_staff_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", required=True, help="the person's name")
    parser.add_argument("--mobile", required=True, help="mobile number; who is known by it must bear the name")
    parser.add_argument("--union", required=True, metavar="CODE", help="the union at which they hold the office")
    parser.add_argument("--role", required=True, choices=Role.values, metavar="ROLE", help="the office: %(choices)s")
    parser.add_argument("--username", required=True, help="name to sign in with at /sign-in/staff/")


def create_staff(options: argparse.Namespace) -> int:
    """Give a person an office at a union, and a username and password to sign in with.

    The password is asked for twice; when standard input is not a terminal, its first line is the password.
    """
    person = hire(
        name=options.name,
        mobile=Mobile.parse(options.mobile),
        union=existing_union(options.union),
        role=options.role,
        username=options.username,
        password=asked_password(),
        by=operator(),
        now=clock.now(),
    )
    print(f"{person.name} can sign in at /sign-in/staff/ as {options.username}.")
    return 0


@action
def hire(*, name, mobile, union, role, username, password, by, now) -> Person:
    """A person (known by the mobile, or new) with an office and an account, or nothing of it."""
    person = people.named(name, mobile, by=by, now=now)
    people.open_account(person, username=username, password=password, by=by, now=now)
    people.appoint(person, union, role, by=by, now=now)
    return person


def asked_password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != first:
        raise CommandTrouble("the two passwords differ")
    return first


def existing_union(code: str) -> Union:
    union = Union.objects.filter(code=code).first()
    if union is None:
        raise CommandTrouble(f"there is no union with the code {code!r}; bin/gonghui create-union founds one")
    return union


def existing_division(code: str) -> Division:
    division = Division.objects.filter(code=code).first()
    if division is None:
        raise CommandTrouble(f"there is no administrative division with the code {code!r}")
    return division


def operator() -> Caller:
    """Who types here, for the journal."""
    return Caller(person=None, name=f"运维 {getpass.getuser()}", origin="cli")
