"""What officers and finance do: decide cases, keep standards and the list, pay."""

from .cases import answer_objection, confirm, end, keep, propose, send_back, visit
from .funds import funds, give, give_page
from .lists import listed, near
from .payments import paid, pay, pay_page, payments, proof
from .standards import bring, load, standards

__all__ = [
    "answer_objection",
    "bring",
    "confirm",
    "end",
    "funds",
    "give",
    "give_page",
    "keep",
    "listed",
    "load",
    "near",
    "paid",
    "pay",
    "pay_page",
    "payments",
    "proof",
    "propose",
    "send_back",
    "standards",
    "visit",
]
