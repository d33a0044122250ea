"""Answers that nobody reads in the database, encrypted with the site's key and bound to their row."""

import json
from typing import Any

from gonghui.primitives.people.keys import keyring

from .models import Answers


def seal_values(answers: Answers, values: dict[str, Any]) -> None:
    """Set what is sealed of them, None for nothing. Saves nothing."""
    plain = json.dumps(values, ensure_ascii=False).encode()
    answers.sealed = keyring().seal(plain, context=_context(answers)) if values else None


def opened_values(answers: Answers) -> dict[str, Any]:
    """Raises kernel.sealing.Unsealable."""
    if answers.sealed is None:
        return {}
    opened: dict[str, Any] = json.loads(keyring().unseal(bytes(answers.sealed), context=_context(answers)))
    return opened


def _context(answers: Answers) -> str:
    return f"forms.Answers.sealed:{answers.pk}"
