"""Codes that change every half minute, drawn ahead, so that a page shows them without a network (faces/live.js)."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import segno

from gonghui.kernel.live_codes import STEP, step_at


def drawn(texts: Sequence[str], *, now: datetime) -> dict[str, Any]:
    """The QR codes of `texts`, one for each half minute from now on: each a square of `size` bits a side, row by row,
    in base64; all as large as the largest.

    The phone draws them without knowing the key: what it holds is worth nothing when the minutes are over.
    """
    squares = [_square(text) for text in texts]
    if len({len(square) for square in squares}) > 1:  # one needed more room: all are as large as the largest
        version = (max(map(len, squares)) - 17) // 4
        squares = [_square(text, version) for text in texts]
    return {
        "now": int(now.timestamp() * 1000),
        "step": int(STEP.total_seconds() * 1000),
        "first": step_at(now),
        "size": len(squares[0]) if squares else 0,
        "codes": [_bits(square) for square in squares],
    }


def _square(text: str, version: int | None = None) -> Any:
    return segno.make(text, error="m", micro=False, version=version).matrix


def _bits(square: Any) -> str:
    text = "".join("1" if cell else "0" for row in square for cell in row)
    return b64encode(int(text + "0" * (-len(text) % 8), 2).to_bytes(-(-len(text) // 8), "big")).decode()
