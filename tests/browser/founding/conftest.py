"""The browser looks at the foundings that the slice's own tests play with."""

from tests.services.founding.conftest import employ, opened, plead, pool, walk, wang

__all__ = ["employ", "opened", "plead", "pool", "walk", "wang"]
