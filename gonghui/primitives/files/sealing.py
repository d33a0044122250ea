"""Bytes of confidential owners, encrypted with the site's key and bound to their row."""

from gonghui.primitives.people import keys

from .models import File


def sealed_bytes(row: File, plain: bytes, *, small: bool = False) -> bytes:
    return keys.keyring().seal(plain, context=_context(row, small))


def opened_bytes(row: File, sealed: bytes, *, small: bool = False) -> bytes:
    """Raises kernel.sealing.Unsealable."""
    return keys.keyring().unseal(sealed, context=_context(row, small))


def _context(row: File, small: bool) -> str:
    return f"files.File.{'small' if small else 'bytes'}:{row.pk}"
