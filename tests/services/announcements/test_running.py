"""The life of an announcement: drafted, out, corrected, withdrawn; told to members, counted, forgotten."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from gonghui.primitives.files.models import File
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.models import Delivery, Notice
from gonghui.services.announcements import actions, refusals, rules
from gonghui.services.announcements.actions import telling
from gonghui.services.announcements.models import Announcement, Attachment, Edition, Reading
from gonghui.services.announcements.pages.readers import OTHERS, readers_of
from gonghui.services.announcements.rules import Content
from tests.kernel.test_pictures import prepared_photograph

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_draft_is_nobodys_to_read_until_it_is_out(draft, taiyuan, lin, by, now):
    one = draft(taiyuan, starts_at=now + DAY)
    assert not Announcement.objects.out(now + 2 * DAY).exists()
    actions.publish(one, by=by, now=now)
    assert not Announcement.objects.shown(now).exists()
    assert Announcement.objects.shown(now + DAY).open_to(lin).get() == one


def test_publishing_twice_is_refused_and_leaves_it_as_it_was(publish, taiyuan, by, now):
    one = publish(taiyuan)
    with pytest.raises(refusals.AlreadyOut):
        actions.publish(one, by=by, now=now + DAY)
    one.refresh_from_db()
    assert one.starts_at == one.published_at == now


def test_what_ended_meanwhile_is_not_published(draft, taiyuan, by, now):
    one = draft(taiyuan, ends_at=now + DAY)
    with pytest.raises(refusals.AlreadyOver):
        actions.publish(one, by=by, now=now + 2 * DAY)
    late = draft(taiyuan, starts_at=now + DAY, ends_at=now + 3 * DAY)
    assert actions.publish(late, by=by, now=now + 2 * DAY).starts_at == now + 2 * DAY


def test_a_correction_keeps_what_was_said_and_why(publish, correct, taiyuan, now):
    one = correct(publish(taiyuan), text="六月十日。", why="时间改了", now=now + DAY)
    former = Edition.objects.get()
    assert (former.text, former.why, former.number) == ("各位职工：\n\n送清凉从 6 月 1 日开始。", "时间改了", 1)
    assert (one.text, one.edition, one.corrected_at) == ("六月十日。", 2, now + DAY)
    assert journal.entries_of(one).first().facts == {"edition": 2, "why": "时间改了"}
    assert Announcement.objects.saying("六月十日").exists()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({}, refusals.NothingChanged),
        ({"text": "新", "why": " \u200b"}, refusals.ReasonMissing),
        ({"text": "新", "edition": 7}, refusals.ChangedMeanwhile),
        ({"ends_at": "past"}, refusals.AlreadyOver),
    ],
)
def test_a_correction_says_what_changed_on_what_was_seen(publish, correct, taiyuan, now, changes, refusal):
    one = publish(taiyuan)
    changes = changes | ({"ends_at": now + DAY} if "ends_at" in changes else {})
    with pytest.raises(refusal):
        correct(one, **changes, now=now + 2 * DAY)
    assert not Edition.objects.exists()


def test_the_database_lets_no_published_word_change_in_silence(publish, taiyuan):
    one = publish(taiyuan)
    out = Announcement.objects.filter(pk=one.pk)
    for change in ({"title": "新"}, {"text": "新", "edition": 2}, {"audience": "everybody"}, {"published_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            out.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        out.delete()
    assert out.update(pinned=True) == 1


def test_the_database_lets_no_edition_be_rewritten(publish, correct, taiyuan):
    correct(publish(taiyuan), text="新")
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.update(text="从来如此")
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.all().delete()


def test_a_draft_is_changed_and_thrown_away_with_its_files(draft, taiyuan, by, now):
    one = draft(taiyuan)
    actions.revise(one, Content("新标题", "新正文"), by=by, now=now)
    assert Announcement.objects.saying("新标题").get().title == "新标题"
    actions.attach(one, [prepared_photograph(), prepared_photograph()], by=by, now=now)
    actions.remove(one, by=by, now=now)
    assert not Announcement.objects.exists()
    assert File.objects.filter(taken_off_at=now).count() == 2


def test_a_draft_that_was_thrown_away_meanwhile_is_no_draft_any_more(draft, taiyuan, by, now):
    one = draft(taiyuan)
    actions.remove(Announcement.objects.get(pk=one.pk), by=by, now=now)
    for act in (
        lambda: actions.remove(one, by=by, now=now),
        lambda: actions.publish(one, by=by, now=now),
        lambda: actions.revise(one, Content("新", "新"), by=by, now=now),
        lambda: actions.attach(one, [prepared_photograph()], by=by, now=now),
        lambda: actions.withdraw(one, reason="发错了", by=by, now=now),
    ):
        with pytest.raises(refusals.Removed):
            act()


def test_what_is_out_is_no_draft_any_more(publish, taiyuan, by, now):
    one = publish(taiyuan)
    for act in (
        lambda: actions.revise(one, Content("新", "新"), by=by, now=now),
        lambda: actions.remove(one, by=by, now=now),
        lambda: actions.attach(one, [prepared_photograph()], by=by, now=now),
    ):
        with pytest.raises(refusals.AlreadyOut):
            act()
    assert not Attachment.objects.exists()


def test_more_files_than_it_takes_are_none(draft, taiyuan, by, now):
    one = draft(taiyuan)
    actions.attach(one, [prepared_photograph()] * 5, by=by, now=now)
    with pytest.raises(refusals.TooManyFiles):
        actions.attach(one, [prepared_photograph()] * 2, by=by, now=now)
    assert Attachment.objects.count() == File.objects.count() == 5
    kept = one.attachments.first()
    actions.detach(kept, by=by, now=now)
    assert File.objects.get(pk=kept.file_id).taken_off_at == now


def test_withdrawn_once_with_a_reason_it_is_seen_by_nobody(publish, draft, taiyuan, by, now):
    one = publish(taiyuan)
    with pytest.raises(refusals.ReasonMissing):
        actions.withdraw(one, reason=" ", by=by, now=now)
    actions.withdraw(one, reason="发错了", by=by, now=now)
    assert not Announcement.objects.shown(now).exists()
    with pytest.raises(refusals.GoneAlready):
        actions.withdraw(one, reason="发错了", by=by, now=now)
    with pytest.raises(refusals.NotYetOut):
        actions.withdraw(draft(taiyuan), reason="发错了", by=by, now=now)


def test_a_copy_is_a_draft_of_the_same_words(publish, taiyuan, by, now):
    made = actions.copy(publish(taiyuan, pinned=True, ends_at=now + DAY), by=by, now=now)
    assert (made.title, made.published_at, made.pinned, made.ends_at) == ("送清凉的通知", None, False, None)


def test_its_state_in_the_database_is_its_state(draft, publish, taiyuan, by, now):
    draft(taiyuan)
    publish(taiyuan, starts_at=now + DAY)
    publish(taiyuan, ends_at=now + DAY)
    publish(taiyuan, ends_at=now + DAY / 2)
    actions.withdraw(publish(taiyuan), reason="发错了", by=by, now=now)
    for moment in (now, now + DAY / 2, now + DAY):
        for state in (rules.DRAFT, rules.SCHEDULED, rules.SHOWN, rules.OVER, rules.WITHDRAWN):
            every = Announcement.objects.all()
            assert set(every.in_state(state, moment)) == {one for one in every if one.state(moment) == state}


def test_every_member_below_is_told_once_in_the_app_alone(publish, works, taiyuan, lin, chen, su, now, monkeypatch):
    monkeypatch.setattr(telling, "AT_ONCE", 1)
    one = publish(taiyuan, tells=True)
    assert [actions.work(now) for _batch in range(4)] == [1, 1, 0, 0]
    assert set(Notice.objects.values_list("person", flat=True)) == {lin.pk, chen.pk}
    assert "送清凉的通知" in notices.inbox(lin).get().title
    one.refresh_from_db()
    assert (one.told_count, one.told_at) == (2, now)
    assert not Delivery.objects.exists()


def test_nobody_is_told_of_what_is_not_shown(draft, publish, taiyuan, lin, by, now):
    draft(taiyuan, tells=True)
    publish(taiyuan, tells=True, starts_at=now + DAY)
    publish(taiyuan)
    actions.withdraw(publish(taiyuan, tells=True), reason="发错了", by=by, now=now)
    assert actions.work(now) == 0
    assert actions.work(now + DAY) == 1


def test_what_was_cut_off_goes_on_where_it_was(publish, taiyuan, lin, chen, now, monkeypatch):
    monkeypatch.setattr(telling, "AT_ONCE", 1)
    publish(taiyuan, tells=True)
    actions.work(now)
    monkeypatch.setattr(telling.notices, "tell_many", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.work(now)
    monkeypatch.undo()
    actions.work(now)
    assert Notice.objects.count() == 2


def test_readers_are_counted_by_the_unions_right_below(
    publish, found, enrol, province, taiyuan, works, datong, su, now
):
    one = publish(province, audience="everybody")
    for number in range(5):
        actions.read(one, enrol(f"职工{'甲乙丙丁戊'[number]}", 300 + number, works), now=now)
    for number in range(5):
        actions.read(one, enrol(f"乡亲{'甲乙丙丁戊'[number]}", 310 + number), now=now)
    assert readers_of(one) == rules.Readers([(taiyuan.name, 5), (OTHERS, 5)], 0, 0, 10)
    actions.read(one, su, now=now)
    assert readers_of(one) == rules.Readers([(taiyuan.name, 5), (OTHERS, 5)], 1, None, None)


def test_names_of_readers_are_forgotten_and_the_numbers_stay(publish, correct, taiyuan, lin, now):
    one = publish(taiyuan)
    actions.read(one, lin, now=now)
    assert actions.forget(now + rules.UNREAD - DAY) == 0
    assert actions.forget(now + rules.UNREAD) == 1
    assert not Reading.objects.exists()
    one.refresh_from_db()
    assert readers_of(one) == rules.Readers([], 1, None, None)
    assert actions.read(one, lin, now=now + rules.UNREAD) is None
    assert not Reading.objects.exists()
    assert not Announcement.objects.new_to(lin, now + rules.UNREAD).exists()


def test_a_late_correction_is_new_again_and_counted_anew(publish, correct, taiyuan, lin, now):
    one, late = publish(taiyuan), now + rules.UNREAD
    actions.read(one, lin, now=now)
    actions.forget(late)
    correct(one, text="新", now=late)
    assert Announcement.objects.new_to(lin, late).get() == one
    one.refresh_from_db()
    assert readers_of(one) == rules.Readers([], 0, 0, 0)
