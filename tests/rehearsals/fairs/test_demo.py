"""The fairs' demo world can be made at any hour; `tests/rehearsals/test_demo.py` looks at what is in it."""

import pytest

from gonghui.rehearsals.fairs.demo import demo
from gonghui.services.fairs.models import Session


@pytest.mark.django_db
def test_made_in_the_last_hour_of_a_day_it_has_sessions_that_are_on(found, province, now):
    province.delete()  # which has brought the divisions, after a race test that emptied the tables
    at = now.replace(hour=23, minute=30)
    assert demo(now=at)
    assert Session.objects.filter(starts_at__lte=at, ends_at__gt=at).count() == 3
