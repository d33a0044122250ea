"""A small product for the faces' tests: two services, two sources."""

from datetime import datetime, timedelta

from django.http import HttpRequest

from gonghui.faces.services import Card, MenuEntry, Sign
from gonghui.faces.slices import NEAR, ON_NOW, Cards, Product, Slice, Where
from gonghui.primitives.people.powers import Act, Power

PAY = Act("tests.pay", Power.APPROVE)


def near(where: Where, *, now: datetime) -> list[Card]:
    return [Card(title="城东驿站", url="/near/", where="城东路")]


def on_now(where: Where, *, now: datetime) -> list[Card]:
    return [Card(title="太原专场", url="/on/", number="12", unit="个名额", when=now + timedelta(days=1))]


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
            cards=(Cards(NEAR, near, rank=1), Cards(ON_NOW, on_now, rank=1)),
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
