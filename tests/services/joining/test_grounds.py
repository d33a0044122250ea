"""A no has one of the grounds that there are, and says why, by which rule, and what would make it a yes."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from opencc import OpenCC

from gonghui.primitives.notices import actions as notices
from gonghui.services.joining import actions, refusals
from gonghui.services.joining.models import Application
from gonghui.services.joining.rules import features, grounds
from tests.cast import resident_id

TODAY = date(2026, 5, 20)
CHOSEN = grounds.offered(on=TODAY)
CONVERTERS = [OpenCC(name) for name in ("s2t", "s2tw", "s2hk")]
FACTS = "三月以来平台没有接单记录，请问汾河物流园工会"


def page(response):
    return response.content.decode()


@pytest.mark.parametrize("ground", grounds.GROUNDS, ids=lambda one: one.code)
def test_every_ground_has_its_rule_its_paper_and_its_way_to_a_yes(ground):
    assert all((ground.says, ground.rule, ground.source, ground.mend, ground.since))
    assert features.feature_in(ground.says + ground.mend) is None
    assert ground.until is None or ground.since < ground.until


@pytest.mark.parametrize("ground", CHOSEN, ids=lambda one: one.code)
def test_whoever_is_refused_reads_why_by_which_rule_how_to_mend_it_and_whom_to_ask(
    ground, rider, lin, motors, applied, browser, program, as_officer, taiyuan, by, now
):
    joins = grounds.JOIN in ground.kinds
    made = applied(rider) if joins else actions.move(lin, motors, by=by, now=now)
    actions.refuse(made, ground=ground.code, reason=FACTS, by=as_officer, now=now)
    shown = page(browser(made.person).get(reverse("joining:one", args=[made.pk])))
    told = notices.inbox(made.person)[0].text
    [heard] = program(made.person).get("/joining/applications").json()

    for words in (ground.says, ground.rule, ground.mend, FACTS):
        assert words in shown
        assert words in told
    assert ground.source in shown
    assert f"向“{made.before.parent.name}”申诉" in shown
    assert {heard["ground"][name] for name in ("says", "rule", "mend")} == {ground.says, ground.rule, ground.mend}
    assert heard["reason"] == FACTS


@pytest.mark.parametrize(
    ("said", "no"),
    [
        ({"ground": ""}, refusals.GroundNeeded),
        ({"ground": "外地户口"}, refusals.UnknownGround),
        ({"ground": "same_person"}, refusals.UnknownGround),  # found, not chosen
        ({"ground": "elsewhere"}, refusals.FactsNeeded),
        ({"ground": "no_work", "reason": "外地户口，不收"}, refusals.NamesFeature),
        ({"ground": "not_moved"}, refusals.GroundNotFor),
    ],
)
def test_what_is_no_ground_refuses_nobody(rider, applied, as_officer, now, said, no):
    made = applied(rider)

    with pytest.raises(no):
        actions.refuse(made, **said, by=as_officer, now=now)
    assert Application.objects.get().state == "waiting"


def test_nobody_is_sent_back_for_what_is_no_ground(rider, applied, as_officer, now):
    with pytest.raises(refusals.NamesFeature):
        actions.give_back(applied(rider), reason="请补学历证明", by=as_officer, now=now)


def test_no_row_is_refused_without_a_ground(rider, applied, now):
    made = applied(rider)
    with pytest.raises(IntegrityError, match="refused_for_a_ground"), transaction.atomic():
        Application.objects.filter(pk=made.pk).update(state="refused", decided_at=now)


def test_a_ground_is_said_as_it_was_worded_on_the_day():
    old = replace(CHOSEN[0], says="以前的说法", since=date(2020, 1, 1), until=CHOSEN[0].since)
    both = (*CHOSEN, old)

    assert grounds.said(old.code, on=date(2021, 1, 1), among=both) is old
    assert grounds.said(old.code, on=TODAY, among=both) is CHOSEN[0]
    assert old not in grounds.offered(on=TODAY, among=both)
    with pytest.raises(refusals.UnknownGround):
        grounds.check_chosen(old.code, reason="", on=date(2019, 1, 1), among=both)


def test_a_no_of_before_the_grounds_shows_its_words(rider, applied, browser, now):
    made = applied(rider)
    Application.objects.update(state="refused", ground="earlier", reason="不是本厂的", decided_at=now)
    shown = page(browser(rider).get(reverse("joining:one", args=[made.pk])))

    assert "不是本厂的" in shown
    assert "重新申请" in shown


def test_a_yes_after_an_appeal_leaves_nothing_of_the_no(rider, applied, chen, browser, as_officer, by, now):
    no = actions.refuse(applied(rider), ground="no_work", reason=FACTS, by=as_officer, now=now)
    up = actions.appeal(no, reason="送货两年了", by=by, now=now)
    yes = actions.approve(up, by=replace(by, person=chen.pk), now=now)
    shown = page(browser(rider).get(reverse("joining:one", args=[yes.pk])))

    assert (yes.ground, yes.reason) == ("", "")
    assert grounds.said("no_work", on=TODAY).says not in shown
    assert FACTS not in shown


def spellings(word):
    """As people write it."""
    yield from (word, *(converter.convert(word) for converter in CONVERTERS))
    yield from (sign.join(word) for sign in (" ", "　", "*", "-", "·", "、", "\u200b", "."))
    yield word.upper()
    yield "".join(chr(ord(c) + 0xFEE0) if c.isascii() else c for c in word)


@pytest.mark.parametrize("feature", features.FEATURES)
def test_what_is_no_ground_is_heard_however_it_is_written(feature):
    for word in features.FEATURES[feature].split():
        for spelt in spellings(word):
            assert features.feature_in(f"因为{spelt}，不收") is not None, spelt


@pytest.mark.parametrize(
    "text",
    [
        "外地户口不收", "没有本市户籍", "戶口不在本市", "他是外地人", "户 口 不 行", "学历太低", "學歷不夠", "只有初中",
        "小学文化", "女的不收", "只要男同志", "怀孕了", "她信教", "穆斯林", "少数民族", "农民工不算", "hukou 不在太原",
        "no degree", "Female", "Ｈｕｋｏｕ", "没有居住证", "回族，不收", "女，回族自治县来的",
        "外地，不收", "外地", "外地不要", "外省。", "外縣，不收", "外 地 ， 不 收", "他外来，别收", "只收本地职工",
        "祖籍河南", "从外地来，不收", "人在外地的不收",
    ],
)  # fmt: skip
def test_what_officers_wrote_before_is_refused(text):
    with pytest.raises(refusals.NamesFeature):
        features.check_features(text)


@pytest.mark.parametrize(
    "text",
    [
        "", FACTS, "客户，口头说明过", "女儿代办，本人不知道", "个体户，自己雇人",
        "在太原五中高中部食堂，请找五中工会",
        "户外送餐，记录在小象外卖", "已到外地工作，请找大同市总工会", "证件是居住证，号码对不上",
        "子女在校，与申请无关",
        "妇幼保健院有自己的工会", "毕竟没有接单", "山西大学有工会", "信用代码不对", "汉口路站点的骑手",
        "开户行的短信不算接单记录", "请改选广西壮族自治区总工会", "请找阿坝藏族羌族自治州妇女儿童医院工会",
        "中央民族大学的食堂", "在太原师范高等专科学校送餐",
        "人在外地，电话不通", "到外省跑车，记录在平台", "在国外市场部上班", "室外地面作业", "户外市集的摊位",
        "门外地上的快递",
    ],
)  # fmt: skip
def test_facts_are_facts(text):
    features.check_features(text)


def test_page_bulk_and_api_take_grounds_alone(rider, applied, enrol, browser, program, zhao):
    first, second = applied(rider), applied(enrol("申请人乙", 921), document=resident_id(921))
    desk, api = browser(zhao), program(zhao)
    at = reverse("joining-console:refuse", args=[first.pk])
    bulk = {"bulk": "refuse", "row": [str(first.pk), str(second.pk)], "reason-refuse": "不要女的"}
    listed = reverse("joining-console:index")

    assert desk.post(at, {"reason": "不行"}).status_code == 422
    assert desk.post(at, {"choice": "no_work", "reason": "初中没毕业"}).status_code == 422
    assert desk.post(listed, bulk).status_code == 422
    assert desk.post(listed, bulk | {"choice-refuse": "no_work"}).status_code == 422
    for body in ({"ground": "不行"}, {"ground": "no_work", "reason": "不要女的"}):
        many = {"ids": [str(first.pk)], "decision": "refused"} | body
        assert api.post("/joining/queue/decisions", many).status_code == 422
        assert api.post(f"/joining/queue/{first.pk}/refusal", body).status_code == 422
    assert set(Application.objects.values_list("state", flat=True)) == {"waiting"}

    desk.post(at, {"choice": "no_work"})
    desk.post(listed, {"bulk": "refuse", "row": [str(second.pk)], "choice-refuse": "document"})
    assert list(Application.objects.order_by("pk").values_list("state", "ground")) == [
        ("refused", "no_work"), ("refused", "document")
    ]  # fmt: skip


def test_the_desk_is_offered_the_grounds_of_the_day(rider, applied, browser, program, zhao):
    made = applied(rider)
    shown = page(browser(zhao).get(reverse("joining-console:one", args=[made.pk])))
    listed = program(zhao).get("/joining/grounds").json()

    for ground in CHOSEN:
        assert (f'value="{ground.code}"' in shown) is (grounds.JOIN in ground.kinds)
    assert [one["code"] for one in listed] == [one.code for one in CHOSEN]
    assert "性别、宗教、民族、户籍、学历不是条件" in shown
