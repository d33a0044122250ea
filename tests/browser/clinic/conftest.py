"""The browser looks at what the slice's own tests have."""

from tests.services.clinic.conftest import as_, day, home, slots, take, wish

__all__ = ["as_", "day", "home", "slots", "take", "wish"]
