import uuid

import pytest

from gonghui.kernel.callers import SYSTEM, Caller


def test_the_system_acts_without_a_person_but_under_a_name():
    assert (SYSTEM.person, SYSTEM.name, SYSTEM.origin) == (None, "系统", "worker")


def test_a_caller_is_a_value():
    person = uuid.uuid4()
    caller = Caller(person=person, name="赵", origin="page 10.0.0.7")
    assert caller == Caller(person=person, name="赵", origin="page 10.0.0.7")
    assert caller != Caller(person=person, name="赵", origin="api 10.0.0.7")
    assert len({caller, Caller(person, "赵", "page 10.0.0.7")}) == 1
    with pytest.raises(AttributeError):
        caller.name = "钱"
    assert not hasattr(caller, "__dict__")
