"""What the database alone can do: pgbench makes the plainest claim there is, one a transaction, on the same tables."""

import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from django.db import connection

CLAIM = """\\set member random(1, {members})
\\set pool random(1, {pools})
WITH claim AS (
    UPDATE admission_pool SET taken = taken + 1
    WHERE id = (SELECT id FROM rush_pool WHERE n = :pool) AND taken < capacity RETURNING id
)
INSERT INTO admission_place
    (id, created_at, pool_id, scope, holder_id, code, key, taken_at, released_at, release_reason)
SELECT uuidv7(), now(), claim.id, uuidv7(), member.id, substr(md5(random()::text), 1, 16), uuidv7()::text, now(), NULL,
    ''
FROM claim, rush_member AS member WHERE member.n = :member;
"""


def prepare(persons: Sequence[UUID]) -> None:
    """Numbers for the members, so that pgbench can draw one."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS rush_member, rush_pool")
        cursor.execute("CREATE TABLE rush_member (n integer PRIMARY KEY, id uuid NOT NULL)")
        cursor.execute("CREATE TABLE rush_pool (n integer PRIMARY KEY, id uuid NOT NULL)")
        cursor.execute(
            "INSERT INTO rush_member SELECT n, id FROM unnest(%s::uuid[]) WITH ORDINALITY AS m (id, n)", [list(persons)]
        )
        cursor.execute("ANALYZE rush_member")


def claims_per_second(
    program: Path, url: str, pools: Sequence[UUID], *, members: int, clients: int, seconds: float
) -> float:
    """Claims a second on these pools, as pgbench counts its transactions."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE rush_pool")
        cursor.execute(
            "INSERT INTO rush_pool SELECT n, id FROM unnest(%s::uuid[]) WITH ORDINALITY AS p (id, n)", [list(pools)]
        )
        cursor.execute("ANALYZE rush_pool")
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(CLAIM.format(members=members, pools=len(pools)))
        script.flush()
        command = [
            program,
            "-n",
            "-M",
            "prepared",
            "--max-tries",
            "1000",
            "-c",
            str(clients),
            "-j",
            str(min(clients, 2)),
        ]
        command += ["-T", str(max(1, round(seconds))), "-f", script.name, url]
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=True)
    return float(re.findall(r"tps = ([\d.]+)", done.stdout)[-1])
