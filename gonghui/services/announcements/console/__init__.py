"""What officers do with announcements."""

from .drafts import bring, edit, new, remove
from .lists import index
from .one import attach, attachment, copy, correct, detach, one, pin, publish, withdraw

__all__ = [
    "attach", "attachment", "bring", "copy", "correct", "detach", "edit", "index", "new", "one", "pin", "publish",
    "remove", "withdraw",
]  # fmt: skip
