"""bin/gonghui import-roster. Imported before Django is set up, so that `--help` needs no database."""

import argparse
from pathlib import Path

from gonghui.faces.commands import Command, Needs

COMMANDS = (
    Command("import-roster", f"{__name__}:import_roster", Needs.DJANGO, "read a union's roster of members from a file"),
)


def import_roster_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the roster: .xlsx, .xls or .csv")
    parser.add_argument("--union", required=True, metavar="CODE", help="code of the union the members belong to")
    parser.add_argument("--dry-run", action="store_true", help="check only: name every bad row and write nothing")


def import_roster(options: argparse.Namespace) -> int:
    """Let the members of a roster in; rows with troubles are named and stay out.

    Needed columns: 姓名, 证件号码, 手机号. Exit status 0: every row is in, or was before; 1: some rows have troubles,
    or another sheet of the workbook was not read; 2: the file was refused, nothing is in.
    """
    from .roster.terminal import import_file

    return import_file(options.file, options.union, write=not options.dry_run)
