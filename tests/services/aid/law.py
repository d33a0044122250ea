"""Lin's application with a paper, on its way; Chen's in the public notice, Ma's waits for its money, Niu's is paid and
listed, Yang's was refused for a little; the same of the other province, for the laws."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from gonghui.kernel.attachments import TEXT, Caps, Incoming, prepare
from gonghui.kernel.money import Fen
from gonghui.primitives.casework.models import Attachment
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Division, Role
from gonghui.services.aid import actions
from gonghui.services.aid.models import Claim, Ruling, Standard
from gonghui.services.aid.rules.household import Household, Member
from tests.law import casework
from tests.law.cases import EVERYONE, LIN, MANAGE, MANAGERS, SIGNED_IN, WATCH, WATCHERS, Import, Law, Operation

FINANCE, PREPARERS = "innnnnnnnnynn", "innnnnnyyyyny"
NAMES = ("aid:one", "aid-console:one")
WITHOUT = ("close", "merge", "grade", "call-back")
PAGES = casework.pages(*NAMES, "aid-console:index", "need", without=WITHOUT) | {
    "GET aid:home": EVERYONE,
    "GET aid:test": EVERYONE,
    "POST aid:test": EVERYONE,
    "GET aid:apply": SIGNED_IN,
    "POST aid:apply": SIGNED_IN,
    "POST aid:change need": LIN,
    "GET aid:notices": EVERYONE,
    "GET aid:notice ruling": SIGNED_IN,
    "POST aid:notice ruling": SIGNED_IN,
    "GET aid-console:standards": WATCHERS,
    "GET aid-console:import": MANAGERS,
    "POST aid-console:import": MANAGERS,
    "GET aid-console:listed": MANAGERS,
    "GET aid-console:near": MANAGERS,
    "GET aid-console:funds": WATCHERS,
    "GET aid-console:give": PREPARERS,
    "POST aid-console:give": PREPARERS,
    "GET aid-console:payments": FINANCE,
    "GET aid-console:paid": WATCHERS,
    "GET aid-console:proof aid_paid": WATCH,
    "GET aid-console:pay payable": FINANCE,
    "POST aid-console:pay payable": FINANCE,
    "POST aid-console:visit need": MANAGE,
    "POST aid-console:propose need": MANAGE,
    "POST aid-console:confirm need": MANAGE,
    "POST aid-console:send-back need": MANAGE,
    "POST aid-console:answer-objection need": MANAGE,
    "POST aid-console:keep need": MANAGE,
    "POST aid-console:end need": MANAGE,
}
HOME = {"members": [{"relation": "self", "income": 2_400_000}], "medical": 1_200_000}
VISIT = {"on": "2026-05-20", "words": "去过了"}
OPERATIONS = casework.operations("/aid/cases", "/aid/queue", "need", "granted") | {
    "POST /aid/test": Operation("yyyyyyyyyyyyy", "", HOME | {"place": "140105"}),
    "GET /aid/standards": Operation("yyyyyyyyyyyyy", "", {"place": "140105"}),
    "GET /aid/notices": Operation("yyyyyyyyyyyyy"),
    "POST /aid/notices/{pk}/objections": Operation(SIGNED_IN, "ruling", {"why": "请核对"}),
    "POST /aid/cases": Operation(
        SIGNED_IN, "",
        HOME | {"place": "140105", "topic": "illness", "words": "住院", "account": "622202020000", "consents": True},
    ),
    "GET /aid/cases/{pk}/why": Operation(LIN, "need"),
    "POST /aid/cases/{pk}/household": Operation(LIN, "need", HOME),
    "POST /aid/queue/{pk}/visit": Operation(MANAGE, "need", VISIT),
    "POST /aid/queue/{pk}/ruling": Operation(MANAGE, "need", {"why": "请核对"}),
    "POST /aid/queue/{pk}/confirmation": Operation(MANAGE, "need"),
    "POST /aid/queue/{pk}/return": Operation(MANAGE, "need", {"why": "请核对"}),
    "POST /aid/queue/{pk}/objection": Operation(MANAGE, "need", {"why": "请核对", "upheld": False}),
    "POST /aid/queue/{pk}/review": Operation(MANAGE, "need"),
    "POST /aid/queue/{pk}/end": Operation(MANAGE, "need", {"why": "请核对"}),
    "GET /aid/payments": Operation(FINANCE),
    "GET /aid/payments/{pk}": Operation(FINANCE, "payable"),
    "POST /aid/payments/{pk}": Operation(FINANCE, "payable"),
}  # fmt: skip
del OPERATIONS["POST /aid/queue/{pk}/closure"]
TYPED = {"relation_1": "self", "income_1": "24,000", "medical": "12000", "hurt": "0", "place": "太原市小店区"}
APPLIED = TYPED | {
    "topic": "illness", "words": "孩子住院", "account": "6222 0202 0000 1234", "consents": "on", "name_1": "林小雨",
}  # fmt: skip


def forms(things):
    of_every_kind = casework.forms(*NAMES, "need", things, outcome="granted")
    asked = {
        name: form for name, form in of_every_kind.items() if not name.endswith(tuple(f":{one}" for one in WITHOUT))
    }
    return asked | {
        "aid:test": TYPED | {"works": "1"},
        "aid:apply": APPLIED,
        "aid:change": TYPED | {"name_1": "林小雨"},
        "aid:notice": {"text": "他家有两套房"},
        "aid-console:give": {"union": str(things["aid_union"]), "amount": "1000", "why": "本级经费"},
        "aid-console:pay": {"receipt": "HD9"},
        "aid-console:visit": VISIT,
        "aid-console:propose": {"listed_as": "deep", "amount": "1000", "why": "符合"},
        "aid-console:send-back": {"reason": "请核对"},
        "aid-console:answer-objection": {"upheld": "0", "text": "已核实"},
        "aid-console:end": {"why": "收入增加"},
    }


def standard_of(union, place):
    return Standard.objects.create(
        division_id=place, since=date(2026, 1, 1), monthly=86_000, deep=500_000, relative=300_000, accident=400_000,
        source="民政局 2026 年 1 号", union=union,
    )  # fmt: skip


class Walk:
    """Applications of a place, brought as far as they are wanted; by two officers of its own."""

    def __init__(self, enrol, union, place, first, *, by, now):
        self.enrol, self.union, self.place = enrol, union, Division.objects.get(pk=place)
        self.by, self.now = by, now
        self.number = first
        self.officers = [enrol(name, self._next()) for name in ("郭干事", "郝主任")]
        for officer in self.officers:
            people.appoint(officer, union, Role.OFFICER, by=by, now=now - timedelta(days=60))

    def _next(self):
        self.number += 1
        return self.number

    def caller(self, person):
        return replace(self.by, person=person.pk, name=person.name)

    def person(self, name):
        return self.enrol(name, self._next(), self.union)

    def apply(self, person, *, income=2_400_000, chosen=(), now=None):
        home = Household(
            (Member("self", Fen(income), person.name),), hurt=False, private_school=False, study_abroad=False
        )
        asked = actions.Application("illness", "住院", self.place, home, "6222020200001234", consents=True)
        return actions.apply(person, asked, chosen=chosen, by=self.caller(person), now=now or self.now)

    def decide(self, case, said, *, now=None):
        first, second = map(self.caller, self.officers)
        now = now or self.now
        actions.visit(case, "去过了", on=now.date(), by=first, now=now)
        case.refresh_from_db()
        actions.propose(case, said, by=first, now=now)
        case.refresh_from_db()
        return actions.confirm(case, by=second, now=now)

    def granted(self, person, *, now):
        """Its notice is over by self.now."""
        case = self.apply(person, income=0, now=now)
        self.decide(case, actions.Proposal(True, "符合", "deep", Fen(100_000)), now=now)
        case.refresh_from_db()
        return case


@pytest.fixture
def claims(cast, enrol, taiyuan, province, lin, chen, zhao, sun, by, now):
    """Taiyuan's."""
    standard_of(taiyuan, "140100")
    before = now - timedelta(days=20)
    walk = Walk(enrol, taiyuan, "140105", 960, by=by, now=now)
    chosen = prepare([Incoming("住院.txt", "三月住院".encode())], Caps(kinds=(TEXT,)))
    case = walk.apply(lin, chosen=chosen)
    shown = walk.granted(chen, now=now)
    waits, listed = (walk.granted(walk.person(name), now=before) for name in ("马师傅", "牛大姐"))
    near = walk.apply(walk.person("杨阿强"), income=12 * 173_000, now=before)
    walk.decide(near, actions.Proposal(False, "超过一点"), now=before)
    actions.give_to_fund(taiyuan, Fen(1_000_000), why="本级经费", key="law", by=by, now=before)
    actions.work(now)
    listed.refresh_from_db()
    paid = actions.pay(listed, "HD1", proof=chosen, by=walk.caller(sun), now=now)
    return {
        "aid_paid": paid.pk,
        "need": case.pk, "need_code": case.code, "need_handler": zhao.pk, "aid_union": province.pk,
        "need_file": Attachment.objects.get(message__case=case).pk,
        "ruling": Ruling.objects.get(claim__case=shown).pk, "payable": Claim.objects.get(case=waits).pk,
    }  # fmt: skip


@pytest.fixture
def foreign_claims(cast, enrol, by, now):
    """One of the other province."""
    henan = cast["foreign officer"].offices.get().union
    standard_of(henan, "410000")
    walk = Walk(enrol, henan, "410000", 980, by=by, now=now)
    chosen = prepare([Incoming("住院.txt", "三月住院".encode())], Caps(kinds=(TEXT,)))
    case = walk.apply(walk.person("马大海"), chosen=chosen)
    shown = walk.granted(walk.person("牛大海"), now=now)
    before = now - timedelta(days=20)
    waits, listed = (walk.granted(walk.person(name), now=before) for name in ("杨大海", "朱大海"))
    actions.give_to_fund(henan, Fen(1_000_000), why="本级经费", key="law", by=by, now=before)
    actions.work(now)
    paid = actions.pay(listed, "HD1", proof=chosen, by=walk.caller(walk.officers[0]), now=now)
    return {
        "need": case.pk, "need_code": case.code, "need_file": Attachment.objects.get(message__case=case).pk,
        "aid_paid": paid.pk,
        "ruling": Ruling.objects.get(claim__case=shown).pk, "payable": Claim.objects.get(case=waits).pk,
    }  # fmt: skip


def spoil(things, text, *, by, now):
    Standard.objects.update(source=text)


@pytest.fixture
def standards_door(province):
    return reverse("aid-console:import"), {"union": str(province.pk)}


LAW = Law(
    world="claims",
    pages=PAGES,
    operations=OPERATIONS,
    forms=forms,
    asked=(*casework.ASKED, "class", "union", "place"),
    own="foreign_claims",
    exports=frozenset({"aid-console:standards"}),
    spoil=spoil,
    imports=(
        Import(
            name="standards",
            page="aid-console:import",
            union="pk",
            door="standards_door",
            header=(
                "地区", "起始日期", "低保标准（元/人/月）", "深度困难帮扶金（元）", "相对困难帮扶金（元）",
                "意外致困帮扶金（元）", "文件和文号",
            ),
            good=("大同市", "2026-01-01", "860", "5000", "3000", "4000", "大同市民政局 1 号"),
            cells=(
                ("地区", "", "没有填写"),
                ("地区", "没有的地方", "没有找到"),
                ("地区", "郑州市", "不在你的工会"),
                ("低保标准（元/人/月）", "-860", "负数"),
                ("低保标准（元/人/月）", "1e9", "科学计数"),
                ("低保标准（元/人/月）", "8,60", "逗号"),
                ("起始日期", "今年", "日期"),
                ("文件和文号", "", "没有填写"),
            ),
            kept=Standard.objects.count,
        ),
    ),
)  # fmt: skip
