"""Nonsense in any field of any form, address or body is answered with a no, never with an error of ours."""

import json
import re
import uuid
import zlib

import pytest
from django.test import Client
from django.urls import reverse

from . import reading_world
from .test_who_may_see import OPERATIONS, PAGES, WHO, bodies_of_sales
from .world import undone

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]  # every form of the product, minutes on a busy machine

# NUL, half a surrogate pair, numbers and years that leave the column or the calendar, digits that are none.
NASTY = ("a\x00b", "\ud800", "9" * 30, "9" * 5000, "1e400", "NaN", "0001-01-01T00:00", "9999-12-31", "²²²²²²²²²")
ODD = (*NASTY, None, [], {}, 1e400)
EACH = 3  # of the nasty things for each field: over all the fields of the product each is tried hundreds of times
ASKED = (
    *(
        "q",
        "page",
        "sort",
        "export",
        "month",
        "room",
        "category",
        "order",
        "day",
        "city",
        "state",
        "at",
        "next",
        "queue",
        "venue",
        "about",
        "mobile",
    ),
    *("place", "lat", "lon", "need", "open", "origin", "target", "lorry", "kind"),
    *("buyer", "offer", "serial", "code", "to", "union", "what", "opens", "minutes", "capacity", "from"),
)
REASON = {"reason": "停电"}
PLACE = {
    "name": "南街驿站", "address": "南街2号", "division": "140110", "lat": "37.71", "lon": "112.48", "datum": "gcj02",
    "phone": "", "host_kind": "bank", "host_name": "", "area_m2": "20", "capacity": "5", "facilities": "water",
    "note": "",
}  # fmt: skip
ROOM = {"day": "2026-05-22", "starts": "10:00", "ends": "11:00", "purpose": "品茶", "people": "2"} | {
    "layout": "围坐",
    "equipment": "tea_set",
}
TERMS = {"since": "2026-05-21", "bookable": "on", "who": "members", "longest_minutes": "60", "ahead_days": "9"} | {
    "before": "0",
    "after": "15",
    "answer_hours": "24",
    "grace_minutes": "15",
    "says": "擦白板",
    "source": "制度",
}
KEY = str(uuid.UUID(int=7))


def forms(things):
    """Every form filled in well; one field at a time is then spoilt."""
    terms = {
        "name": "专场",
        "about": "凭码入场",
        "guarantee": "一年",
        "funded_by": "总工会",
        "rate_source": "协议",
        "sign_up_starts": "2026-05-20T09:00",
        "sign_up_ends": "2026-05-21T09:00",
        "member_since": "2026-01-01",
        "rate_min": "5%",
        "rate_max": "30%",
        "max_items": "2",
        "max_subsidy": "100",
        "early_minutes": "15",
        "late_minutes": "60",
        "cancel_days": "7",
        "after_sales_days": "365",
        "after_sales_answer_days": "3",
    }
    venue = {"division": "太原市", "hall": "一号馆", "address": "路", "route": "", "hotline": "1", "funded": "100"}
    days = {"first_day": "2026-05-25", "last_day": "2026-05-25", "opens": "09:00", "closes": "11:00", "minutes": "60"}
    sale = {"buyer": things["receipt"], "offer": str(things["offer"]), "serial": "SN0009", "invoice": "26000009"}
    return {
        "faces:scan": {"code": "KNWN5YZ2M2"},
        "faces:read-all": {"notice": str(things["notice"]), "next": "/"},
        "faces:elder-mode": {"on": "1", "next": "/"},
        "faces:language": {"language": "zh-hans", "next": "/"},
        "faces:sign-in": {"mobile": "19900009999", "next": "/"},
        "faces:staff-sign-in": {"username": "zhao", "next": "/"},
        "faces:find": {"q": "林"},
        "faces:switch": {"code": "SX"},
        "faces:keep-view": {"path": "/console/spaces/", "query": "q=1", "name": "一号"},
        "faces:premises-trouble": {"what": "broken", "facility": "water", "detail": "不出水"},
        "faces:premises-new": PLACE | {"union": str(things["union"]), "kind": "station", "opened_on": "2026-06-01"},
        "faces:premises-edit": PLACE,
        "faces:premises-import": {"union": str(things["union"]), "kind": "station", "despite_warnings": "on"},
        "faces:premises-close": REASON,
        "faces:premises-hours": {"day0": "8:30-12:00", "day7": "", "by_calendar": "on"},
        "faces:premises-closures": {"window_starts": "2026-06-01T09:00", "window_ends": "2026-06-02T09:00"} | REASON,
        "faces:premises-rooms": {"kind": "rest", "name": "里间", "seats": "4", "area_m2": "20", "equipment": "screen"},
        "faces:premises-room": {"kind": "rest", "name": "里间", "seats": "4", "area_m2": "20", "equipment": "screen"},
        "faces:premises-room-hours": {"own": "on", "day0": "8:30-12:00", "day7": ""},
        "faces:premises-keepers": {"name": "何小二", "mobile": "19900000889"},
        "faces:premises-pictures": {"says": "门口"},
        "faces:kept-tap": {"is": "open"},
        "faces:kept-answer": {"answer": "mended", "says": "加满了"},
        "fairs:after-sales": {"trouble": "不制冷"},
        "fairs:place": {"key": KEY},
        "fairs:move": {"key": KEY},
        "fairs:give-back": {"code": "KNWN5YZ2M2"},
        "fairs-console:new": terms | {"union": str(things["union"])},
        "fairs-console:venues": venue,
        "fairs-console:dealers": {"credit_code": "91310000132612172J", "name": "北辰电器", "hotline": "1"},
        "fairs-console:add-sessions": days | {"pause_from": "10:00", "pause_to": "10:05", "capacity": "10"},
        "fairs-console:clerks": {"name": "钱小二", "mobile": "19900000888"},
        "fairs-console:withdraw": REASON,
        "fairs-console:cancel-session": REASON,
        "fairs-console:move-session": REASON | {"to_starts": "2026-05-25T09:00", "to_ends": "2026-05-25T10:00"},
        "fairs-console:cancel": REASON,
        "fairs-console:answer": {"answer": "今天上门"},
        "fairs-console:return": REASON,
        "fairs-console:paid": {"reference": "R1"},
        "fairs-console:claim": {"claimed": "10"},
        "fairs-counter:gate": {"code": "KNWN5YZ2M2"},
        "fairs-counter:till": {"buyer": "KNWN5YZ2M2"},
        "fairs-counter:claim": {"claimed": "10"},
        "fairs-counter:sell": sale | {"key": KEY},
        "fairs-counter:cancel": REASON,
        "stations:book": {"kind": "bed", "starts": "2026-05-21T10:00", "hours": "8", "key": KEY},
        "stations:queue": {"key": KEY},
        "stations:enter": {"trade": "truck", "key": KEY},
        "stations:send-code": {"mobile": "19900009999", "trade": "truck"},
        "stations:enter-by-code": {"digits": "123456"},
        "stations:repair": {
            "trouble": "爆胎",
            "plate": "晋A12345",
            "near": "",
            "lat": "37.87",
            "lon": "112.56",
            "key": KEY,
        },
        "stations:repair-cancel": REASON,
        "stations:repair-rate": {"stars": "5", "rating": "好"},
        "stations:load-report": {"what": "骗"},
        "stations:my-loads": {
            "origin": "太原市",
            "target": "包头市",
            "goods": "煤",
            "weight_kg": "1",
            "lorry": "any",
            "loads_on": "2026-05-21",
            "price": "1",
            "note": "",
            "key": KEY,
        },
        "stations:withdraw-load": REASON,
        "stations-console:add-rooms": {"kind": "bed", "rooms": "1", "minutes": "20", "wait_minutes": "10"},
        "stations-console:inspect": {"parking": "good", "note": "好"},
        "stations-console:star": {"star": "1", "reason": "好"},
        "stations-console:close-workshop": REASON,
        "stations-console:close-shipper": REASON,
        "stations-console:decide-report": REASON | {"upheld": "1"},
        "stations-console:verify-workshop": {
            "union": str(things["union"]),
            "contact": "郝师傅",
            "mobile": "19900000888",
            "name": "修",
            "phone": "1",
            "licence": "二类",
            "reach_km": "5",
            "lat": "37.87",
            "lon": "112.56",
        },
        "stations-console:verify-shipper": {
            "union": str(things["union"]),
            "contact": "高老板",
            "mobile": "19900000888",
            "name": "物流",
            "credit_code": "91310000132612172J",
            "phone": "1",
        },
        "stations-counter:answer": {"answer": "mended", "says": "好了"},
        "stations-counter:let-in": {"trade": "truck", "key": KEY},
        "stations-counter:enter-by-code": {"code": "123456"},
        "stations-counter:basics": {"kept": "shower", "note": "好"},
        "stations-counter:put-supply": {
            "kind": "medicine",
            "name": "藿香",
            "quantity": "1",
            "unit": "盒",
            "expires_on": "2027-01-01",
        },
        "stations-counter:take-supply": {"why": "used"},
        "stations-counter:set-price": {"item": "饭", "content": "", "unit": "份", "price": "15"},
        "stations-counter:report-fault": {"what": "灯"},
        "stations-counter:fix-fault": {"note": "换了"},
        "stations-counter:job-offer": {"minutes": "5", "price": "1", "note": ""},
        "stations-counter:job-finish": {"charged": "1"},
        "membership:new-roster": {"union": "TY-JY"},
        "hub:book": ROOM | {"key": KEY},
        "hub:book-series": ROOM | {"key": KEY, "every": "7", "times": "3"},
        "hub-console:refuse": REASON,
        "hub-console:cancel": REASON,
        "hub-console:terms": TERMS,
        "hub-console:add-layout": {"name": "回字形", "seats": "12"},
        "hub-counter:desk": {"code": "KNWN5YZ2M2"},
        **reading_world.forms(things),
    }


def some(things, name):
    """The few of these that are this field's turn, the same in every run."""
    first = zlib.crc32(name.encode())
    return [things[(first + nth * len(things) // EACH) % len(things)] for nth in range(EACH)]


def one_who_may(letters):
    """Somebody of the cast who is let in."""
    return next(
        who
        for who in ("officer", "finance", "clerk", "operator", "worker", "visitor")
        if letters[WHO.index(who)] == "y"
    )


def written(text):
    """As a browser would never send it: the bytes of half a surrogate pair."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1") if "\ud800" in text else text


@pytest.fixture
def ask_everywhere(things, browsers):
    """What each of the given method's pages answers to each of its contents: the rows with an error of ours."""

    def asked(method, contents):
        broken = []
        for row, letters in PAGES.items():
            verb, name, *names = row.split()
            if verb != method or "y" not in letters or name == "faces:sign-out":
                continue
            client = browsers[one_who_may(letters)][0]
            client.raise_request_exception = False
            act, url = getattr(client, method.lower()), reverse(name, args=[things[each] for each in names])
            for field, content in contents(name):
                data = {key: written(text) for key, text in content.items()}
                response = undone(lambda act=act, url=url, data=data: act(url, data))
                if response.status_code >= 500:
                    broken.append(f"{name} {field} {content.get(field, content)!r:.40}")
        return broken

    return asked


def test_no_form_breaks(things, ask_everywhere):
    filled = forms(things)

    def spoilt(name):
        form = filled.get(name, {})
        yield "nothing at all", {}
        yield from ((field, form | {field: bad}) for field in form for bad in some(NASTY, name + field))

    assert ask_everywhere("POST", spoilt) == []


def test_no_address_breaks(ask_everywhere):
    assert ask_everywhere("GET", lambda name: (("*", dict.fromkeys(ASKED, bad)) for bad in some(NASTY, name))) == []


def test_no_body_breaks_the_api(things, browsers):
    client = Client(raise_request_exception=False)
    broken = []
    for row, (letters, names, content) in OPERATIONS.items():
        method, path = row.split()
        headers = browsers[one_who_may(letters)][1] | {"Idempotency-Key": KEY}
        for name in names.split():
            path = re.sub(r"{\w+}", str(things[name]), path, count=1)
        body = content or bodies_of_sales(row, things)
        spoilt = [json.dumps(body | {field: bad}) for field in body for bad in some(ODD, row + field)]
        raw = ["", "{", "null", b"\xff\xfe", "[" * 100_000, b'{"a":"\xed\xa0\x80"}']
        sent = [(path, text, "application/json", headers) for text in (*spoilt, *raw)]
        sent += [
            (f"{path}?q={bad}&category={bad}&after={bad}", "{}", "application/json", headers) for bad in ("%00", "%ED")
        ]
        sent += [
            (path, "x", "multipart/form-data", headers),
            (path, "{}", "application/json", {"Authorization": "Bearer ÿ"}),
        ]
        for path_, text, kind, heads in sent:
            ask = (method, f"/api/v1{path_}", text, kind)
            response = undone(lambda ask=ask, heads=heads: client.generic(*ask, headers=heads))
            if response.status_code >= 500:
                broken.append(f"{row} {text[:60]!r}")
    assert broken == []
