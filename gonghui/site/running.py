"""What runs on this site, and as whom: the worker, and the roles by which web and worker sign in to the database."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`level` is ok, note (look at it) or no (mend it)."""

    level: str
    about: str
    words: str


def real_site() -> bool:
    """Whether anybody but this machine's own people is meant to come: by HTTPS, another host name, or real SMS."""
    from django.conf import settings as now

    others = set(now.ALLOWED_HOSTS) - {"localhost", "127.0.0.1", "[::1]"}
    return bool(now.SESSION_COOKIE_SECURE or others or now.SMS["backend"] == "aliyun")


def worker() -> Finding:
    from django.db import connection

    from . import at_work

    with connection.cursor() as cursor:
        if at_work.worker_runs(cursor):
            return Finding("ok", "worker", "runs")
    return Finding("no" if real_site() else "note", "worker", "none runs, or it hangs: bin/gonghui worker")


def roles() -> Finding:
    """Whether whoever breaks into the web or the worker could change the journal: asked of those that run now."""
    from django.db import connection

    from . import at_work
    from . import roles as own

    with connection.cursor() as cursor:
        found = {what: own.strong(cursor, name) for what, name in (("web", at_work.WEB), ("worker", at_work.WORKER))}
    if bad := [f"{what} signs in as {', '.join(named)}" for what, named in found.items() if named]:
        words = f"{'; '.join(bad)}, which could change the journal: give it a role of its own (docs/operations.md)"
        return Finding("no" if real_site() else "note", "roles", words)
    return Finding("ok", "roles", "web and worker, where they run, may add to the journal and not change it")
