from datetime import timedelta

import pytest

from gonghui.primitives.places import actions as places
from gonghui.services.reading import actions as reading
from gonghui.services.reading import refusals
from gonghui.services.reading.models import Copy, Hold, Reader

pytestmark = pytest.mark.django_db


def status(copy):
    return Copy.objects.get(pk=copy.pk).status


def test_a_book_on_the_shelf_is_set_aside_at_once(dream, lin, hold):
    placed = hold(dream.title, lin)
    assert placed.ready_at is not None
    assert status(dream) == "set_aside"
    assert "红楼梦" in lin.notices.get().title


def test_a_book_of_another_room_travels_and_is_ready_when_it_arrives(dream, bank, lin, back, hold):
    placed = hold(dream.title, lin, room=bank)
    assert (placed.ready_at, status(dream)) == (None, "moving")
    done = back(dream, room=bank)
    assert done.hold.ready_at is not None
    assert status(dream) == "set_aside"
    assert lin.notices.count() == 1


def test_who_is_first_in_line_gets_the_book_that_comes_back(dream, lin, chen, su, lend, back, hold):
    lend(dream, su)
    first, second = hold(dream.title, lin), hold(dream.title, chen)
    assert back(dream).hold == first
    second.refresh_from_db()
    assert second.copy is None


def test_a_book_set_aside_goes_to_its_reader_only(dream, lin, chen, lend, hold):
    placed = hold(dream.title, lin)
    with pytest.raises(refusals.SetAside):
        lend(dream, chen)
    lend(dream, lin)
    placed.refresh_from_db()
    assert placed.outcome == "fetched"
    assert Reader.objects.get(person=lin).holds == 0


def test_who_takes_another_copy_frees_the_one_set_aside(add, lin, chen, lend, hold):
    aside, other = add("活着", "余华", codes=("A", "B"))
    placed = hold(aside.title, lin)
    taken = other if placed.copy_id == aside.pk else aside
    lend(taken, lin)
    assert status(placed.copy) == "in"


def test_what_nobody_fetches_goes_to_the_next(dream, lin, chen, su, lend, back, hold, now):
    lend(dream, su)
    first, second = hold(dream.title, lin), hold(dream.title, chen)
    back(dream)
    reading.work_reading(now + timedelta(days=4))
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.outcome == "missed"
    assert second.ready_at is not None
    reading.work_reading(now + timedelta(days=10))
    assert status(dream) == "in"
    assert Reader.objects.get(person=chen).holds == 0


def test_a_cancelled_hold_passes_the_book_on(dream, lin, chen, hold, by, now):
    first, second = hold(dream.title, lin), hold(dream.title, chen)
    reading.cancel_hold(first, by=by, now=now)
    second.refresh_from_db()
    assert second.copy == dream
    with pytest.raises(refusals.HoldOver):
        reading.cancel_hold(first, by=by, now=now)


def test_the_same_key_is_the_same_hold_and_another_is_refused(dream, lin, hold, library, by, now):
    assert hold(dream.title, lin) == hold(dream.title, lin)
    with pytest.raises(refusals.AlreadyHolding):
        reading.place_hold(dream.title, lin, library.premises, key="another", by=by, now=now)


def test_who_has_the_book_needs_no_hold(dream, lin, lend, hold):
    lend(dream, lin)
    with pytest.raises(refusals.HaveItNow):
        hold(dream.title, lin)


def test_a_title_without_copies_cannot_be_waited_for(dream, lin, hold, by, now):
    reading.weed([dream], reason="破损", by=by, now=now)
    with pytest.raises(refusals.NothingToHold):
        hold(dream.title, lin)
    assert not Hold.objects.exists()


def test_the_limit_of_holds_holds(add, lin, hold):
    for number in range(3):
        hold(add(f"书{number}", codes=(f"H{number}",))[0].title, lin)
    with pytest.raises(refusals.TooManyHolds, match="3"):
        hold(add("又一本", codes=("H9",))[0].title, lin)


def test_nothing_is_renewed_while_somebody_waits(dream, lin, chen, lend, hold, by, now):
    loan = lend(dream, lin)
    hold(dream.title, chen)
    with pytest.raises(refusals.SomebodyWaits, match="1"):
        reading.renew(loan, by=by, now=now)


def test_a_new_copy_goes_to_whoever_waits(dream, add, lin, su, lend, hold, now):
    lend(dream, su)
    waiting = hold(dream.title, lin)
    [fresh] = add("红楼梦", "曹雪芹", isbn="9787020002207", codes=("HLM2",))
    assert reading.work_reading(now) == 1
    waiting.refresh_from_db()
    assert (waiting.copy, status(fresh), waiting.ready_at) == (fresh, "set_aside", now)
    assert reading.work_reading(now) == 0


def test_a_place_that_was_given_up_holds_nothing(dream, bank, lin, hold, by, now):
    places.close_premises(bank.premises, reason="搬迁", by=by, now=now)
    bank.premises.refresh_from_db()
    with pytest.raises(refusals.NotToFetchHere):
        hold(dream.title, lin, room=bank)
    assert not Reader.objects.filter(person=lin, holds__gt=0).exists(), "nothing is counted"


def test_a_book_that_nobody_waits_for_any_more_stays_where_it_arrives(dream, bank, lin, back, hold, by, now):
    placed = hold(dream.title, lin, room=bank)
    reading.cancel_hold(placed, by=by, now=now)
    Copy.objects.update(status="moving")  # it was in the van already
    assert back(dream, room=bank).hold is None
    copy = Copy.objects.get()
    assert (copy.status, copy.at) == ("in", bank.premises)


def test_a_book_on_its_way_goes_by_other_rooms(dream, bank, library, lin, taiyuan, back, hold, by, now):
    other = reading.open_room(
        union=taiyuan, name="公园书屋", address="迎泽公园", point=library.premises.point, by=by, now=now
    )
    placed = hold(dream.title, lin, room=bank)
    assert back(dream, room=other).hold == placed
    placed.refresh_from_db()
    assert (placed.ready_at, status(dream)) == (None, "moving")
    assert not lin.notices.exists(), "it is not there yet"


def test_who_borrows_elsewhere_while_theirs_travels_waits_no_longer(add, library, bank, lin, lend, hold):
    sent, other = add("活着", "余华", codes=("A",))[0], add("活着", "余华", codes=("B",), room=bank)[0]
    placed = hold(sent.title, lin, room=bank)
    travelling = placed.copy
    lend(other if travelling == sent else sent, lin)
    placed.refresh_from_db()
    assert (placed.outcome, status(travelling)) == ("fetched", "in")
    assert Reader.objects.get(person=lin).holds == 0


def test_a_renewal_is_allowed_again_once_who_waited_is_served(add, lin, chen, lend, hold, by, now):
    mine, other = add("活着", "余华", codes=("A", "B"))
    loan = lend(mine, lin)
    lend(other, lin)
    waiting = hold(mine.title, chen)
    with pytest.raises(refusals.SomebodyWaits):
        reading.renew(loan, by=by, now=now)
    reading.cancel_hold(waiting, by=by, now=now)
    assert reading.renew(loan, by=by, now=now).renewed == 1


def test_readers_are_told_when_and_where_and_once(dream, library, lin, chen, lend, back, hold, now):
    lend(dream, chen)
    hold(dream.title, lin)
    back(dream)
    notice = lin.notices.get()
    for fact in ("红楼梦", "工惠图书馆", "迎泽大街1号", "5月23日"):
        assert fact in notice.text
    reading.work_reading(now + timedelta(hours=1))
    assert lin.notices.count() == 1
