"""The web server: granian with a few processes, the rush lane before the pages in each; and the worker when asked."""

import argparse
import contextlib
import http.client
import os
import resource
import socket
import sys
import time
from collections.abc import Callable

from . import database, installation, migrating, processes, roles, static
from .trouble import CommandTrouble

DATABASE_LOOK_SECONDS = 2  # between two looks whether an embedded server still runs
KILL_SECONDS = 5  # without it granian hangs for ever when it is stopped while its workers start
# Connections that say nothing cost a little memory and no place: they are many, and let go after ten seconds.
OPEN = ("--backlog", "4096", "--backpressure", "20000", "--http1-header-read-timeout", "10000")

# Nobody who looks at a page waits for longer. A lock is let go of first, so that a page can say so within five seconds.
BOUNDS = {
    "GONGHUI_DATABASE_LOCK_SECONDS": "2.5",
    "GONGHUI_DATABASE_STATEMENT_SECONDS": "20",
    "GONGHUI_DATABASE_IDLE_SECONDS": "60",
}


def serve_arguments(parser: argparse.ArgumentParser) -> None:
    address_arguments(parser)
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="web processes (default 2)")
    parser.add_argument("--threads", type=int, default=4, metavar="N", help="threads in each (default 4)")
    parser.add_argument("--rush-only", action="store_true", help="serve the rush lane alone, without pages")
    parser.add_argument("--with-worker", action="store_true", help="run the worker beside the web server")
    parser.add_argument("--as-root", action="store_true", help="run as root all the same, in a container of its own")


def address_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=port_number, default=8000, help="port (default 8000; 0 for any free one)")


def port_number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: a number from 0 to 65535")
    return int(text)


def serve(options: argparse.Namespace) -> int:
    """Serve the pages and the API until Ctrl-C or SIGTERM.

    The database must be at this release (bin/gonghui migrate). Put a proxy with TLS in front: docs/operations.md.
    """
    port = free_port(options.host, options.port)
    refuse_root(os.geteuid(), anyway=options.as_root)
    installation.django()
    if missing := migrating.pending():
        raise CommandTrouble(
            f"the database is not at this release ({len(missing)} migrations to do); run bin/gonghui migrate"
        )
    static.collect()
    children = [web(options.host, port, workers=options.workers, threads=options.threads, rush_only=options.rush_only)]
    if options.with_worker:
        children.append(worker())
    with processes.running(children), contextlib.suppress(KeyboardInterrupt):
        answered = wait_for_answer(options.host, port, children[0])
        say(f"serving at {address(options.host, port)}" if answered else "the web server does not answer yet")
        processes.keep(children, say, revive_database())
    return 0


def refuse_root(user: int, *, anyway: bool, what: str = "the web server") -> None:
    """Whoever breaks into a process that reads what strangers send has the machine if it is root. Raises
    CommandTrouble."""
    if user == 0 and not anyway:
        raise CommandTrouble(f"{what} does not run as root: start it as a user of its own, or say --as-root")


def web(
    host: str, port: int, *, workers: int = 2, threads: int = 4, rush_only: bool = False, **environment: str
) -> processes.Child:
    allow_connections()
    command = [sys.executable, "-m", "granian", "--interface", "asginl", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--no-ws", "--http", "1", *OPEN]
    command += ["--workers-kill-timeout", str(KILL_SECONDS), "--respawn-failed-workers", "--log-level", "warning"]
    defaults = {
        "GONGHUI_STATIC_MANIFEST": "1",
        "GONGHUI_PAGE_THREADS": str(threads),
        "GONGHUI_DATABASE_POOL": str(threads + 1),  # and the lane's own
    }
    application = f"gonghui.site.asgi:{'lane_only' if rush_only else 'application'}"
    return processes.Child(
        "web", [*command, application], defaults | os.environ | bounds() | signed_in(roles.WEB) | environment
    )


def signed_in(role: str) -> dict[str, str]:
    """A child's address of the database: the owner's stays with us."""
    owner = os.environ.get("GONGHUI_DATABASE_URL", "")
    return {"GONGHUI_DATABASE_URL": roles.restricted(owner, role)} if owner else {}


def bounds() -> dict[str, str]:
    """What is set for all processes may be tighter for pages, and no looser: 0 is no bound at all."""
    given = {name: os.environ.get(name, "") for name in BOUNDS}
    tighter = {name: text for name, text in given.items() if seconds(text) and seconds(text) < float(BOUNDS[name])}
    return BOUNDS | tighter


def seconds(text: str) -> float:
    """The number; 0 for what is none, and the settings say so."""
    try:
        return max(0.0, float(text))
    except ValueError:
        return 0.0


def allow_connections() -> int:
    """Let this process and its children open as many files as the machine allows them; how many that are."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def worker(**environment: str) -> processes.Child:
    anyway = ["--as-root"] if os.geteuid() == 0 else []  # whoever started us has said so
    command = [sys.executable, "-m", "gonghui.site.cli", "worker", *anyway]
    return processes.Child("worker", command, {**os.environ, **signed_in(roles.WORKER), **environment})


def revive_database() -> Callable[[], None]:
    """A check for each round of the watch: an embedded server that died is started again, until it runs.

    A start may fail for a while (it was killed while it recovered, the disk is full): that ends nothing else.
    """
    if os.environ.get("GONGHUI_DATABASE_URL", "") != database.url(installation.state()):
        return lambda: None
    server = database.server(installation.state())
    next_look = [time.monotonic() + DATABASE_LOOK_SECONDS]

    def look() -> None:
        if time.monotonic() >= next_look[0]:
            next_look[0] = time.monotonic() + DATABASE_LOOK_SECONDS
            if not server.running():
                say("the database server ended; starting it again")
                try:
                    server.start()
                except CommandTrouble as trouble:
                    say(f"{trouble}; trying again in {DATABASE_LOOK_SECONDS} s")

    return look


def free_port(host: str, port: int) -> int:
    """The port, when this process could listen on it; for 0, one that is free. Raises CommandTrouble."""
    try:
        family, kind, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(where)
            door.listen()
            return door.getsockname()[1]
    except OSError as error:
        reason = error.strerror or str(error)
        raise CommandTrouble(f"port {port} on {host} cannot be used ({reason}); choose another with --port") from error


def wait_for_answer(host: str, port: int, child: processes.Child, seconds: float = 60) -> bool:
    """True as soon as a page is answered; False when the web process ended or time is up."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and child.process and child.process.poll() is None:
        if answers(host, port):
            return True
        time.sleep(0.05)
    return False


def answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(reachable(host), port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def reachable(host: str) -> str:
    """The address at which this machine reaches a server listening on `host`."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104


def address(host: str, port: int) -> str:
    name = reachable(host)
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def say(line: str) -> None:
    print(line, flush=True)
