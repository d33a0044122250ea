"""What becomes of an application when its union ends, its person leaves or dies, or nobody mends it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people import departures
from gonghui.primitives.people.models import Union
from gonghui.services.joining import actions
from gonghui.services.joining.actions import late
from gonghui.services.joining.models import Application
from gonghui.services.joining.pages.agenda import QUEUE

DAY = timedelta(days=1)


def the_only():
    return Application.objects.select_related("union", "before").get()


@pytest.fixture
def merged(works, motors, by, now):
    """The works have gone into the motors."""
    return lambda: people.merge_union(works, motors, by=by, now=now)


class TestTheUnionEnds:
    def test_an_application_goes_where_its_members_go_in_its_old_time_and_is_told(
        self, rider, applied, works, motors, merged, now
    ):
        sent = applied(rider)
        merged()

        assert actions.raise_late(now) == 1
        assert actions.raise_late(now) == 0
        made = the_only()
        assert (made.state, made.union, made.before, made.due_at) == ("waiting", motors, motors, sent.due_at)
        assert "已经并入或撤销" in notices.inbox(rider)[0].text
        assert motors.name in notices.inbox(rider)[0].text
        assert journal.entries_of(made).filter(act="joining.follow").get().facts["into"] == motors.name
        assert (agenda.waits(QUEUE.key, works.pk), agenda.waits(QUEUE.key, motors.pk)) == (False, True)

    def test_what_was_returned_is_sent_to_the_next_union(self, rider, applied, motors, merged, as_officer, by, now):
        back = actions.give_back(applied(rider), reason="请写全", by=as_officer, now=now)
        merged()
        actions.raise_late(now)

        assert "补正后再提交" in notices.inbox(rider)[0].text
        assert actions.send(back, by=by, now=now).before == motors

    def test_what_was_withdrawn_meanwhile_goes_nowhere(self, rider, applied, works, merged, by, now):
        made = applied(rider)
        merged()
        actions.withdraw(made, by=by, now=now)

        assert late._brought_on(made, now=now) is None  # it was on the list when that was read
        assert the_only().union == works

    def test_closed_with_its_unit_the_union_above_takes_it(self, rider, applied, works, taiyuan, by, now):
        applied(rider)
        people.dissolve_union(works, members_to=taiyuan, kept=True, by=by, now=now)

        actions.raise_late(now)
        assert the_only().before == taiyuan

    def test_where_one_decided_that_ended_another_decides(self, rider, applied, works, taiyuan, province, by, now):
        made = applied(rider)
        actions.raise_late(made.due_at)
        assert the_only().before == taiyuan
        Union.objects.filter(pk=taiyuan.pk).update(closed_at=now)

        actions.raise_late(made.due_at)
        made = the_only()
        assert (made.union, made.before) == (works, province)

    def test_what_had_gone_up_stands_before_the_union_above_the_next(self, rider, applied, motors, datong, merged, now):
        made = applied(rider)
        actions.raise_late(made.due_at)
        merged()
        actions.raise_late(made.due_at)

        assert (the_only().union, the_only().before) == (motors, datong)
        assert agenda.waits(QUEUE.key, datong.pk)

    @pytest.mark.parametrize("there", [True, False])
    def test_who_is_brought_to_where_they_want_is_met(self, lin, works, motors, by, now, there):
        actions.move(lin, motors, by=by, now=now)
        old, new = (works, motors) if there else (motors, works)
        people.merge_union(old, new, by=by, now=now)

        assert actions.raise_late(now) == 1
        assert actions.raise_late(now) == 0
        made = the_only()
        assert (made.state, made.met, made.union) == ("approved", True, new)
        assert lin.memberships.get(ends_on=None).union == new

    def test_one_bad_row_holds_up_nobody(self, rider, qian, applied, merged, now, monkeypatch):
        bad, good = applied(rider), applied(qian, document=None)
        merged()
        brought_on = late._brought_on

        def failing(one, **given):
            if one.pk == bad.pk:
                raise RuntimeError
            return brought_on(one, **given)

        monkeypatch.setattr(late, "_brought_on", failing)
        assert actions.raise_late(now) == 1
        assert Application.objects.exclude(union=bad.union).get() == good

    def test_the_code_on_its_wall_leads_to_the_next(self, rider, works, motors, merged, browser):
        merged()
        phone = browser(rider)
        phone.get(reverse("joining:preselect", args=[works.code]))

        assert f"申请加入：{motors.name}" in phone.get(reverse("joining:home")).content.decode()


class TestThePersonGoes:
    def test_who_left_moves_nowhere_and_is_told(self, lin, motors, by, now):
        made = actions.move(lin, motors, by=by, now=now)
        people.leave(lin, ends_on=now.date(), by=by, now=now)

        assert the_only().state == "withdrawn"
        assert not agenda.waits(QUEUE.key, motors.pk)
        assert made.code in notices.inbox(lin)[0].text
        assert journal.entries_of(made).filter(act="joining.end").count() == 1

    def test_a_membership_that_is_corrected_to_have_ended_ends_it_too(self, lin, motors, by, now):
        actions.move(lin, motors, by=by, now=now)
        held = lin.memberships.get()
        said = {"union": held.union, "starts_on": held.starts_on, "ends_on": now.date(), "why": "录错了"}
        people.correct_membership(held, **said, by=by, now=now)

        assert the_only().state == "withdrawn"

    def test_who_moves_has_not_left(self, lin, motors, as_officer, by, now):
        made = actions.approve(actions.move(lin, motors, by=by, now=now), by=as_officer, now=now)
        assert made.state == "approved"

    @pytest.mark.parametrize("returned", [False, True])
    def test_nobody_joins_who_has_died(self, rider, applied, as_officer, by, now, returned):
        made = applied(rider)
        if returned:
            actions.give_back(made, reason="请写全", by=as_officer, now=now)
        heard = len(notices.inbox(rider))
        departures.died(rider.pk, by=by, now=now)

        made = the_only()
        assert (made.state, made.number_sealed) == ("withdrawn", None)
        assert len(notices.inbox(rider)) == heard

    @pytest.mark.parametrize("returned", [False, True])
    def test_who_lives_after_all_writes_the_number_down_again(
        self, rider, applied, as_officer, drafted, by, now, returned
    ):
        made = applied(rider)
        if returned:
            actions.give_back(made, reason="请写全", by=as_officer, now=now)
        departures.died(rider.pk, by=by, now=now)
        departures.revived(rider.pk, by=as_officer, now=now)

        made = the_only()
        assert (made.state, "请重新填写再提交" in made.reason, "请写全" in made.reason) == ("returned", True, returned)
        assert "请重新填写再提交" in notices.inbox(rider)[0].text
        assert actions.send(drafted(rider), by=by, now=now).state == "waiting"
        assert the_only().pk == made.pk

    def test_who_was_moving_goes_on_and_what_was_withdrawn_before_stays_so(self, lin, motors, datong, by, now):
        gone = actions.withdraw(actions.move(lin, datong, by=by, now=now), by=by, now=now)
        made, later = actions.move(lin, motors, by=by, now=now), now + timedelta(days=9)
        departures.died(lin.pk, by=by, now=now)
        departures.revived(lin.pk, by=by, now=later)
        departures.revived(lin.pk, by=by, now=later)

        found = Application.objects.get(pk=made.pk)
        assert (found.state, found.due_at > later, found.died_from) == ("waiting", True, "")
        assert agenda.waits(QUEUE.key, motors.pk)
        assert Application.objects.get(pk=gone.pk).state == "withdrawn"
        assert journal.entries_of(made).filter(act="joining.revive").count() == 1

    def test_what_they_began_since_is_not_doubled(self, lin, motors, datong, by, now):
        actions.move(lin, datong, by=by, now=now)
        departures.died(lin.pk, by=by, now=now)
        since = actions.move(lin, motors, by=by, now=now)
        departures.revived(lin.pk, by=by, now=now)

        assert Application.objects.open().get() == since


class TestNobodyMendsIt:
    @pytest.fixture
    def back(self, rider, applied, as_officer, now):
        return actions.give_back(applied(rider), reason="请写全", by=as_officer, now=now)

    def test_what_was_returned_is_forgotten_after_its_person_was_told(self, back, rider, browser, now):
        shown = browser(rider).get(reverse("joining:one", args=[back.pk])).content.decode()
        assert "到期前会提醒你" in shown

        assert actions.forget(now + 75 * DAY) == 0
        heard = len(notices.inbox(rider))
        assert actions.forget(now + 76 * DAY) == 0
        assert actions.forget(now + 77 * DAY) == 0
        assert len(notices.inbox(rider)) == heard + 1
        assert actions.forget(now + 90 * DAY) == 0
        assert actions.forget(now + 91 * DAY) == 1
        assert not Application.objects.exists()
        assert journal.entries_of(back).filter(act="joining.forget").count() == 1

    def test_nothing_goes_that_nobody_was_told_of(self, back, now):
        assert actions.forget(now + 300 * DAY) == 0
        assert actions.forget(now + 313 * DAY) == 0
        assert actions.forget(now + 314 * DAY) == 1

    def test_what_was_mended_stays(self, back, by, now):
        actions.forget(now + 80 * DAY)
        actions.send(back, by=by, now=now + 81 * DAY)
        assert actions.forget(now + 200 * DAY) == 0
        assert the_only().warned_at is None
