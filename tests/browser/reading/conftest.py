"""The browser looks at the library that the reading rooms' own tests play with."""

from tests.services.reading.conftest import *  # noqa: F403
