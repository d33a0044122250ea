"""What several answers come to: one no is a no, what is missing is no no, one of several is enough."""

import pickle
from datetime import date

import pytest

from gonghui.kernel.benefits import Answer, Benefit, Condition, Held, Rule, no, unknown, yes
from gonghui.kernel.refusals import Refused

DAY = date(2026, 5, 20)
OLD, NEW = Rule("第一条", "办法（旧）", date(2010, 1, 1)), Rule("第二条", "办法（新）", date(2026, 5, 20), weak=True)


class Short(Refused):
    code = "tests.short"
    says = "还差一点"
    mend = "明年再来"


def asks(name, held):
    return Condition(name, name, (OLD, NEW), lambda _facts, _on: held)


def judged(*held: Held | None, one_of=()):
    benefit = Benefit(
        "tests.benefit", ("可以", "不可以", "还不知道"), "问工会",
        tuple(asks(f"all{n}", one) for n, one in enumerate(held)),
        tuple(asks(f"one{n}", one) for n, one in enumerate(one_of)),
    )  # fmt: skip
    return benefit.judge(None, on=DAY)


@pytest.mark.parametrize(
    ("held", "one_of", "answer"),
    [
        ((yes(), yes()), (), Answer.YES),
        ((yes(), unknown("收入")), (), Answer.UNKNOWN),
        ((unknown("收入"), no(Short())), (), Answer.NO),
        ((yes(), None), (), Answer.YES),  # what is not asked of somebody does not count
        ((yes(),), (no(Short()), yes(), no(Short())), Answer.YES),
        ((yes(),), (no(Short()), unknown("收入")), Answer.UNKNOWN),
        ((yes(),), (no(Short()), no(Short())), Answer.NO),
        ((no(Short()),), (yes(),), Answer.NO),
    ],
)
def test_what_they_come_to(held, one_of, answer):
    found = judged(*held, one_of=one_of)

    assert found.answer is answer
    assert found.heading == {"yes": "可以", "no": "不可以", "unknown": "还不知道"}[answer]
    assert (found.refusal is not None) == (answer is Answer.NO)


def test_a_no_names_the_rule_in_force_on_the_day_and_carries_it_between_processes():
    refusal = judged(no(Short())).refusal

    assert refusal.rule == "第二条"
    assert pickle.loads(pickle.dumps(refusal)).rule == "第二条"
    assert asks("x", yes()).rule(date(2026, 5, 19)) is OLD
    assert asks("x", yes()).rule(date(2009, 1, 1)) is OLD


def test_it_becomes_a_yes_on_the_last_day_of_those_that_pass_by_themselves():
    may, june = date(2027, 5, 1), date(2027, 6, 1)

    assert judged(no(Short(), from_on=may), no(Short(), from_on=june)).from_on == june
    assert judged(no(Short(), from_on=may), no(Short())).from_on is None
    assert judged(no(Short(), from_on=may), unknown("收入")).from_on is None
    assert judged(yes(), one_of=(no(Short(), from_on=june), no(Short(), from_on=may), no(Short()))).from_on == may
    assert judged(yes(), yes()).from_on is None


def test_what_another_spares_is_neither_a_no_nor_missing():
    found = judged(one_of=(yes(), no(Short()), unknown("收入")))

    assert [one.needed for one in found.reasons] == [True, False, False]
    assert (found.noes, found.missing, found.enough) == ([], [], ("one0",))
    assert judged(unknown("收入", "人口"), unknown("收入")).missing == ["收入", "人口"]


def test_of_several_of_which_one_is_enough_one_is_missing_and_not_all():
    found = judged(unknown("人口"), one_of=(unknown("收入", "支出"), no(Short()), unknown("残疾证"), unknown("残疾证")))
    assert (found.missing, found.missing_one_of) == (["人口"], [("收入", "支出"), ("残疾证",)])

    only = judged(one_of=(unknown("收入"), no(Short())))
    assert (only.missing, only.missing_one_of) == (["收入"], []), "of one that is left it is no choice"
