"""The browser looks at the applications that the slice's own tests make."""

from tests.services.aid.conftest import (
    apply,
    caller,
    claim_of,
    fund,
    guo,
    hao,
    later,
    paid,
    place,
    proposed,
    shown,
    standard,
    sun,
    to_pay,
    visited,
)  # fmt: skip

__all__ = [
    "apply", "caller", "claim_of", "fund", "guo", "hao", "later", "paid", "place", "proposed", "shown", "standard",
    "sun", "to_pay", "visited",
]  # fmt: skip
