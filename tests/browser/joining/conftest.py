"""The browser meets the people that joining's own tests play with."""

from tests.services.joining.conftest import applied, drafted, rider

__all__ = ["applied", "drafted", "rider"]
