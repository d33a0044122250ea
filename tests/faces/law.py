"""The shared pages and the API's own operations, for the laws: a station of Lin's union, and what everybody has."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from gonghui.faces.actions import keep_view
from gonghui.faces.models import SignIn
from gonghui.faces.sessions import SessionStore, stored
from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.kernel.window import Window
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.templates import Template
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, Person, Union
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Premises
from tests.cast import mobile
from tests.kernel.test_pictures import prepared_photograph
from tests.law.cases import DESK, EVERYONE, LIN, MANAGE, MANAGERS, SIGNED_IN, STAFF, Import, Law, Operation

KEEPERS, CONFIGURE = "innnnyyyyynny", "innnnnnnnnnny"
PAGES = {
    "GET faces:home": EVERYONE,
    "GET faces:services": EVERYONE,
    "GET faces:coming code": EVERYONE,
    "POST faces:tell-me": SIGNED_IN,
    "GET faces:scan": EVERYONE,
    "POST faces:scan": EVERYONE,
    "GET faces:messages": SIGNED_IN,
    "POST faces:read-all": SIGNED_IN,
    "GET faces:message notice": LIN,
    "GET faces:mine": EVERYONE,
    "GET faces:my-data": SIGNED_IN,
    "POST faces:elder-mode": EVERYONE,
    "POST faces:language": EVERYONE,
    "GET faces:card": SIGNED_IN,
    "GET faces:card-codes": SIGNED_IN,
    "GET faces:sign-in": EVERYONE,
    "POST faces:sign-in": EVERYONE,
    "GET faces:sign-in-code": "iyyyyyyyyyyyy",
    "GET faces:staff-sign-in": EVERYONE,
    "POST faces:staff-sign-in": EVERYONE,
    "POST faces:sign-out": EVERYONE,
    "GET faces:phone": "-------------",
    "GET faces:work": STAFF,
    "GET faces:find": STAFF,
    "POST faces:find": STAFF,
    "GET faces:person person": MANAGE,
    "POST faces:person-number person document": MANAGE,
    "GET faces:unions": STAFF,
    "POST faces:switch": STAFF,
    "GET faces:here": SIGNED_IN,
    "POST faces:here": SIGNED_IN,
    "POST faces:keep-view": STAFF,
    "POST faces:forget-view view": "innnn----y---",
    "GET faces:help": STAFF,
    "GET faces:kit": STAFF,
    "GET faces:my-sign-ins": SIGNED_IN,
    "POST faces:end-others": SIGNED_IN,
    "POST faces:end-sign-in sign_in": LIN,
    "POST faces:end-token token": LIN,
    "GET faces:my-mobile": SIGNED_IN,
    "POST faces:my-mobile-send": SIGNED_IN,
    "POST faces:my-mobile-old": SIGNED_IN,
    "POST faces:my-mobile-new-send": SIGNED_IN,
    "POST faces:my-mobile-new": SIGNED_IN,
    "GET faces:my-password": SIGNED_IN,
    "POST faces:my-password": SIGNED_IN,
    "GET faces:accounts": CONFIGURE,
    "GET faces:account-new": CONFIGURE,
    "POST faces:account-new": CONFIGURE,
    "GET faces:account colleague": CONFIGURE,
    "POST faces:account-appoint colleague": CONFIGURE,
    "POST faces:account-dismiss colleague office": CONFIGURE,
    "POST faces:account-password colleague": CONFIGURE,
    "POST faces:account-disable colleague": CONFIGURE,
    "POST faces:account-enable colleague": CONFIGURE,
    "POST faces:account-sign-out colleague": CONFIGURE,
    "POST faces:account-end-sign-in colleague colleague_in": CONFIGURE,
    "POST faces:account-mobile colleague": CONFIGURE,
    "POST faces:account-agree-mobile colleague number": CONFIGURE,
    "POST faces:account-refuse-mobile colleague number": CONFIGURE,
    "GET faces:desks": SIGNED_IN,
    "GET faces:counter-worker": EVERYONE,
    "GET faces:counter-alone": EVERYONE,
    "GET faces:premises-trouble premises": EVERYONE,
    "POST faces:premises-trouble premises": EVERYONE,
    "GET faces:premises-picture picture": EVERYONE,
    "GET faces:premises": MANAGERS,
    "GET faces:premises-new": MANAGERS,
    "POST faces:premises-new": MANAGERS,
    "GET faces:premises-import": MANAGERS,
    "POST faces:premises-import": MANAGERS,
    "GET faces:premises-troubles": KEEPERS,
    "GET faces:holidays": STAFF,
    "POST faces:add-holiday": CONFIGURE,
    "POST faces:remove-holiday day": CONFIGURE,
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
    "GET faces:kept-one premises": DESK,
    "POST faces:kept-tap premises": DESK,
    "POST faces:kept-taps": SIGNED_IN,
    "POST faces:kept-answer trouble": DESK,
    "GET api:openapi-json": EVERYONE,
    "GET api:openapi-view": EVERYONE,
    "GET api:api-root": "-------------",
}
OPERATIONS = {
    "POST /sign-in/code": Operation(EVERYONE, "", {"mobile": "19900009999"}),
    "POST /sign-in": Operation(EVERYONE),
    "POST /sign-in/staff": Operation(EVERYONE, "", {"username": "nobody", "password": "x"}),
    "DELETE /sign-in": Operation(SIGNED_IN),
    "GET /me": Operation(SIGNED_IN),
    "GET /services": Operation(EVERYONE),
    "GET /messages": Operation(SIGNED_IN),
    "POST /messages/read": Operation(SIGNED_IN, "", {"ids": []}),
}
REASON = {"reason": "停电"}
OFFICE = {"role": "finance"}
VIEW = {"path": "/console/premises/", "query": "q=1", "name": "一号"}
PLACE = {
    "name": "南街驿站", "address": "南街2号", "division": "140110", "lat": "37.71", "lon": "112.48", "datum": "gcj02",
    "phone": "", "host_kind": "bank", "host_name": "", "area_m2": "20", "capacity": "5", "facilities": "water",
    "note": "",
}  # fmt: skip


def forms(things):
    return {
        "faces:scan": {"code": "KNWN5YZ2M2"},
        "faces:tell-me": {"code": "mall", "next": "/"},
        "faces:read-all": {"notice": str(things["notice"]), "next": "/"},
        "faces:elder-mode": {"on": "1", "next": "/"},
        "faces:language": {"language": "zh-hans", "next": "/"},
        "faces:sign-in": {"mobile": "19900009999", "next": "/"},
        "faces:staff-sign-in": {"username": "zhao", "next": "/"},
        "faces:end-others": {},
        "faces:my-mobile-old": {"code": "000000"},
        "faces:my-mobile-new": {"code": "000000"},
        "faces:my-mobile-new-send": {"mobile": "19900009998"},
        "faces:my-password": {"new": "a-long-password-9", "again": "a-long-password-9", "old": "x"},
        "faces:account-new": OFFICE | {"union": str(things["union"]), "name": "何新人", "mobile": "19900000887"},
        "faces:account-appoint": OFFICE | {"union": str(things["union"])},
        "faces:account-mobile": {"mobile": "19900000886", "proof": "本人持身份证到场"},
        "faces:find": {"q": "林"},
        "faces:person-number": {"reason": "核对理赔材料"},
        "faces:keep-view": VIEW,
        "faces:switch": {"code": "SX"},
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
    }


def signed_in(account, now):
    """A browser of somebody's; its row."""
    store = SessionStore()
    store.create()
    words = {"device": "iPhone · 微信", "network": "10.0.*.*", "by_password": False, "seen_at": now, "created_at": now}
    return SignIn.objects.create(account=account, session_id=stored(store.session_key), **words).pk


@pytest.fixture
def shared(lin, zhao, works, premises, enrol, by, now):
    """A message to Lin, a station found without water, a service to come, a list as the officer kept it."""
    news = Template("tests.news", "新消息", "有一条新消息", page="faces:mine")
    notices.tell(lin, news, {}, sms=False, now=now)
    account = Account.objects.filter(person=lin).first() or people.open_account(lin, by=by, now=now)
    people.issue_token(account, name="手机", days=1, by=by, now=now)
    colleague = enrol("何同事", 232)
    office = people.appoint(colleague, works, "operator", by=by, now=now)
    theirs = people.open_account(colleague, username="he", password="a-long-password-9", by=by, now=now)
    asking = enrol("何主管", 233)
    number = people.ask_mobile(colleague, mobile(885), proof="本人到场", by_person=asking, by=by, now=now)
    return {
        "sign_in": signed_in(account, now),
        "token": account.tokens.latest("pk").pk,
        "colleague": colleague.pk,
        "office": office.pk,
        "colleague_in": signed_in(theirs, now),
        "number": number.pk,
        "person": lin.pk,
        "document": lin.documents.get().pk,
        "notice": lin.notices.first().pk,
        "code": "mall",
        "union": works.pk,
        "premises": premises.pk,
        "trouble": premises.troubles.get().pk,
        "picture": premises.pictures.get().pk,
        "corner": premises.rooms.get().pk,
        "host": premises.keepers.get().pk,
        "closure": premises.closures.get().pk,
        "day": "2026-10-01",
        "view": keep_view(zhao, path=reverse("faces:premises"), query="q=1", name="一号").pk,
    }


@pytest.fixture
def premises(works, lin, enrol, by, now):
    """A station of Lin's union, that Lin found without water."""
    found = places.open_premises(
        union=works, kind="station", name="晋源驿站", address="南街1号", point=Point(37.7152, 112.4803),
        facilities=["water"], hours=Week.daily("8:00-20:00"), by=by, now=now - timedelta(days=30),
    )  # fmt: skip
    places.add_picture(found, prepared_photograph(), says="门口", by=by, now=now)
    places.add_room(found, kind="rest", name="休息间", by=by, now=now)
    places.add_keeper(found, enrol("何看管", 231), by=by, now=now)
    places.close_for(found, Window(now + timedelta(days=9), now + timedelta(days=10)), reason="检修", by=by, now=now)
    places.set_calendar_day(date(2026, 10, 1), name="国庆节", as_weekday=None, source="通知", by=by, now=now)
    places.report_trouble(found, "empty", person=lin, facility="water", by=by, now=now)
    return found


@pytest.fixture
def foreign_premises(cast, enrol, by, now):
    """A station and a worker in the other province."""
    union = cast["foreign officer"].offices.get().union
    made = places.open_premises(
        union=union, kind="station", name="中州驿站", address="中州路1号", point=Point(34.75, 113.62), by=by, now=now
    )
    return {"union": union.pk, "premises": made.pk, "person": enrol("郑豫东", 234, union).pk}


@pytest.fixture
def premises_door(works):
    return reverse("faces:premises-import"), {"union": str(works.pk), "kind": "station"}


def spoil(things, text, *, by, now):
    Person.objects.update(name=text)
    Union.objects.update(name=text)
    Premises.objects.update(name=text, address=text, phone=text, host_name=text)


LAW = Law(
    world="shared",
    pages=PAGES,
    operations=OPERATIONS,
    forms=forms,
    first=frozenset({"faces:language", "faces:keep-view"}),
    asked=("q", "page", "state", "at", "next", "queue", "kind", "code", "union", "what"),
    own="foreign_premises",
    exports=frozenset({"faces:premises"}),
    spoil=spoil,
    imports=(
        Import(
            name="premises",
            page="faces:premises-import",
            door="premises_door",
            header=("名称", "地址", "纬度", "经度", "坐标系", "容纳人数"),
            good=("西街驿站", "西街1号", "37.7152", "112.4803", "WGS-84", "12"),
            cells=(
                ("容纳人数", "十二", "的整数"),
                ("名称", "", "名称"),
                ("纬度", "1.1E+17", "长数字已被表格软件改成"),
            ),
            kept=Premises.objects.count,
        ),
    ),
)
