"""What officers do with applications."""

from .entering import new, slip
from .lists import conflicts, index, left, release, settle
from .one import approve, give_back, one, refuse
from .posters import poster, posters
from .released import released, take_back

__all__ = [
    "approve", "conflicts", "give_back", "index", "left", "new", "one", "poster", "posters", "refuse", "release",
    "released", "settle", "slip", "take_back",
]  # fmt: skip
