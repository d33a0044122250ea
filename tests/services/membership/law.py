"""Rosters with Lin on them, for the laws that look at the product from outside."""

import pytest
from django.db.models import Sum
from django.urls import reverse

from gonghui.services.membership import actions as rosters
from gonghui.services.membership.models import RosterImport, RosterTrouble
from tests.cast import mobile, resident_id
from tests.law.cases import MANAGE, MANAGERS, Import, Law

PAGES = {
    "GET membership:rosters": MANAGERS,
    "GET membership:new-roster": MANAGERS,
    "POST membership:new-roster": MANAGERS,
    "GET membership:roster roster": MANAGE,
    "GET membership:roster-progress roster": MANAGE,
    # Whoever brought the file may have its rows back, nobody else.
    "GET membership:roster-rows roster": "innnnnn---nn-",
    "POST membership:confirm-roster roster": MANAGE,
    "POST membership:discard-roster roster": MANAGE,
    "GET membership:membership membership": MANAGE,
    "POST membership:membership membership": MANAGE,
    "POST membership:end-membership membership": MANAGE,
    "GET membership:claims": MANAGERS,
    "POST membership:settle-claim claim": MANAGE,
}


def forms(things):
    return {
        "membership:new-roster": {"union": "TY-JY"},
        "membership:membership": {"union": str(things["works"]), "starts_on": "2020-05-02", "why": "日期写错了"},
        "membership:end-membership": {"reason": "调到外地工作"},
    }


@pytest.fixture
def roster_world(lin, works, motors, by, now):
    """A roster of Lin's union, and one of Datong that lists Lin, a member in Taiyuan."""
    sheet = f"姓名,证件号码,手机号\n{lin.name},{resident_id(101).number},{mobile(101).national}\n".encode()
    theirs = rosters.upload(motors, sheet, "名单.csv", by=by, now=now)
    rosters.work_rosters(now)
    theirs.refresh_from_db()
    roster = rosters.upload(works, sheet, "名单.csv", by=by, now=now)
    RosterImport.objects.filter(pk=theirs.pk).update(state="done", file_sealed=None)
    claim, belongs = theirs.troubles.exclude(elsewhere=None).get(), lin.memberships.get()
    return {"roster": roster.pk, "claim": claim.pk, "membership": belongs.pk, "works": works.pk}


@pytest.fixture
def roster_door(works):
    return reverse("membership:new-roster"), {"union": works.code}


def spoil(things, text, *, by, now):
    roster = things["roster"]
    RosterTrouble.objects.create(roster_id=roster, row=2, column=text, about="row", says=text, mend=text)


def taken():
    return RosterImport.objects.aggregate(rows=Sum("rows_new"))["rows"] or 0


RESIDENT = resident_id(301).number
LAW = Law(
    world="roster_world",
    pages=PAGES,
    forms=forms,
    asked=("q", "page", "state", "about", "union"),
    exports=frozenset({"membership:roster"}),
    spoil=spoil,
    imports=(
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
