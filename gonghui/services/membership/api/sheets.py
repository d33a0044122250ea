"""Sheets by a program: the file of a form (multipart), the empty workbook to fill in, what of a file was not read."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import File
from ninja.files import UploadedFile

from gonghui.faces import answers
from gonghui.faces.api.base import BadFields
from gonghui.faces.importing import LONGEST_NAME, Upload
from gonghui.kernel.sheets import Table

SHEET: Any = File(None, description="a file: .xlsx, .xls or .csv")  # looked for once it is known who asks


def brought(sheet: UploadedFile | None, table: Table[Any]) -> Upload:
    """The bytes and the name of what came. Raises BadFields for nothing, FileTooBig."""
    if sheet is None:
        raise BadFields(count=1, where="sheet", fields=[{"where": "sheet", "what": "a file is required"}])
    table.refuse_size(sheet.size or 0)
    return Upload(sheet.read(), (sheet.name or "")[:LONGEST_NAME])


def template(title: str, table: Table[Any]) -> HttpResponse:
    """The empty workbook, its columns in the order in which they are taken away again."""
    return answers.workbook_file(_("%(title)s模板") % {"title": title}, table.template(_))
