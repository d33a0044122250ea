"""The nouns of every trade, where Django looks for them."""

from .correcting.models import Correction
from .coverage.models import Tally, Workforce
from .life.models import Death, Lapse, Leaving
from .roster.models import RosterImport, RosterTrouble
from .tree.models import UnionChange

__all__ = [
    "Correction",
    "Death",
    "Lapse",
    "Leaving",
    "RosterImport",
    "RosterTrouble",
    "Tally",
    "UnionChange",
    "Workforce",
]
