"""When a door is open: weekly hours that may cross midnight, holidays and make-up days."""

from .refusals import BadHours, HoursEmpty, HoursOverlap, HoursUnreadable, TooManySpans
from .sessions import FARTHEST, NO_CALENDAR, Calendar, Session, closes_at, minutes_of, open_at, opens_next, session_at
from .week import DAYS, HOLIDAY, Span, Week, clock, spans_of

__all__ = [
    "DAYS",
    "FARTHEST",
    "HOLIDAY",
    "NO_CALENDAR",
    "BadHours",
    "Calendar",
    "HoursEmpty",
    "HoursOverlap",
    "HoursUnreadable",
    "Session",
    "Span",
    "TooManySpans",
    "Week",
    "clock",
    "closes_at",
    "minutes_of",
    "open_at",
    "opens_next",
    "session_at",
    "spans_of",
]
