"""From a draft to a membership, and every way it may go instead."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gonghui.kernel.text import BadName
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Employment, Membership, Transfer
from gonghui.primitives.people.refusals import NameDiffers, SameUnion, UnionClosed
from gonghui.services.joining import actions, refusals, rules
from gonghui.services.joining.actions import Who
from gonghui.services.joining.models import Application
from gonghui.services.joining.pages import agenda as sources
from tests.cast import MEMBER_SINCE, mobile, resident_id

from .conftest import FREE_ID

DAY = timedelta(days=1)


def test_a_rider_is_a_member_once_an_officer_says_yes(rider, applied, works, as_officer, now):
    made = actions.approve(applied(rider), by=as_officer, now=now)

    assert rider.memberships.get(ends_on=None).union == works
    assert rider.documents.get().number_tail == FREE_ID.tail
    assert set(Employment.objects.values_list("platform", flat=True)) == {"小象外卖", "并州速递"}
    assert (made.state, made.met, made.number_sealed) == ("approved", False, None)
    assert notices.inbox(rider)[0].title == "你是“晋源机械厂工会”的会员了"


def test_the_number_is_sealed_and_consent_is_written_down(rider, applied, now):
    made = applied(rider)
    made.refresh_from_db()

    assert FREE_ID.number.encode() not in bytes(made.number_sealed)
    assert (made.consented_at, made.number_tail) == (now, FREE_ID.tail)


@pytest.mark.parametrize(
    ("who", "no"),
    [
        ({"consents": False}, refusals.ConsentNeeded),
        ({"document": None}, refusals.DocumentNeeded),
        ({"platforms": ""}, refusals.WorkNeeded),
        ({"document": resident_id(903, born="20120229")}, refusals.TooYoung),
        ({"name": "李"}, BadName),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_kept(rider, by, now, who, no):
    draft = actions.begin(rider, by=by, now=now)
    said = {"name": rider.name, "document": FREE_ID, "platforms": "小象外卖", "consents": True}

    with pytest.raises(no):
        actions.keep_who(draft, Who(**said | who), by=by, now=now)
    draft.refresh_from_db()
    assert (draft.number_sealed, draft.platforms) == (None, "")


@pytest.mark.parametrize("name", ["古丽·阿依", "阿不都热合曼·买买提艾力·吐尔逊江·克里木·阿卜杜拉"])
def test_a_name_with_dots_and_a_long_one_are_taken_as_they_are(rider, drafted, by, now, name):
    draft = drafted(rider)
    who = Who(name, None, platforms="小象外卖", consents=True)

    assert actions.keep_who(draft, who, by=by, now=now).name == name


def test_a_member_is_offered_the_transfer_instead(lin, by, now):
    with pytest.raises(refusals.IsMember) as no:
        actions.begin(lin, by=by, now=now)
    assert "转会" in no.value.advice()


def test_it_is_sent_once(rider, applied, by, now):
    made = applied(rider)

    with pytest.raises(refusals.NotWaiting):
        actions.send(made, by=by, now=now)
    assert actions.begin(rider, by=by, now=now) == made


def test_a_closed_union_takes_no_application(rider, drafted, motors, by, now):
    draft = drafted(rider, motors)
    people.close_union(motors, by=by, now=now)

    with pytest.raises(UnionClosed):
        actions.send(draft, by=by, now=now)
    with pytest.raises(UnionClosed):
        actions.choose(draft, type(motors).objects.get(pk=motors.pk), by=by, now=now)


def test_what_is_returned_is_mended_and_sent_again(rider, applied, as_officer, by, now):
    back = actions.give_back(applied(rider), reason="请写全平台的名字", by=as_officer, now=now)
    assert agenda.of(rider, now=now)[0].note == "退回补正"

    who = Who(rider.name, None, trade="food_rider", platforms="小象外卖平台", consents=True)
    again = actions.send(actions.keep_who(back, who, by=by, now=now), by=by, now=now)
    assert (again.state, again.reason, again.number_tail) == ("waiting", "", FREE_ID.tail)


def test_a_no_without_a_reason_is_none(rider, applied, as_officer, now):
    made = applied(rider)

    with pytest.raises(refusals.ReasonNeeded):
        actions.give_back(made, reason=" ", by=as_officer, now=now)
    with pytest.raises(refusals.GroundNeeded):
        actions.refuse(made, ground="", reason="不行", by=as_officer, now=now)


def test_nobody_decides_on_oneself(zhao, applied, as_officer, now):
    own = applied(zhao, document=None)

    with pytest.raises(refusals.OwnApplication):
        actions.approve(own, by=as_officer, now=now)
    with pytest.raises(refusals.OwnApplication):
        actions.refuse(own, ground="no_work", by=as_officer, now=now)
    assert not Membership.objects.filter(person=zhao).exists()


def test_what_was_withdrawn_is_gone_with_its_number(rider, applied, as_officer, by, now):
    made = actions.withdraw(applied(rider), by=by, now=now)

    assert made.number_sealed is None
    assert not agenda.waits(sources.QUEUE.key, made.before_id)
    with pytest.raises(refusals.NotWaiting):
        actions.approve(made, by=as_officer, now=now)
    with pytest.raises(refusals.NotToWithdraw):
        actions.withdraw(made, by=by, now=now)


def test_a_no_is_brought_before_the_union_above_once(rider, applied, as_officer, taiyuan, chen, by, now):
    no = actions.refuse(applied(rider), ground="no_work", by=as_officer, now=now)
    up = actions.appeal(no, reason="我在厂里送货两年", by=by, now=now)

    assert (up.state, up.before) == ("waiting", taiyuan)
    with pytest.raises(refusals.DecidedBefore):
        actions.approve(up, by=as_officer, now=now)
    again = actions.refuse(up, ground="no_work", by=replace(by, person=chen.pk), now=now)
    with pytest.raises(refusals.AppealedAlready):
        actions.appeal(again, reason="再看看", by=by, now=now)


def test_what_nobody_decides_goes_up_by_itself_and_is_told(rider, applied, taiyuan, now):
    made = applied(rider)

    assert actions.raise_late(made.due_at - timedelta(seconds=1)) == 0
    assert actions.raise_late(made.due_at) == 1
    assert actions.raise_late(made.due_at) == 0
    former, made = made, Application.objects.get()
    assert (made.before, made.raised_at) == (taiyuan, former.due_at)
    assert made.due_at > former.due_at
    assert journal.entries_of(made).filter(act="joining.raise").get().facts["above"] == "太原市总工会"
    assert "太原市总工会" in notices.inbox(rider)[0].text
    for union, waits in ((former.before_id, False), (taiyuan.pk, True)):
        assert agenda.waits(sources.QUEUE.key, union) is waits


def test_a_roster_that_came_meanwhile_meets_the_application(rider, applied, works, as_officer, by, now):
    made = applied(rider)
    people.join(rider, works, starts_on=MEMBER_SINCE, by=by, now=now)  # as a roster does

    met = actions.approve(made, by=as_officer, now=now)
    assert (met.state, met.met) == ("approved", True)
    assert rider.memberships.get().starts_on == MEMBER_SINCE
    assert "早已生效" in notices.inbox(rider)[0].text


def test_who_became_a_member_elsewhere_is_named_to_the_officer(rider, applied, motors, as_officer, by, now):
    made = applied(rider)
    people.join(rider, motors, starts_on=MEMBER_SINCE, by=by, now=now)

    with pytest.raises(refusals.IsMemberElsewhere):
        actions.approve(made, by=as_officer, now=now)
    assert rider.memberships.get().union == motors


def test_a_transfer_is_one_step_without_a_gap_and_the_old_union_hears(lin, motors, works, as_officer, by, now):
    made = actions.move(lin, motors, by=by, now=now)
    assert lin.memberships.get(ends_on=None).union == works, "until the new union says yes"

    actions.approve(made, by=as_officer, now=now)
    bond = Transfer.objects.get()
    assert (bond.old.union, bond.new.union, bond.old.ends_on) == (works, motors, bond.new.starts_on)
    assert agenda.Matter.objects.filter(key=sources.LEFT.key, union=works).exists()


@pytest.mark.parametrize("which", ["same", "closed", "two", "nobody"])
def test_a_transfer_that_cannot_be_says_why(lin, qian, works, motors, datong, by, now, which):
    said = {"by": by, "now": now}
    if which == "closed":
        people.close_union(motors, **said)
        motors.refresh_from_db()
    if which == "two":
        actions.move(lin, datong, **said)
    no = {"same": SameUnion, "closed": UnionClosed, "two": refusals.AlreadyOpen, "nobody": refusals.NotMemberYet}
    with pytest.raises(no[which]):
        actions.move(qian if which == "nobody" else lin, works if which == "same" else motors, **said)
    assert Application.objects.filter(union__in=(works, motors)).count() == 0


class TestADocumentOfAnother:
    def test_the_applicant_learns_nothing_and_both_unions_see_it(self, rider, applied, su, motors, works, now):
        made = applied(rider, document=resident_id(103))

        assert made.rival == su
        assert all("苏" not in one.text for one in notices.inbox(rider))
        seen = agenda.Matter.objects.filter(key=sources.CONFLICT.key)
        assert set(seen.values_list("union", flat=True)) == {works.pk, motors.pk}

    def test_it_is_not_approved_before_it_is_settled(self, rider, applied, su, as_officer, now):
        made = applied(rider, document=resident_id(103))

        with pytest.raises(refusals.InConflict):
            actions.approve(made, by=as_officer, now=now)

    @pytest.mark.parametrize(("same", "state"), [(False, "returned"), (True, "refused")])
    def test_settled_it_is_told_and_the_member_stays_one(self, rider, applied, su, as_officer, now, same, state):
        made = applied(rider, document=resident_id(103))

        done = actions.settle(made, same=same, by=as_officer, now=now)
        assert (done.state, done.number_sealed, done.rival) == (state, None, None)
        assert su.memberships.filter(ends_on=None).count() == 1
        assert not rider.memberships.exists()
        with pytest.raises(refusals.NoConflict):
            actions.settle(done, same=same, by=as_officer, now=now)


class TestWithoutASmartphone:
    def test_an_officer_enters_it_and_the_person_is_told_how_to_undo(self, entry, as_officer, now):
        made = actions.enter(entry(), via="officer", by=as_officer, now=now)

        assert (made.state, made.entered_by_id, made.undo_until) == ("waiting", as_officer.person, now + rules.UNDO)
        told = notices.inbox(made.person).get(title="有人为你代办了入会申请")
        assert made.code in told.text

    def test_a_slip_is_followed_and_undone_by_code_and_last_four(self, entry, as_officer, by, now):
        made = actions.enter(entry(), via="hotline", by=as_officer, now=now)

        with pytest.raises(refusals.UnknownSlip):
            actions.by_slip(made.code, "0000", by=by, now=now)
        found = actions.by_slip(made.code.lower(), "0902", by=by, now=now)
        with pytest.raises(refusals.UndoTooLate):
            actions.undo(found, by=by, now=now + 8 * DAY)
        assert actions.undo(found, by=by, now=now).state == "withdrawn"

    def test_slips_are_not_guessed(self, entry, as_officer, by, now):
        made = actions.enter(entry(), via="officer", by=as_officer, now=now)

        for tail in range(10):
            with pytest.raises(refusals.UnknownSlip):
                actions.by_slip(made.code, f"{tail:04}", by=by, now=now)
        with pytest.raises(refusals.TooManySlips):
            actions.by_slip(made.code, "0902", by=by, now=now)

    def test_a_relative_helps_few_and_is_named(self, entry, lin, by, now):
        caller = replace(by, person=lin.pk, name=lin.name)
        for number in range(5):
            one = entry(mobile=mobile(910 + number), document=resident_id(910 + number), relation="女儿")
            made = actions.enter(one, via="helper", by=caller, now=now)
        assert (made.entered_by, made.relation) == (lin, "女儿")
        with pytest.raises(refusals.TooManyHelped):
            actions.enter(entry(mobile=mobile(930)), via="helper", by=caller, now=now)

    def test_a_phone_of_somebody_else_and_no_consent_are_refused(self, entry, lin, as_officer, now):
        with pytest.raises(NameDiffers):
            actions.enter(entry(mobile=mobile(101)), via="officer", by=as_officer, now=now)
        with pytest.raises(refusals.ConsentNeeded):
            actions.enter(entry(consents=False), via="officer", by=as_officer, now=now)
        assert not Application.objects.exists()


def test_what_came_to_nothing_is_forgotten_in_its_time(rider, qian, applied, as_officer, by, now):
    no = actions.refuse(applied(rider), ground="no_work", by=as_officer, now=now)
    actions.begin(qian, by=by, now=now)

    assert actions.forget(now + 29 * DAY) == 0
    assert actions.forget(now + 31 * DAY) == 1
    assert list(Application.objects.all()) == [no]
    assert actions.forget(now + rules.KEPT + DAY) == 1
