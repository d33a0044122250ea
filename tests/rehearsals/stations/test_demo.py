"""The demo's stations: somebody inside, a line at the shower, a call on the road, loads to find; made once."""

from gonghui.primitives.people.models import Role
from gonghui.primitives.places.models import Premises
from gonghui.rehearsals.stations.demo import demo
from gonghui.services.stations.models import Call, Load
from gonghui.services.stations.pages.browse import KINDS


def test_the_demo_has_stations_in_use_and_a_second_start_adds_nothing(taiyuan, works, enrol, zhao, now):
    for number, name in enumerate(("林小雨", "杨小晓", "沈梅涵", "卫国涵")):
        enrol(name, 300 + number, works)
    assert zhao.offices.get().role == Role.OFFICER
    lines = [demo(now=now) for _twice in range(2)]
    assert "马守站" in lines[0][0]
    assert lines[0] == lines[1]
    assert Premises.objects.of_kind(*KINDS).count() == 7
    assert (Call.objects.count(), Load.objects.count()) == (1, 4)


def test_without_the_demos_union_there_is_nothing_to_make(db, now):
    assert demo(now=now) == []
    assert not Premises.objects.exists()
