"""When a draw may be made. Pure."""

from datetime import datetime, timedelta

PAUSE_MINUTES = 10  # without a beacon: in which outsiders can keep the published hash before the secret is told
PAUSE = timedelta(minutes=PAUSE_MINUTES)


def earliest(closes_at: datetime, beacon_rule: str) -> datetime:
    """The first moment at which a draw that closes then can be made; with a beacon that is when its number is known."""
    return closes_at if beacon_rule else closes_at + PAUSE
