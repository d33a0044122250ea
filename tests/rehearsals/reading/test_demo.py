import pytest

from gonghui.rehearsals.reading.demo import demo
from gonghui.services.reading.models import Copy, Hold, Loan, ReadingRoom, Seat


@pytest.mark.django_db
def test_the_demo_makes_its_rooms_once(enrol, works, now):
    reader = enrol("林小雨", 1, works)
    assert "librarian" in demo(now=now)[0]
    demo(now=now)
    assert (ReadingRoom.objects.count(), Seat.objects.count()) == (3, 70)
    assert Copy.objects.count() == 3 * 46
    assert Loan.objects.open().of(reader).count() == 2
    assert Hold.objects.open().of(reader).exists()


@pytest.mark.django_db
def test_without_the_demos_union_there_is_nothing_to_make(now):
    assert demo(now=now) == []
