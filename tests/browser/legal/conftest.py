"""The browser looks at what the slice's own tests ask."""

from tests.services.legal.conftest import answer, as_guo, asked, guo, place

__all__ = ["answer", "as_guo", "asked", "guo", "place"]
