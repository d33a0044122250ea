"""What is sent twice is said once: by the key it came with, as a constraint has it."""

from dataclasses import replace

import pytest
from django.db import IntegrityError

from gonghui.primitives.casework import actions, refusals
from gonghui.primitives.casework.actions import holding
from gonghui.primitives.casework.models import Case, Message
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices.models import Notice
from tests.rush import kinds, rush

from .conftest import CALM

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(asked, guo, as_guo, now):
    return actions.assign(asked(), guo, by=as_guo, now=now)


def said(what):
    return Message.objects.filter(what=what).count()


def test_a_message_with_the_same_key_is_said_told_and_written_once(taken, guo, as_lin, now):
    first = actions.say(taken, "我有工资条", key="k", by=as_lin, now=now)
    again = actions.say(taken, "我有工资条", key="k", by=as_lin, now=now)

    assert (again.pk, again.repeated, said("say")) == (first.pk, True, 1)
    assert Notice.objects.filter(person=guo, title="诉求有补充").count() == 1
    assert Entry.objects.filter(act="hotline.say").count() == 1


def test_another_key_another_caller_and_another_case_are_other_messages(asked, taken, as_lin, as_guo, now):
    actions.say(taken, "一", key="k", by=as_lin, now=now)
    actions.say(taken, "二", key="k2", by=as_lin, now=now)
    actions.say(taken, "三", key="k", by=as_guo, now=now)
    actions.say(asked(), "四", key="k", by=as_lin, now=now)

    assert said("say") == 4


def test_a_note_and_an_answer_with_the_same_key_too(taken, as_guo, now):
    for _time in range(2):
        actions.note(taken, "电话打不通", key="n", by=as_guo, now=now)
        case = actions.answer(taken, "已发清", stage="answered", key="a", by=as_guo, now=now)

    assert (said("note"), said("say"), case.stage) == (1, 1, "answered")
    assert Entry.objects.filter(act="hotline.note").count() == 1
    assert Notice.objects.filter(title="诉求有答复了").count() == 1


def test_what_arrived_is_confirmed_also_once_the_case_is_over(taken, as_lin, now):
    actions.say(taken, "一", key="k", by=as_lin, now=now)
    actions.withdraw(taken, by=as_lin, now=now)

    assert actions.say(taken, "一", key="k", by=as_lin, now=now).repeated
    with pytest.raises(refusals.CaseClosed):
        actions.say(taken, "二", key="k2", by=as_lin, now=now)
    assert said("say") == 1


def test_a_key_tells_nothing_once_the_case_is_forgotten(taken, as_lin, now):
    actions.say(taken, "一", key="k", by=as_lin, now=now)
    actions.withdraw(taken, by=as_lin, now=now)
    actions.forget(taken.of_kind, now=now.replace(year=now.year + 4))

    assert not Message.objects.exclude(key="").exists()


def sent_twice(case, by, now):
    by = replace(by, person=case.person_id)
    return rush(lambda n: actions.say(Case(pk=case.pk), "一", key="k", by=by, now=now), 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_sent_twice_at_once_it_is_said_once(asked, by, now):
    answers = sent_twice(asked(), by, now)

    assert kinds(answers) == {"Message": 2}
    assert (len({one.pk for one in answers}), said("say")) == (1, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_by_the_constraint_and_not_by_looking(asked, by, now, monkeypatch):
    """Nobody holds the case, and whoever writes does not ask whether it is there."""

    def stored(row):
        row.save(force_insert=True)
        return True

    case = asked()
    monkeypatch.setattr(holding, "insert_unless_taken", stored)
    answers = sent_twice(case, by, now)

    assert kinds(answers) == {"Message": 1, IntegrityError.__name__: 1}


@pytest.mark.parametrize("more", [{"words": "另一件事"}, {"kind": CALM}], ids=["other words", "another kind"])
def test_a_question_with_the_key_of_another_is_refused_and_not_lost_behind_it(asked, more):
    first = asked(key="k")
    assert asked(key="k").pk == first.pk

    with pytest.raises(refusals.KeyReused):
        asked(key="k", **more)
