"""Sheets by a program: the file of a form (multipart). `faces.importing` has the empty workbook and the remarks."""

from typing import Any

from ninja import File
from ninja.files import UploadedFile

from gonghui.faces.importing import LONGEST_NAME, Upload
from gonghui.kernel.sheets import Table

from .base import BadFields

SHEET: Any = File(None, description="a file: .xlsx, .xls or .csv")  # looked for once it is known who asks


def brought(sheet: UploadedFile | None, table: Table[Any]) -> Upload:
    """The bytes and the name of what came. Raises BadFields for nothing, FileTooBig."""
    if sheet is None:
        raise BadFields(count=1, where="sheet", fields=[{"where": "sheet", "what": "a file is required"}])
    table.refuse_size(sheet.size or 0)
    return Upload(sheet.read(), (sheet.name or "")[:LONGEST_NAME])
