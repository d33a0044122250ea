"""What may be a key, and what may be a capacity."""

import pytest

from gonghui.kernel import scarcity


@pytest.mark.parametrize("key", ["k", "一" * 80, "click 1"])
def test_a_key_of_up_to_eighty_signs_is_one(key):
    assert scarcity.bad_key(key) is None


@pytest.mark.parametrize("key", ["", "k" * 81, "a\nb", "a\x00"])
def test_no_key_a_longer_one_and_one_that_no_database_stores_are_refused(key):
    assert isinstance(scarcity.bad_key(key), scarcity.BadKey)


@pytest.mark.parametrize(("capacity", "fits"), [(0, True), (1_000_000, True), (-1, False), (1_000_001, False)])
def test_nothing_to_a_million_may_be_there(capacity, fits):
    assert (scarcity.bad_capacity(capacity) is None) is fits
