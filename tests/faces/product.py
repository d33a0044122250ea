"""A small product for the faces' tests: two services, three sources."""

from datetime import datetime, timedelta

from django.http import HttpRequest

from gonghui.faces.services import Card, MenuEntry, Sign, WorkItem
from gonghui.faces.slices import MINE, NEAR, ON_NOW, Cards, Product, Slice, Where
from gonghui.primitives.people.powers import Act, Power

PAY = Act("tests.pay", Power.APPROVE)


def cards(request: HttpRequest) -> list[Card]:
    receipts = [Card(title=f"凭证{n}", url=f"/mine/?n={n}", heap="receipts", act="查看凭证") for n in (1, 2)]
    return [*receipts, Card(title="要还的书", url="/mine/?n=3"), Card(title="第四张", url="/mine/?n=4")]


def near(where: Where, *, now: datetime) -> list[Card]:
    return [Card(title="城东驿站", url="/near/", where="城东路")]


def on_now(where: Where, *, now: datetime) -> list[Card]:
    return [Card(title="太原专场", url="/on/", number="12", unit="个名额", when=now + timedelta(days=1))]


def work(request: HttpRequest) -> list[WorkItem]:
    now = request.now
    return [
        WorkItem("没有期限的事", "/console/a/", "办", "其他"),
        WorkItem("明天到期的事", "/console/b/", "审", "结算", due=now + timedelta(days=1)),
        WorkItem("昨天到期的事", "/console/c/", "批", "结算", due=now - timedelta(days=1)),
    ]


def behind_code(request: HttpRequest, code: str) -> str | None:
    return "/messages/" if code == "KNWN5YZ2M2" else None


PRODUCT = Product(
    [
        Slice(
            code="tests",
            signs=(
                Sign("open", "开着的服务", "star", "public", "faces:scan", "已经能用", "能用", rank=1),
                Sign("later", "以后的服务", "clock", "life", None, "以后能用", rank=2),
            ),
            cards=(Cards(MINE, cards, rank=1), Cards(NEAR, near, rank=1), Cards(ON_NOW, on_now, rank=1)),
            work=work,
            page_of_code=behind_code,
            menu=(
                MenuEntry("付款", "cash", "faces:kit", group="资金", act=PAY, rank=1),
                MenuEntry("帮助一页", "help-circle", "faces:help", group="服务", rank=2),
            ),
            desks=(MenuEntry("收银台", "receipt", "faces:help", act=PAY, summary="卖货", rank=1),),
            acts={"people.join": "登记入会"},
        )
    ]
)
