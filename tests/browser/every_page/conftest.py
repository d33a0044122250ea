"""The browser walks the pages of every slice, in the worlds of the laws."""

# Whatever the laws find in the slices is a fixture here too.
from tests.law import conftest as laws
from tests.law.conftest import *  # noqa: F403

globals().update({name: made for name, made in vars(laws).items() if not name.startswith("_")})
