"""A worker's way to a session."""

from datetime import timedelta

import pytest

from gonghui.primitives.admission.models import Place
from gonghui.primitives.admission.refusals import AlreadyHolds, AlreadyIn, Full, MayTakeNow
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices.models import Delivery, Notice
from gonghui.services.fairs import actions, refusals
from gonghui.services.fairs.models import Turned

pytestmark = pytest.mark.django_db


def fill(session, people, by, now):
    return [actions.sign_up(session, person, key=f"fill-{person.pk}", by=by, now=now) for person in people]


@pytest.fixture
def crowd(enrol, works):
    return [enrol(f"王小{name}", 300 + n, works) for n, name in enumerate("甲乙丙丁戊")]


def test_signing_up_gives_a_place_a_notice_an_sms_and_a_journal_entry(lin, sessions, by, now):
    place = actions.sign_up(sessions[0], lin, key="k1", by=by, now=now)
    notice = Notice.objects.get(person=lin)
    assert place.holder == lin
    assert "滨河会展中心" in notice.text
    assert Delivery.objects.filter(notice=notice, channel="sms").count() == 1
    assert Entry.objects.filter(act="fairs.sign_up", on_person=lin.pk).count() == 1


def test_a_double_click_answers_the_same_place_and_tells_once(lin, sessions, by, now):
    first = actions.sign_up(sessions[0], lin, key="k1", by=by, now=now)
    again = actions.sign_up(sessions[0], lin, key="k1", by=by, now=now + timedelta(seconds=1))
    assert again.pk == first.pk
    assert Notice.objects.filter(person=lin).count() == 1


def test_one_place_per_fair_even_in_another_city(lin, sessions, datong_venue, by, now):
    actions.sign_up(sessions[0], lin, key="k1", by=by, now=now)
    other = datong_venue.sessions.select_related("pool", "venue__fair__union").first()
    with pytest.raises(AlreadyHolds):
        actions.sign_up(other, lin, key="k2", by=by, now=now)


def test_a_person_without_membership_is_told_so_and_it_is_counted(qian, sessions, by, now):
    with pytest.raises(refusals.NotAMember):
        actions.sign_up(sessions[0], qian, key="k", by=by, now=now)
    turned = Turned.objects.get()
    assert (turned.desk, turned.code, turned.person) == ("sign_up", "fairs.not_a_member", qian)


def test_sign_up_before_and_after_its_time_is_refused(lin, sessions, by, now):
    with pytest.raises(refusals.SignUpNotOpen):
        actions.sign_up(sessions[0], lin, key="k", by=by, now=now - timedelta(days=2))
    with pytest.raises(refusals.SignUpClosed):
        actions.sign_up(sessions[0], lin, key="k", by=by, now=now + timedelta(days=3))


def test_a_session_that_ended_takes_nobody(lin, sessions, by, now):
    with pytest.raises(refusals.SessionGone):
        actions.sign_up(sessions[0], lin, key="k", by=by, now=now + timedelta(hours=1))


def test_who_waits_gets_a_place_given_back_and_an_sms_in_order(lin, chen, crowd, sessions, by, now):
    fill(sessions[0], crowd[:3], by, now)
    with pytest.raises(Full):
        actions.sign_up(sessions[0], lin, key="k", by=by, now=now)
    actions.wait(sessions[0], lin, by=by, now=now)
    actions.wait(sessions[0], chen, by=by, now=now)
    actions.give_back(sessions[0].venue.fair, crowd[0], by=by, now=now)
    assert Place.objects.filter(holder=lin, released_at=None).count() == 1
    assert not Place.objects.filter(holder=chen).exists()
    assert Delivery.objects.filter(notice__person=lin, template="fairs.promoted").count() == 1


def test_who_signs_up_elsewhere_is_told_that_the_waiting_place_is_gone(lin, crowd, sessions, by, now):
    fill(sessions[0], crowd[:3], by, now)
    actions.wait(sessions[0], lin, by=by, now=now)
    actions.sign_up(sessions[1], lin, key="k2", by=by, now=now)
    told = Notice.objects.get(person=lin, template="fairs.line_left")
    assert "候补就取消了" in told.text
    actions.give_back(sessions[0].venue.fair, crowd[0], by=by, now=now)
    assert Place.objects.filter(holder=lin, released_at=None).get().pool == sessions[1].pool


def test_a_place_in_the_line_that_became_one_is_no_line_left(lin, crowd, sessions, by, now):
    fill(sessions[0], crowd[:3], by, now)
    actions.wait(sessions[0], lin, by=by, now=now)
    actions.give_back(sessions[0].venue.fair, crowd[0], by=by, now=now)
    assert not Notice.objects.filter(template="fairs.line_left").exists()


def test_nobody_waits_while_places_are_free(lin, sessions, by, now):
    with pytest.raises(MayTakeNow):
        actions.wait(sessions[0], lin, by=by, now=now)


def test_leaving_the_line_is_possible_and_harmless_twice(lin, crowd, sessions, by, now):
    fill(sessions[0], crowd[:3], by, now)
    actions.wait(sessions[0], lin, by=by, now=now)
    for _time in range(2):
        actions.leave_line(sessions[0], lin, by=by, now=now)
    sessions[0].pool.refresh_from_db()
    assert sessions[0].pool.waiting == 0


def test_moving_gives_a_new_receipt_and_frees_the_old_place_for_who_waits(lin, chen, crowd, sessions, by, now):
    old = fill(sessions[0], [lin, *crowd[:2]], by, now)[0]
    actions.wait(sessions[0], chen, by=by, now=now)
    new = actions.move(sessions[1], lin, key="m", by=by, now=now)
    assert new.code != old.code
    assert new.pool_id == sessions[1].pool_id
    assert Place.objects.get(holder=chen, released_at=None).pool_id == sessions[0].pool_id


def test_moving_twice_with_one_key_moves_once(lin, sessions, by, now):
    fill(sessions[0], [lin], by, now)
    first = actions.move(sessions[1], lin, key="m", by=by, now=now)
    assert actions.move(sessions[1], lin, key="m", by=by, now=now).pk == first.pk


def test_moving_to_a_full_session_leaves_the_old_place_standing(lin, crowd, sessions, by, now):
    old = fill(sessions[0], [lin], by, now)[0]
    fill(sessions[1], crowd[:3], by, now)
    with pytest.raises(Full):
        actions.move(sessions[1], lin, key="m", by=by, now=now)
    old.refresh_from_db()
    assert old.released_at is None


def test_who_came_in_cannot_give_the_place_back(admitted, fair, by, now):
    with pytest.raises(AlreadyIn):
        actions.give_back(fair, admitted, by=by, now=now)


def test_giving_back_without_a_place_says_so(lin, fair, sessions, by, now):
    with pytest.raises(refusals.NoPlace):
        actions.give_back(fair, lin, by=by, now=now)
