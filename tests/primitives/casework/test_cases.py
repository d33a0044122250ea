"""What becomes of a case: its clock, who has it, what is said, how it ends and begins again."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from PIL import Image

from gonghui.kernel.attachments import JPEG, Caps, Incoming, prepare
from gonghui.primitives.casework import actions, refusals, speaking
from gonghui.primitives.casework.models import Attachment, Case, Message
from gonghui.primitives.casework.speaking import messages
from gonghui.primitives.files import actions as files
from gonghui.primitives.notices.models import Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.refusals import UnionClosed
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import CalendarDay
from gonghui.services.hotline.rules import HOTLINE
from tests.cast import SHANGHAI

from .conftest import WORDS

pytestmark = pytest.mark.django_db


def day(found):
    return found.due_at.astimezone(SHANGHAI).date()


def said(case, *, internal=True):
    return [(one.what, one.words) for one in messages(case, internal=internal)]


def tables_with(text):
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            name = connection.ops.quote_name(table)
            plain, as_bytes = f"%{text}%", f"%{text.encode().hex()}%"
            cursor.execute(f"SELECT 1 FROM {name} t WHERE t::text LIKE %s OR t::text LIKE %s", [plain, as_bytes])
            found += [table] if cursor.fetchone() else []
    return found


@pytest.fixture
def taken(asked, guo, as_guo, now):
    """Guo has it."""
    return actions.assign(asked(), guo, by=as_guo, now=now)


@pytest.fixture
def answered(taken, as_guo, now):
    return actions.answer(taken, "已和单位谈妥，月底发清", stage="answered", by=as_guo, now=now)


def test_what_is_asked_has_a_clock_a_code_and_words_that_no_table_tells(asked, lin, now):
    case = asked()

    assert (case.stage, day(case)) == ("waiting", date(2026, 5, 21))
    assert said(case) == [("ask", WORDS)]
    assert tables_with(WORDS[:6]) == []
    notice = Notice.objects.get(person=lin)
    assert case.code in notice.text
    assert "工资" not in notice.title + notice.text


def test_the_same_key_asks_once(asked):
    assert asked(key="k").pk == asked(key="k").pk
    assert Message.objects.count() == 1


def test_ten_a_day_are_enough(asked):
    for _each in range(10):
        asked()
    with pytest.raises(refusals.TooManyAsked):
        asked()
    assert Case.objects.count() == 10


def test_it_never_goes_to_the_union_of_a_firm_or_of_a_few(asked, works, found, taiyuan, as_guo, now):
    for union in (works, found("TY-LH", "小店联合工会", "joint", taiyuan, "140105")):
        with pytest.raises(refusals.FirmsUnion):
            asked(union=union)
        with pytest.raises(refusals.FirmsUnion):
            actions.hand_over(asked(), union, why="单位自己解决", by=as_guo, now=now)


@pytest.mark.parametrize("words", ["", "  \n ", "\u200b"])
def test_nothing_said_is_nothing_asked(asked, words):
    with pytest.raises(refusals.WordsMissing):
        asked(words=words)
    assert not Case.objects.exists()


def test_its_handling_begins_when_somebody_has_it_and_counts_from_the_asking(asked, guo, as_guo, now):
    case = actions.assign(asked(at=now - timedelta(days=1)), guo, by=as_guo, now=now)

    assert (case.stage, case.assigned_to, day(case)) == ("working", guo, date(2026, 5, 26))


def test_it_is_given_to_nobody_without_the_office_and_never_to_its_asker(asked, chen, officer, datong, zhao, by, now):
    case = asked(person=zhao)
    for person in (chen, officer(datong)):
        with pytest.raises(refusals.NotForThem):
            actions.assign(case, person, by=by, now=now)
    with pytest.raises(refusals.OwnCase):
        actions.assign(case, zhao, by=by, now=now)


def test_nobody_handles_their_own(asked, guo, as_guo, datong, now):
    case = asked(person=guo)
    acts = (
        lambda: actions.assign(case, guo, by=as_guo, now=now),
        lambda: actions.hand_over(case, datong, why="x", by=as_guo, now=now),
        lambda: actions.grade(case, "hard", why="x", by=as_guo, now=now),
        lambda: actions.pause(case, why="x", by=as_guo, now=now),
        lambda: actions.close(case, "solved", "x", by=as_guo, now=now),
        lambda: actions.note(case, "x", by=as_guo, now=now),
    )
    for act in acts:
        with pytest.raises(refusals.OwnCase):
            act()


def test_a_harder_one_has_longer_and_its_asker_reads_why(taken, as_guo, now):
    case = actions.grade(taken, "hard", why="涉及十几个人", by=as_guo, now=now)

    assert day(case) == date(2026, 6, 10)
    assert said(case, internal=False)[-1] == ("level", "难点：涉及十几个人")
    with pytest.raises(refusals.UnknownWord):
        actions.grade(case, "easy", why="x", by=as_guo, now=now)


def test_handed_over_it_waits_there_with_nobody_and_a_new_clock(taken, datong, taiyuan, as_guo, now):
    later = now + timedelta(days=2)
    case = actions.hand_over(taken, datong, why="事情发生在大同", by=as_guo, now=later)

    assert (case.union, case.assigned_to, case.stage, day(case)) == (datong, None, "waiting", date(2026, 5, 25))
    assert said(case, internal=False)[-1] == ("move", "事情发生在大同")
    with pytest.raises(refusals.MovedOn):  # the page that it was read on is old
        actions.hand_over(Case(pk=case.pk, union=taiyuan), taiyuan, why="x", by=as_guo, now=later)
    with pytest.raises(refusals.SamePlace):
        actions.hand_over(case, datong, why="x", by=as_guo, now=later)


def test_handed_over_it_is_not_handled_from_a_page_that_is_old(answered, guo, datong, as_guo, as_lin, now):
    actions.hand_over(answered, datong, why="事情发生在大同", by=as_guo, now=now)
    old = Case(pk=answered.pk, union=answered.union)
    acts = (
        lambda: actions.say(old, "x", by=as_guo, now=now),
        lambda: actions.note(old, "x", by=as_guo, now=now),
        lambda: actions.assign(old, guo, by=as_guo, now=now),
        lambda: actions.close(old, "solved", "x", by=as_guo, now=now),
        lambda: actions.pause(old, why="x", by=as_guo, now=now),
    )
    for act in acts:
        with pytest.raises(refusals.MovedOn):
            act()
    assert actions.say(old, "还有一张工资条", by=as_lin, now=now).from_asker
    closed = actions.close(Case.objects.get(), "solved", "办好了", by=replace(as_guo, person=None), now=now)
    with pytest.raises(refusals.MovedOn):
        actions.reopen(Case(pk=closed.pk, union=old.union), "x", by=as_guo, now=now)


def test_a_pause_needs_a_reason_and_keeps_the_working_days_that_were_left(taken, as_guo, now):
    with pytest.raises(refusals.ReasonMissing):
        actions.pause(taken, why=" ", by=as_guo, now=now)
    CalendarDay.objects.create(
        day=date(2026, 6, 2), kind="holiday", name="测试", source="测试", changed_at=now, changed_by="测试"
    )
    paused = actions.pause(taken, why="等法院调解", by=as_guo, now=now)
    assert (paused.due_at, paused.days_left) == (None, 5)
    assert actions.sweep(HOTLINE, now + timedelta(days=29)) == 0

    case = actions.resume(paused, by=as_guo, now=datetime(2026, 6, 1, 9, tzinfo=SHANGHAI))

    assert day(case) == date(2026, 6, 9)  # the 2nd is a holiday
    assert [what for what, _ in said(case, internal=False)][-2:] == ["pause", "resume"]
    with pytest.raises(refusals.NotPaused):
        actions.resume(case, by=as_guo, now=now)


def test_while_it_is_paused_it_goes_nowhere(taken, datong, as_guo, now):
    paused = actions.pause(taken, why="等材料", by=as_guo, now=now)
    acts = (
        lambda: actions.pause(paused, why="x", by=as_guo, now=now),
        lambda: actions.grade(paused, "hard", why="x", by=as_guo, now=now),
        lambda: actions.hand_over(paused, datong, why="x", by=as_guo, now=now),
        lambda: actions.answer(paused, "x", stage="answered", by=as_guo, now=now),
    )
    for act in acts:
        with pytest.raises(refusals.CasePaused):
            act()


def test_both_sides_speak_and_a_note_is_for_who_handles_it(taken, as_lin, as_guo, lin, guo, now):
    actions.say(taken, "我有工资条", by=as_lin, now=now)
    actions.say(taken, "请拍照发来", by=as_guo, now=now)
    actions.note(taken, "单位电话打不通", by=as_guo, now=now)

    assert said(taken, internal=False)[1:] == [("say", "我有工资条"), ("say", "请拍照发来")]
    assert said(taken)[-1] == ("note", "单位电话打不通")
    assert Notice.objects.filter(person=guo, title="诉求有补充").count() == 1
    assert Notice.objects.filter(person=lin, title="诉求有新消息").count() == 1
    assert Case.objects.get().answered_at == now


def test_an_answer_is_accepted_by_its_rating_once(answered, as_lin, now):
    assert (answered.stage, day(answered)) == ("answered", date(2026, 5, 27))
    case = actions.rate(answered, 5, "谢谢", by=as_lin, now=now)

    assert (case.stage, case.outcome, case.stars, case.due_at) == ("closed", "solved", 5, None)
    with pytest.raises(refusals.RatedAlready):
        actions.rate(case, 4, "", by=as_lin, now=now)


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_there_are_five_stars(answered, as_lin, now, stars):
    with pytest.raises(refusals.UnknownWord):
        actions.rate(answered, stars, "", by=as_lin, now=now)


def test_what_is_not_answered_is_neither_rated_nor_reopened(asked, taken, as_lin, now):
    for case in (taken, asked()):
        with pytest.raises(refusals.NotClosed):
            actions.rate(case, 5, "", by=as_lin, now=now)
        with pytest.raises(refusals.NotClosed):
            actions.reopen(case, "没有解决", by=as_lin, now=now)


def test_what_is_not_solved_is_handled_again_by_who_had_it(answered, guo, as_lin, as_guo, now):
    case = actions.reopen(answered, "钱没到账", by=as_lin, now=now)

    assert (case.stage, case.assigned_to, case.reopened) == ("working", guo, 1)
    closed = actions.close(case, "explained", "银行到账要两天", by=as_guo, now=now)
    assert actions.reopen(closed, "还是没到", by=as_lin, now=now + timedelta(days=29)).closed_at is None


def test_reopened_long_after_the_asking_it_has_the_days_of_something_asked_then(answered, guo, as_lin, as_guo, now):
    places.load_calendar(by=as_guo, now=now)
    closed = actions.close(answered, "solved", "办好了", by=as_guo, now=now)
    case = actions.reopen(closed, "又欠了", by=as_lin, now=now + timedelta(days=20))
    assert (case.stage, day(case)) == ("working", date(2026, 6, 16))

    assert day(actions.assign(case, guo, by=as_guo, now=now + timedelta(days=21))) == date(2026, 6, 16)
    harder = actions.grade(case, "hard", why="涉及多人", by=as_guo, now=now)
    assert day(harder) == date(2026, 7, 1)  # the 19th of June is a holiday


def test_reopened_while_it_was_paused_its_clock_runs(answered, as_lin, as_guo, now):
    paused = actions.pause(answered, why="等职工回话", by=as_guo, now=now)
    case = actions.reopen(paused, "钱没到账", by=as_lin, now=now + timedelta(days=2))

    assert (case.paused_at, day(case)) == (None, date(2026, 5, 29))
    assert actions.sweep(HOTLINE, now + timedelta(days=32)) == 1, "late, and no pause that ends"


def test_what_its_asker_withdrew_is_taken_up_by_nobody_else(taken, as_lin, as_guo, now):
    over = actions.withdraw(taken, by=as_lin, now=now)
    with pytest.raises(refusals.WithdrawnByAsker):
        actions.reopen(over, "还是想问清楚", by=as_guo, now=now)
    assert actions.reopen(over, "还是要办", by=as_lin, now=now).closed_at is None


def test_after_thirty_days_it_is_asked_anew(answered, as_lin, as_guo, now):
    closed = actions.close(answered, "solved", "办好了", by=as_guo, now=now)
    with pytest.raises(refusals.ReopenTooLate):
        actions.reopen(closed, "没有", by=as_lin, now=now + timedelta(days=31))


def test_what_is_sent_to_a_case_just_closed_is_refused_and_says_what_to_do(taken, guo, as_lin, as_guo, datong, now):
    actions.withdraw(taken, by=as_lin, now=now)
    assert Notice.objects.filter(person=guo, title="诉求已撤回").count() == 1
    acts = (
        lambda: actions.say(taken, "还有", by=as_lin, now=now),
        lambda: actions.answer(taken, "好了", stage="answered", by=as_guo, now=now),
        lambda: actions.assign(taken, guo, by=as_guo, now=now),
        lambda: actions.hand_over(taken, datong, why="x", by=as_guo, now=now),
        lambda: actions.withdraw(taken, by=as_lin, now=now),
    )
    for act in acts:
        with pytest.raises(refusals.CaseClosed) as no:
            act()
        assert "重新办理" in no.value.advice()


def test_the_same_asked_twice_is_one(asked, as_guo, su, now):
    first, second, other = asked(), asked(), asked(person=su)
    with pytest.raises(refusals.NotTheSame):
        actions.merge(second, other, by=as_guo, now=now)
    with pytest.raises(refusals.NotTheSame):
        actions.merge(second, second, by=as_guo, now=now)

    merged = actions.merge(second, first, by=as_guo, now=now)

    assert (merged.outcome, merged.merged_into) == ("merged", first)
    assert first.code in said(merged, internal=False)[-1][1]
    with pytest.raises(refusals.NotTheSame):
        actions.merge(first, merged, by=as_guo, now=now)


def test_nothing_is_merged_into_what_is_over(asked, as_lin, as_guo, now):
    over = actions.withdraw(asked(), by=as_lin, now=now)
    with pytest.raises(refusals.CaseClosed):
        actions.merge(asked(), over, by=as_guo, now=now)
    assert Case.objects.filter(merged_into=None, closed_at=None).count() == 1


def test_of_very_many_messages_the_newest_are_shown(asked, as_lin, now, monkeypatch):
    case = asked()
    monkeypatch.setattr(speaking, "MOST", 2)
    for words in ("一", "二"):
        actions.say(case, words, by=as_lin, now=now)
    assert said(case) == [("say", "一"), ("say", "二")]


def picture(now):
    data = BytesIO()
    Image.new("RGB", (60, 60), "red").save(data, "JPEG")
    return actions.bring(prepare([Incoming("工资条.jpg", data.getvalue())], Caps(kinds=(JPEG,))), now=now)


def test_files_are_sealed_and_a_case_holds_thirty(asked, as_lin, now, django_assert_num_queries):
    case = asked(brought=picture(now))
    [one] = Attachment.objects.select_related("file")
    assert one.file.sealed
    assert files.read(one.file)[:2] == b"\xff\xd8"
    for _each in range(29):
        actions.say(case, "又一张", brought=picture(now), by=as_lin, now=now)

    with pytest.raises(refusals.TooManyFilesOfCase):
        actions.say(case, "第三十一张", brought=picture(now), by=as_lin, now=now)
    assert Attachment.objects.count() == 30
    assert len(said(case)) == 30
    with django_assert_num_queries(2):
        assert {file.message.case_id for one in messages(case, internal=True) for file in one.files} == {case.pk}


def test_three_years_after_its_end_its_words_its_files_and_its_person_are_gone(asked, as_lin, now):
    case = actions.withdraw(asked(brought=picture(now)), by=as_lin, now=now)
    assert actions.forget(HOTLINE, now=now + timedelta(days=3 * 365)) == 0
    assert actions.forget(HOTLINE, now=now + timedelta(days=3 * 365 + 1)) == 1

    case.refresh_from_db()
    assert (case.person, case.closed_by) == (None, None)
    assert said(case) == [("ask", "")]
    assert not Message.objects.exclude(person=None).exists()
    assert Attachment.objects.get().file.taken_off_at
    assert actions.forget(HOTLINE, now=now + timedelta(days=3 * 365 + 1)) == 0


def test_a_closed_union_gets_none(asked, taiyuan, found, province, by, now):
    gone = found("XX", "旧县总工会", "district", taiyuan, "140105")
    people.close_union(gone, by=by, now=now)
    gone.refresh_from_db()
    with pytest.raises(UnionClosed):
        asked(union=gone)
