"""The browser looks at the board that the announcements' own tests play with."""

from tests.services.announcements.conftest import draft, publish

__all__ = ["draft", "publish"]
