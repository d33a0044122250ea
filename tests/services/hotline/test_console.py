"""The queue by deadline, one case, and the seat that takes calls."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from gonghui.kernel import codes
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework import refusals, rules
from gonghui.primitives.casework.models import Case
from gonghui.primitives.casework.speaking import messages
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices.models import Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.services.hotline import actions
from tests.cast import mobile

from .conftest import WORDS

pytestmark = pytest.mark.django_db
INDEX, DESK, TAKE = (reverse(f"hotline-console:{name}") for name in ("index", "desk", "take"))
KEY = "0190a0a0-0000-7000-8000-000000000002"


def page(response):
    return response.content.decode()


def at(name, case):
    return reverse(f"hotline-console:{name}", args=[case.pk])


def shown_code(case):
    """As pages group it; less of it would stand in a form's token once in a while."""
    return codes.shown(case.code)


def said(case):
    return [(one.what, one.words) for one in messages(case, internal=True)]


@pytest.fixture
def office(browser, guo):
    return browser(guo)


def once(said):
    """With the key of a form of its own."""
    return said | {"key": str(uuid4())}


def test_the_queue_says_no_word_and_the_most_urgent_first(office, asked, chen, guo, as_guo, now):
    first, second = asked(), asked(chen)
    casework.assign(first, guo, by=as_guo, now=now)  # due later
    shown = page(office.get(INDEX))

    assert shown.index(shown_code(second)) < shown.index(shown_code(first))
    assert WORDS not in shown
    assert "林小雨" not in shown
    assert "林" in shown


@pytest.mark.parametrize(
    ("asks", "has_first", "has_second"),
    [
        ({"which": "mine"}, True, False),
        ({"which": "free"}, False, True),
        ({"stage": "working"}, True, False),
        ({"topic": "injury"}, False, False),
        ({"trade": "courier"}, False, True),
        ({"q": "0102"}, False, True),
        ({"q": "林小雨"}, True, False),
    ],
)
def test_filters(office, asked, chen, guo, as_guo, now, asks, has_first, has_second):
    first, second = asked(), asked(chen, trade="courier")
    casework.assign(first, guo, by=as_guo, now=now)
    keys = [row.pk for row in office.get(INDEX, asks).context["listing"].page.object_list]

    assert (first.pk in keys, second.pk in keys) == (has_first, has_second)


@pytest.mark.rows_by_hand
@pytest.mark.parametrize("which", ["late", "soon", "paused"])
def test_by_its_clock(office, asked, as_guo, now, which):
    cases = {"late": asked(), "soon": asked(), "paused": asked(), "later": asked()}
    for name, hours in {"late": -1, "soon": 23, "later": 25}.items():
        Case.objects.filter(pk=cases[name].pk).update(due_at=now + timedelta(hours=hours))
    casework.pause(cases["paused"], why="等单位回话", by=as_guo, now=now)

    assert list(office.get(INDEX, {"which": which}).context["listing"].page.object_list) == [cases[which]]


def test_from_the_page_to_the_end(office, asked, guo, lin, now):
    case = asked()
    assert WORDS in page(office.get(at("one", case)))
    office.post(at("assign", case), {"to": str(guo.pk)})
    office.post(at("grade", case), {"level": "hard", "why": "涉及多人"})
    office.post(at("note", case), once({"words": "已打电话"}))
    office.post(at("answer", case), once({"words": "正在核实"}))
    office.post(at("pause", case), {"reason": "等单位回话"})
    office.post(at("resume", case))
    office.post(at("answer", case), once({"words": "月底发清", "done": "on"}))
    office.post(at("call-back", case), {"solved": "1", "words": "到账了"})
    office.post(at("check", case), once({"good": "1", "words": "按时办结"}))

    assert [what for what, _ in said(case)] == [
        "ask", "level", "note", "say", "pause", "resume", "say", "call", "close", "check"
    ]  # fmt: skip
    found = Case.objects.get()
    assert (found.stage, found.outcome, found.level) == ("closed", "solved", "hard")
    assert Notice.objects.filter(person=lin, title="诉求已办结").exists()


def test_not_solved_it_is_handled_again(office, asked, guo, as_guo, now):
    case = casework.assign(asked(), guo, by=as_guo, now=now)
    casework.answer(case, "好了", stage="answered", by=as_guo, now=now)
    office.post(at("call-back", case), {"solved": "0", "words": "没到账"})
    assert Case.objects.get().stage == "working"


def test_closed_it_is_handled_again_for_a_reason_that_she_reads(office, browser, lin, asked):
    case = asked()
    office.post(at("close", case), {"outcome": "explained", "words": "已说明"})
    assert Case.objects.get().outcome == "explained"
    assert office.post(at("reopen", case), {"reason": ""}).status_code == 422
    office.post(at("reopen", case), {"reason": "单位又拖欠"})

    assert (Case.objects.get().stage, Case.objects.get().outcome) == ("waiting", "")
    assert "单位又拖欠" in page(browser(lin).get(reverse("hotline:one", args=[case.pk])))


def test_what_she_took_back_the_office_does_not_take_up(office, lin, asked, by, now):
    case = asked()
    casework.withdraw(case, by=replace(by, person=lin.pk), now=now)
    assert "重新办理" not in page(office.get(at("one", case)))
    assert office.post(at("reopen", case), {"reason": "再办"}).status_code == 409
    assert Case.objects.get().outcome == "withdrawn"


def test_it_is_given_to_those_alone_who_may_have_it(office, asked, guo, zhao, chen, lin, taiyuan, by, now):
    people.appoint(lin, taiyuan, Role.OFFICER, by=by, now=now)
    case = asked()  # who asks is an officer there too
    assert set(office.get(at("one", case)).context["assign_form"].fields["to"].queryset) == {guo, zhao}
    for other in (chen, lin):
        assert office.post(at("assign", case), {"to": str(other.pk)}).status_code == 422
    assert Case.objects.get().assigned_to is None


def test_a_refused_act_shows_the_page_with_why_and_changes_nothing(office, asked, works):
    case = asked()
    acts = {"hand-over": {"to": works.code, "why": "单位办"}, "call-back": {"solved": "0", "words": "x"}}
    for name, form in acts.items():
        answer = office.post(at(name, case), form)
        assert answer.status_code == 409
        assert "k-refusal" in page(answer)
    assert [what for what, _ in said(case)] == ["ask"]


@pytest.mark.parametrize("to", ["", "没有这个", "\x00"])
def test_a_union_that_there_is_not(office, asked, to):
    assert office.post(at("hand-over", asked()), {"to": to, "why": "x"}).status_code == 422


def test_handed_over_to_another_region_it_leaves_my_queue(office, asked, datong):
    case = asked()
    answer = office.post(at("hand-over", case), {"to": datong.name, "why": "事情在大同"})
    assert answer.url == INDEX
    assert office.get(at("one", case)).status_code == 404


def test_of_two_unions_of_one_name_the_code_is_asked_for(office, asked, found, datong):
    for code in ("GL-1", "GL-2"):
        found(code, "鼓楼区总工会", "district", datong, "140213")
    case, way = asked(), {"why": "事情在那里"}
    answer = office.post(at("hand-over", case), way | {"to": "鼓楼区总工会"})
    assert (answer.status_code, "GL-2" in page(answer)) == (422, True)

    office.post(at("hand-over", case), way | {"to": "gl-2"})
    assert Case.objects.get().union.code == "GL-2"


def test_merged_with_another_that_i_see(office, asked, chen):
    first, second = asked(), asked()
    office.post(at("merge", second), {"code": first.code})
    assert Case.objects.get(pk=second.pk).merged_into == first


@pytest.mark.parametrize("code", ["23", "N0SUCHCASE", "不是编号"])
def test_a_code_mistyped_for_merging_is_said_on_the_page_it_was_typed_on(office, asked, code):
    answer = office.post(at("merge", asked()), {"code": code})
    assert answer.status_code == 422
    assert "没有这个编号的诉求" in page(answer)
    assert "请对照列表里的编号再填一次" in page(answer)
    assert WORDS in page(answer)


def test_a_seat_finds_the_caller_and_no_word_of_their_cases(browser, wu, lin, asked):
    case, seat = asked(), browser(wu)
    assert "查来电人" in page(seat.get(DESK))
    shown = page(seat.post(DESK, {"mobile": mobile(101).national}))

    assert shown_code(case) in shown
    assert "林**" in shown
    assert WORDS not in shown
    assert seat.get(at("one", case)).status_code == 403
    form = once({"words": "又拖了一周"})
    for _twice in range(2):
        assert seat.post(at("add", case), form).status_code == 200
    assert said(case) == [("ask", WORDS), ("say", "又拖了一周")], "a button that is pressed twice says it once"


def test_no_two_fields_of_the_desk_share_an_id(browser, wu):
    """Else the label of a new ticket's number leads to the caller's, and what is typed goes into another form."""
    ids = re.findall(r'\bid="(id_[^"]+)"', page(browser(wu).get(DESK)))
    assert len(ids) == len(set(ids)) > 1


def test_of_a_number_that_nobody_has_the_name_is_asked_for(browser, wu):
    shown = page(browser(wu).post(DESK, {"mobile": mobile(905).national}))
    assert "这个号码没有登记过" in shown
    assert mobile(905).national in shown


def test_a_seat_of_another_city_does_not_see_them(browser, enrol, datong, lin, asked, by, now):
    other = enrol("大同坐席", 320)
    people.appoint(other, datong, Role.OPERATOR, by=by, now=now)
    case, seat = asked(), browser(other)

    assert shown_code(case) not in page(seat.post(DESK, {"mobile": mobile(101).national}))
    assert shown_code(case) not in page(seat.post(DESK, {"code": case.code}))
    assert seat.post(at("add", case), once({"words": "x"})).status_code == 404


def test_a_call_becomes_a_ticket_and_the_caller_reads_its_number(browser, wu, taiyuan):
    form = {"via": "phone", "name": "马师傅", "mobile": mobile(905).national, "topic": "injury", "level": "hard"}
    form |= {"words": "货厢上摔下来", "place": "太原市", "trade": "lorry_driver", "key": KEY}
    shown = page(browser(wu).post(TAKE, form))

    case = Case.objects.get()
    assert shown_code(case) in shown
    assert (case.union, case.via, case.level, case.entered_by, case.person.name) == (
        taiyuan, "phone", "hard", wu, "马师傅"
    )  # fmt: skip
    assert case.code in Notice.objects.get(person=case.person).text


def test_who_says_no_name_stays_unknown(browser, wu, taiyuan):
    form = {"via": "phone", "anonymous": "on", "topic": "safety", "level": "ordinary", "key": KEY}
    form |= {"words": "四十度还在露天干活", "place": "太原市"}
    browser(wu).post(TAKE, form)

    assert Case.objects.get().person is None
    assert not Notice.objects.exists()


@pytest.fixture
def nobodys(wu, taiyuan, place, by, now):
    """What somebody asked who did not say who they are."""
    told = actions.Words("safety", WORDS, place)
    return actions.take(actions.Call("phone", anonymous=True), told, by=replace(by, person=wu.pk), now=now)


def test_who_says_no_name_adds_to_it_by_its_code(browser, wu, nobodys, guo, as_guo, now):
    casework.assign(nobodys, guo, by=as_guo, now=now)
    seat = browser(wu)
    shown = page(seat.post(DESK, {"code": shown_code(nobodys).lower()}))
    assert shown_code(nobodys) in shown
    assert WORDS not in shown
    assert shown_code(nobodys) in page(seat.post(at("add", nobodys), once({"words": "今天有人中暑"})))

    assert said(nobodys)[-1] == ("say", "今天有人中暑")
    assert Notice.objects.filter(person=guo, title="诉求有补充").exists()


def test_by_a_code_nobody_learns_whose_it_is(browser, wu, lin, asked, chen):
    case, other = asked(), asked()
    shown = page(browser(wu).post(DESK, {"code": case.code}))
    assert shown_code(case) in shown
    for hidden in ("林**", shown_code(other), WORDS):
        assert hidden not in shown


@pytest.mark.parametrize("form", [{}, {"code": "23"}, {"mobile": "x"}, {"code": "\x00"}])
def test_neither_a_number_nor_a_code_finds_nobody(browser, wu, form):
    assert browser(wu).post(DESK, form).status_code == 422


def test_a_code_of_which_nothing_is_open_is_said_to_be_none(browser, wu, nobodys, as_guo, now):
    casework.close(nobodys, "explained", "已说明", by=as_guo, now=now)
    assert "没有在办的这个编号" in page(browser(wu).post(DESK, {"code": nobodys.code}))


def test_nobody_is_called_back_about_what_was_not_answered(office, asked, guo, as_guo, now):
    case = casework.assign(asked(), guo, by=as_guo, now=now)
    for solved in ("1", "0"):
        assert office.post(at("call-back", case), {"solved": solved, "words": "到账了"}).status_code == 409
    assert (Case.objects.get().stage, [what for what, _ in said(case)]) == ("working", ["ask"])


def test_a_desk_takes_down_as_many_a_day_as_it_may(wu, taiyuan, place, by, now, monkeypatch):
    monkeypatch.setattr(rules, "DESK_A_DAY", 11)  # more than one person may ask
    call, told = actions.Call("phone", anonymous=True), actions.Words("safety", "热", place)
    for _each in range(11):
        actions.take(call, told, by=replace(by, person=wu.pk), now=now)
    with pytest.raises(refusals.TooManyAsked):
        actions.take(call, told, by=replace(by, person=wu.pk), now=now)
    assert Case.objects.count() == 11


def test_without_a_name_and_not_anonymous_nothing_is_taken_down(browser, wu, taiyuan):
    form = {"via": "phone", "topic": "safety", "level": "ordinary", "words": "热", "place": "太原市", "key": KEY}
    assert browser(wu).post(TAKE, form).status_code == 422
    assert not Case.objects.exists()


def test_the_worker_warns_and_escalates(asked, guo, as_guo, now):
    case = casework.assign(asked(), guo, by=as_guo, now=now)
    assert actions.sweep(case.due_at - timedelta(hours=1)) == 1
    assert Notice.objects.filter(person=guo, created_at=case.due_at - timedelta(hours=1)).exists()
    assert actions.sweep(case.due_at + timedelta(seconds=1)) == 1
    assert Case.objects.get().escalated_at
    assert actions.forget(now) == 0


def test_the_worker_forgets_what_was_said_three_years_after_the_end(asked, as_guo, now):
    casework.close(asked(), "solved", "已发清", by=as_guo, now=now)
    assert [actions.forget(now + timedelta(days=days)) for days in (3 * 365, 3 * 365 + 1)] == [0, 1]
    assert [words for _, words in said(Case.objects.get())] == ["", ""]


def test_a_search_by_name_is_written_down_once_and_not_for_whom(office, asked, guo):
    case, at = asked(), reverse("hotline-console:index")
    for asks in ({"q": "林"}, {"q": case.code}, {"q": "林", "page": "1"}, {"stage": "all"}):
        assert office.get(at, asks).status_code == 200

    [entry] = Entry.objects.filter(act="hotline.search")
    assert (entry.by_person, entry.facts, "林" in entry.label) == (guo.pk, {}, False)
