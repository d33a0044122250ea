"""The browser looks at the stations, workshops and loads of their own tests."""

from tests.services.stations.conftest import *  # noqa: F403
