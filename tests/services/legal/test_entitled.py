"""Who would be given legal aid, condition by condition, each by its article."""

from datetime import date

import pytest

from gonghui.kernel.benefits import Answer
from gonghui.services.legal.rules.entitled import ENTITLED, OF_LAW, PAY_OR_INJURY, Facts

ON = date(2026, 5, 20)
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


@pytest.mark.parametrize(
    ("facts", "answer", "article"),
    [
        (Facts("wages", migrant=True), YES, "第四十二条第三项"),
        (Facts("injury", migrant=True), YES, "第四十二条第三项"),
        (Facts("dismissal", migrant=True), UNKNOWN, ""),
        (Facts("wages", migrant=False), UNKNOWN, ""),
        (Facts("wages", False, "", False), NO, "第四十二条第三项"),
        (Facts("wages", False, "group", False), YES, "第四十二条第一项"),
        (Facts("insurance", False, "relief", False), YES, "第四十二条第二项"),
        (Facts("contract", False, "", True), YES, "第四十一条"),
        (Facts("dismissal", False, "", False), NO, "第四十二条"),
        (Facts("dismissal", False, "", False, True), YES, "工会干部"),
        (Facts("other", True, "group", True), NO, "第三十一条"),
        (Facts("wages"), UNKNOWN, ""),
    ],
)
def test_the_rules_answer_with_the_article(facts, answer, article):
    found = ENTITLED.judge(facts, on=ON)
    assert found.answer is answer
    deciding = found.noes if answer is NO else [one for one in found.reasons if one.code in found.enough]
    assert any(article in one.rule.number for one in deciding) or not article


def test_what_is_not_known_is_asked_for_and_nothing_else():
    assert ENTITLED.judge(Facts("wages"), on=ON).missing_one_of == [
        ("是不是进城务工人员",), ("是不是特定群体，或者救助、优抚对象",), ("家庭是不是经济困难",),
    ]  # fmt: skip
    assert ENTITLED.judge(Facts("wages", migrant=True), on=ON).missing_one_of == []


@pytest.mark.parametrize("topic", ["wages", "overtime", "injury", "contract", "dismissal", "insurance", "women"])
def test_every_matter_of_work_is_a_cause_and_what_the_law_does_not_name_is_marked_weak(topic):
    cause = ENTITLED.judge(Facts(topic), on=ON).reasons[0]
    assert cause.answer is YES
    assert cause.rule.weak is (topic not in OF_LAW)


def test_only_pay_and_injury_spare_who_came_to_the_city_the_look_at_their_means():
    spared = {
        topic for topic in ("wages", "overtime", "injury", "contract", "dismissal", "insurance", "women")
        if "aid.means_migrant" in ENTITLED.judge(Facts(topic, migrant=True), on=ON).enough
    }  # fmt: skip
    assert spared == set(PAY_OR_INJURY)
