"""The database's own roles: the processes that strangers talk to own nothing, and cannot change what was written down.

The owner (`GONGHUI_DATABASE_URL`) migrates, backs up and checks. The web and the worker sign in as roles of their own,
which is more than a SET ROLE that whoever breaks in could take back. With the embedded server they are made by
themselves; an operator makes them by two statements (docs/operations.md), and names their addresses.
"""

import os
import secrets
from collections.abc import Collection
from pathlib import Path
from typing import Any

from . import database, places

WEB, WORKER = "gonghui_web", "gonghui_worker"
ADDRESSES = {WEB: "GONGHUI_DATABASE_WEB_URL", WORKER: "GONGHUI_DATABASE_WORKER_URL"}
MAKING = 730_001  # the advisory lock under which they are made
SIGNED_IN = {"USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port", "NAME": "dbname"}
FINAL = ("journal_entry", "journal_seal", "ledger_transfer")  # rows are added and never changed
KEPT = (*FINAL, "catalogue_price", "catalogue_sale", "catalogue_settlementbatch")  # and here none is deleted
ENTRIES, SEALED, MIGRATIONS = "journal_entry", "journal_seal", "django_migrations"
# Whose connections are the pages', and whether their role could change the journal. What a superuser or the owner may,
# `has_table_privilege` says too; the owner might also grant it to themselves.
STRONG = """
SELECT DISTINCT role.rolname FROM pg_stat_activity AS now JOIN pg_roles AS role ON role.oid = now.usesysid
WHERE now.datname = current_database() AND now.application_name LIKE %s AND (
    role.rolsuper OR has_table_privilege(role.oid, 'journal_entry', 'UPDATE, DELETE, TRUNCATE')
    OR has_table_privilege(role.oid, 'journal_seal', 'UPDATE, DELETE, TRUNCATE')
    OR pg_has_role(role.oid, (SELECT relowner FROM pg_class WHERE oid = 'journal_entry'::regclass), 'MEMBER'))
ORDER BY 1
"""


def grant(cursor: Any) -> None:
    """What the roles may, of those that there are; by the owner, once the tables are there."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    there = {table for (table,) in cursor.fetchall()}  # of an older release, just restored, some may be missing
    for role in names():
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND rolname <> current_user", [role])
        if cursor.fetchone():
            cursor.execute(";\n".join(statements(role, there)))


def names() -> list[str]:
    """How the two are called here."""
    from psycopg.conninfo import conninfo_to_dict

    given = {role: os.environ.get(variable, "") for role, variable in ADDRESSES.items()}
    return [str(conninfo_to_dict(given[role]).get("user", role)) if given[role] else role for role in ADDRESSES]


def statements(role: str, there: Collection[str]) -> list[str]:
    """In one go, so that at no moment a role may more than it should. `there` are the tables."""
    name, sealer = quoted(role), role == names()[1]
    taken = [("UPDATE", table) for table in FINAL] + [("DELETE", table) for table in KEPT]
    taken += [(verb, MIGRATIONS) for verb in ("INSERT", "UPDATE", "DELETE")] + ([] if sealer else [("INSERT", SEALED)])
    return [
        f"GRANT USAGE ON SCHEMA public TO {name}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
        *(f"REVOKE {verb} ON {table} FROM {name}" for verb, table in taken if table in there),
        *([f"GRANT UPDATE (seal_id) ON {ENTRIES} TO {name}"] if sealer and ENTRIES in there else []),
    ]


def quoted(role: str) -> str:
    return '"' + role.replace('"', '""') + '"'


def restricted(url: str, role: str) -> str:
    """Where `role` signs in to the database of `url`: at the operator's address, the embedded server's, or `url`."""
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    if given := os.environ.get(ADDRESSES[role]):
        return given
    state = places.state_folder()
    if not database.is_embedded(url, state) or not secret(state, role).exists():
        return url
    parts = {**conninfo_to_dict(url), "user": role, "password": secret(state, role).read_text().strip()}
    return make_conninfo(**parts)


def make(state: Path) -> None:
    """The roles of the embedded server, once; data folders that were made before get them too."""
    if all(secret(state, role).exists() for role in ADDRESSES):
        return
    import psycopg

    with psycopg.connect(database.url(state, "postgres", role="postgres"), autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [MAKING])  # of two that begin at once the second finds all there
        for role in [role for role in ADDRESSES if not secret(state, role).exists()]:
            password = secrets.token_urlsafe(24)
            known = server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
            verb = "ALTER" if known else "CREATE"
            server.execute(f"{verb} ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '{password}'")
            places.write_secret_once(secret(state, role), lambda password=password: password)  # type: ignore[misc]
        # Whether a worker lives is read from its connections; every role of this server is ours.
        server.execute(f"GRANT pg_read_all_stats TO {database.ROLE}, {WEB}, {WORKER}")
    with psycopg.connect(database.url(state)) as owner:
        there = owner.execute("SELECT count(*) FROM pg_tables WHERE tablename = ANY(%s)", [list(KEPT)]).fetchone()
        if there == (len(KEPT),):  # else the first migration grants
            grant(owner.cursor())


def secret(state: Path, role: str) -> Path:
    return state / f"database-password-{role}"


def work_as(role: str) -> None:
    """From now on Django's connections of this process are of that role, at the address that it has."""
    from django.db import connections
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(restricted(os.environ.get("GONGHUI_DATABASE_URL", ""), role))
    for alias in connections:
        entry = connections.settings[alias]
        entry |= {name: str(parts[part]) for name, part in SIGNED_IN.items() if part in parts}
    connections.close_all()


def strong(cursor: Any, application: str) -> list[str]:
    """The roles of such connections that could change the journal."""
    cursor.execute(STRONG, [f"{application}%"])
    return [name for (name,) in cursor.fetchall()]
