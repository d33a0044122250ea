"""What each hot act of a fair costs: claims and entries as the lane decides them, gate, till, sign-in over the API."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from gonghui.faces.rush import lane
from gonghui.faces.rush.desks import Desk
from gonghui.kernel.mobile import Mobile
from gonghui.primitives.admission import live_codes
from gonghui.primitives.admission.models import Place, Pool
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.envelopes import opened
from gonghui.primitives.notices.models import Delivery
from gonghui.primitives.people.keys import mobile_of
from gonghui.primitives.people.models import Person, Union
from gonghui.rehearsals import cast
from gonghui.rehearsals.bench.meter import Cost, cost
from gonghui.rehearsals.fairs import demo
from gonghui.services.fairs import actions
from gonghui.services.fairs.actions.sign_up import SignUpWish
from gonghui.services.fairs.api.rush import DESKS
from gonghui.services.fairs.models import Offer, Session

from . import crowd, world

COMPANY = 16  # decided together, about as many as 32 clients make
COMPANIES, ALONE, SALES = 60, 60, 30
SIGN_UP, ENTER = DESKS


def measure() -> dict[str, Cost]:
    """By the name of the act; the demo's world is made, and a fair beside it for those who rush."""
    now = timezone.now()
    demo.demo(now=now)
    people = cast.members(Union.objects.get(code="TY-1"), COMPANY * (COMPANIES * 2) + ALONE, now=now)
    union = Union.objects.get(code="SX")
    [session] = world.fair(union, [1_000_000], by_person=people[0].person, now=now)
    drawn = world.fair(union, [1_000_000] * 3, by_person=people[0].person, now=now, by_draw=True)
    crowd.analyze()
    together, later = COMPANY * COMPANIES, COMPANY * COMPANIES * 2
    place, lot = f"/api/v1/fairs/sessions/{session.pk}/place", f"/api/v1/fairs/{drawn[0].venue.fair_id}/draw/lot"
    chosen = json.dumps({"sessions": [str(one.pk) for one in drawn]}).encode()
    tokens = [member.token for member in people]
    told = {
        "claim, in a company of 16": cost(_asks(SIGN_UP, place, tokens[:together], COMPANY), each=COMPANY),
        "claim, alone": cost(_asks(SIGN_UP, place, tokens[together : together + ALONE], 1)),
        "entry of a draw, in a company of 16": cost(
            _asks(ENTER, lot, tokens[:together], COMPANY, chosen), each=COMPANY
        ),
    }
    return told | _on_site(people[later:], now) | _signing_in(people[later:])


def _asks(desk: Desk, path: str, tokens: Sequence[str], size: int, body: bytes = b"") -> Iterator[Callable[[], object]]:
    """Companies as the lane decides them, from the headers of their requests to their answers."""
    scope = {"path": path, "client": ("127.0.0.1", 1)}
    found = desk.pattern.fullmatch(path)
    assert found is not None
    for at in range(0, len(tokens), size):
        heads = [
            {b"authorization": f"Bearer {token}".encode(), b"idempotency-key": str(uuid4()).encode()}
            for token in tokens[at : at + size]
        ]

        def decide(heads: list[dict[bytes, bytes]] = heads) -> None:
            requests = [lane.request_of(found.groups(), scope, head, "zh-hans", body) for head in heads]
            answers = lane.decided(desk, requests)
            assert all(answer.status == 200 for answer in answers), answers[0]

        yield decide


def _on_site(people: Sequence[cast.Member], now: datetime) -> dict[str, Cost]:
    """A gate to which receipts are shown with a name, then changing codes; and a till."""
    without_line = Session.objects.filter(venue__fair__name=demo.FAIR, venue__division="140100", pool__waiting=0)
    session = without_line.select_related("pool", "venue__fair__union", "venue__division").latest("starts_at")
    session.starts_at, session.ends_at = now - timedelta(minutes=10), now + timedelta(hours=1)
    session.save(update_fields=["starts_at", "ends_at"])
    Pool.objects.filter(pk=session.pool_id).update(capacity=100_000)
    wishes = [SignUpWish(session, one.person, f"bench-{nth}", cast.BY) for nth, one in enumerate(people)]
    places = actions.sign_up_many(wishes, now=now)
    gate, till = _api("wu"), _api(demo.CLERK[1])
    admissions, half = f"/api/v1/fairs/gates/{session.venue_id}/admissions", len(places) // 2
    named = [
        _call(gate, admissions, {"code": place.code, "name": one.person.name})
        for place, one in zip(places[:half], people, strict=False)
    ]
    live = [_call(gate, admissions, {"code": partial(_live, place)}) for place in places[half:]]
    return {
        "admission by receipt and name": cost(named),
        "admission by changing code": cost(live),
        "sale, with the changing code": cost(_sales(till, session, places[:SALES])),
    }


def _sales(till: Client, session: Session, places: Sequence[Place]) -> Iterator[Callable[[], object]]:
    offers = Offer.objects.filter(fair=session.venue.fair_id, goods__merchant__name=demo.DEALERS[0], withdrawn_at=None)
    offer = offers.select_related("goods").order_by("price__ex_factory_price")[0]
    path = f"/api/v1/fairs/tills/{session.venue_id}/{offer.goods.merchant_id}/sales"
    for nth, place in enumerate(places):
        body = {"offer": str(offer.pk), "serial": f"BENCH{nth:06}", "invoice": f"9{nth:019}"}
        body["buyer"] = partial(_live, place)
        yield _call(till, path, body)


def _live(place: Place) -> str:
    """What the holder's receipt shows at the moment in which it is shown."""
    return live_codes.code_at(place, timezone.now())


def _signing_in(people: Sequence[cast.Member]) -> dict[str, Cost]:
    """Asking for a code and signing in with it, each worker from an address of their own."""
    api, phones = Client(), [mobile_of(one.person) for one in people]
    asking, checking = [], []
    for nth, phone in enumerate(phones):
        here = {"HTTP_X_FORWARDED_FOR": f"10.0.{nth >> 8}.{nth & 255}"}
        asking.append(_call(api, "/api/v1/sign-in/code", {"mobile": phone.e164}, **here))
        checking.append(_checking(api, phone, here))
    asked = cost(asking)
    return {"sign-in code, asked for": asked, "sign-in code, checked": cost(checking)}


def _checking(api: Client, phone: Mobile, here: dict[str, str]) -> Callable[[], object]:
    def check() -> None:
        _call(api, "/api/v1/sign-in", {"mobile": phone.e164, "code": _codes()[phone.e164]}, **here)()

    return check


@cache
def _codes() -> dict[str, str]:
    """What telephones were sent, by number."""
    sent = Delivery.objects.filter(template=notices.SIGN_IN_CODE.code)
    messages = [opened(delivery, now=delivery.created_at) for delivery in sent]
    return {message.to.e164: str(message.params["code"]) for message in messages}


def _api(who: str) -> Client:
    """The API with the token of somebody of the demo: by username, or by mobile number."""
    client = Client()
    if who.isdigit():
        [token] = cast.tokens([Person.objects.by_mobile(Mobile.parse(who)).get()], now=timezone.now())
    else:
        answer = client.post("/api/v1/sign-in/staff", {"username": who, "password": cast.PASSWORD}, "application/json")
        token = answer.json()["token"]
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


def _call(client: Client, path: str, body: dict[str, Any], **head: str) -> Callable[[], object]:
    key = str(uuid4())

    def call() -> None:
        text = json.dumps({name: said() if callable(said) else said for name, said in body.items()})
        answer = client.post(path, text, "application/json", HTTP_IDEMPOTENCY_KEY=key, **head)
        assert answer.status_code == 200, answer.content.decode()

    return call
