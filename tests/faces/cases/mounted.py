"""A kind of case with one level, no answer to be judged and no merging, beside the product's, for test_mounting.py."""

from dataclasses import replace
from uuid import UUID

from django import forms
from django.urls import include, path

from gonghui.faces.acting import Done
from gonghui.faces.cases import CasePages
from gonghui.faces.listing import Column
from gonghui.primitives.casework import actions as casework
from gonghui.services.hotline.rules import HOTLINE, WITHIN_A_DAY
from gonghui.site.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401

PLAIN = replace(
    HOTLINE,
    code="plain",
    stages=tuple(
        replace(stage, to=("closed",), limits=WITHIN_A_DAY) if stage.code == "working" else stage
        for stage in HOTLINE.stages
        if stage.code != "answered"
    ),
    levels=HOTLINE.levels[:1],
    page="plain:small-one",
    desk="plain-console:small-one",
    queue="plain-console:small-index",
)


class WordForm(forms.Form):
    word = forms.CharField()


CASES = CasePages(
    kind=PLAIN,
    base="member/base.html",
    without=frozenset({"merge"}),
    facts="kit/badge.html",
    beside=lambda case, request: {"text": "另有一行"},
    columns=(Column("编号长", lambda case, request: str(len(case.code))),),
)


@CASES.handled.act(WordForm, form_name="word_form")
def word(request, pk: UUID, *, form) -> Done:
    casework.note(CASES.find(request, pk), form.cleaned_data["word"], by=request.caller, now=request.now)
    return Done("记下了")


console_urls = [*CASES.handler_urls("small/"), path("small/<uuid:pk>/word/", word, name="small-word")]
urlpatterns = [
    path("plain/", include((CASES.asker_urls("small/"), "plain"))),
    path("console/plain/", include((console_urls, "plain-console"))),
    *urlpatterns,
]
