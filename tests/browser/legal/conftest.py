"""The browser looks at what the slice's own tests ask."""

from tests.services.legal.conftest import answer, applied, as_guo, as_lawyer, asked, guo, helped, lawyer, place

__all__ = ["answer", "applied", "as_guo", "as_lawyer", "asked", "guo", "helped", "lawyer", "place"]
