"""The browser looks at the house that the rooms' own tests play with."""

from tests.services.hub.conftest import *  # noqa: F403
