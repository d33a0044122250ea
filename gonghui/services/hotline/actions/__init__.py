"""What askers and seats of the hotline do, beside the verbs of casework."""

from gonghui.primitives.casework.dispatch import Words

from .asking import Call, ask, by_code, take
from .following import forget, sweep

__all__ = ["Call", "Words", "ask", "by_code", "forget", "sweep", "take"]
