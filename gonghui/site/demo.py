"""The whole platform on one machine, with people in it: database, web, worker and the demo world."""

import argparse
import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from . import installation, migrating, processes, serving, static
from .trouble import CommandTrouble


def demo_arguments(parser: argparse.ArgumentParser) -> None:
    serving.address_arguments(parser)


def demo(options: argparse.Namespace) -> int:
    """Run the whole platform with its demo world until Ctrl-C.

    The first start makes a database, brings it to this release and fills it; later ones take a few seconds.
    What you do in the demo stays: it lives in the state folder (see docs/operations.md), not in the checkout.
    """
    state = installation.state()
    begun = time.monotonic()
    with only_one(state, options):
        port = serving.free_port(options.host, options.port)
        prepare_environment(options.host)
        with installation.with_database():
            installation.django()
            if migrating.pending():
                serving.say("Preparing the database and the demo world, once …")
                migrating.bring_up_to_date()
            static.collect()
            with open(state / "demo.log", "wb") as log, contextlib.suppress(KeyboardInterrupt):
                play(options.host, port, log, begun)
    print("Stopped.", flush=True)
    return 0


def play(host: str, port: int, log: IO[bytes], begun: float) -> None:
    web, worker = serving.web(host, port), serving.worker()
    web.output = worker.output = log
    with processes.running([web]):
        sign_ins = world_made()  # while the web server starts
        if not serving.wait_for_answer(host, port, web):
            raise CommandTrouble(f"the web server does not answer (see {log.name})")
        note_address(log.name, host, port)
        serving.say(f"\nGonghui is at {serving.address(host, port)}  (ready in {time.monotonic() - begun:.1f} s)\n")
        for line in sign_ins:
            serving.say("  " + line)
        serving.say(f"\nCtrl-C stops everything. What you did stays. Log: {log.name}")
        with processes.running([worker]):
            processes.keep([web, worker], serving.say, serving.revive_database())


@contextlib.contextmanager
def only_one(state: Path, options: argparse.Namespace) -> Iterator[None]:
    """One demo for one state folder. Raises CommandTrouble that says where the other is."""
    with open(state / "demo.lock", "a+") as door:
        try:
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            door.seek(0)
            where = door.read().strip() or "it is still starting"
            raise CommandTrouble(f"a demo of this checkout is already running ({where}); stop it first") from None
        door.truncate(0)
        yield
        door.truncate(0)


def note_address(log: str, host: str, port: int) -> None:
    Path(log).with_name("demo.lock").write_text(serving.address(host, port) + "\n")


def prepare_environment(host: str) -> None:
    """What makes it a demo, unless set otherwise."""
    everywhere = host not in ("127.0.0.1", "localhost", "::1")
    defaults = {"GONGHUI_DEMO": "1", "GONGHUI_SMS_BACKEND": "demo", "GONGHUI_STATIC_MANIFEST": "1"}
    defaults |= {"GONGHUI_HOSTS": "*"} if everywhere else {}
    for name, value in defaults.items():
        os.environ.setdefault(name, value)


def world_made() -> list[str]:
    """The demo sign-ins; what is empty is filled first."""
    from django.db import connections

    from gonghui.primitives import clock
    from gonghui.rehearsals.programme import Part, each

    now = clock.now()
    lines = [line for fill in each(Part.DEMO) for line in fill(now=now)]
    connections.close_all()
    return lines
