"""Where a matter leads: a page by its name, so that addresses may change; and a place on it."""

from functools import lru_cache

from gonghui.primitives.notices import templates


@lru_cache(maxsize=4096)  # of one fair, thousands are made in the same minute
def link(page: str, *about: object, at: str = "") -> str:
    """As it is stored: the page's name and arguments, and the part of the page. Raises NoReverseMatch."""
    return templates.stored(page, about) + (f"#{at}" if at else "")


@lru_cache(maxsize=4096)
def address(stored: str) -> str:
    """A path of this site; "" when the page is no more."""
    page, _hash, at = stored.partition("#")
    path = templates.address(page)
    return f"{path}#{at}" if path and at else path
