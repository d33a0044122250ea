"""How long people wait: booked visitors pass a gate, a hall of so many places and the tills, day after simulated day.

Times are minutes of the day, plain floats. The same seed gives the same figures.
"""

from .day import Day, Hall, Visit, walk
from .forecast import Figure, Forecast, Moment, SlotWaits, Waits, forecast, p95_with, percentile
from .people import Crowd, Habits, Slot
from .proposal import LENGTHS, MOST_PEOPLE, SURE, Option, Proposal, propose

__all__ = [
    "LENGTHS",
    "MOST_PEOPLE",
    "SURE",
    "Crowd",
    "Day",
    "Figure",
    "Forecast",
    "Habits",
    "Hall",
    "Moment",
    "Option",
    "Proposal",
    "Slot",
    "SlotWaits",
    "Visit",
    "Waits",
    "forecast",
    "p95_with",
    "percentile",
    "propose",
    "walk",
]
