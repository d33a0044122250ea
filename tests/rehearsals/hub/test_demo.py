"""The demo world's house."""

from gonghui.primitives.places.models import Room
from gonghui.rehearsals.hub.demo import demo
from gonghui.services.hub.models import RoomBooking


def test_the_demo_has_a_house_in_use_and_is_made_once(taiyuan, works, enrol, now):
    for number in range(15):
        enrol("林小雨", 300 + number, works)
    lines = [demo(now=now) for _twice in range(2)]
    assert "台胞证" in lines[0][0]
    assert Room.objects.count() == 16
    assert RoomBooking.objects.asked(now).exists(), "something waits for the officer"
    booked = RoomBooking.objects.count()
    assert booked > 12
    demo(now=now)
    assert RoomBooking.objects.count() == booked


def test_without_the_demos_unions_there_is_no_house(db, now):
    assert demo(now=now) == []
    assert not Room.objects.exists()
