"""What askers, officers and lawyers do with an application for legal aid, beside the verbs of casework."""

from .applying import apply, tell
from .deciding import assign, grant, hand_over, refuse
from .helping import Step, end, step

__all__ = ["Step", "apply", "assign", "end", "grant", "hand_over", "refuse", "step", "tell"]
