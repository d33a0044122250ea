"""Sample data for the kit page: every component in every state."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import FenField, MobileField, PercentField, WindowField
from gonghui.faces.premises import Shown
from gonghui.faces.requests import Request
from gonghui.faces.services import Card, PremisesKind
from gonghui.faces.speech import speak
from gonghui.kernel.hours import Week
from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop
from gonghui.primitives.places.models import Premises
from gonghui.primitives.places.rules import State, Why

SAMPLE_KIND = PremisesKind("sample", gettext_noop("驿站"), "coffee")


class Sample(Refused):
    kind, code = Kind.CONFLICT, "faces.sample"
    says = gettext_noop("这一场已约满（60 个名额）")
    mend = gettext_noop("可以排候补，有人退回时按先后递补；周日 9:30 还有 12 个名额")
    rule = gettext_noop("活动须知第 3 条：每场名额以现场容量为限")


class SampleForm(forms.Form):
    amount = FenField(label=_("补贴上限（元）"), help_text=_("精确到分，例如 1,200.00"))
    rate = PercentField(label=_("补贴率"), required=False)
    mobile = MobileField()
    window = WindowField(label=_("开放时间"), required=False)
    city = forms.ChoiceField(label=_("城市"), choices=[("taiyuan", _("太原")), ("datong", _("大同"))])
    reason = forms.CharField(label=_("说明"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agree = forms.BooleanField(label=_("我已阅读参加须知"), required=False)


def sample_place(now: datetime) -> Shown:
    premises = Premises(
        name="滨河路驿站", address="滨河东路 8 号", phone="0351-1234567", lat=37.8734, lon=112.5624,
        facilities=["water", "toilet"], week=Week.daily("8:30-18:00").edges(), by_calendar=True,
    )  # fmt: skip
    premises.distance_m = 420.0
    says = gettext("按时间应当开着，今天还没有人确认")
    return Shown(premises, State(True, Why.EXPECTED, until=now + timedelta(hours=3), says=says), SAMPLE_KIND)


def context(request: Request) -> dict[str, Any]:
    now = request.now
    return {
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
        "sample_place": sample_place(now),
        "sample_form": SampleForm({"amount": "0", "mobile": "1380013", "city": "taiyuan"}),
        "sample_page": Paginator(range(1, 200), 20).get_page(request.GET.get("page", 3)),
        "sample_facts": [
            ("时段", "周六 9:30–10:30"),
            ("地点", "省体育馆 2 号厅"),
            ("带什么", "会员证或这条凭证，本人身份证件"),
        ],
        "sample_columns": [
            {"label": "专场", "key": "name", "sort": "?sort=name", "sorted": "up"},
            {"label": "时间", "key": "when", "sort": "?sort=when"},
            {"label": "名额", "key": "left", "number": True},
        ],
        "sample_rows": [
            {"url": "#t1", "cells": ["太原 家电专场", now, 12]},
            {"url": "#t2", "cells": ["大同 家电专场", now + timedelta(days=2), 0]},
        ],
        "later": now + timedelta(minutes=10),
    }
