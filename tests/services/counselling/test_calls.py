"""One press, and counsellors are told at once, day and night; the clock is of minutes; who presses first has it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from gonghui.kernel.codes import shown
from gonghui.primitives.agenda.links import link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.models import Case
from gonghui.primitives.casework.refusals import CaseClosed
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices.models import Delivery, Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.services.counselling import actions, refusals
from gonghui.services.counselling.models import Call, RiskPath
from gonghui.services.counselling.models.sealing import unsealed
from gonghui.services.counselling.pages import figures
from tests.cast import mobile

from .conftest import DAY, HOUR, RISKY

pytestmark = pytest.mark.django_db
NOW_PAGE, CALLS = reverse("counselling:now"), reverse("counselling-console:calls")
MINUTE = timedelta(minutes=1)
KEY = "0190a0a0-0000-7000-8000-000000000041"


def page(response):
    return response.content.decode()


def waits_for(act):
    """Which unions' counsellors or officers are told of a call."""
    rows = Matter.objects.filter(key="counselling.call", act=act).select_related("union")
    return sorted(row.union.code for row in rows)


def test_a_visitor_sees_the_line_and_how_to_be_called(browser):
    seen = page(browser().get(NOW_PAGE))
    assert 'href="tel:12356"' in seen
    assert "登录，让咨询师打给我" in seen


@pytest.mark.parametrize("name", ["home", "now", "counsellors", "results", "mine"])
def test_the_line_is_on_every_page(browser, lin, name):
    assert 'href="tel:12356"' in page(browser(lin).get(reverse(f"counselling:{name}")))


def test_one_press_and_it_is_with_the_counsellors_of_her_city(browser, lin, mei, he, gu, taiyuan, now):
    phone = browser(lin)
    answer = phone.post(NOW_PAGE, {"key": "0190a0a0-0000-7000-8000-000000000001"})
    call = Call.objects.get()
    assert answer.url == reverse("counselling:call", args=[call.case_id])
    assert (call.case.union, call.case.level, call.due_at) == (taiyuan, "urgent", now + 15 * MINUTE)
    [matter] = Matter.objects.filter(key="counselling.call")
    assert (matter.union, matter.act, matter.due) == (taiyuan, "counselling.counsel", call.due_at)
    assert "林" not in matter.title + matter.note
    told = Notice.objects.filter(title__startswith="有人在等回电").values_list("person__name", flat=True)
    assert set(told) == {"梅咨询", "何同事"}
    assert "已经在叫咨询师了" in page(phone.get(answer.url))


def test_at_three_in_the_night_it_is_the_same(called, lin, mei, he, as_, now):
    night = now.replace(hour=3)
    call = actions.ask_call(lin, by=as_(lin), now=night)
    assert call.due_at == night + 15 * MINUTE
    sent = Delivery.objects.filter(notice__title__startswith="有人在等回电")
    assert sent.count() == 2
    assert all(one.due_at <= night for one in sent)


def test_what_she_is_told_at_once_speaks_of_minutes_and_of_the_line_never_of_working_days(lin, mei, he, as_, now):
    night = now.replace(hour=3)
    call = actions.ask_call(lin, by=as_(lin), now=night)
    told = Notice.objects.get(person=lin, template="counselling.received")
    assert "诉求" not in told.title + told.text
    assert "12356" in told.text
    assert "前" not in told.text  # no day: the clock is of minutes
    [waits] = Matter.objects.filter(key="counselling.mine", subject=call.case_id)
    assert waits.note == "等待回电"
    actions.take_call(call, mei, by=as_(mei), now=night)
    [taken] = Matter.objects.filter(key="counselling.mine", subject=call.case_id)
    assert taken.note.startswith("咨询师已接手，")


def test_pressed_again_she_waits_once(called):
    assert called() == called()
    assert Call.objects.count() == Case.objects.count() == 1
    assert Notice.objects.filter(title__startswith="有人在等回电").count() == 2


def test_from_a_risk_answer_the_way_leads_to_the_call(took, browser, lin, mei):
    path = took(answers=RISKY).path
    browser(lin).post(reverse("counselling:way", args=[path.pk]), {"key": "0190a0a0-0000-7000-8000-000000000002"})
    assert RiskPath.objects.get().call == Call.objects.get()


def test_where_nobody_counsels_the_no_names_the_line(browser, lin, taiyuan):
    answer = browser(lin).post(NOW_PAGE, {"key": "0190a0a0-0000-7000-8000-000000000003"})
    assert answer.status_code == 409
    assert "请直接打 12356" in page(answer)
    assert 'href="tel:12356"' in page(answer)
    assert not Case.objects.exists()


def test_where_her_city_has_nobody_it_is_the_provinces(lin, gu, province, as_, now):
    assert actions.ask_call(lin, by=as_(lin), now=now).case.union == province


def test_never_the_counsellor_of_her_firm(counsellor, lin, works, gu, province, as_, now):
    counsellor("厂里心理员", 404, works)
    assert actions.ask_call(lin, by=as_(lin), now=now).case.union == province


def test_who_belongs_nowhere_comes_to_somebody_too(qian, mei, taiyuan, as_, now):
    assert actions.ask_call(qian, by=as_(qian), now=now).case.union == taiyuan


def test_a_counsellor_is_not_her_own(mei, gu, province, as_, now):
    assert actions.ask_call(mei, by=as_(mei), now=now).case.union == province


def test_before_it_is_taken_the_queue_tells_a_code_and_a_clock(called, browser, mei):
    call = called()
    seen = page(browser(mei).get(CALLS))
    assert "我来打" in seen
    assert "林" not in seen
    assert mobile(101).national not in seen
    assert browser(mei).get(reverse("counselling-console:call", args=[call.case_id])).status_code == 403


def test_who_takes_it_sees_whom_to_call_and_she_is_told(called, browser, mei, he, lin):
    call = called()
    desk = browser(mei)
    answer = desk.post(reverse("counselling-console:take", args=[call.case_id]), follow=True)
    assert mobile(101).e164 in page(answer)
    assert "林小雨" in page(answer)
    assert waits_for("counselling.counsel") == []
    assert Notice.objects.filter(person=lin, title="咨询师马上给你打电话").exists()
    again = browser(he).post(reverse("counselling-console:take", args=[call.case_id]))
    assert again.status_code == 409
    assert "另一位咨询师已经接手" in page(again)
    call.refresh_from_db()
    assert call.case.assigned_to == mei


def test_the_number_stands_sealed(called):
    call = called()
    assert mobile(101).national.encode() not in bytes(call.phone)
    assert unsealed(call, "phone") == mobile(101).e164


def test_from_the_press_to_the_end(called, browser, lin, mei, now):
    call = called()
    desk = browser(mei)

    def post(name, **data):
        return desk.post(reverse(f"counselling-console:{name}", args=[call.case_id]), data | {"key": str(uuid4())})

    post("take")
    post("say", words="我是梅咨询，刚才没打通")
    post("reached", words="约好周五再聊")
    case = Case.objects.get()
    assert case.stage == "answered"
    seen = page(browser(lin).get(reverse("counselling:call", args=[case.pk])))
    assert "约好周五再聊" in seen
    assert "梅咨询" in seen  # who looked
    browser(lin).post(reverse("counselling:accept", args=[case.pk]), {"stars": "5"})
    case.refresh_from_db()
    assert (case.stage, case.stars) == ("closed", 5)
    assert figures.pace([case.union], now).seconds_to_taken == 0.0


def test_a_counsellor_ends_it_with_what_it_came_to(called, browser, mei, as_, now):
    call = actions.take_call(called(), mei, by=as_(mei), now=now)
    where = reverse("counselling-console:end", args=[call.case_id])
    browser(mei).post(where, {"outcome": "referred", "words": "陪到市中心医院"})
    assert Case.objects.get().outcome == "referred"


def test_what_a_counsellor_ended_is_still_rated_once(called, browser, lin, mei, as_, now):
    call, phone = actions.take_call(called(), mei, by=as_(mei), now=now), browser(lin)
    where = reverse("counselling:call", args=[call.case_id])
    assert "有帮助吗？" not in page(phone.get(where))
    actions.end_call(call, "heard", "好了", by=as_(mei), now=now)
    assert "有帮助吗？" in page(phone.get(where))
    phone.post(reverse("counselling:accept", args=[call.case_id]), {"stars": "4"})
    assert Case.objects.get().stars == 4
    assert "有帮助吗？" not in page(phone.get(where))


def test_what_she_took_back_is_not_rated(called, browser, lin, as_, now):
    call = called()
    actions.withdraw_call(call, by=as_(lin), now=now)
    assert "有帮助吗？" not in page(browser(lin).get(reverse("counselling:call", args=[call.case_id])))


def test_both_sides_write_while_it_is_open(called, browser, lin, mei, as_, now):
    call = actions.take_call(called(), mei, by=as_(mei), now=now)
    browser(lin).post(reverse("counselling:say", args=[call.case_id]), {"words": "请六点以后打", "key": KEY})
    assert "请六点以后打" in page(browser(mei).get(reverse("counselling-console:call", args=[call.case_id])))


@pytest.mark.parametrize("side", ["worker", "counsellor"])
def test_the_same_message_twice_is_said_once(side, called, browser, lin, mei, as_, now):
    call = actions.take_call(called(), mei, by=as_(mei), now=now)
    who, place = (lin, "counselling") if side == "worker" else (mei, "counselling-console")
    for _each in range(2):
        browser(who).post(reverse(f"{place}:say", args=[call.case_id]), {"words": "请六点以后打", "key": KEY})
    assert call.case.messages.filter(what="say").count() == 1


def talked(call, mei, as_, now):
    call = actions.take_call(call, mei, by=as_(mei), now=now)
    actions.reached(call, "约好周五再聊", by=as_(mei), now=now + 5 * MINUTE)


def test_pressed_again_after_they_have_talked_the_same_call_rings_anew(called, browser, lin, mei, he, as_, now):
    call = called()
    talked(call, mei, as_, now)
    assert "现在就想有人听" in page(browser(lin).get(reverse("counselling:call", args=[call.case_id])))
    night = now + 9 * HOUR
    again = actions.ask_call(lin, key=KEY, by=as_(lin), now=night)
    assert (again, again.due_at, again.taken_at, Case.objects.count()) == (call, night + 15 * MINUTE, None, 1)
    assert waits_for("counselling.counsel") == ["TY"]
    assert Notice.objects.filter(person=he, title__startswith="有人在等回电").count() == 2
    assert actions.ask_call(lin, key=str(uuid4()), by=as_(lin), now=night) == call  # and once more: who waits, waits
    assert Notice.objects.filter(person=he, title__startswith="有人在等回电").count() == 2
    later = night + 10 * MINUTE
    taken = actions.take_call(again, he, by=as_(he), now=later)
    assert (taken.case.stage, taken.case.assigned_to) == ("working", he)
    assert figures.pace([call.case.union], later).seconds_to_taken == 600.0
    assert actions.work(later + 30 * MINUTE) == 2  # he said no word this time: it waits again
    actions.reached(taken, "又聊了一次", by=as_(he), now=later + 31 * MINUTE)
    assert Case.objects.get().stage == "answered"


def test_a_word_is_enough_and_before_it_nothing_rings_twice(called, lin, mei, as_, now):
    call = actions.take_call(called(), mei, by=as_(mei), now=now)
    assert called().taken_at == now  # she is about to call
    casework.say(call.case, "没打通，一点再打", by=as_(mei), now=now + MINUTE)
    assert actions.ask_call(lin, by=as_(lin), now=now + 2 * MINUTE).taken_at is None
    assert Call.objects.count() == 1


def test_an_old_form_that_comes_again_rings_nobody(lin, mei, as_, now):
    call = actions.ask_call(lin, key=KEY, by=as_(lin), now=now)
    talked(call, mei, as_, now)
    assert actions.ask_call(lin, key=KEY, by=as_(lin), now=now + HOUR).taken_at is not None
    assert waits_for("counselling.counsel") == []


def test_an_old_form_of_hers_does_not_take_what_rings_anew(called, lin, mei, as_, now):
    call = actions.take_call(called(), mei, by=as_(mei), now=now)
    said = {"key": KEY, "by": as_(mei)}
    actions.reached(call, "约好周五再聊", **said, now=now + MINUTE)
    actions.ask_call(lin, by=as_(lin), now=now + HOUR)
    actions.reached(call, "约好周五再聊", **said, now=now + HOUR)
    assert waits_for("counselling.counsel") == ["TY"]


def test_once_it_is_over_she_may_ask_for_another(called, mei, as_, now):
    call = actions.take_call(called(), mei, by=as_(mei), now=now)
    actions.end_call(call, "heard", "好了", by=as_(mei), now=now)
    assert called().pk != call.pk
    assert Call.objects.exclude(asker=None).count() == 1


def test_taken_back_nobody_waits_for_it(called, browser, lin, mei, as_, now):
    call = called()
    browser(lin).post(reverse("counselling:withdraw", args=[call.case_id]))
    assert waits_for("counselling.counsel") == []
    with pytest.raises(CaseClosed):
        actions.take_call(call, mei, by=as_(mei), now=now)
    call.refresh_from_db()
    assert call.taken_at is None
    assert called().pk != call.pk  # and she may press again


def test_nobody_took_it_she_is_told_of_the_line_and_others_see_it(called, lin, gu, now):
    call = called()
    assert actions.work(call.due_at - MINUTE) == 0
    assert actions.work(call.due_at) == 1
    assert actions.work(call.due_at + MINUTE) == 0
    assert waits_for("counselling.counsel") == ["SX", "TY"]
    assert waits_for("counselling.manage") == ["TY"]
    assert Notice.objects.filter(person=lin, template="counselling.call_late").count() == 1
    assert Notice.objects.filter(person=gu, title__startswith="有人在等回电").exists()
    assert Entry.objects.filter(act="counselling.late_call").count() == 1


def test_the_officer_who_is_told_of_a_late_one_sees_whom_to_ring_and_not_who_waits(
    called, browser, zhao, lin, monkeypatch
):
    figures_page, call, office = reverse("counselling-console:figures"), called(), browser(zhao)
    assert "超时还没人接手" not in page(office.get(figures_page))
    actions.work(call.due_at)
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: call.due_at)
    [matter] = Matter.objects.filter(key="counselling.call", act="counselling.manage")
    assert matter.link == link("counselling-console:figures")
    seen = page(office.get(figures_page))
    assert "何同事、梅咨询" in seen
    assert shown(call.case.code) in seen
    assert lin.name not in seen.partition("<main")[2]


def test_the_province_takes_what_the_city_left(called, browser, gu, now):
    call = called()
    actions.work(call.due_at)
    browser(gu).post(reverse("counselling-console:take", args=[call.case_id]))
    assert Case.objects.get().assigned_to == gu
    assert waits_for("counselling.counsel") == waits_for("counselling.manage") == []


def test_a_counsellor_of_another_city_sees_none(called, counsellor, datong, browser):
    call = called()
    stranger = counsellor("段大同", 405, datong)
    assert "我来打" not in page(browser(stranger).get(CALLS))
    assert browser(stranger).post(reverse("counselling-console:take", args=[call.case_id])).status_code == 404


def test_her_own_call_a_counsellor_does_not_take(mei, he, browser, as_, now):
    call = actions.ask_call(mei, by=as_(mei), now=now)
    assert "我来打" not in page(browser(mei).get(CALLS))
    assert browser(mei).post(reverse("counselling-console:take", args=[call.case_id])).status_code == 404
    assert "我来打" in page(browser(he).get(CALLS))


def test_two_who_take_it_at_once_are_one(called, mei, he, as_, now):
    call = called()
    stale = Call.objects.get(pk=call.pk)
    actions.take_call(call, mei, by=as_(mei), now=now)
    with pytest.raises(refusals.TakenAlready):
        actions.take_call(stale, he, by=as_(he), now=now)


def test_a_double_click_of_hers_does_not_say_that_another_has_it(called, browser, mei, lin):
    call, desk = called(), browser(mei)
    first, again = (desk.post(reverse("counselling-console:take", args=[call.case_id])).url for _each in range(2))
    assert first == again == reverse("counselling-console:call", args=[call.case_id])
    assert Notice.objects.filter(person=lin, title="咨询师马上给你打电话").count() == 1


def test_who_left_the_office_is_not_told(called, mei, by, now):
    people.dismiss(mei.offices.get(role=Role.COUNSELLOR), by=by, now=now)
    called()
    assert not Notice.objects.filter(person=mei, title__startswith="有人在等回电").exists()


def test_an_officer_has_no_way_to_a_call(called, browser, zhao):
    call = called()
    for name in ("calls", "desk"):
        assert browser(zhao).get(reverse(f"counselling-console:{name}")).status_code == 403
    assert browser(zhao).get(reverse("counselling-console:call", args=[call.case_id])).status_code == 403


def test_who_is_to_hasten_a_late_one_is_refused_its_words_and_no_stranger(called, browser, lin, mei, gu, as_, now):
    call = actions.take_call(called(), mei, by=as_(mei), now=now)
    actions.reached(call, "约好周五", by=as_(mei), now=now)
    actions.work(now + 20 * DAY)
    [matter] = Matter.objects.filter(key="counselling.late")
    assert matter.union.code == "SX"
    assert matter.link == link("counselling-console:calls")  # which she may open, as the case she may not
    answer = browser(gu).get(reverse("counselling-console:call", args=[call.case_id]))
    assert answer.status_code == 403
    assert "请联系接手的梅咨询" in page(answer)
    assert "约好周五" not in page(answer)
    assert Entry.objects.filter(act="counselling.refused_look", by_person=gu.pk).count() == 1
    assert not Notice.objects.filter(person=lin, title__startswith="有人想打开").exists()


def test_the_limits_of_the_case_are_swept_too(called, mei, as_, now):
    call = actions.take_call(called(), mei, by=as_(mei), now=now)
    actions.work(now + 3 * DAY)
    case = Case.objects.get(pk=call.case_id)
    assert case.escalated_at is not None
    actions.end_call(call, "heard", "好了", by=as_(mei), now=now + 3 * DAY)
    assert waits_for("counselling.counsel") == []


def test_who_took_it_and_said_no_word_for_half_an_hour_has_it_no_more(called, browser, lin, mei, he, gu, as_, now):
    call = actions.take_call(called(), mei, by=as_(mei), now=now)
    assert actions.work(now + 29 * MINUTE) == 0
    assert actions.work(now + 30 * MINUTE) == 2  # it waits again, and she is told of the line
    assert waits_for("counselling.counsel") == ["SX", "TY"]
    assert Notice.objects.filter(person=lin, template="counselling.call_late").count() == 1
    assert actions.work(now + 31 * MINUTE) == 0
    browser(he).post(reverse("counselling-console:take", args=[call.case_id]))
    assert Case.objects.get().assigned_to == he
    assert waits_for("counselling.counsel") == []


@pytest.mark.parametrize("act", ["reached", "say"])
def test_a_word_to_her_in_time_and_it_stays_with_who_took_it(act, called, mei, as_, now):
    call = actions.take_call(called(), mei, by=as_(mei), now=now)
    if act == "reached":
        actions.reached(call, "约好周五", by=as_(mei), now=now + 20 * MINUTE)
    else:
        casework.say(call.case, "没打通，一点再打", by=as_(mei), now=now + 20 * MINUTE)
    assert actions.work(now + 40 * MINUTE) == 0
    call.refresh_from_db()
    assert call.taken_at == now


def test_reached_after_it_waited_again_nobody_else_is_called_to_it(called, mei, he, as_, now):
    call = actions.take_call(called(), mei, by=as_(mei), now=now)
    actions.work(now + 30 * MINUTE)
    actions.reached(call, "刚刚通上话", by=as_(mei), now=now + 31 * MINUTE)
    assert waits_for("counselling.counsel") == []
    with pytest.raises(refusals.TakenAlready):
        actions.take_call(call, he, by=as_(he), now=now + 32 * MINUTE)


def test_what_a_counsellor_who_left_had_waits_again(called, mei, he, lin, by, as_, now):
    call = actions.take_call(called(), mei, by=as_(mei), now=now)
    actions.reached(call, "约好周五", by=as_(mei), now=now)
    people.dismiss(mei.offices.get(role=Role.COUNSELLOR), by=by, now=now)
    actions.work(now + MINUTE)
    assert "TY" in waits_for("counselling.counsel")
    assert not Notice.objects.filter(person=lin, template="counselling.call_late").exists()  # they have talked
    actions.take_call(call, he, by=as_(he), now=now + MINUTE)
    assert Case.objects.get().assigned_to == he


def test_a_second_press_after_a_risk_answer_is_known_to_come_from_it(took, called, mei):
    call = called()
    path = took(answers=RISKY).path
    assert called(path=path) == call
    path.refresh_from_db()
    assert path.call == call


def test_the_number_of_a_call_is_forgotten_after_its_end(called, mei, as_, now):
    call = called()
    actions.forget(now + 40 * DAY)
    call.refresh_from_db()
    assert bytes(call.phone) != b""  # it still waits
    actions.withdraw_call(call, by=as_(call.case.person), now=now)
    actions.forget(now + 31 * DAY)
    call.refresh_from_db()
    assert bytes(call.phone) == b""


def test_nothing_says_that_the_line_answers_at_night(browser, called, lin, taiyuan, mei, gu):
    """Twelve-three-five-six need not be there for more than eighteen hours of a day."""
    call = called()
    actions.work(call.due_at)
    seen = page(browser(lin).get(reverse("counselling:call", args=[call.case_id]))) + page(browser().get(NOW_PAGE))
    told = Notice.objects.get(person=lin, template="counselling.call_late").text
    assert "每天至少十八小时有人接" in seen
    assert "12351" in told
    assert "12356，那里日夜" not in seen + told + refusals.NobodyOnCall.mend
    assert "12351" in refusals.NobodyOnCall.mend
    assert "120" in refusals.NobodyOnCall.mend
