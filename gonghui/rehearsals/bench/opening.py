"""Which address is opened for a typical page, and by whom: visitors and workers, or officers."""

from urllib.parse import quote

from django.urls import reverse

from gonghui.faces.slices import Typical
from gonghui.primitives.people.models import Person

OFFICIAL = ("/console/", "/counter/")


def address(page: Typical, asker: Person) -> str | None:
    """Its path for this asker; None when there is nothing that it could be about. Raises NoReverseMatch."""
    name, mark, query = page.page.partition("?")
    about = [] if page.of is None else [page.of(asker).values_list("pk", flat=True).first()]
    return None if None in about else reverse(name, args=about) + mark + quote(query, safe="=&")


def is_official(path: str) -> bool:
    """Whether officers open it, rather than visitors and workers."""
    return path.startswith(OFFICIAL)
