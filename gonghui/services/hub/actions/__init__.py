"""What can be done with the rooms of a hub. Doors, API, worker and story all call these."""

from .booking import book, book_series, give_back, leave
from .deciding import admit, cancel, refuse
from .feeds import open_feed, revoke_feed
from .receiving import receive
from .rooms import add_layout, remove_layout, set_terms
from .working import work

__all__ = [
    "add_layout",
    "admit",
    "book",
    "book_series",
    "cancel",
    "give_back",
    "leave",
    "open_feed",
    "receive",
    "refuse",
    "remove_layout",
    "revoke_feed",
    "set_terms",
    "work",
]
