"""How figures of the workforce are summed up the tree: by a table of cases."""

from datetime import date

import pytest

from gonghui.services.membership.coverage.rules import Base, base_of

OLD, NEW = date(2026, 1, 1), date(2026, 6, 1)
TOWN, OTHER, ALIKE = ("P.C.A.", 30, NEW, "统计站"), ("P.C.B.", 50, OLD, "走访"), ("P.C.A-1.", 7, NEW, "走访")
COUNTY = ("P.C.", 100, OLD, "统计局")


@pytest.mark.parametrize(
    ("path", "entries", "below", "expected"),
    [
        ("P.C.", [], None, None),
        ("P.C.", [COUNTY, TOWN, OTHER], ["P.C.A."], Base(100, OLD, ("统计局",))),  # its own, and nobody twice
        ("P.", [COUNTY, TOWN], ["P.C."], Base(100, OLD, ("统计局",))),
        ("P.C.", [TOWN, OTHER], ["P.C.A.", "P.C.B."], Base(80, OLD, ("统计站", "走访"))),
        ("P.C.", [TOWN], ["P.C.A.", "P.C.B."], Base(30, NEW, ("统计站",), whole=False)),
        ("P.C.", [TOWN], None, Base(30, NEW, ("统计站",), whole=False)),
        ("P.C.A.", [TOWN, OTHER, ALIKE], None, Base(30, NEW, ("统计站",))),  # A-1 is a neighbour, not below A
        ("P.C.A-1.", [TOWN, OTHER, ALIKE], None, Base(7, NEW, ("走访",))),
        ("Q.", [COUNTY, TOWN], None, None),
    ],
)
def test_a_base_is_ones_own_or_the_sum_of_the_outermost_below(path, entries, below, expected):
    assert base_of(path, sorted(entries), below) == expected
