"""What workers see of founding."""

from .homes import judge, rate
from .pleas import ask, home, plea, withdraw

__all__ = ["ask", "home", "judge", "plea", "rate", "withdraw"]
