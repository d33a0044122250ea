"""Codes that are drawn ahead."""

from base64 import b64decode

from gonghui.faces.live_drawings import drawn


def test_all_are_as_large_as_the_one_that_needs_most_room(now):
    alike, longer = drawn(["GH2-A", "GH2-B"], now=now), drawn(["GH2-A", "gh2-" + "long" * 8], now=now)
    assert longer["size"] > alike["size"]
    assert {len(b64decode(code)) for code in longer["codes"]} == {-(-(longer["size"] ** 2) // 8)}
    assert len(set(longer["codes"])) == 2


def test_of_nobody_nothing_is_drawn(now):
    assert (drawn([], now=now)["size"], drawn([], now=now)["codes"]) == (0, [])
