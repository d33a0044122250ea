"""Ids are made here: sortable by time, not to be guessed."""

from gonghui.primitives.rows import new_id


def test_an_id_is_a_uuid_of_version_seven():
    assert new_id().version == 7


def test_later_ids_sort_after_earlier_ones():
    ids = [new_id() for _ in range(1000)]

    assert ids == sorted(ids)


def test_ten_thousand_ids_are_all_different():
    assert len({new_id() for _ in range(10_000)}) == 10_000
