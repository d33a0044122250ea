"""The crowd of the rush: who opens home, fair and session is one signed-in member, and claims last."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gonghui.rehearsals import cast
from gonghui.rehearsals.fairs.bench.clients import Crowd, Look, Wish

NAME = settings.SESSION_COOKIE_NAME


def test_a_visit_is_its_pages_in_their_order_and_then_the_claim_of_the_same_member():
    crowd = Crowd(["/claim"], ["token-1", "token-2"], pages=["/", "/fair/"], cookies=["s=1", "s=2"])
    for number, visit in enumerate(crowd.visits(), start=1):
        *looks, claim = visit
        assert looks == [Look("/", f"s={number}"), Look("/fair/", f"s={number}")]
        assert isinstance(claim, Wish)
        assert claim.token == f"token-{number}"
    assert number == 2


def test_without_pages_a_visit_is_the_claim_alone():
    [[claim]] = Crowd(["/claim"], ["token"]).visits()
    assert claim.as_sent().startswith(b"POST /claim HTTP/1.1\r\n")


@pytest.fixture
def signed_in(taiyuan):
    """Two members of Taiyuan's union, and what their browsers send: sessions end by the real clock."""
    now = timezone.now()
    members = cast.members(taiyuan, 2, now=now)
    return members, cast.cookies([member.person for member in members], now=now)


@pytest.mark.django_db
def test_everybody_of_the_crowd_is_signed_in_as_themselves(signed_in):
    members, cookies = signed_in
    for member, cookie in zip(members, cookies, strict=True):
        client = Client()
        client.cookies[NAME] = cookie.removeprefix(f"{NAME}=")
        assert member.person.name in client.get(reverse("faces:card")).content.decode()


@pytest.mark.django_db
def test_a_cookie_that_nobody_was_given_signs_nobody_in(signed_in):
    client = Client()
    client.cookies[NAME] = "0" * 32
    assert client.get(reverse("faces:card")).url.startswith(reverse("faces:sign-in"))
