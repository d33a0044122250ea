"""The browser looks at the requests that the slice's own tests ask."""

from tests.services.hotline.conftest import as_guo, asked, guo, place

__all__ = ["as_guo", "asked", "guo", "place"]
