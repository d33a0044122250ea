"""Who opened a case, a file of it, or looked for people among them is written down; its asker reads who opened it."""

from collections.abc import Iterable
from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.codes import BadCode, parse_code
from gonghui.primitives.files.models import File
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Union
from gonghui.primitives.transactions import action

from ..kinds import Kind
from ..models import Attachment, Case
from .holding import is_askers, written


@action
def look(case: Case, *, by: Caller, now: datetime) -> None:
    """An officer has opened it; of its asker nothing is written."""
    if not is_askers(case, by):
        written("look", case, by=by, now=now)


@action
def open_file(attachment: Attachment, *, by: Caller, now: datetime) -> File:
    """A file of a case (`attachment.message.case`), as `look`: who handles it has opened it."""
    if not is_askers(attachment.message.case, by):
        written("open_file", attachment.message.case, by=by, now=now)
    return attachment.file


@action
def searched(kind: Kind, words: str, unions: Iterable[Union], *, by: Caller, now: datetime) -> bool:
    """Somebody looked among the cases of these unions for who asked: by a name, or the end of a number.

    Which name is not written down; by the code of a case nobody is looked for. Whether it was written.
    """
    try:
        parse_code(words)
    except BadCode:
        for union in unions:
            journal.record(f"{kind.code}.search", union, by=by, now=now)
            return True
    return False
