"""Every command of bin/gonghui, in the order of the help page: the site's own, and those of the slices."""

from gonghui.faces.commands import Command, Needs

from .slices import commands

COMMANDS = (
    Command("demo", "gonghui.site.demo:demo", Needs.STATE, "run the whole platform with its demo world"),
    Command("serve", "gonghui.site.serving:serve", Needs.DATABASE, "serve the pages and the API"),
    Command("worker", "gonghui.site.worker:worker", Needs.DJANGO, "send notices, seal the journal, read rosters"),
    Command("migrate", "gonghui.site.migrating:migrate", Needs.DJANGO, "bring the database to this release"),
    Command("check", "gonghui.site.checking:check", Needs.STATE, "look for what is wrong with this installation"),
    Command("agenda", "gonghui.site.agenda:agenda", Needs.DJANGO, "compare what waits for whom with its rows"),
    Command("notices", "gonghui.site.undelivered:notices", Needs.DJANGO, "decide on messages whose fate nobody knows"),
    Command(
        "create-union", "gonghui.site.bootstrap:create_union", Needs.DJANGO, "found a union, the first or one below"
    ),
    Command(
        "create-staff", "gonghui.site.bootstrap:create_staff", Needs.DJANGO, "give a person an office and a password"
    ),
    Command(
        "account", "gonghui.site.staffing:account", Needs.DJANGO, "password, offices, number and sign-ins of a person"
    ),
    *commands(),
    Command("backup", "gonghui.site.backups:backup", Needs.DATABASE, "write the database and attachments to a file"),
    Command("restore", "gonghui.site.backups:restore", Needs.DATABASE, "fill database and attachments from a backup"),
    Command("psql", "gonghui.site.consoles:psql", Needs.DATABASE, "open the database's own console", True),
    Command("shell", "gonghui.site.consoles:shell", Needs.DJANGO, "open a Python console with Django loaded"),
    Command("draw", "gonghui.site.drawing:draw", Needs.NOTHING, "compute a published draw again from its file"),
    Command(
        "story", "gonghui.site.rehearsing:story", Needs.DATABASE, "play one of the ten stories and check its figures"
    ),
    Command("bench", "gonghui.site.rehearsing:bench", Needs.DATABASE, "measure pages a second, or a large roster"),
    Command("test", "gonghui.site.testing:test", Needs.NOTHING, "run the checks and the whole test suite", True),
)
