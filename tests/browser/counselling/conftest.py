"""The browser looks at what the slice's own tests have."""

from tests.services.counselling.conftest import as_, booked, called, counsellor, desk, gu, he, hours, mei, took

__all__ = ["as_", "booked", "called", "counsellor", "desk", "gu", "he", "hours", "mei", "took"]
