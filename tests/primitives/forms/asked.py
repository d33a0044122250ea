"""A form for hardship aid that asks one of every kind; and answers to it."""

from dataclasses import replace

from gonghui.primitives.forms.fields import Choice, Condition, Definition, Field, Kind
from tests.cast import mobile, resident_id

HOUSEHOLD = (
    Field("name", Kind.TEXT, "姓名", required=True, most=30),
    Field("income", Kind.MONEY, "月收入（元）", required=True),
    Field("works", Kind.YES_NO, "在工作"),
)
AID = Definition(
    (
        Field("title", Kind.TEXT, "一句话说明", required=True, least=2, most=40),
        Field("story", Kind.LONG, "情况", help="什么时候开始的", sensitive=True),
        Field("months", Kind.NUMBER, "已经几个月", least=0, most=60, decimals=1),
        Field("owed", Kind.MONEY, "欠多少工资（元）", most=100_000_000),
        Field("since", Kind.DATE, "从哪天起", earliest="2020-01-01", latest="today"),
        Field("trade", Kind.CHOICE, "行业", required=True, choices=(Choice("c1", "快递"), Choice("c2", "建筑"))),
        Field("papers", Kind.SEVERAL, "手里有什么", choices=(Choice("c1", "合同"), Choice("c2", "工资条")), most=2),
        Field("ill", Kind.YES_NO, "家里有人生病吗", required=True),
        Field("illness", Kind.TEXT, "什么病", required=True, sensitive=True, show_if=Condition("ill", ("yes",))),
        Field("phone", Kind.PHONE, "另一个联系电话"),
        Field("document", Kind.DOCUMENT, "证件号码"),
        Field("household", Kind.ROWS, "一起生活的人", columns=HOUSEHOLD, most=10),
        Field("proof", Kind.FILES, "证明", most=3, sensitive=True),
    ),
    lead="请如实填写。",
)
PHONE, NUMBER = mobile(77), resident_id(77)
TOLD = {
    "title": "工地欠薪三个月",
    "story": "老板从三月起没有发工资，孩子又病了。",
    "months": 2.5,
    "owed": 1_860_050,
    "since": "2026-03-01",
    "trade": "c2",
    "papers": ["c1", "c2"],
    "ill": True,
    "illness": "肺炎",
    "phone": PHONE.e164,
    "document": {"kind": "resident_id", "number": NUMBER.number},
    "household": [{"name": "林大山", "income": 0, "works": False}, {"name": "林小河", "income": 320_000}],
}


def with_field(key: str, **changes: object) -> Definition:
    """The same form with one field changed."""
    return AID.with_field(replace(AID[key], **changes))
