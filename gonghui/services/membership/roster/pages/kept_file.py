"""The file of a roster while it is kept: its bytes, and its bad rows to take along and mend. Reads only."""

from django.utils.translation import gettext as _

from gonghui.kernel.sealing import Unsealable
from gonghui.kernel.sheets import rows_to_mend
from gonghui.primitives.people import keys
from gonghui.primitives.people.models import Person

from ..models import RosterImport
from ..refusals import CannotUnseal
from ..sheets import ROSTER


def file_of(roster: RosterImport) -> bytes:
    """The uploaded bytes. Raises CannotUnseal."""
    try:
        return keys.keyring().unseal(bytes(roster.file_sealed or b""), context=context_of(roster))
    except Unsealable as error:
        raise CannotUnseal() from error


def context_of(roster: RosterImport) -> str:
    """What its bytes are sealed for."""
    return f"membership.RosterImport.file:{roster.pk}"


def may_take(person: Person, roster: RosterImport) -> bool:
    """Whether somebody may have the bad rows back: whoever brought the file, while it is kept."""
    return roster.state == RosterImport.State.CHECKED and roster.by_id == person.pk


def bad_rows(roster: RosterImport) -> bytes:
    """A workbook of the bad rows, each as it came with what is wrong with it beside."""
    told = list(roster.troubles.by_row().values_list("row", "column", "says", "mend"))
    wanted = {row for row, *_words in told}
    sheet = ROSTER.open(file_of(roster), roster.file_name)
    return rows_to_mend(sheet.sheet.header, sheet.rows_at(wanted), told, _)
