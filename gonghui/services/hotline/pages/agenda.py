"""What of the hotline waits for whom: as casework says it of every kind."""

from gonghui.primitives.casework.actions import sources_of

from ..rules import HOTLINE

SOURCES = sources_of(HOTLINE)
