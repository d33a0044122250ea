"""The browser looks at the fair that the fairs' own tests play with."""

from tests.services.fairs.conftest import *  # noqa: F403
from tests.services.fairs.test_draw import after, crowd, drawing, enter, slots  # noqa: F401  the draw of theirs
