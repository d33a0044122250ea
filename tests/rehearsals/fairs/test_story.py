"""The story, small: real server processes, officers in the console, phones and desks over the API, read back."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.timeout(300)]


def test_the_fairs_happen_as_told_at_a_five_hundredth(tmp_path):
    """50,000 workers and 14 million yuan become 100 workers and 28,000 yuan; every rule stays."""
    database = connection.settings_dict
    url = make_conninfo(
        user=database["USER"],
        password=database["PASSWORD"],
        host=database["HOST"],
        port=database["PORT"],
        dbname="postgres",
    )
    figures_file = tmp_path / "figures.json"
    command = [sys.executable, "-m", "gonghui.site.cli", "story", "fairs", "--scale", "0.002", "--json", figures_file]
    done = subprocess.run(
        command, env=os.environ | {"GONGHUI_DATABASE_URL": url}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    figures = json.loads(figures_file.read_text())
    assert figures["ok"] is True
    assert (figures["workers"], figures["signed_up"], figures["admitted"]) == (100, 100, 100)
    assert (figures["pool_fen"], figures["subsidy_fen"], figures["pool_left_fen"]) == (2_800_000, 2_800_000, 0)
    assert figures["sales_fen"] == 14_272_000
    nothing = ("oversold", "duplicates_admitted", "unsettled_fen", "unsent_notices", "sms_sent_twice")
    assert {figures[name] for name in nothing} == {0}
