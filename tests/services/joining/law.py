"""Lin's application to move to Taiyuan's own union, and one whose document is Lin's, for the laws."""

from uuid import uuid4

import pytest

from gonghui.primitives.people import actions as people
from gonghui.services.joining import actions
from gonghui.services.joining.actions import Who
from gonghui.services.joining.bulk import actions as bulk
from gonghui.services.joining.models import Application
from tests.cast import mobile, resident_id
from tests.law.cases import EVERYONE, LIN, MANAGE, MANAGERS, SIGNED_IN, WATCH, WATCHERS, Law, Operation

ENTERERS, ENTER = "innnnyyyyynny", "innnny---ynny"
OWN = "innnnnn--ynn-"  # what Zhao lets be done is nobody else's
BULK = {"decision": "returned", "reason": "请核对"}
PAGES = {
    "GET joining:home": EVERYONE,
    "POST joining:home": SIGNED_IN,
    "GET joining:union": SIGNED_IN,
    "POST joining:union": SIGNED_IN,
    "GET joining:check": SIGNED_IN,
    "POST joining:check": SIGNED_IN,
    "GET joining:transfer": SIGNED_IN,
    "POST joining:transfer": SIGNED_IN,
    "GET joining:newcomer": EVERYONE,
    "POST joining:newcomer": EVERYONE,
    "GET joining:newcomer-code": EVERYONE,
    "POST joining:newcomer-code": EVERYONE,
    "GET joining:help": SIGNED_IN,
    "POST joining:help": SIGNED_IN,
    "GET joining:slip": EVERYONE,
    "POST joining:slip": EVERYONE,
    "POST joining:undo": EVERYONE,
    "GET joining:preselect union_code": EVERYONE,
    "GET joining:one moving": LIN,
    "POST joining:withdraw moving": LIN,
    "POST joining:appeal moving": LIN,
    "GET joining-console:index": WATCHERS,
    "GET joining-console:conflicts": WATCHERS,
    "GET joining-console:left": WATCHERS,
    "GET joining-console:new": ENTERERS,
    "POST joining-console:new": ENTERERS,
    "GET joining-console:slip moving": ENTER,
    "GET joining-console:one moving": WATCH,
    "POST joining-console:approve moving": MANAGE,
    "POST joining-console:give-back moving": MANAGE,
    "POST joining-console:refuse moving": MANAGE,
    "POST joining-console:settle disputed": MANAGE,
    "GET joining-console:every": MANAGERS,
    "POST joining-console:every": MANAGERS,
    "GET joining-console:bulks": MANAGERS,
    "GET joining-console:bulk bulk": OWN,
    "GET joining-console:bulk-progress bulk": OWN,
    "POST joining-console:stop-bulk bulk": OWN,
    "GET joining-console:posters": WATCHERS,
    "GET joining-console:poster to_join": WATCH,
    "POST joining-console:release disputed": MANAGE,
    "GET joining-console:released": WATCHERS,
    "POST joining-console:take-back released": MANAGE,
}
APPLY = {"name": "马师傅", "document_kind": "resident_id", "number": resident_id(905).number} | {
    "trade": "lorry_driver",
    "consents": True,
}
REASON = {"reason": "请核对"}
REFUSAL = {"ground": "document"} | REASON
OPERATIONS = {
    "GET /joining/unions": Operation(EVERYONE),
    "POST /joining/applications": Operation(SIGNED_IN, "", lambda things: APPLY | {"union": str(things["to_join"])}),
    "GET /joining/applications": Operation(SIGNED_IN),
    "POST /joining/transfers": Operation(SIGNED_IN, "", lambda things: {"union": str(things["to_join"])}),
    "GET /joining/applications/{pk}": Operation(LIN, "moving"),
    "POST /joining/applications/{pk}/withdrawal": Operation(LIN, "moving"),
    "POST /joining/applications/{pk}/appeal": Operation(LIN, "moving", REASON),
    "POST /joining/slips": Operation("yyyyyyyyyyyyy", "", lambda things: {"code": things["slip_code"], "tail": "0101"}),
    "GET /joining/grounds": Operation(EVERYONE),
    "POST /joining/slips/undo": Operation(
        "yyyyyyyyyyyyy", "", lambda things: {"code": things["slip_code"], "tail": "0101"}
    ),
    "POST /joining/helped": Operation(
        SIGNED_IN,
        "",
        lambda things: APPLY | {"mobile": mobile(905).national, "relation": "女儿", "union": str(things["to_join"])},
    ),
    "POST /joining/newcomers/code": Operation(EVERYONE, "", {"mobile": mobile(905).national}),
    "POST /joining/newcomers": Operation(
        EVERYONE, "", {"name": "马师傅", "mobile": mobile(905).national, "code": "123456"}
    ),
    "GET /joining/posters": Operation(WATCHERS),
    "GET /joining/conflicts": Operation(WATCHERS),
    "POST /joining/conflicts/{pk}/settlement": Operation(MANAGE, "disputed", {"same": True}),
    "POST /joining/conflicts/{pk}/release": Operation(MANAGE, "disputed"),
    "GET /joining/released": Operation(WATCHERS),
    "POST /joining/released/{pk}/return": Operation(MANAGE, "released"),
    "GET /joining/left": Operation(WATCHERS),
    "GET /joining/queue/count": Operation(MANAGERS),
    "POST /joining/queue/bulk": Operation(MANAGERS, "", BULK),
    "GET /joining/queue/bulk": Operation(MANAGERS),
    "GET /joining/queue/bulk/{pk}": Operation(OWN, "bulk"),
    "GET /joining/queue/bulk/{pk}/left": Operation(OWN, "bulk"),
    "POST /joining/queue/bulk/{pk}/stop": Operation(OWN, "bulk"),
    "GET /joining/queue": Operation(WATCHERS),
    "POST /joining/queue": Operation(
        ENTER, "", lambda things: APPLY | {"mobile": mobile(905).national, "union": str(things["to_join"])}
    ),
    "GET /joining/queue/{pk}": Operation(WATCH, "moving"),
    "GET /joining/queue/{pk}/slip": Operation(ENTER, "moving"),
    "POST /joining/queue/decisions": Operation(
        MANAGERS, "", lambda things: {"ids": [str(things["moving"])], "decision": "refused"} | REFUSAL
    ),
    "POST /joining/queue/{pk}/approval": Operation(MANAGE, "moving"),
    "POST /joining/queue/{pk}/return": Operation(MANAGE, "moving", REASON),
    "POST /joining/queue/{pk}/refusal": Operation(MANAGE, "moving", REFUSAL),
}


def forms(things):
    typed = {"name": "马师傅", "document_kind": "resident_id", "number": resident_id(905).number, "consents": "on"}
    typed |= {"trade": "lorry_driver", "platforms": "小象外卖"}
    union, slip = {"to": str(things["to_join"]), "why": "own"}, {"code": things["slip_code"], "tail": "0101"}
    return {
        "joining:home": typed,
        "joining:union": union,
        "joining:transfer": union,
        "joining:newcomer": {"name": "马师傅", "mobile": mobile(905).national},
        "joining:newcomer-code": {"code": "123456"},
        "joining:help": typed | {"relation": "女儿", "mobile": mobile(905).national, "union_code": "TY"},
        "joining:slip": slip,
        "joining:undo": slip,
        "joining:appeal": REASON,
        "joining-console:new": typed
        | {"union": str(things["to_join"]), "mobile": mobile(905).national, "via": "officer"},
        "joining-console:give-back": REASON,
        "joining-console:refuse": {"choice": "document"} | REASON,
        "joining-console:settle": {"same": "1"},
        "joining-console:every": {"word": "returned", "reason": "请核对"},
    }


@pytest.fixture
def joiners(taiyuan, lin, zhao, by, now):
    """Lin wants to move to Taiyuan's own union, where somebody applies with Lin's document."""
    moving = actions.move(lin, taiyuan, by=by, now=now)
    disputed = _disputed("古丽·阿依", 901, 101, taiyuan, by, now)
    released = _released("马小勇", 907, 908, taiyuan, by, now)
    return {
        "moving": moving.pk,
        "released": released.pk,
        "disputed": disputed.pk,
        "to_join": taiyuan.pk,
        "union_code": taiyuan.code,
        "slip_code": moving.code,
        "bulk": _bulk(zhao, taiyuan, by, now).pk,
    }


@pytest.fixture
def foreign_joiners(cast, by, now):
    """The same of the other province."""
    union = cast["foreign officer"].offices.get().union
    made = _disputed("马师傅", 906, 906, union, by, now)
    mine = {"moving": made.pk, "disputed": made.pk, "released": _released("马小勇", 909, 910, union, by, now).pk}
    return mine | {"bulk": _bulk(cast["foreign officer"], union, by, now).pk}


def _bulk(officer, union, by, now):
    """One word on all that waits there, which the worker has not begun with."""
    said = {"reason": "请核对", "unions": [union], "key": uuid4(), "by_person": officer, "by": by, "now": now}
    return bulk.begin({}, "returned", **said)


def _disputed(name, number, document, union, by, now):
    person = people.enrol(name=name, mobile=mobile(number), documents=(), by=by, now=now)
    draft = actions.begin(person, by=by, now=now)
    who = Who(name, resident_id(document), platforms="小象外卖", consents=True)
    actions.choose(actions.keep_who(draft, who, by=by, now=now), union, by=by, now=now)
    return actions.send(draft, by=by, now=now)


def _released(name, number, document, union, by, now):
    """Of somebody at the same union, whose row had it by mistake."""
    wrong = people.enrol(name="马师傅", mobile=None, documents=[resident_id(document)], by=by, now=now)
    people.join(wrong, union, starts_on=now.date(), by=by, now=now)
    return actions.release(_disputed(name, number, document, union, by, now), by=by, now=now)


def spoil(things, text, *, by, now):
    Application.objects.update(name=text[:60], platforms=text[:200], reason=text[:200])


LAW = Law(
    world="joiners",
    pages=PAGES,
    operations=OPERATIONS,
    forms=forms,
    asked=("q", "union", "page", "state", "kind", "trade", "via", "which"),
    own="foreign_joiners",
    exports=frozenset({"joining-console:index"}),
    without_rows=frozenset({"joining-console:left"}),
    spoil=spoil,
)
