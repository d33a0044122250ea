"""For migrations: bytes that a table held become a file. Their models are of the past, so theirs is given."""

from datetime import datetime
from typing import Any

from gonghui.kernel.attachments import Prepared
from gonghui.primitives.rows import new_id

from .keeping import write_bytes


def moved(model: Any, prepared: Prepared, *, purpose: str, now: datetime) -> Any:
    """The row of `model` (files.File as the migration knows it), stored, its bytes written. Raises StorageAway.

    `now` and not the day of the old row: bytes in the folder of a day long past would be taken for orphans.
    """
    row = model(
        id=new_id(), purpose=purpose, name=prepared.name, kind=prepared.kind.code, width=prepared.width,
        height=prepared.height, created_at=now,
    )  # fmt: skip
    write_bytes(row, prepared)
    row.save(force_insert=True)
    return row
