"""A worker takes a slot, waits for a full one, gives back; who is next has it; never more places than there are."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gonghui.primitives.admission.models import Place, Pool, Waiter
from gonghui.primitives.admission.refusals import AlreadyHolds, AlreadyIn, Full
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.notices.models import Notice
from gonghui.services.clinic import actions, refusals
from gonghui.services.clinic.models import Day, Slot

from .conftest import HOSPITAL, HOUR

pytestmark = pytest.mark.django_db
HOME, NEW = reverse("clinic:home"), reverse("clinic-console:new")
KEY = "0190a0a0-0000-7000-8000-000000000031"


def page(response):
    return response.content.decode()


def at(name, thing):
    return reverse(f"clinic:{name}", args=[thing.pk])


def test_an_officer_plans_a_day_and_everybody_sees_it(browser, zhao, taiyuan, home):
    typed = HOSPITAL | {
        "union": str(taiyuan.pk), "title": "司机健康义诊", "premises": str(home.pk),
        "window_starts": "2026-05-21T09:00", "window_ends": "2026-05-21T11:00", "minutes": "20", "places": "4",
        "measures": ["systolic", "glucose"],
        "says": "空腹", "key": KEY,
    }  # fmt: skip
    first, again = (browser(zhao).post(NEW, typed).url for _each in range(2))
    assert first == again
    assert (Slot.objects.count(), Pool.objects.count()) == (6, 6)
    assert "司机健康义诊" in page(browser().get(HOME))
    seen = page(browser().get(at("day", Day.objects.get())))
    assert "还有 4 个" in seen
    assert "收缩压" in seen
    assert "登录后约" in seen


@pytest.mark.parametrize(
    "typed",
    [
        {"minutes": "0"}, {"places": "0"}, {"measures": []}, {"measures": ["gold"]}, {"hospital": ""}, {"title": ""},
        {"window_ends": "2026-05-20T08:00"}, {"window_starts": "2026-05-19T09:00"}, {"minutes": "200"},
        {"premises": "0190a0a0-0000-7000-8000-000000000099"},
    ],
)  # fmt: skip
def test_a_day_that_does_not_go_says_what_to_mend(browser, zhao, taiyuan, home, typed):
    filled = HOSPITAL | {
        "union": str(taiyuan.pk), "title": "义诊", "premises": str(home.pk), "window_starts": "2026-05-21T09:00",
        "window_ends": "2026-05-21T11:00", "minutes": "20", "places": "4", "measures": ["systolic"], "key": KEY,
    }  # fmt: skip
    answer = browser(zhao).post(NEW, filled | typed)
    assert answer.status_code == 422
    assert not Day.objects.exists()


def test_she_takes_a_slot_and_has_a_code(browser, lin, day, slots):
    phone = browser(lin)
    answer = phone.post(at("take", slots[0]), {"key": KEY})
    place = Place.objects.get()
    assert answer.url == at("ticket", place)
    assert "物流园司机之家" in page(phone.get(answer.url))
    assert phone.post(at("take", slots[0]), {"key": KEY}).url == answer.url
    assert "看凭证" in page(phone.get(at("day", day)))
    assert Notice.objects.filter(person=lin, title__startswith="义诊约好了").count() == 1
    assert Matter.objects.filter(key="clinic.place", person=lin).count() == 1


def test_one_place_a_day(take):
    take()
    with pytest.raises(AlreadyHolds):
        take(nth=1, key="k2")


def test_a_full_slot_has_a_line_and_who_is_next_gets_what_is_given_back(take, browser, lin, chen, su, qian, slots, now):
    take()
    take(chen)
    with pytest.raises(Full):
        take(su)
    for each in (su, qian):
        browser(each).post(at("wait", slots[0]), {"key": KEY})
    assert "满了，2 人在等" in page(browser(su).get(at("day", slots[0].day)))
    browser(lin).post(at("give-back", Place.objects.get(holder=lin)), {"key": KEY})
    assert Place.objects.live().get(holder=su).pool == slots[0].pool
    assert Notice.objects.filter(person=su, title__startswith="排到了").exists()
    assert not Notice.objects.filter(person=qian, title__startswith="排到了").exists()
    assert list(Waiter.objects.live().values_list("holder__name", flat=True)) == [qian.name]


def test_who_waits_may_stop(take, browser, chen, su, slots):
    take()
    take(chen)
    phone = browser(su)
    phone.post(at("wait", slots[0]), {"key": KEY})
    assert Matter.objects.filter(key="clinic.line", person=su).count() == 1
    phone.post(at("leave", slots[0]))
    assert not Waiter.objects.live().exists()
    assert not Matter.objects.filter(key="clinic.line").exists()


def test_who_gets_another_slot_waits_no_more(take, chen, su, slots, as_, now):
    take()
    take(chen)
    actions.wait(slots[0], su, by=as_(su), now=now)
    take(su, nth=1)
    assert not Matter.objects.filter(key="clinic.line", person=su).exists()


def test_what_has_begun_is_neither_taken_nor_given_back(take, slots, su, lin, as_):
    place, begun = take(), slots[0].starts
    for act in (
        lambda: actions.take(slots[0], su, key="k", by=as_(su), now=begun),
        lambda: actions.wait(slots[0], su, by=as_(su), now=begun),
        lambda: actions.give_back(place, by=as_(lin), now=begun),
    ):
        with pytest.raises(refusals.SlotOver):
            act()


def test_who_came_gives_nothing_back(take, lin, as_, by, now):
    place = take()
    actions.receive(place, by=by, now=now)
    with pytest.raises(AlreadyIn):
        actions.give_back(place, by=as_(lin), now=now)


def test_given_back_twice_is_once(take, lin, as_, now):
    place = take()
    actions.give_back(place, by=as_(lin), now=now)
    actions.give_back(place, by=as_(lin), now=now)
    assert Pool.objects.get(pk=place.pool_id).taken == 0


def test_called_off_all_are_told_why_and_nobody_takes_more(take, browser, zhao, lin, su, day, slots):
    take()
    browser(zhao).post(reverse("clinic-console:call-off", args=[day.pk]), {"reason": "医生有急诊"})
    assert Notice.objects.filter(person=lin, text__contains="医生有急诊").count() == 1
    assert not Place.objects.live().exists()
    assert not Matter.objects.filter(key__startswith="clinic.").exists()
    seen = browser(su).post(at("take", slots[0]), {"key": KEY})
    assert seen.status_code == 410
    assert "已经取消" in page(seen)
    assert "司机健康义诊" not in page(browser().get(HOME))


def test_without_a_reason_it_stays(browser, zhao, day):
    assert browser(zhao).post(reverse("clinic-console:call-off", args=[day.pk]), {"reason": " "}).status_code == 422
    assert Day.objects.get().called_off_at is None


def test_reminded_once_and_only_who_booked_before(take, chen, slots, as_, now):
    take()
    soon = slots[0].starts - 6 * HOUR
    actions.take(slots[0], chen, key="late", by=as_(chen), now=soon - timedelta(minutes=1))
    assert actions.work(now) == 0
    assert actions.work(soon) == 1
    assert actions.work(soon + HOUR) == 0


def test_the_officer_sees_numbers_and_nobody(take, browser, zhao, day):
    take()
    seen = page(browser(zhao).get(reverse("clinic-console:day", args=[day.pk])))
    assert "约了 1，共 2" in seen
    assert "林" not in seen
