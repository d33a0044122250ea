"""Child processes that are kept alive, and that never outlive their parent."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import IO

GRACE_SECONDS = 8  # between asking a child to end and ending it
LONGEST_PAUSE = 30.0  # seconds between two tries to restart a child that keeps dying
HEALTHY_SECONDS = 20  # a child that lived this long starts with a clean slate
PR_SET_PDEATHSIG = 1
BESIDE = 2  # standard error, for children of a command whose own output is its result


def die_with_parent(parent: int) -> None:
    """Linux: SIGTERM for this process when its parent dies, however it dies; it ends at once if that has happened."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died before we asked to be told
            os._exit(1)


@dataclass
class Child:
    """One program that should be running."""

    name: str
    command: Sequence[str]
    environment: dict[str, str]
    output: IO[bytes] | int | None = None  # a file or its number; None: this process's own
    process: subprocess.Popen[bytes] | None = None
    started: float = 0
    deaths: int = 0
    again_at: float = field(default=0, init=False)

    def start(self) -> None:
        self.started = time.monotonic()
        # A session of its own: Ctrl-C reaches the parent only, which then ends its children in order.
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=self.output,
            start_new_session=True,
            preexec_fn=partial(die_with_parent, os.getpid()),
        )

    def tend(self, say: Callable[[str], None]) -> None:
        """Start again what died, after a pause that doubles with each death in a row."""
        if self.process is None:
            if time.monotonic() >= self.again_at:
                self.start()
        elif self.process.poll() is not None:
            code = self.process.returncode
            self.end_now()
            lived = time.monotonic() - self.started
            self.deaths = 1 if lived > HEALTHY_SECONDS else self.deaths + 1
            pause = min(0.5 * 2 ** (self.deaths - 1), LONGEST_PAUSE)
            self.again_at = time.monotonic() + pause
            say(f"the {self.name} process ended with status {code}; starting it again in {pause:g} s")

    def ask_to_end(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def end_now(self) -> None:
        """Leave nothing of it: its own children are in its process group."""
        if self.process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@contextlib.contextmanager
def running(children: Sequence[Child]):
    """The children run inside the block; at its end, however it comes, none is left."""
    try:
        for child in children:
            child.start()
        yield
    finally:
        for child in children:
            child.ask_to_end()
        until = time.monotonic() + GRACE_SECONDS
        while any(c.process and c.process.poll() is None for c in children) and time.monotonic() < until:
            time.sleep(0.02)
        for child in children:
            child.end_now()


def keep(children: Sequence[Child], say: Callable[[str], None], each_round: Callable[[], None] = lambda: None) -> None:
    """Tend the children until a signal ends this process."""
    while True:
        for child in children:
            child.tend(say)
        each_round()
        time.sleep(0.2)
