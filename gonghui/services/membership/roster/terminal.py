"""A roster at the terminal: checked and let in with a progress bar, its troubles printed, masked."""

import getpass
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Column, Table

from gonghui.faces.importing import remarks
from gonghui.kernel.callers import Caller
from gonghui.kernel.refusals import Refused
from gonghui.kernel.sheets import FileTooBig
from gonghui.primitives import clock
from gonghui.primitives.people.models import Union

from . import actions
from .actions.leases import LEASE
from .models import RosterImport
from .pages.findings import examine
from .pages.roster_sheet import Seen
from .refusals import NoSuchFile, UnknownUnion

State = RosterImport.State

GOOD, BAD_ROWS, REFUSED = 0, 1, 2
SHOWN = 50  # troubles printed
WATCH_PAUSE = 0.5  # seconds


def import_file(path: Path, code: str, *, write: bool) -> int:
    """Check the file and, if `write`, let its good rows in; prints what came of it. Returns the exit code."""
    out = Console(highlight=False)
    try:
        data, union = file_bytes(path), union_of(code)
        run = run_import if write else dry_run
        return run(out, data, path.name, union)
    except Refused as refusal:
        Console(stderr=True).print(
            f"{refusal.sentence()}。{refusal.advice()}", style="red", highlight=False, markup=False
        )
        return REFUSED


def file_bytes(path: Path) -> bytes:
    """Raises NoSuchFile, FileTooBig."""
    try:
        size, limit = path.stat().st_size, settings.MAX_UPLOAD_BYTES
        if size > limit:
            raise FileTooBig(size=round(size / 1024 / 1024, 1), limit=limit // 1024 // 1024)
        return path.read_bytes()
    except OSError as error:
        raise NoSuchFile(file=path, why=error.strerror or error) from error


def union_of(code: str) -> Union:
    """Raises UnknownUnion."""
    union = Union.objects.filter(code=code.strip().upper()).first()
    if union is None:
        raise UnknownUnion(code=code[:40])
    return union


def dry_run(out: Console, data: bytes, name: str, union: Union) -> int:
    with progress(out, _("检查")) as seen:
        findings = examine(data, name, union, today=localdate(clock.now()), seen=seen)
    out.print(_("可以导入 %(new)s 人，已是会员 %(same)s 人") % {"new": findings.new, "same": findings.same})
    lines = [(t.row, t.column, t.refusal.sentence(), t.mend) for t in findings.troubles[:SHOWN]]
    return max(print_remarks(out, findings.remarks), print_troubles(out, lines, findings.bad, findings.double))


def run_import(out: Console, data: bytes, name: str, union: Union) -> int:
    """Check and commit here and now. Killed, the worker finishes it; started again, it changes nothing twice."""
    by = Caller(person=None, name=f"命令行 {getpass.getuser()}"[:60], origin="cli")
    now = clock.now()
    roster = actions.upload(union, data, name, by=by, now=now, claimed_until=now + LEASE)
    with progress(out, _("检查"), roster.rows_total) as seen:
        see_through(roster, {State.UPLOADED, State.CHECKING}, by, seen, reserved=now + LEASE)
    if roster.state == State.CHECKED and roster.rows_new:
        actions.confirm(roster, by=by, now=clock.now())
        roster.refresh_from_db()
        with progress(out, _("导入"), roster.rows_new) as seen:
            see_through(roster, {State.COMMITTING}, by, seen)
    elif roster.state == State.CHECKED:
        actions.discard(roster, by=by, now=clock.now())
    return report(out, roster)


def see_through(
    roster: RosterImport, states: set[State], by: Caller, seen: Seen, reserved: datetime | None = None
) -> None:
    """Work at the import until it has left `states`; while a worker is at it, watch."""
    while roster.state in states:
        if actions.take(roster, now=clock.now(), reserved=reserved):
            with suppress(actions.LostClaim):
                if roster.state == State.COMMITTING:
                    actions.commit(roster, by=by, clock=clock.now, seen=seen)
                else:
                    actions.check(roster, clock=clock.now, seen=seen)
        else:
            seen(roster.rows_seen)
            time.sleep(WATCH_PAUSE)
        roster.refresh_from_db()


def report(out: Console, roster: RosterImport) -> int:
    if roster.state == State.REFUSED:
        Console(stderr=True).print(roster.refusal, style="red", highlight=False, markup=False)
        return REFUSED
    facts = {"joined": roster.rows_joined, "same": roster.rows_same}
    out.print(_("已导入 %(joined)s 人，已是会员 %(same)s 人") % facts)
    listed = roster.troubles.by_row()[:SHOWN]
    lines = [(trouble.row, trouble.column, trouble.says, trouble.mend) for trouble in listed]
    return max(print_remarks(out, roster.remarks), print_troubles(out, lines, roster.rows_bad, roster.rows_double))


def print_remarks(out: Console, facts: Mapping[str, Any]) -> int:
    """What of the file was not read; a whole sheet that was passed over is no success."""
    for remark in remarks(facts):
        out.print(remark, markup=False)
    return BAD_ROWS if facts.get("other_sheets") else GOOD


def print_troubles(out: Console, lines: Sequence[tuple[int, str, str, str]], bad: int, double: int) -> int:
    if not lines:
        return GOOD
    table = Table(_("行号"), *(Column(name, overflow="fold") for name in (_("列"), _("问题"), _("怎么改"))))
    for row, *texts in lines:
        table.add_row(str(row), *(escape(text) for text in texts))
    out.print(table)
    out.print(_("%(bad)s 行有错、%(double)s 行重复待核实，没有导入") % {"bad": bad, "double": double})
    if len(lines) == SHOWN:
        out.print(_("只列出了前 %(shown)s 条") % {"shown": SHOWN})
    return BAD_ROWS


@contextmanager
def progress(out: Console, label: str, total: int | None = None) -> Iterator[Seen]:
    """A bar with a count on the terminal; silent when the output goes elsewhere."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=out, disable=not out.is_terminal) as bar:
        task = bar.add_task(label, total=total)
        yield lambda rows: bar.update(task, completed=rows)
        bar.update(task, completed=total or 0, total=total or 0)
