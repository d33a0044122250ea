"""A kind may ask a form: answered with the asking, sealed, read beside its questions, forgotten with the case."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from gonghui.primitives.casework import actions, refusals, speaking
from gonghui.primitives.casework.actions import Asked, Filled
from gonghui.primitives.casework.models import Case
from gonghui.primitives.forms import actions as forms
from gonghui.primitives.forms.fields import Definition, Field
from gonghui.primitives.forms.fields import Kind as Asks
from gonghui.primitives.forms.models import Answers
from gonghui.primitives.forms.refusals import BadAnswers, VersionChanged
from gonghui.services.hotline.rules import HOTLINE

pytestmark = pytest.mark.django_db
FORMAL = replace(HOTLINE, code="formal", form="tests.formal")
QUESTIONS = Definition(fields=(Field("firm", Asks.TEXT, "单位", required=True), Field("phone", Asks.PHONE, "单位电话")))
VALUES = {"firm": "平城电机厂", "phone": "19900000042"}


@pytest.fixture
def version(province, by, now):
    def version(purpose="tests.formal", *, confidential=True):
        form = forms.make_form(
            purpose, province, "欠薪登记", definition=QUESTIONS, confidential=confidential, by=by, now=now
        )
        return forms.publish(form, seen=form.revision, by=by, now=now)

    return version


@pytest.fixture
def ask(lin, taiyuan, as_lin, now):
    def ask(filled, **more):
        return actions.ask(Asked(FORMAL, taiyuan, "wages", "见表", lin, filled=filled), by=as_lin, now=now, **more)

    return ask


def test_its_answers_are_kept_with_the_case_and_read_beside_their_questions(ask, version, lin):
    case = Case.objects.get(pk=ask(Filled(version(), VALUES)).pk)

    assert case.answers.person == lin
    said = {one.label: one.says for one in speaking.answered(case)}
    assert said["单位"] == "平城电机厂"
    assert "19900000042" not in said["单位电话"]


def test_no_answer_stands_readable(ask, version):
    ask(Filled(version(), VALUES))
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, ' ') FROM forms_answers t")
        assert "平城" not in cursor.fetchone()[0]


def test_the_same_key_answers_once(ask, version):
    filled = Filled(version(), VALUES)
    assert ask(filled, key="k").pk == ask(filled, key="k").pk
    assert Answers.objects.count() == 1


@pytest.mark.parametrize("wrong", ["none", "another", "readable"])
def test_a_kind_with_a_form_is_not_asked_without_it(ask, version, wrong):
    filled = {
        "none": lambda: None,
        "another": lambda: Filled(version("tests.other"), VALUES),
        "readable": lambda: Filled(version(confidential=False), VALUES),
    }[wrong]()
    with pytest.raises(refusals.FormMissing):
        ask(filled)
    assert not Case.objects.exists()


def test_bad_answers_and_an_old_version_leave_no_case(ask, version, by, now):
    old = version()
    with pytest.raises(BadAnswers):
        ask(Filled(old, {}))
    form = forms.redraft(old.form, Definition(QUESTIONS.fields[:1]), seen=old.form.revision, by=by, now=now)
    forms.publish(form, seen=form.revision, by=by, now=now)
    with pytest.raises(VersionChanged):
        ask(Filled(old, VALUES))
    assert not Case.objects.exists()


def test_a_kind_without_one_keeps_none(asked):
    assert asked().answers is None
    assert speaking.answered(asked()) == []


def test_they_are_forgotten_with_the_case(ask, version, as_lin, now):
    case = actions.withdraw(ask(Filled(version(), VALUES)), by=as_lin, now=now)
    actions.forget(FORMAL, now=now + timedelta(days=3 * 365 + 1))

    case.refresh_from_db()
    assert case.answers.forgotten_at
    assert speaking.answered(case) == []
