"""The form for hardship aid that the primitive's own tests ask."""

from tests.primitives.forms.conftest import make, version

__all__ = ["make", "version"]
