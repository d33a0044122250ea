"""A refusal says what, why, how to mend it and whom to ask; in the asker's form, with the right status."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import InterfaceError, OperationalError
from django.test import RequestFactory
from django.utils import translation
from django_htmx.middleware import HtmxDetails

from gonghui.faces import answers, errors, middleware
from gonghui.faces.speech import MANNERS, speak
from gonghui.kernel.money import Fen
from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import Word

STATUS = {
    Kind.INVALID: 422,
    Kind.FORBIDDEN: 403,
    Kind.UNKNOWN: 404,
    Kind.CONFLICT: 409,
    Kind.GONE: 410,
    Kind.TOO_MANY: 429,
    Kind.BUSY: 503,
}


class PoolEmpty(Refused):
    kind, code = Kind.CONFLICT, "tests.pool_empty"
    says = "补贴池只剩 %(left)s 元"
    mend = "%(until)s 会再放一批"
    rule = "专场规则第 4 条"


def refusal_of(kind: Kind) -> Refused:
    refusal = PoolEmpty(left=Fen(123_456), until=datetime(2026, 5, 21, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai")))
    refusal.kind = kind
    return refusal


@pytest.fixture
def ask(now):
    """A request as the middleware hands it to a door."""

    def asked(path: str, **headers: str):
        request = RequestFactory(headers=headers).get(path)
        request.user, request.now, request.elder, request.session = AnonymousUser(), now, False, {}
        request._messages = []
        request.resolver_match = None
        middleware.attach(request, None, way="page")
        request.htmx = HtmxDetails(request)
        return request

    return asked


def test_every_kind_has_its_status():
    assert {kind: manner.status for kind, manner in MANNERS.items()} == STATUS


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("path", ["/subsidies/", "/console/fairs/", "/counter/fairs/"])
def test_each_frame_shows_each_kind(kind, path, ask):
    response = answers.refused(ask(path), refusal_of(kind))
    page = response.content.decode()
    assert response.status_code == STATUS[kind]
    assert "<html" in page
    assert "补贴池只剩 1,234.56 元" in page
    assert "9:30 会再放一批" in page
    assert "专场规则第 4 条" in page


def test_a_member_is_told_whom_to_ask(ask):
    assert "工会服务热线 12351" in answers.refused(ask("/subsidies/"), refusal_of(Kind.GONE)).content.decode()


def test_htmx_gets_the_fragment_alone(ask):
    page = answers.refused(ask("/subsidies/", HX_Request="true"), refusal_of(Kind.CONFLICT)).content.decode()
    assert "<html" not in page
    assert 'data-code="tests.pool_empty"' in page


def test_a_form_can_show_it_in_its_own_place(ask):
    response = answers.refused(ask("/scan/"), refusal_of(Kind.CONFLICT), "member/scan.html", typed="K7M")
    page = response.content.decode()
    assert response.status_code == 409
    assert 'value="K7M"' in page
    assert "补贴池只剩" in page


def test_the_api_gets_the_one_json_shape(ask):
    import json

    body = json.loads(answers.refused(ask("/api/v1/x"), refusal_of(Kind.CONFLICT)).content)
    assert body == {
        "error": {
            "code": "tests.pool_empty",
            "says": "补贴池只剩 1,234.56 元",
            "mend": body["error"]["mend"],
            "rule": "专场规则第 4 条",
            "facts": {"left": "1,234.56", "until": body["error"]["facts"]["until"]},
        }
    }


def test_the_wait_is_said_to_programs_too(ask):
    class Slow(Refused):
        kind, code, says = Kind.TOO_MANY, "tests.slow", "请 %(seconds)s 秒后再试"

    assert answers.refused(ask("/"), Slow(seconds=42))["Retry-After"] == "42"


def test_a_refusal_nobody_caught_becomes_the_page(ask):
    handler = middleware.refusals(lambda request: None)
    assert handler.process_exception(ask("/"), refusal_of(Kind.GONE)).status_code == 410
    assert handler.process_exception(ask("/"), ValueError("ours")) is None


def test_hostile_facts_are_shown_as_text(ask):
    class Named(Refused):
        code, says = "tests.named", "没有“%(name)s”"

    page = answers.refused(ask("/"), Named(name="<script>alert(1)</script>")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_percent_sign_in_a_sentence_without_facts_is_no_trouble():
    class Plain(Refused):
        code, says = "tests.plain", "比例在 5% 到 30% 之间"

    assert speak(Plain()).says == "比例在 5% 到 30% 之间"


def test_words_of_ours_among_the_facts_are_translated_and_names_are_not():
    class Empty(Refused):
        kind, code, says = Kind.INVALID, "tests.empty", "“%(field)s”还没有填写，缺少：%(missing)s，%(name)s"

    refusal = Empty(field=Word("会场"), missing=(Word("时段"), Word("会场")), name="会场")
    with translation.override("zh-hant"):
        spoken = speak(refusal)
    assert spoken.facts == {"field": "會場", "missing": "時段、會場", "name": "会场"}
    assert refusal.sentence() == "“会场”还没有填写，缺少：时段、会场，会场"


@pytest.mark.parametrize("error", [OperationalError("disk full"), InterfaceError("connection already closed")])
def test_a_database_that_is_away_is_told_with_503_and_when_to_come_back(error, rf):
    answers = []
    for path in ("/subsidies/", "/api/v1/me"):
        try:
            raise error
        except type(error):
            answers.append(errors.broken(rf.get(path)))
    page, json_answer = answers
    assert [(answer.status_code, answer["Retry-After"]) for answer in answers] == [(503, "5")] * 2
    assert "答不上来" in page.content.decode()
    assert json.loads(json_answer.content)["error"]["code"] == "faces.database_silent"
