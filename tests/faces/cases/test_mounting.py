"""A slice says a kind and a few words, and has its pages: what the kind has not is not there, what is its own is."""

import re
from dataclasses import replace

import pytest
from django.urls import NoReverseMatch, reverse

from gonghui.faces.cases import CasePages
from gonghui.kernel import codes
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.actions import Asked
from gonghui.primitives.casework.models import Case, Message
from gonghui.primitives.casework.speaking import messages
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role

from .mounted import CASES, PLAIN

pytestmark = pytest.mark.django_db
KEY = "0190a0a0-0000-7000-8000-000000000001"


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.ROOT_URLCONF = "tests.faces.cases.mounted"


@pytest.fixture
def case(lin, taiyuan, by, now):
    asked = Asked(PLAIN, taiyuan, "wages", "欠薪三个月", lin)
    return casework.ask(asked, by=replace(by, person=lin.pk), now=now)


@pytest.fixture
def guo(enrol, taiyuan, by, now):
    person = enrol("郭干事", 301)
    people.appoint(person, taiyuan, Role.OFFICER, by=by, now=now)
    return person


@pytest.fixture
def desk(as_person, guo):
    return as_person(guo)


def at(name, case, where="plain-console"):
    return reverse(f"{where}:small-{name}", args=[case.pk])


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("act", ["grade", "call-back", "merge"])
def test_what_the_kind_has_not_has_no_address(case, act):
    with pytest.raises(NoReverseMatch):
        at(act, case)


def test_the_page_of_a_case_offers_what_there_is_and_shows_what_the_slice_adds(desk, case):
    shown = text(desk.get(at("one", case)))
    assert "欠薪三个月" in shown
    assert "另有一行" in shown
    for absent in ("难易程度", "已经办好，请职工评价", "与另一件合并"):
        assert absent not in shown
    for there in ("交办", "转给另一个工会", "办结", "暂停时限"):
        assert there in shown


def test_the_queue_has_the_slices_column_and_none_for_a_single_level(desk, case):
    shown = text(desk.get(reverse("plain-console:small-index")))
    assert codes.shown(case.code) in shown
    assert "编号长" in shown
    assert "难易" not in shown


def test_an_act_of_the_slice_stands_beside_the_others_and_is_scoped_as_they_are(desk, as_person, case, su):
    assert desk.post(at("word", case), {"word": ""}).status_code == 422
    assert desk.post(at("word", case), {"word": "看过材料"}).status_code == 303
    assert [one.words for one in messages(case, internal=True)] == ["欠薪三个月", "看过材料"]
    assert as_person(su).post(at("word", case), {"word": "x"}).status_code == 403
    assert Message.objects.filter(what="note").count() == 1


def test_both_sides_write_and_it_ends(desk, as_person, lin, guo, case):
    desk.post(at("assign", case), {"to": str(guo.pk)})
    desk.post(
        at("answer", case), {"words": "在核实", "done": "on", "key": KEY}
    )  # no such stage: it is said, and goes on
    assert Case.objects.get().stage == "working"
    phone = as_person(lin)
    phone.post(at("say", case, "plain"), {"words": "有工资条", "key": KEY})
    desk.post(at("close", case), {"words": "已发清", "outcome": "solved"})

    shown = text(phone.get(at("one", case, "plain")))
    for said in ("在核实", "有工资条", "已发清", "解决了吗", "郭"):
        assert said in shown
    assert desk.post(at("close", case), {"words": "x", "outcome": "gold"}).status_code == 422


def test_another_kind_is_not_found_at_these_addresses(desk, case):
    Case.objects.update(kind="hotline")
    assert desk.get(at("one", case)).status_code == 404


def test_each_address_is_named_after_its_page():
    names = {pattern.name for pattern in CASES.asker_urls()}
    assert names == {f"small-{act}" for act in ("one", "say", "withdraw", "rate", "reopen", "attachment")}


def test_no_two_fields_of_a_page_share_an_id(desk, as_person, guo, lin, case):
    """Else a label leads to the first field of that name, and what is typed goes into another form."""
    for page in (desk.get(at("one", case)), as_person(lin).get(at("one", case, "plain"))):
        ids = re.findall(r'\bid="(id_[^"]+)"', text(page))
        assert len(ids) == len(set(ids)) > 1


def test_what_the_asker_is_not_to_do_has_no_address_and_no_form(desk, as_person, lin, by, now, case, monkeypatch):
    bare = CasePages(kind=PLAIN, base="member/base.html", without=frozenset({"reopen", "withdraw", "rate"}))
    assert set(bare.own_acts) == {"say"}
    assert "reopen" not in bare.acts

    casework.close(case, "solved", "已发清", by=by, now=now)
    for pages in ("own_acts", "acts"):
        for name in ("reopen", "withdraw", "rate"):
            monkeypatch.delitem(getattr(CASES, pages), name, raising=False)
    for shown in (as_person(lin).get(at("one", case, "plain")), desk.get(at("one", case))):
        assert shown.status_code == 200
        assert "重新办理" not in text(shown)


def test_who_has_died_is_offered_to_nobody(desk, guo, enrol, taiyuan, case, by, now):
    dead = enrol("老周", 302)
    people.appoint(dead, taiyuan, Role.OFFICER, by=by, now=now)
    people.close_account(people.open_account(dead, by=by, now=now), by=by, now=now)

    assert list(desk.get(at("one", case)).context["assign_form"].fields["to"].queryset) == [guo]
