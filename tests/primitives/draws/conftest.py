"""A draw gives places, so its tests open pools as those of admission do."""

from tests.primitives.admission.conftest import open_pool, pool, take  # noqa: F401
