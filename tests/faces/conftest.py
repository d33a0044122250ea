"""Clients who are somebody: `as_person(lin)` is Lin's browser."""

from collections.abc import Callable
from datetime import datetime
from importlib import import_module

import pytest
from django.test import Client
from django.urls import reverse

from gonghui.kernel.callers import Caller
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.templates import Template
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, Person, Role, Union

BACKEND = "gonghui.faces.accounts.SessionAccounts"
PASSWORD = "太行山上 2026 雪"


def to(name: str, *args: object) -> str:
    """The address of a page or an act of the faces."""
    return reverse(f"faces:{name}", args=args)


@pytest.fixture
def account_of(by: Caller, now: datetime) -> Callable[..., Account]:
    """The account of a person, opened if there is none."""

    def account(person: Person, **options: str) -> Account:
        found = Account.objects.filter(person=person).first()
        return found or people.open_account(person, **options, by=by, now=now)

    return account


@pytest.fixture
def as_person(account_of: Callable[..., Account]) -> Callable[[Person], Client]:
    def browser(person: Person) -> Client:
        client = Client()
        client.force_login(account_of(person), backend=BACKEND)
        return client

    return browser


@pytest.fixture
def tell(now: datetime) -> Callable[..., object]:
    """Sends a notice in the app: `tell(lin, "名额已确认")`."""
    template = Template("tests.news", "%(title)s", "%(title)s，详情见凭证", page="faces:mine")

    def told(person: Person, title: str) -> object:
        return notices.tell(person, template, {"title": title}, sms=False, now=now)

    return told


@pytest.fixture
def product(settings) -> None:
    """A product with cards, work and a menu of its own; addresses stay those of the real one."""
    import_module(settings.ROOT_URLCONF)  # which are read once, from the product at hand
    settings.PRODUCT = "tests.faces.product"


@pytest.fixture
def administrator(enrol: Callable[..., Person], by: Caller, now: datetime) -> Callable[..., Person]:
    """`administrator("郑管理", 130, union)`: who runs the system for it."""

    def made(name: str, number: int, union: Union) -> Person:
        person = enrol(name, number)
        people.appoint(person, union, Role.ADMINISTRATOR, by=by, now=now)
        return person

    return made


@pytest.fixture
def zheng(administrator: Callable[..., Person], taiyuan: Union) -> Person:
    return administrator("郑管理", 130, taiyuan)


@pytest.fixture
def office(as_person: Callable[[Person], Client], zheng: Person) -> Client:
    """Zheng's browser: administrator of Taiyuan."""
    return as_person(zheng)
