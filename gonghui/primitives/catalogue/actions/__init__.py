"""The verbs of the catalogue. None writes the journal: the slice that calls names the act in its own words."""

from .auditing import audit
from .merchants import enlist, list_goods, lowest_price, price_in_force
from .sales import cancel_sale, sell
from .settlement import approve_batch, mark_paid, prepare_batch, return_batch, set_claim

__all__ = [
    "approve_batch",
    "audit",
    "cancel_sale",
    "enlist",
    "list_goods",
    "lowest_price",
    "mark_paid",
    "prepare_batch",
    "price_in_force",
    "return_batch",
    "sell",
    "set_claim",
]
