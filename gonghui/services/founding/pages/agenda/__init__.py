"""What of founding waits for whom."""

from .cases import ASKED, HOMECOMING, PLEAS, READY, STEPS
from .days import DAY
from .homes import JUDGING, KEPT, PLEDGES, RESULTS, mute_rounds
from .lasting import BEFORE, CERTIFICATES, CHANGES, ENDING, TERMS

OF_UNIONS = (CHANGES, PLEDGES, KEPT, *ENDING.values())  # they end with their union, whoever closes it
OF_MEMBERS = (JUDGING, RESULTS)  # so do these, of rounds
SOURCES = (PLEAS, ASKED, STEPS, HOMECOMING, READY, *OF_MEMBERS, *OF_UNIONS)

__all__ = [
    "ASKED", "BEFORE", "CERTIFICATES", "CHANGES", "DAY", "ENDING", "HOMECOMING", "JUDGING", "KEPT", "OF_MEMBERS",
    "OF_UNIONS", "PLEAS", "PLEDGES", "READY", "RESULTS", "SOURCES", "STEPS", "TERMS", "mute_rounds",
]  # fmt: skip
