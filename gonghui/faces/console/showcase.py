"""Sample data for the kit page: every component in every state."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.templatetags.static import static
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.faces import listing as one_list
from gonghui.faces.attachments import Attached, attached
from gonghui.faces.built_forms import AnswerForm
from gonghui.faces.forms import FenField, FilesField, MobileField, PercentField, WindowField
from gonghui.faces.importing import TroubleLine
from gonghui.faces.listing.pages import Outcome
from gonghui.faces.maps import Pin, map_of
from gonghui.faces.models import SignIn
from gonghui.faces.premises import Shown
from gonghui.faces.reasons import told
from gonghui.faces.requests import Request
from gonghui.faces.services import Card, PremisesKind
from gonghui.faces.speech import speak
from gonghui.kernel.attachments import DOCX, JPEG, PDF, XLSX, Caps
from gonghui.kernel.attachments.caps import PICTURES
from gonghui.kernel.benefits import Benefit, Condition, Rule, no, unknown, yes
from gonghui.kernel.hours import Week
from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop
from gonghui.primitives.files.models import File
from gonghui.primitives.forms import fields as asked
from gonghui.primitives.forms.speaking import line_of
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.places.models import Premises
from gonghui.primitives.places.rules import State, Why

SAMPLE_KIND = PremisesKind("sample", gettext_noop("驿站"), "coffee")


class Sample(Refused):
    kind, code = Kind.CONFLICT, "faces.sample"
    says = gettext_noop("这一场已约满（60 个名额）")
    mend = gettext_noop("可以排候补，有人退回时按先后递补；周日 9:30 还有 12 个名额")
    rule = gettext_noop("活动须知第 3 条：每场名额以现场容量为限")


SAMPLE_RULE = Rule(gettext_noop("第三条"), gettext_noop("示例办法"), date(2026, 5, 1), weak=True)
SAMPLE_BENEFIT: Benefit[None] = Benefit(
    "faces.sample",
    (gettext_noop("符合条件"), gettext_noop("还不符合条件"), gettext_noop("还不知道")),
    gettext_noop("不同意的，可以向上级工会申诉"),
    (
        Condition("member", gettext_noop("是工会会员"), (SAMPLE_RULE,), lambda _asker, _on: yes()),
        Condition("room", gettext_noop("还有名额"), (SAMPLE_RULE,), lambda _asker, _on: no(Sample())),
        Condition(
            "income",
            gettext_noop("收入在标准以下"),
            (SAMPLE_RULE,),
            lambda _asker, _on: unknown(gettext_noop("收入证明")),
        ),
    ),
)


class SampleForm(forms.Form):
    amount = FenField(label=_("补贴上限（元）"), help_text=_("精确到分，例如 1,200.00"))
    rate = PercentField(label=_("补贴率"), required=False)
    mobile = MobileField()
    window = WindowField(label=_("开放时间"), required=False)
    city = forms.ChoiceField(label=_("城市"), choices=[("taiyuan", _("太原")), ("datong", _("大同"))])
    reason = forms.CharField(label=_("说明"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    files = FilesField(label=_("附件"), caps=Caps(kinds=(*PICTURES, PDF, DOCX, XLSX), most=5), required=False)
    agree = forms.BooleanField(label=_("我已阅读参加须知"), required=False)


@dataclass(frozen=True)
class SampleLine:
    """A row of the sample list."""

    name: str
    hall: str
    when: datetime
    left: int
    subsidy: int
    state: str


# What staff asks is in staff's words, which nobody translates.
SAMPLE_ASKED = asked.Definition(
    (
        asked.Field("what", asked.Kind.LONG, "发生了什么", help="什么时候、在哪里", required=True),
        asked.Field("owed", asked.Kind.MONEY, "欠多少工资（元）"),
        asked.Field("works", asked.Kind.YES_NO, "还在那里上班吗", required=True),
        asked.Field(
            "household",
            asked.Kind.ROWS,
            "一起生活的人",
            columns=(
                asked.Field("name", asked.Kind.TEXT, "姓名", required=True),
                asked.Field("income", asked.Kind.MONEY, "月收入（元）"),
            ),
            most=10,
        ),
    ),
    lead="请如实填写，只有办理的人能看到。",
)
SAMPLE_TOLD = {
    "what": "三月起没有发工资",
    "owed": 1_860_000,
    "works": False,
    "household": [{"name": "林大山", "income": 0}, {"name": "林小河", "income": 320_000}],
}
STATES = {"open": (_("报名中"), "good"), "soon": (_("未开始"), ""), "full": (_("约满"), "warn")}
SAMPLE_LIST = one_list.Listing(
    title=_("专场"),
    columns=(
        one_list.Column(_("专场"), "name", sort=True, under=(one_list.Column(_("会场"), "hall"),)),
        one_list.Column(_("时间"), "when", one_list.WHEN, sort=True),
        one_list.Column(_("名额"), "left", one_list.NUMBER, sort=True),
        one_list.Column(_("补贴"), "subsidy", one_list.MONEY),
        one_list.Column(_("状态"), "state", one_list.states(STATES)),
    ),
    filters=(
        one_list.Search(("name", "hall"), _("名称或会场")),
        one_list.Choice("state", _("状态"), [(state, word) for state, (word, _tone) in STATES.items()]),
    ),
    link=lambda line, request: "#kit-listing",
    acts=(
        one_list.RowLink(_("改时间"), lambda line, request: "#kit-listing"),
        one_list.RowAct(
            _("取消"),
            lambda line, request: "",
            _("取消这一场？"),
            _("报名的会员会收到短信。"),
            _("原因"),
            tone="danger",
        ),
    ),
    bulk=(one_list.Bulk("cancel", _("取消"), lambda line, request, reason: None, _("取消选中的场？"), tone="danger"),),
    empty=one_list.Empty(_("还没有专场"), _("建好专场、定好时段后，会员就能报名。"), "calendar-event"),
    file=_("专场"),
    per=2,
)


def sample_lines(now: datetime) -> list[SampleLine]:
    halls = (
        ("太原 家电专场", "一号馆", "open"),
        ("大同 家电专场", "文化宫", "full"),
        ("阳泉 家电专场", "体育馆", "soon"),
    )
    return [
        SampleLine(name, hall, now + timedelta(days=nth), nth * 6, nth * 240_000, state)
        for nth, (name, hall, state) in enumerate(halls)
    ]


def sample_place(now: datetime) -> Shown:
    premises = Premises(
        name="滨河路驿站", address="滨河东路 8 号", phone="0351-1234567", lat=37.8734, lon=112.5624,
        division_id="140106", facilities=["water", "toilet"], week=Week.daily("8:30-18:00").edges(), by_calendar=True,
    )  # fmt: skip
    premises.distance_m = 420.0
    says = gettext("按时间应当开着，今天还没有人确认")
    return Shown(premises, State(True, Why.EXPECTED, until=now + timedelta(hours=3), says=says), SAMPLE_KIND)


def sample_map(now: datetime) -> dict[str, Any]:
    place = sample_place(now)
    return map_of([Pin(place.premises, place.state, "#kit-premises")], None)


def sample_attachments() -> list[Attached]:
    """A picture, a document that a browser opens, and one that is saved."""
    files = (
        File(name="门口.jpg", kind=JPEG.code, size=312_000, small_size=9_000),
        File(name="关于开展夏送清凉活动的通知.pdf", kind=PDF.code, size=1_240_000),
        File(name="报名汇总表.xlsx", kind=XLSX.code, size=48_000, only_download=True),
    )
    shown = [attached(file, "#kit-attachments", says="门口，左边是饮水机") for file in files]
    return [replace(one, small_url=static("faces/icon.svg") if one.small_url else "") for one in shown]


def context(request: Request) -> dict[str, Any]:
    now, attachments = request.now, sample_attachments()
    return {
        "sample_attachments": attachments,
        "sample_pictures": attachments[:1] * 3,
        "sample_sign_in": SignIn(
            device="iPhone · 微信", network="112.96.*.*", by_password=False, created_at=now, seen_at=now
        ),
        "sample_card": Card(
            title="清凉家电补贴专场",
            url="#card",
            icon="fridge",
            when=now + timedelta(days=1),
            where="省体育馆 2 号厅",
            note="凭会员身份入场",
            number="12",
            unit="个名额",
            act="看看这一场",
        ),
        "sample_refusal": speak(Sample()),
        "sample_history": [Entry(act="people.appoint", at=now, by_name=gettext_noop("系统"))],
        "sample_why": told(SAMPLE_BENEFIT.judge(None, on=SAMPLE_RULE.since)),
        "sample_place": sample_place(now),
        "sample_map": sample_map(now),
        "sample_form": list(SampleForm({"amount": "0", "mobile": "1380013", "city": "taiyuan"})),
        "sample_facts": [
            ("时段", "周六 9:30–10:30"),
            ("地点", "省体育馆 2 号厅"),
            ("带什么", "会员证或这条凭证，本人身份证件"),
        ],
        "sample_list": SAMPLE_LIST.inside(request, sample_lines(now)),
        "sample_nothing": SAMPLE_LIST.inside(request, []),
        "sample_troubles": [TroubleLine(3, gettext("名称"), gettext(Sample.says), gettext(Sample.mend))],
        "sample_built": AnswerForm(version=None, definition=SAMPLE_ASKED, initial=SAMPLE_TOLD),
        "sample_lines": [line_of(field, SAMPLE_TOLD) for field in SAMPLE_ASKED.fields],
        "sample_outcome": Outcome(gettext("取消"), 2, [("太原 家电专场", speak(Sample()))], 1),
        "later": now + timedelta(minutes=10),
    }
