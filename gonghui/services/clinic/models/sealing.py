"""What was measured, encrypted with the site's key and bound to its row."""

import json
from typing import Any

from gonghui.primitives.people import keys

from . import Finding


def seal(finding: Finding, told: dict[str, Any]) -> None:
    """Saves nothing."""
    finding.sealed = keys.keyring().seal(json.dumps(told).encode(), context=_context(finding))


def unsealed(finding: Finding) -> dict[str, Any]:
    """For who has loaded the row as the person's own."""
    opened: dict[str, Any] = json.loads(keys.keyring().unseal(bytes(finding.sealed), context=_context(finding)))
    return opened


def _context(finding: Finding) -> str:
    return f"clinic.Finding.sealed:{finding.pk}"
