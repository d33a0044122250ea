"""Whether statements of this process lately gave up waiting: something in the database is locked, or far too slow."""

import time

SIGNS = {"55P03", "57014"}  # lock not available, query cancelled
LATELY_SECONDS = 10.0

_last = [float("-inf")]


def note(error: BaseException | None) -> None:
    """Remember `error` if it is one of a time-out."""
    if getattr(error.__cause__ if error else None, "sqlstate", None) in SIGNS:
        _last[0] = time.monotonic()


def lately() -> bool:
    return time.monotonic() - _last[0] < LATELY_SECONDS
