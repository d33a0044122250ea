"""Rosters with Lin on them, for the laws that look at the product from outside."""

from datetime import date

import pytest
from django.db.models import Sum
from django.urls import reverse

from gonghui.kernel.callers import Caller
from gonghui.primitives.people import actions as people
from gonghui.services.membership.correcting import actions as correcting
from gonghui.services.membership.coverage import actions as coverage
from gonghui.services.membership.life import actions as life
from gonghui.services.membership.models import (
    Correction,
    Death,
    Lapse,
    Leaving,
    RosterImport,
    RosterTrouble,
    UnionChange,
    Workforce,
)
from gonghui.services.membership.roster import actions as rosters
from gonghui.services.membership.tree import actions as tree
from tests.cast import mobile, resident_id
from tests.kernel.test_pictures import prepared_photograph
from tests.law.cases import EVERYONE, LIN, MANAGE, MANAGERS, SIGNED_IN, WATCHERS, Import, Law, Operation

BROUGHT_BY = "innnnnn--ynn-"  # whoever brought the file may have its rows back, nobody else
KINDS = ("found", "rename", "move", "merge", "close")
PAGES = {
    "GET membership:rosters": MANAGERS,
    "GET membership:new-roster": MANAGERS,
    "POST membership:new-roster": MANAGERS,
    "GET membership:roster roster": MANAGE,
    "GET membership:roster-progress roster": MANAGE,
    "GET membership:roster-rows brought": BROUGHT_BY,
    "POST membership:confirm-roster roster": MANAGE,
    "POST membership:discard-roster roster": MANAGE,
    "GET membership:membership membership": MANAGE,
    "POST membership:membership membership": MANAGE,
    "POST membership:end-membership membership": MANAGE,
    "GET membership-member:home": SIGNED_IN,
    "GET membership-member:card": SIGNED_IN,
    "GET membership-member:card-codes": SIGNED_IN,
    "GET membership-member:card-worker": EVERYONE,
    "GET membership-member:check": EVERYONE,
    "GET membership-member:checked": EVERYONE,
    "GET membership-member:leave": SIGNED_IN,
    "POST membership-member:leave": SIGNED_IN,
    "POST membership-member:undo-leaving leaving": LIN,
    "GET membership:member-card membership": MANAGE,
    "POST membership:print-card membership": MANAGE,
    "POST membership:recall-card membership": MANAGE,
    "GET membership:standing membership": MANAGE,
    "POST membership:standing membership": MANAGE,
    "GET membership:lapse membership": MANAGE,
    "POST membership:begin-lapse membership": MANAGE,
    "POST membership:record-talk membership": MANAGE,
    "POST membership:notify-lapse membership": MANAGE,
    "POST membership:end-lapse membership": MANAGE,
    "POST membership:drop-lapse membership": MANAGE,
    "GET membership:death dead": MANAGE,
    "POST membership:death dead": MANAGE,
    "POST membership:undo-death dead": MANAGE,
    "GET membership-member:correct": SIGNED_IN,
    "POST membership-member:correct": SIGNED_IN,
    "GET membership:corrections": MANAGERS,
    "GET membership:correction correction": MANAGE,
    "GET membership:correction-proof correction": MANAGE,
    "POST membership:look-at-correction correction": MANAGE,
    "POST membership:agree-correction correction": MANAGE,
    "POST membership:refuse-correction correction": MANAGE,
    "GET membership:coverage": WATCHERS,
    "GET membership:members": MANAGERS,
    "POST membership:export-roster": MANAGERS,
    "GET membership:pool": MANAGERS,
    "GET membership:workforce": WATCHERS,
    "GET membership:new-workforce": MANAGERS,
    "POST membership:new-workforce": MANAGERS,
    "GET membership:load-workforce": MANAGERS,
    "POST membership:load-workforce": MANAGERS,
    "GET membership:changes": MANAGERS,
    "POST membership:undo-change change": MANAGE,
    "GET membership:union works": MANAGE,
    **{f"{method} membership:{kind}-union works": MANAGE for method in ("GET", "POST") for kind in KINDS},
    "GET membership:claims": MANAGERS,
    "POST membership:settle-claim claim": MANAGE,
}


OPERATIONS = {
    "GET /membership/mine": Operation(SIGNED_IN),
    "POST /membership/leaving": Operation(SIGNED_IN, body={"reason": "换城市"}),
    "DELETE /membership/leaving/{pk}": Operation(LIN, "leaving"),
    "GET /membership/check": Operation(EVERYONE),
    "GET /membership/coverage": Operation(WATCHERS),
    "GET /membership/changes": Operation(MANAGERS),
    "POST /membership/changes": Operation(MANAGE, body=lambda things: RENAMING | {"union": str(things["works"])}),
    "DELETE /membership/changes/{pk}": Operation(MANAGE, "change"),
    "GET /membership/unions": Operation(MANAGERS),
    "GET /membership/card": Operation(SIGNED_IN),
    "GET /membership/leaving": Operation(SIGNED_IN),
    "GET /membership/pool": Operation(MANAGERS),
    "GET /membership/workforce": Operation(WATCHERS),
    "GET /membership/workforce/template": Operation(MANAGERS),
    "POST /membership/workforce": Operation(MANAGE, body=lambda things: FIGURE | {"union": str(things["works"])}),
    "POST /membership/workforce/import": Operation(MANAGERS),
    "GET /membership/rosters": Operation(MANAGERS),
    "POST /membership/rosters": Operation(MANAGERS),
    "GET /membership/rosters/template": Operation(MANAGERS),
    "GET /membership/rosters/{pk}": Operation(MANAGE, "roster"),
    "GET /membership/rosters/{pk}/troubles": Operation(MANAGE, "roster"),
    "GET /membership/rosters/{pk}/rows": Operation(BROUGHT_BY, "brought"),
    "POST /membership/rosters/{pk}/confirmation": Operation(MANAGE, "roster"),
    "DELETE /membership/rosters/{pk}": Operation(MANAGE, "roster"),
    "GET /membership/claims": Operation(MANAGERS),
    "POST /membership/claims/{pk}/settlement": Operation(MANAGE, "claim"),
    "GET /membership/members": Operation(MANAGERS),
    # With the right password it would tell whole numbers.
    "POST /membership/members/roster": Operation(MANAGERS, body={"why": "报送上级", "password": "错的密码"}),
    "GET /membership/members/{pk}": Operation(MANAGE, "membership"),
    "POST /membership/members/{pk}/end": Operation(MANAGE, "membership", {"why": "调到外地工作"}),
    "POST /membership/members/{pk}/correction": Operation(
        MANAGE, "membership", lambda things: RIGHT | {"union": str(things["works"])}
    ),
    "POST /membership/members/{pk}/card/printing": Operation(MANAGE, "membership", {"why": "没有手机"}),
    "POST /membership/members/{pk}/standing": Operation(
        MANAGE, "membership", {"kind": "retired", "starts_on": "2026-05-01", "why": "退休证"}
    ),
    "POST /membership/members/{pk}/card/recall": Operation(MANAGE, "membership", {"why": "丢了"}),
    "GET /membership/members/{pk}/lapse": Operation(MANAGE, "membership"),
    "POST /membership/members/{pk}/lapse": Operation(MANAGE, "membership", {"idle_since": "2025-10-01"}),
    "POST /membership/members/{pk}/lapse/talk": Operation(
        MANAGE, "membership", {"talked_on": "2026-05-20", "talk": "不愿参加"}
    ),
    "POST /membership/members/{pk}/lapse/notice": Operation(MANAGE, "membership"),
    "POST /membership/members/{pk}/lapse/end": Operation(MANAGE, "membership"),
    "POST /membership/members/{pk}/lapse/dropping": Operation(MANAGE, "membership", {"why": "补缴了"}),
    "GET /membership/persons/{pk}/death": Operation(MANAGE, "dead"),
    "POST /membership/persons/{pk}/death": Operation(
        MANAGE, "dead", {"died_on": "2026-05-19", "proof": "死亡证明 3 号"}
    ),
    "DELETE /membership/persons/{pk}/death": Operation(MANAGE, "dead"),
    "GET /membership/corrections/mine": Operation(SIGNED_IN),
    "POST /membership/corrections": Operation(SIGNED_IN, body={"about": "name", "text": "林小宇"}),
    "GET /membership/corrections": Operation(MANAGERS),
    "GET /membership/corrections/{pk}": Operation(MANAGE, "correction"),
    "GET /membership/corrections/{pk}/proof": Operation(MANAGE, "correction"),
    "POST /membership/corrections/{pk}/look": Operation(MANAGE, "correction"),
    "POST /membership/corrections/{pk}/agreement": Operation(MANAGE, "correction"),
    "POST /membership/corrections/{pk}/refusal": Operation(MANAGE, "correction", {"why": "照片看不清"}),
}
FIGURE = {"trade": "courier", "people": 90, "as_of": "2026-04-30", "source": "年鉴"}
RIGHT = {"starts_on": "2020-05-02", "ends_on": None, "why": "日期写错了"}
RENAMING = {"kind": "rename", "name": "晋源机械厂工会", "takes_on": "2026-06-01", "why": "批复 12 号"}
CHANGE = {"target": "YQ", "takes_on": "2026-06-01", "why": "批复 12 号", "name": "新名", "code": "N1", "level": "group"}


def forms(things):
    return {
        "membership:new-roster": {"union": "TY-JY"},
        "membership:membership": {"union": str(things["works"]), "starts_on": "2020-05-02", "why": "日期写错了"},
        **{f"membership:{kind}-union": CHANGE for kind in KINDS},
        "membership-member:leave": {"sure": "on", "reason": "换城市"},
        "membership-member:correct": {"about": "name", "text": "林小宇", "note": "改名"},
        "membership:export-roster": {"reason": "报送上级"},
        "membership:refuse-correction": {"reason": "照片看不清"},
        "membership:new-workforce": {
            "union": str(things["works"]),
            "trade": "courier",
            "people": "90",
            "as_of": "2026-04-30",
            "source": "年鉴",
        },
        "membership:standing": {"kind": "retired", "starts_on": "2026-05-01", "why": "退休证"},
        "membership:begin-lapse": {"idle_since": "2025-10-01"},
        "membership:record-talk": {"talked_on": "2026-05-20", "talk": "不愿参加"},
        "membership:drop-lapse": {"reason": "补缴了"},
        "membership:death": {"died_on": "2026-05-19", "proof": "死亡证明 3 号"},
        "membership:print-card": {"reason": "没有手机"},
        "membership:recall-card": {"reason": "丢了"},
        "membership:end-membership": {"reason": "调到外地工作"},
    }


@pytest.fixture
def roster_world(lin, zhao, works, taiyuan, motors, enrol, by, now):
    """A roster of Lin's union, and one of Datong that lists Lin, a member in Taiyuan."""
    sheet = f"姓名,证件号码,手机号\n{lin.name},{resident_id(101).number},{mobile(101).national}\n".encode()
    spoilt = f"姓名,证件号码,手机号\n,{resident_id(640).number},{mobile(640).national}\n".encode()
    by_zhao = Caller(person=zhao.pk, name=zhao.name, origin="page 10.0.0.7")
    brought = rosters.upload(works, spoilt, "要改.csv", by=by_zhao, now=now)
    theirs = rosters.upload(motors, sheet, "名单.csv", by=by, now=now)
    rosters.work_rosters(now)
    theirs.refresh_from_db()
    roster = rosters.upload(works, sheet, "名单.csv", by=by, now=now)
    RosterImport.objects.filter(pk=theirs.pk).update(state="done", file_sealed=None)
    claim, belongs = theirs.troubles.exclude(elsewhere=None).get(), lin.memberships.get()
    change = UnionChange(kind="rename", union=taiyuan, name="并州市总工会", why="批复", takes_on=date(2026, 6, 1))
    tree.plan(change, reach=[taiyuan.parent], by=by, now=now)
    asked = life.ask_to_leave(lin, reason="换城市", by=by, now=now)
    life.begin_lapse(belongs, idle_since=date(2025, 10, 1), by=by, now=now)
    dead = enrol("周德福", 778, works)
    life.record_death(dead, died_on=date(2026, 5, 19), proof="死亡证明", reach=[works], by=by, now=now)
    firm = people.add_employer(name="并州速递有限公司", area=works, by=by, now=now)
    people.employ(lin, firm, starts_on=date(2026, 5, 1), by=by, now=now)
    figure = {"trade": "", "people": 5, "as_of": date(2026, 4, 30), "source": "年鉴"}
    coverage.enter_workforce(works, **figure, by=by, now=now)
    coverage.count(now=now)
    wish = {"about": "name", "text": "林小宇", "proof": [prepared_photograph()]}
    wrong = correcting.ask_correction(lin, **wish, by=by, now=now)
    more = {"correction": wrong.pk, "leaving": asked.pk, "dead": dead.pk, "brought": brought.pk}
    return more | {
        "change": change.pk,
        "roster": roster.pk,
        "claim": claim.pk,
        "membership": belongs.pk,
        "works": works.pk,
    }


@pytest.fixture
def foreign_tree(cast, enrol, by, now):
    """The union of the other province."""
    officer = cast["foreign officer"]
    union = officer.offices.get().union
    member = enrol("外省会员", 777, union)
    asked = life.ask_to_leave(member, by=by, now=now)
    held = member.memberships.get()
    wish = {"about": "name", "text": "外省新名", "proof": [prepared_photograph()]}
    wrong = correcting.ask_correction(member, **wish, by=by, now=now)
    return {"works": union.pk, "membership": held.pk, "dead": member.pk, "leaving": asked.pk, "correction": wrong.pk}


@pytest.fixture
def workforce_door(province, taiyuan):
    return reverse("membership:load-workforce"), {}


@pytest.fixture
def roster_door(works):
    return reverse("membership:new-roster"), {"union": works.code}


def spoil(things, text, *, by, now):
    roster = things["roster"]
    RosterTrouble.objects.create(roster_id=roster, row=2, column=text, about="row", says=text, mend=text)
    UnionChange.objects.update(name=text, why=text)
    Leaving.objects.update(reason=text)
    Lapse.objects.update(talk=text, dropped_because=text)
    Death.objects.update(proof=text)
    Workforce.objects.update(source=text)
    Correction.objects.update(note=text, why_not=text)


def taken():
    return RosterImport.objects.aggregate(rows=Sum("rows_new"))["rows"] or 0


RESIDENT = resident_id(301).number
LAW = Law(
    world="roster_world",
    pages=PAGES,
    operations=OPERATIONS,
    forms=forms,
    asked=("q", "page", "state", "about", "union", "kind", "at", "by", "trade", "standing", "code", "employer"),
    own="foreign_tree",
    exports=frozenset({"membership:roster"}),
    spoil=spoil,
    imports=(
        Import(
            name="workforce",
            page="membership:load-workforce",
            door="workforce_door",
            header=("工会代码", "人数", "统计日期", "来源"),
            good=("TY", "1200", "2026-04-30", "统计年鉴"),
            cells=(
                ("工会代码", "XX", "没有代码为"),
                ("人数", "0", "人数"),
                ("人数", "很多", "人数"),
                ("统计日期", "2027-01-01", "还没有到"),
                ("来源", "", "没有填写"),
            ),
            kept=Workforce.objects.count,
        ),
        Import(
            name="roster",
            page="membership:new-roster",
            union="code",
            door="roster_door",
            header=("姓名", "证件号码", "手机号"),
            good=("高一鸣", RESIDENT, mobile(301).national),
            cells=(
                ("证件号码", 1.1e17, "长数字已被表格软件改成"),
                ("证件号码", "1.1E+17", "长数字已被表格软件改成"),
                ("证件号码", RESIDENT[:6] + RESIDENT[8:17], "15 位"),
                ("证件号码", "012345678", "请注明证件类型"),
                ("证件号码", "14010519900230101X", "1990-02-30 不存在"),
                ("证件号码", "", "没有填写"),
                ("手机号", "123", "手机号应有 11 位"),
                ("姓名", "<script>", "姓名"),
            ),
            kept=RosterImport.objects.count,
            taken=taken,
            worked=rosters.work_rosters,
        ),
    ),
)
