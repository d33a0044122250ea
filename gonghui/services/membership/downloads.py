"""What officers take along: the bad rows of a roster, to mend."""

from django.utils.translation import gettext as _

from gonghui.kernel.sheets import rows_to_mend

from .actions.uploads import file_of
from .models import RosterImport
from .sheets import ROSTER


def rows_of(roster: RosterImport) -> bytes:
    """The bad rows of a roster whose file is still kept, each as it came with what is wrong with it beside."""
    told = list(roster.troubles.by_row().values_list("row", "column", "says", "mend"))
    wanted = {row for row, *_words in told}
    sheet = ROSTER.open(file_of(roster), roster.file_name)
    return rows_to_mend(sheet.sheet.header, sheet.rows_at(wanted), told, _)
