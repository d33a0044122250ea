"""The addresses of aid: for workers, and for officers and finance."""

from django.urls import path

from . import console, member
from .pages.cases import CASES

member_urls = (
    [
        path("", member.home, name="home"),
        path("test/", member.test, name="test"),
        path("apply/", member.apply, name="apply"),
        path("notices/", member.shown, name="notices"),
        path("notices/<uuid:pk>/", member.notice, name="notice"),
        path("cases/<uuid:pk>/household/", member.change, name="change"),
        *CASES.asker_urls("cases/"),
    ],
    "aid",
)

console_urls = (
    [
        path("standards/", console.standards, name="standards"),
        path("standards/import/", console.bring, name="import"),
        path("listed/", console.listed, name="listed"),
        path("near/", console.near, name="near"),
        path("funds/", console.funds, name="funds"),
        path("funds/gift/", console.give_page, name="give"),
        path("payments/", console.payments, name="payments"),
        path("payments/made/", console.paid, name="paid"),
        path("payments/made/<uuid:pk>/proof/", console.proof, name="proof"),
        path("payments/<uuid:pk>/", console.pay_page, name="pay"),
        path("cases/<uuid:pk>/visit/", console.visit, name="visit"),
        path("cases/<uuid:pk>/ruling/", console.propose, name="propose"),
        path("cases/<uuid:pk>/confirmation/", console.confirm, name="confirm"),
        path("cases/<uuid:pk>/return/", console.send_back, name="send-back"),
        path("cases/<uuid:pk>/objection/", console.answer_objection, name="answer-objection"),
        path("cases/<uuid:pk>/review/", console.keep, name="keep"),
        path("cases/<uuid:pk>/end/", console.end, name="end"),
        *CASES.handler_urls("cases/"),
    ],
    "aid-console",
)
