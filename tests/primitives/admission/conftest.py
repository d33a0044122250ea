import itertools
from datetime import timedelta

import pytest

from gonghui.kernel.callers import Caller
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.rows import new_id
from tests.crowd import NOON

WU = Caller(person=None, name="吴", origin="gate")


@pytest.fixture
def open_pool(db):
    """Opens pools of one scope, open from an hour before noon until an hour after."""
    scope = new_id()
    hour = timedelta(hours=1)

    def opened(capacity=2, *, scope=scope, opens_at=NOON - hour, closes_at=NOON + hour):
        return admission.open_pool(scope=scope, capacity=capacity, opens_at=opens_at, closes_at=closes_at)

    return opened


@pytest.fixture
def pool(open_pool):
    return open_pool()


@pytest.fixture
def take():
    """Takes a place at noon under a key of its own unless one is given."""
    keys = itertools.count(1)

    def taken(pool, person, *, key=None, now=NOON):
        return admission.take(pool, person, key=key or f"key-{next(keys)}", now=now)

    return taken
