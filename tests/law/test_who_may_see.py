"""Who may open what: every address of the product and every operation of the API, for each kind of person.

One table holds the answers. An address that is not in it fails the test, so nothing opens unnoticed.
"""

import json
import re
import uuid

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from gonghui.site.urls import api

from . import reading_world
from .world import undone

# One letter for each of these, in this order. The fair is the province's, the dealer Haixing's.
WHO = (
    "visitor",
    "worker",  # Lin, who bought a fridge
    "stranger",  # Su, a worker of another city
    "clerk",  # Qian, of Haixing at this fair
    "other clerk",  # of another dealer with a stall in the same hall
    "operator",  # Wu, of Taiyuan
    "other operator",  # of Datong
    "city officer",  # of Datong, whom the province's fair does not belong to
    "foreign officer",  # of another province
    "officer",  # Zhao
    "finance",  # Sun
    "auditor",
)
# i: asked to sign in (pages) or 401 (API); y: let in, whatever the act itself then says; n: 403; -: 404, as if it
# did not exist.
EVERYONE, SIGNED_IN, STAFF = "yyyyyyyyyyyy", "iyyyyyyyyyyy", "innnnyyyyyyy"
BUYER, HAIXING, GATE = "iy----------", "i--y--------", "i----y---y--"
KEEP, KEEPERS, NOBODY = "i----y---y--", "innnnyyyyynn", "innnnnnnnnnn"
MANAGE, WATCH, PREPARE, APPROVE = "innnnnn--ynn", "innnnnn--yyy", "innnnnn--yyn", "innnnnnnnnyn"
MANAGERS, WATCHERS = "innnnnnyyynn", "innnnnnyyyyy"
LIN_UNION = MANAGE
AUDIT, AUDITED = "innnnnn--yny", "innnnnnyyyny"
UNCHOSEN = "iyy-yyyyyyyy"  # the clerk's workshop made an offer, and was not chosen
RECEIVERS, RECEIVE, RUN_HUB = "innnnyyyyynn", "innnny---ynn", "innnnnn--ynn"

PAGES = {
    "GET faces:home": EVERYONE,
    "GET faces:services": EVERYONE,
    "GET faces:coming code": EVERYONE,
    "GET faces:scan": EVERYONE,
    "POST faces:scan": EVERYONE,
    "GET faces:messages": SIGNED_IN,
    "POST faces:read-all": SIGNED_IN,
    "GET faces:message notice": BUYER,
    "GET faces:mine": EVERYONE,
    "GET faces:my-data": SIGNED_IN,
    "POST faces:elder-mode": EVERYONE,
    "POST faces:language": EVERYONE,
    "GET faces:card": SIGNED_IN,
    "GET faces:sign-in": EVERYONE,
    "POST faces:sign-in": EVERYONE,
    "GET faces:sign-in-code": "iyyyyyyyyyyy",
    "GET faces:staff-sign-in": EVERYONE,
    "POST faces:staff-sign-in": EVERYONE,
    "POST faces:sign-out": EVERYONE,
    "GET faces:phone": "------------",
    "GET faces:work": STAFF,
    "GET faces:find": STAFF,
    "POST faces:find": STAFF,
    "GET faces:unions": STAFF,
    "POST faces:switch": STAFF,
    "POST faces:keep-view": STAFF,
    "POST faces:forget-view view": "innnn----y--",
    "GET faces:help": STAFF,
    "GET faces:kit": STAFF,
    "GET faces:desks": SIGNED_IN,
    "GET faces:counter-worker": EVERYONE,
    "GET faces:premises-trouble premises": EVERYONE,
    "POST faces:premises-trouble premises": EVERYONE,
    "GET faces:premises-picture picture": EVERYONE,
    "GET faces:premises": MANAGERS,
    "GET faces:premises-new": MANAGERS,
    "POST faces:premises-new": MANAGERS,
    "GET faces:premises-import": MANAGERS,
    "POST faces:premises-import": MANAGERS,
    "GET faces:premises-sample": MANAGERS,
    "GET faces:premises-troubles": KEEPERS,
    "GET faces:holidays": STAFF,
    "POST faces:add-holiday": NOBODY,
    "POST faces:remove-holiday day": NOBODY,
    "GET faces:premises-one premises": MANAGE,
    "GET faces:premises-edit premises": MANAGE,
    "POST faces:premises-edit premises": MANAGE,
    "POST faces:premises-close premises": MANAGE,
    "GET faces:premises-hours premises": MANAGE,
    "POST faces:premises-hours premises": MANAGE,
    "GET faces:premises-closures premises": MANAGE,
    "POST faces:premises-closures premises": MANAGE,
    "GET faces:premises-rooms premises": MANAGE,
    "POST faces:premises-rooms premises": MANAGE,
    "GET faces:premises-keepers premises": MANAGE,
    "POST faces:premises-keepers premises": MANAGE,
    "GET faces:premises-pictures premises": MANAGE,
    "POST faces:premises-pictures premises": MANAGE,
    "POST faces:premises-end-closure premises closure": MANAGE,
    "GET faces:premises-room premises corner": MANAGE,
    "POST faces:premises-room premises corner": MANAGE,
    "POST faces:premises-room-hours premises corner": MANAGE,
    "POST faces:premises-close-room premises corner": MANAGE,
    "POST faces:premises-remove-keeper premises host": MANAGE,
    "POST faces:premises-remove-picture premises picture": MANAGE,
    "GET faces:kept": SIGNED_IN,
    "GET faces:kept-one premises": KEEP,
    "POST faces:kept-tap premises": KEEP,
    "POST faces:kept-answer trouble": KEEP,
    "GET fairs:home": EVERYONE,
    "GET fairs:purchases": SIGNED_IN,
    "GET fairs:purchase purchase": BUYER,
    "POST fairs:after-sales purchase": BUYER,
    "GET fairs:session session": EVERYONE,
    "POST fairs:place session": SIGNED_IN,
    "POST fairs:move session": SIGNED_IN,
    "POST fairs:line session": SIGNED_IN,
    "POST fairs:leave-line session": SIGNED_IN,
    "GET fairs:fair fair": EVERYONE,
    "GET fairs:goods fair": EVERYONE,
    "GET fairs:receipt fair": SIGNED_IN,
    "GET fairs:receipt-codes fair": SIGNED_IN,
    "POST fairs:give-back fair": SIGNED_IN,
    "POST fairs:confirm fair": SIGNED_IN,
    "GET fairs:draw drawn": EVERYONE,
    "POST fairs:lot drawn": SIGNED_IN,
    "POST fairs:leave-draw drawn": SIGNED_IN,
    "GET fairs:draw-file drawn": EVERYONE,
    "GET fairs:draw-check drawn": EVERYONE,
    "GET fairs-console:index": WATCHERS,
    "GET fairs-console:new": MANAGERS,
    "POST fairs-console:new": MANAGERS,
    "GET fairs-console:template": WATCHERS,
    "GET fairs-console:fair fair": WATCH,
    "GET fairs-console:terms fair": MANAGE,
    "POST fairs-console:terms fair": MANAGE,
    "POST fairs-console:publish fair": MANAGE,
    "GET fairs-console:venues fair": MANAGE,
    "POST fairs-console:venues fair": MANAGE,
    "GET fairs-console:dealers fair venue": MANAGE,
    "POST fairs-console:dealers fair venue": MANAGE,
    "GET fairs-console:add-sessions fair venue": MANAGE,
    "POST fairs-console:add-sessions fair venue": MANAGE,
    "GET fairs-console:forecast fair venue": WATCH,
    "GET fairs-console:clerks fair merchant": MANAGE,
    "POST fairs-console:clerks fair merchant": MANAGE,
    "POST fairs-console:remove-clerk fair merchant clerk": MANAGE,
    "GET fairs-console:goods fair merchant": MANAGE,
    "POST fairs-console:goods fair merchant": MANAGE,
    "GET fairs-console:offers fair": WATCH,
    "POST fairs-console:withdraw fair offer": MANAGE,
    "GET fairs-console:board fair": WATCH,
    "GET fairs-console:scans fair": WATCH,
    "GET fairs-console:draw drawn": WATCH,
    "POST fairs-console:beacon drawn": MANAGE,
    "GET fairs-console:need drawn": MANAGE,
    "POST fairs-console:need drawn": MANAGE,
    "POST fairs-console:way drawn": MANAGE,
    "GET fairs-console:sessions fair": WATCH,
    "GET fairs-console:cancel-session fair session": MANAGE,
    "POST fairs-console:cancel-session fair session": MANAGE,
    "GET fairs-console:move-session fair session": MANAGE,
    "POST fairs-console:move-session fair session": MANAGE,
    "GET fairs-console:cancel fair": MANAGE,
    "POST fairs-console:cancel fair": MANAGE,
    "POST fairs-console:close fair": MANAGE,
    "GET fairs-console:journal fair": WATCH,
    "GET fairs-console:sales fair": WATCH,
    "GET fairs-console:requests fair": WATCH,
    "POST fairs-console:answer fair asked": MANAGE,
    "GET fairs-console:settlement fair": WATCH,
    "POST fairs-console:prepare fair venue merchant": PREPARE,
    "GET fairs-console:batch fair batch": WATCH,
    "POST fairs-console:approve fair batch": APPROVE,
    "POST fairs-console:return fair batch": APPROVE,
    "POST fairs-console:paid fair batch": APPROVE,
    "POST fairs-console:claim fair batch": PREPARE,
    "GET fairs-counter:home": SIGNED_IN,
    "GET fairs-counter:gate venue": GATE,
    "POST fairs-counter:gate venue": GATE,
    "GET fairs-counter:gate-list venue": GATE,
    "POST fairs-counter:gate-scans venue": GATE,
    "GET fairs-counter:till venue merchant": HAIXING,
    "POST fairs-counter:till venue merchant": HAIXING,
    "GET fairs-counter:statement venue merchant": HAIXING,
    "POST fairs-counter:claim venue merchant batch": HAIXING,
    "POST fairs-counter:sell venue merchant": HAIXING,
    "GET fairs-counter:sale venue merchant purchase": HAIXING,
    "POST fairs-counter:cancel venue merchant purchase": HAIXING,
    "GET hub:home": EVERYONE,
    "GET hub:house house": EVERYONE,
    "GET hub:month house": EVERYONE,
    "GET hub:room room": EVERYONE,
    "POST hub:book room": SIGNED_IN,
    "POST hub:book-series room": SIGNED_IN,
    "GET hub:series series": BUYER,
    "GET hub:mine": SIGNED_IN,
    "POST hub:open-feed": SIGNED_IN,
    "POST hub:revoke-feed": SIGNED_IN,
    "GET hub:calendar feed": EVERYONE,
    "GET hub:booking held": BUYER,
    "GET hub:booking-file held": BUYER,
    "POST hub:give-back held": BUYER,
    "POST hub:leave held": BUYER,
    "GET hub-console:index": RECEIVERS,
    "GET hub-console:asked": MANAGERS,
    "GET hub-console:booking held": RECEIVE,
    "POST hub-console:admit held": RUN_HUB,
    "POST hub-console:refuse held": RUN_HUB,
    "POST hub-console:cancel held": RUN_HUB,
    "GET hub-console:day house": RECEIVE,
    "GET hub-console:month house": RECEIVE,
    "GET hub-console:bookings house": RECEIVE,
    "GET hub-console:room room": RUN_HUB,
    "GET hub-console:terms room": RUN_HUB,
    "POST hub-console:terms room": RUN_HUB,
    "POST hub-console:add-layout room": RUN_HUB,
    "POST hub-console:remove-layout room layout": RUN_HUB,
    "POST hub-console:open-feed room": RUN_HUB,
    "POST hub-console:revoke-feed room": RUN_HUB,
    "GET hub-counter:home": SIGNED_IN,
    "GET hub-counter:desk house": GATE,
    "POST hub-counter:desk house": GATE,
    "POST hub-counter:leave house held": GATE,
    "GET membership:rosters": MANAGERS,
    "GET membership:new-roster": MANAGERS,
    "POST membership:new-roster": MANAGERS,
    "GET membership:roster-template": MANAGERS,
    "GET membership:roster roster": MANAGE,
    "GET membership:roster-progress roster": MANAGE,
    "POST membership:confirm-roster roster": MANAGE,
    "POST membership:discard-roster roster": MANAGE,
    "GET membership:claims": MANAGERS,
    "POST membership:settle-claim claim": MANAGE,
    "GET stations:home": EVERYONE,
    "GET stations:truckers": EVERYONE,
    "GET stations:station stop": EVERYONE,
    "POST stations:book stop": SIGNED_IN,
    "POST stations:queue stop line": SIGNED_IN,
    "POST stations:leave-queue stop turn": BUYER,
    "POST stations:start-use stop turn": BUYER,
    "POST stations:finish-use stop use": SIGNED_IN,
    "GET stations:stay stay": BUYER,
    "POST stations:release-stay stay": BUYER,
    "GET stations:door stop_code": EVERYONE,
    "POST stations:enter stop_code": EVERYONE,
    "POST stations:send-code stop_code": EVERYONE,
    "POST stations:enter-by-code stop_code": EVERYONE,
    "POST stations:leave stop_code": EVERYONE,
    "GET stations:repair": EVERYONE,
    "POST stations:repair": SIGNED_IN,
    "GET stations:repair-call call": BUYER,
    "POST stations:repair-choose call quote": BUYER,
    "POST stations:repair-cancel call": BUYER,
    "POST stations:repair-rate call": BUYER,
    "GET stations:loads": EVERYONE,
    "GET stations:load load": EVERYONE,
    "POST stations:load-contact load": SIGNED_IN,
    "POST stations:load-report load": SIGNED_IN,
    "GET stations:my-loads": SIGNED_IN,
    "POST stations:my-loads": SIGNED_IN,
    "POST stations:withdraw-load load": SIGNED_IN,
    "GET stations-console:index": AUDITED,
    "GET stations-console:gaps": AUDITED,
    "GET stations-console:use": AUDITED,
    "GET stations-console:schemes": AUDITED,
    "POST stations-console:load-schemes": MANAGERS,
    "GET stations-console:workshops": AUDITED,
    "GET stations-console:verify-workshop": MANAGERS,
    "POST stations-console:verify-workshop": MANAGERS,
    "POST stations-console:close-workshop workshop": MANAGE,
    "GET stations-console:repairs": AUDITED,
    "GET stations-console:shippers": AUDITED,
    "GET stations-console:verify-shipper": MANAGERS,
    "POST stations-console:verify-shipper": MANAGERS,
    "POST stations-console:close-shipper shipper": MANAGE,
    "GET stations-console:reports": AUDITED,
    "POST stations-console:decide-report fraud": MANAGE,
    "GET stations-console:station stop": AUDIT,
    "POST stations-console:add-rooms stop": MANAGE,
    "GET stations-console:plate stop": AUDIT,
    "GET stations-console:inspect stop": MANAGE,
    "POST stations-console:inspect stop": MANAGE,
    "GET stations-console:star stop": MANAGE,
    "POST stations-console:star stop": MANAGE,
    "GET stations-counter:home": SIGNED_IN,
    "GET stations-counter:jobs": SIGNED_IN,
    "GET stations-counter:job call": SIGNED_IN,
    "POST stations-counter:job-offer call": SIGNED_IN,
    "POST stations-counter:job-number call": UNCHOSEN,
    "POST stations-counter:job-arrival call": UNCHOSEN,
    "POST stations-counter:job-finish call": UNCHOSEN,
    "GET stations-counter:desk stop": GATE,
    "POST stations-counter:tap stop": GATE,
    "POST stations-counter:shut stop": GATE,
    "POST stations-counter:answer stop stop_trouble": GATE,
    "POST stations-counter:let-in stop": GATE,
    "POST stations-counter:enter-by-code stop": GATE,
    "POST stations-counter:see-out stop": GATE,
    "POST stations-counter:check-in stop stay": GATE,
    "POST stations-counter:check-out stop stay": GATE,
    "POST stations-counter:finish-use stop use": GATE,
    "POST stations-counter:basics stop": GATE,
    "GET stations-counter:stores stop": GATE,
    "POST stations-counter:put-supply stop": GATE,
    "POST stations-counter:take-supply stop supply": GATE,
    "POST stations-counter:set-price stop": GATE,
    "POST stations-counter:end-price stop price": GATE,
    "POST stations-counter:report-fault stop": GATE,
    "POST stations-counter:fix-fault stop fault": GATE,
    "GET api:openapi-json": EVERYONE,
    "GET api:openapi-view": EVERYONE,
    "GET api:api-root": "------------",
}
PAGES |= reading_world.PAGES
FORMS = {
    "POST faces:language": {"language": "zh-hans"},
    "POST faces:keep-view": {"path": "/console/spaces/", "query": "q=1", "name": "一号"},
}  # what gets past a form that answers nonsense with a 404
# What the names in the path stand for, and the content that gets past the form.
OPERATIONS = {
    "POST /sign-in/code": (EVERYONE, "", {"mobile": "19900009999"}),
    "POST /sign-in": (EVERYONE, "", {}),
    "DELETE /sign-in": (SIGNED_IN, "", {}),
    "GET /me": (SIGNED_IN, "", {}),
    "GET /services": (EVERYONE, "", {}),
    "GET /messages": (SIGNED_IN, "", {}),
    "POST /messages/read": (SIGNED_IN, "", {"ids": []}),
    "GET /stations/": (EVERYONE, "", {}),
    "GET /stations/at/{code}": (EVERYONE, "stop_code", {}),
    "POST /stations/at/{code}/visits": (EVERYONE, "stop_code", {"trade": "truck"}),
    "POST /stations/at/{code}/visits/code": (EVERYONE, "stop_code", {"digits": "000000"}),
    "DELETE /stations/at/{code}/visits/{key}": (EVERYONE, "stop_code line", {}),
    "POST /stations/{pk}/signs": (GATE, "stop", {"way": "door"}),
    "POST /stations/{pk}/stays": (SIGNED_IN, "stop", {"kind": "bed", "starts": "2026-05-21T02:00:00Z", "hours": 8}),
    "DELETE /stations/stays/{pk}": (BUYER, "stay", {}),
    "POST /stations/{pk}/lines/{kind}": (SIGNED_IN, "stop line", {}),
    "GET /stations/turns/{pk}": (BUYER, "turn", {}),
    "DELETE /stations/turns/{pk}": (BUYER, "turn", {}),
    "POST /stations/turns/{pk}/use": (BUYER, "turn", {}),
    "DELETE /stations/uses/{pk}": (BUYER, "use", {}),
    "POST /stations/repairs": (SIGNED_IN, "", {"plate": "晋A1", "trouble": "爆胎", "lat": "37.87", "lon": "112.56"}),
    "GET /stations/repairs/{pk}": (BUYER, "call", {}),
    "POST /stations/repairs/{pk}/choice": (BUYER, "call", {}),
    "POST /stations/repairs/{pk}/cancellation": (BUYER, "call", {"reason": "好了"}),
    "POST /stations/repairs/{pk}/rating": (BUYER, "call", {"stars": 5, "rating": "好"}),
    "GET /stations/jobs": (SIGNED_IN, "", {}),
    "POST /stations/jobs/{pk}/quotes": (SIGNED_IN, "call", {"minutes": 5, "price": 100, "note": ""}),
    "POST /stations/jobs/{pk}/arrival": (UNCHOSEN, "call", {}),
    "POST /stations/jobs/{pk}/finish": (UNCHOSEN, "call", {"charged": 100}),
    "GET /stations/loads": (EVERYONE, "", {}),
    "POST /stations/loads": (
        SIGNED_IN, "",
        {"origin": "140100", "target": "150200", "goods": "煤", "weight_kg": 1, "loads_on": "2026-05-21"},
    ),
    "POST /stations/loads/{pk}/contact": (SIGNED_IN, "load", {}),
    "POST /stations/loads/{pk}/reports": (SIGNED_IN, "load", {"what": "骗"}),
    "GET /fairs/": (EVERYONE, "", {}),
    "GET /fairs/purchases": (SIGNED_IN, "", {}),
    "POST /fairs/purchases/{pk}/requests": (BUYER, "purchase", {"trouble": "门关不严"}),
    "POST /fairs/sessions/{pk}/place": (SIGNED_IN, "session", {}),
    "POST /fairs/sessions/{pk}/move": (SIGNED_IN, "session", {}),
    "POST /fairs/sessions/{pk}/line": (SIGNED_IN, "session", {}),
    "DELETE /fairs/sessions/{pk}/line": (SIGNED_IN, "session", {}),
    "GET /fairs/{pk}": (EVERYONE, "fair", {}),
    "GET /fairs/{pk}/offers": (EVERYONE, "fair", {}),
    "GET /fairs/{pk}/place": (SIGNED_IN, "fair", {}),
    "GET /fairs/{pk}/place/codes": (SIGNED_IN, "fair", {}),
    "DELETE /fairs/{pk}/place": (SIGNED_IN, "fair", {}),
    "POST /fairs/{pk}/place/confirmation": (SIGNED_IN, "fair", {}),
    "GET /fairs/{pk}/draw": (EVERYONE, "drawn", {}),
    "GET /fairs/{pk}/draw/file": (EVERYONE, "drawn", {}),
    "GET /fairs/{pk}/draw/lot": (SIGNED_IN, "drawn", {}),
    "POST /fairs/{pk}/draw/lot": (SIGNED_IN, "drawn", {"sessions": [str(uuid.UUID(int=7))]}),
    "DELETE /fairs/{pk}/draw/lot": (SIGNED_IN, "drawn", {}),
    "GET /fairs/gates": (SIGNED_IN, "", {}),
    "POST /fairs/gates/{pk}/admissions": (GATE, "venue", {"code": ""}),
    "GET /fairs/gates/{pk}/list": (GATE, "venue", {}),
    "POST /fairs/gates/{pk}/scans": (GATE, "venue", {"device": str(uuid.uuid4()), "scans": []}),
    "GET /fairs/tills": (SIGNED_IN, "", {}),
    "POST /fairs/tills/{pk}/{merchant}/quotes": (HAIXING, "venue merchant", {}),
    "POST /fairs/tills/{pk}/{merchant}/sales": (HAIXING, "venue merchant", {}),
    "POST /fairs/tills/{pk}/{merchant}/sales/{sale}/cancellation": (
        HAIXING, "venue merchant purchase", {"reason": "试"},
    ),
    "GET /fairs/{pk}/board": (WATCH, "fair", {}),
    "GET /hub/": (EVERYONE, "", {}),
    "GET /hub/bookings": (SIGNED_IN, "", {}),
    "GET /hub/bookings/{pk}": (BUYER, "held", {}),
    "DELETE /hub/bookings/{pk}": (BUYER, "held", {}),
    "GET /hub/{pk}/rooms": (EVERYONE, "house", {}),
    "POST /hub/rooms/{pk}/bookings": (
        SIGNED_IN, "room", {"starts_at": "2026-05-22T02:00:00Z", "ends_at": "2026-05-22T03:00:00Z", "purpose": "品茶"},
    ),
    "POST /hub/{pk}/arrivals": (GATE, "house", {"code": ""}),
}  # fmt: skip
OPERATIONS |= reading_world.OPERATIONS


def addresses(resolver, namespace=""):
    """The name of every pattern of the product's pages."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)
        elif "PathView" not in repr(pattern.callback):  # the API's operations have a table of their own
            yield f"{namespace}{pattern.name}"


def operations():
    """ "GET /fairs/{pk}" for every operation of the API."""
    for path, methods in api.get_openapi_schema(path_prefix="")["paths"].items():
        for method in methods:
            yield f"{method.upper()} {path}"


def answer(response):
    """The letter of the table for a response."""
    if response.status_code >= 500:
        return "!"
    if response.status_code == 401 or "/sign-in/" in response.headers.get("Location", ""):
        return "i"
    return {"faces.not_your_office": "n", "faces.no_such_page": "-"}.get(refusal_of(response), "y")


def refusal_of(response):
    """The code of the no that a page or the API says; "" for a yes."""
    if "json" in response.headers.get("Content-Type", ""):
        body = response.json() if response.content else {}
        return body.get("error", {}).get("code", "") if isinstance(body, dict) else ""
    refusal = response.context and response.context.get("refusal")
    return refusal.code if refusal else ""


def table_of(rows, act, browsers):
    """What everybody really gets, as the table says it."""
    return {row: "".join(answer(undone(lambda: act(row, *browsers[who]))) for who in WHO) for row in rows}  # noqa: B023


def differences(said, found):
    return [f"{row:70} {said[row]} is {found[row]}" for row in said if said[row] != found[row]]


def test_every_address_is_in_the_table():
    named = {row.split()[1] for row in PAGES}
    assert set(addresses(get_resolver())) - named == set()
    assert named - set(addresses(get_resolver())) == set()
    assert set(operations()) == set(OPERATIONS)


def slice_of(row):
    """The slice whose pages or operations a row of the tables is about."""
    return re.split("[:/-]", row.split()[1].lstrip("/"))[0]


@pytest.mark.timeout(600)  # each address for each of the cast: a minute or two on a busy machine
@pytest.mark.parametrize("part", sorted({slice_of(row) for row in PAGES}))
@pytest.mark.django_db
def test_everybody_gets_what_the_table_says(part, things, browsers):
    def page(row, client, headers):
        method, name, *names = row.split()
        fresh = Client()
        fresh.cookies.load({each.key: each.value for each in client.cookies.values()})  # signing out drops them
        return getattr(fresh, method.lower())(reverse(name, args=[things[each] for each in names]), FORMS.get(row))

    said = {row: letters for row, letters in PAGES.items() if slice_of(row) == part}
    wrong = differences(said, table_of(said, page, browsers))
    assert not wrong, "\n".join(wrong)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", sorted({slice_of(row) for row in OPERATIONS}))
@pytest.mark.django_db
def test_the_api_says_the_same(part, things, browsers):
    def operation(row, _client, headers):
        (method, path), (_letters, names, body) = row.split(), OPERATIONS[row]
        for name in names.split():
            path = re.sub(r"{\w+}", str(things[name]), path, count=1)
        body = body or bodies_of_sales(row, things)
        headers = headers | {"Idempotency-Key": str(uuid.uuid4())}
        return Client().generic(method, f"/api/v1{path}", json.dumps(body), "application/json", headers=headers)

    said = {row: letters for row, (letters, *_more) in OPERATIONS.items() if slice_of(row) == part}
    wrong = differences(said, table_of(said, operation, browsers))
    assert not wrong, "\n".join(wrong)


def bodies_of_sales(row, things):
    sale = {"buyer": "0", "offer": str(things["offer"]), "serial": "SN0009", "invoice": "26000009"}
    if "/choice" in row:
        return {"quote": str(things["quote"])}
    return sale if "tills" in row else {}
