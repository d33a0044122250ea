"""What askers, officers, finance and the worker do about aid in hardship."""

from .applying import Application, apply, update_home
from .deciding import Proposal, confirm, propose, send_back
from .listing import end, keep
from .paying import give_to_fund, look_at_account, pay
from .showing import answer_objection, object_to
from .standards import load_standards
from .visiting import visit
from .working import forget, work

__all__ = [
    "Application",
    "Proposal",
    "answer_objection",
    "apply",
    "confirm",
    "end",
    "forget",
    "give_to_fund",
    "keep",
    "load_standards",
    "look_at_account",
    "object_to",
    "pay",
    "propose",
    "send_back",
    "update_home",
    "visit",
    "work",
]
