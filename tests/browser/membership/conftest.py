"""The browser looks at the memberships that the slice's own tests play with."""

from tests.services.membership.conftest import foundry, second_officer

__all__ = ["foundry", "second_officer"]
