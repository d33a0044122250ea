"""Every command of bin/gonghui, in the order of the help page. The one place to add one.

A target is "module:verb". The module offers `verb(options) -> int | None` (the exit code, None for 0) and
`verb_arguments(parser)`, which adds its arguments to an argparse parser. Modules are imported when their command runs.
"""

from dataclasses import dataclass
from enum import IntEnum


class Needs(IntEnum):
    """What a command finds ready when it starts; each holds what is before it."""

    NOTHING = 0
    STATE = 1  # the state folder and the key
    DATABASE = 2  # a database that answers
    DJANGO = 3  # Django, set up


@dataclass(frozen=True)
class Command:
    name: str
    target: str
    needs: Needs
    summary: str
    passes_on: bool = False  # arguments that it does not know go on, in options.rest, to the program it runs


COMMANDS = (
    Command("demo", "gonghui.site.demo:demo", Needs.STATE, "run the whole platform with its demo world"),
    Command("serve", "gonghui.site.serving:serve", Needs.DATABASE, "serve the pages and the API"),
    Command("worker", "gonghui.site.worker:worker", Needs.DJANGO, "send notices, seal the journal, read rosters"),
    Command("migrate", "gonghui.site.migrating:migrate", Needs.DJANGO, "bring the database to this release"),
    Command("check", "gonghui.site.checking:check", Needs.STATE, "look for what is wrong with this installation"),
    Command("notices", "gonghui.site.doubtful:notices", Needs.DJANGO, "decide on messages whose fate nobody knows"),
    Command(
        "create-union", "gonghui.site.beginnings:create_union", Needs.DJANGO, "found a union, the first or one below"
    ),
    Command(
        "create-staff", "gonghui.site.beginnings:create_staff", Needs.DJANGO, "give a person an office and a password"
    ),
    Command(
        "import-roster",
        "gonghui.services.membership.commands:import_roster",
        Needs.DJANGO,
        "read a union's roster of members from a file",
    ),
    Command("backup", "gonghui.site.backups:backup", Needs.DATABASE, "write the whole database to a file"),
    Command("restore", "gonghui.site.backups:restore", Needs.DATABASE, "fill the database from a backup"),
    Command("psql", "gonghui.site.consoles:psql", Needs.DATABASE, "open the database's own console", True),
    Command("shell", "gonghui.site.consoles:shell", Needs.DJANGO, "open a Python console with Django loaded"),
    Command("draw", "gonghui.site.drawing:draw", Needs.NOTHING, "compute a published draw again from its file"),
    Command("story", "gonghui.site.stories:story", Needs.DATABASE, "play one of the ten stories and check its figures"),
    Command("bench", "gonghui.site.benching:bench", Needs.DATABASE, "measure pages a second, or a large roster"),
    Command("test", "gonghui.site.testing:test", Needs.NOTHING, "run the checks and the whole test suite", True),
)
