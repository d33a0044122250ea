"""The database brought to this release."""

import argparse
import fcntl

from . import places, roles
from .trouble import CommandTrouble

LOCK_SECONDS = 5  # a migration that waits longer for a table's lock gives up instead of stopping the whole site


def migrate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="only say what is missing; status 1 if something is")
    parser.add_argument("--fake", nargs=2, metavar=("APP", "NAME"), help="record a migration as done without doing it")


def migrate(options: argparse.Namespace) -> int:
    """Bring the database to this release. Safe to run again; a second run has nothing to do."""
    if options.check:
        missing = pending()
        print("\n".join(missing) if missing else "The database is at this release.")
        return 1 if missing else 0
    if options.fake:
        from django.core.management import call_command

        call_command("migrate", *options.fake, fake=True)
        return 0
    done = bring_up_to_date()
    grant()
    print(f"{done} migrations done." if done else "The database is at this release.")
    return 0


def pending() -> list[str]:
    """Migrations not done yet, in order: "people.0002_offices"."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def bring_up_to_date() -> int:
    """How many migrations were done. One process at a time."""
    from django.core.management import call_command
    from django.db import connection, utils
    from django.db.migrations.exceptions import InconsistentMigrationHistory

    with open(places.state_folder() / "migrate.lock", "a") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        missing = pending()
        if not missing:
            return 0
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'; SET statement_timeout = 0")
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except utils.OperationalError as error:
            raise CommandTrouble(f"a migration gave up: {' '.join(str(error).split())}; run migrate again") from error
        except InconsistentMigrationHistory as error:
            raise CommandTrouble(
                f"this database was made by an unreleased version ({error}); start with a new one"
            ) from error
        finally:
            connection.close()  # and with it the timeouts
        grant()
        from . import agenda

        agenda.begin()
    return len(missing)


def grant() -> None:
    """What the roles of web and worker may, also at the tables that are new."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        roles.grant(cursor)
