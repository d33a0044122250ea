"""The rooms' story, small, against real server processes; and the demo world's house."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from gonghui.primitives.places.models import Room
from gonghui.rehearsals.hub.demo import demo
from gonghui.services.hub.models import RoomBooking


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
@pytest.mark.timeout(300)
def test_the_rooms_are_booked_as_told_at_a_fiftieth(tmp_path):
    database = connection.settings_dict
    where = {name: database[name.upper()] for name in ("user", "password", "host", "port")}
    figures_file = tmp_path / "figures.json"
    command = [sys.executable, "-m", "gonghui.site.cli", "story", "hub", "--scale", "0.02", "--json", figures_file]
    environment = os.environ | {"GONGHUI_DATABASE_URL": make_conninfo(**where, dbname="postgres")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    figures = json.loads(figures_file.read_text())
    assert figures["ok"] is True
    assert (figures["rooms"], figures["wishes"]) == (16, 120)
    assert figures["booked"] + sum(figures["refused"].values()) == figures["wishes"]
    assert figures["double_booked"] == figures["held_by_who_stayed_away"] == 0
    assert figures["in_traditional_script"] is True


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
