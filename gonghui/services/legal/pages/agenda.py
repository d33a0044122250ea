"""What of legal help waits for whom: as casework says it of every kind."""

from gonghui.primitives.casework.actions import sources_of

from ..rules.aid import AID
from ..rules.question import LEGAL

SOURCES = sources_of(LEGAL) + sources_of(AID)
