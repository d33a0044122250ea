"""What askers and officers of legal help do, beside the verbs of casework."""

from . import aid
from .asking import ask, close
from .evidence import count_check, drop, forget_evidence, keep
from .following import forget, sweep
from .library import Content, change, withdraw, write

__all__ = [
    "Content", "aid", "ask", "change", "close", "count_check", "drop", "forget", "forget_evidence", "keep", "sweep",
    "withdraw", "write",
]  # fmt: skip
