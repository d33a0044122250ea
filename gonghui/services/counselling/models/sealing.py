"""What anybody said, encrypted with the site's key and bound to its row and field."""

from django.db.models import Model

from gonghui.primitives.people import keys


def seal(row: Model, field: str, words: str) -> None:
    """Set a sealed field; nothing said is nothing sealed. Saves nothing."""
    setattr(row, field, keys.keyring().seal(words.encode(), context=_context(row, field)) if words else b"")


def unsealed(row: Model, field: str) -> str:
    """What it says; "" once it is forgotten. For whoever has loaded the row through a queryset that knows who asks."""
    sealed = bytes(getattr(row, field))
    return keys.keyring().unseal(sealed, context=_context(row, field)).decode() if sealed else ""


def _context(row: Model, field: str) -> str:
    return f"counselling.{type(row).__name__}.{field}:{row.pk}"
