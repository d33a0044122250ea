"""Processes killed at random moments while people claim: a site of its own, served as a real one is."""

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

import psutil

from . import database, installation, migrating, performance, processes, serving
from .trouble import Trouble

# Of ten kills, so many hit each. A web process is the rush lane too.
VICTIMS = ("web",) * 4 + ("worker",) * 2 + ("connection",) * 2 + ("server",) + ("database",)
PAUSE = (0.2, 1.5)  # seconds between two kills
MEMBERS_A_KILL = 300
ENDED_SECONDS = 60


def bench_crash(options: argparse.Namespace) -> int:
    """Kill web, lane, worker and PostgreSQL while clients claim; then hold the books against what they were told.

    Status 1 when anything acknowledged is lost or doubled, a pool is over, or the ledger does not sum to zero.
    """
    figures = play(options.kills, clients=options.clients, spared=options.spare or (), patience=options.patience)
    text = json.dumps(figures, indent=2)
    print(text)
    if options.json:
        options.json.write_text(text + "\n")
    if options.doc:
        command = f"bin/gonghui bench crash --kills {options.kills}"
        performance.note(options.doc, "Crashes", command, performance.CRASH, figures)
    return 1 if any(figures[name] for name in FAULTS) else 0


FAULTS = ("lost", "duplicated", "oversold", "ledger_sum_fen", "ledger_faults", "unsent", "sent_twice")


def play(kills: int, *, clients: int, spared: Collection[str], patience: float) -> dict[str, object]:
    victims = [one for one in VICTIMS if one not in spared]
    with own_site() as site:
        from gonghui.services.fairs.rushing import storm as storms

        storm = storms.Storm(site.port, max(200, kills * MEMBERS_A_KILL))
        killed: Counter[str] = Counter()
        with storm.raging(clients):
            while sum(killed.values()) < kills:
                time.sleep(random.uniform(*PAUSE))  # noqa: S311
                if victim := site.kill(random.choice(victims)):  # noqa: S311
                    killed[victim] += 1
                    serving.say(
                        f"kill {sum(killed.values())} of {kills}: {victim}; {len(storm.told.receipts)} receipts"
                    )
        serving.say("the storm is over; waiting until everybody was told")
        site.wait()
        return {"kills": sum(killed.values()), "killed": dict(killed)} | storms.checked(
            storm, site.sms, patience=patience
        )


class Site:
    """A server and worker under `serve`, with a database of their own."""

    def __init__(self, port: int, state: Path, sms: Path, serve: processes.Child) -> None:
        self.port, self.state, self.sms, self._serve = port, state, sms, serve

    def kill(self, victim: str) -> str:
        """SIGKILL one process of this kind; its name, or "" when there is none just now. Raises Trouble."""
        if self._serve.process is None or self._serve.process.poll() is not None:
            raise Trouble("serve itself has ended, which nobody killed")
        with contextlib.suppress(psutil.Error, IndexError):
            random.choice(self._processes(victim)).send_signal(signal.SIGKILL)  # noqa: S311
            return victim
        return ""

    def wait(self) -> None:
        """Until it answers again. Raises Trouble."""
        if not serving.wait_for_answer("127.0.0.1", self.port, self._serve, ENDED_SECONDS):
            raise Trouble("the site did not come back")

    def _processes(self, victim: str) -> list[psutil.Process]:
        ours = psutil.Process(self._serve.process.pid).children(recursive=True)  # type: ignore[union-attr]
        server = [one for one in ours if "granian" in one.cmdline() and one.parent().pid == self._serve.process.pid]  # type: ignore[union-attr]
        if victim == "server":
            return server
        if victim == "web":
            return [
                one
                for parent in server
                for one in parent.children()
                if "resource_tracker" not in " ".join(one.cmdline())
            ]
        if victim == "worker":
            return [one for one in ours if one.cmdline()[-1:] == ["worker"]]
        keeper = psutil.Process(int((database.home_of(self.state) / "data" / "postmaster.pid").read_text().split()[0]))
        if victim == "database":
            return [keeper]
        return [one for one in keeper.children() if "gonghui gonghui" in " ".join(one.cmdline())]


@contextlib.contextmanager
def own_site() -> Iterator[Site]:
    """A state folder, an embedded server that syncs to disk, `serve --with-worker` on it; and Django set up on it."""
    with tempfile.TemporaryDirectory(prefix="gonghui-crash-") as name:
        state = Path(name) / "state"
        kept = {key: value for key, value in os.environ.items() if not key.startswith("GONGHUI_")}
        os.environ.clear()
        os.environ.update(
            kept, GONGHUI_STATE=str(state), GONGHUI_SMS_BACKEND="file", GONGHUI_SMS_FILE=str(state / "sms")
        )
        with installation.with_database():
            try:
                installation.django()
                migrating.bring_up_to_date()
                port = serving.free_port("127.0.0.1", 0)
                command = [sys.executable, "-m", "gonghui.site.cli", "serve", "--with-worker", "--port", str(port)]
                serve = processes.Child("serve", command, dict(os.environ))
                with processes.running([serve]):
                    site = Site(port, state, state / "sms", serve)
                    site.wait()
                    yield site
            finally:
                from django.db import connections

                connections.close_all()
        forget(state)


def forget(state: Path) -> None:
    """A database that lives outside the state folder goes too."""
    home = database.home_of(state)
    if not home.is_relative_to(state):
        shutil.rmtree(home.parent, ignore_errors=True)
