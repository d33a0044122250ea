"""Bytes and names of confidential owners' files, encrypted with the site's key and bound to their row."""

from uuid import UUID

from gonghui.primitives.people import keys

from .models import File


def sealed_bytes(row: File, plain: bytes, *, small: bool = False) -> bytes:
    return keys.keyring().seal(plain, context=_context(row, small))


def opened_bytes(row: File, sealed: bytes, *, small: bool = False) -> bytes:
    """Raises kernel.sealing.Unsealable."""
    return keys.keyring().unseal(sealed, context=_context(row, small))


def set_name(row: File, name: str) -> None:
    """What the file is called: readable in the table only where the file is. Saves nothing."""
    row.name, row.name_sealed = name, None
    if row.sealed:
        row.name, row.name_sealed = "", keys.keyring().seal(name.encode(), context=name_context(row.pk))


def opened_name(row: File) -> str:
    """As people read it; "" once it is forgotten. Raises kernel.sealing.Unsealable."""
    if row.name_sealed is None:
        return row.name
    return keys.keyring().unseal(bytes(row.name_sealed), context=name_context(row.pk)).decode()


def name_context(pk: UUID) -> str:
    return f"files.File.name:{pk}"


def _context(row: File, small: bool) -> str:
    return f"files.File.{'small' if small else 'bytes'}:{row.pk}"
