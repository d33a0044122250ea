"""The worker: a few tasks, each called again and again, in this process. Any number of workers may run at once.

A task is a callable `(now) -> int` that does what is due and says how much it did. It claims its rows so that no
other worker takes them, and it can be killed at any moment and repeated. Work waits in the database, so polling
misses nothing; a task that found work is asked again at once, one that did not is asked ever more seldom.
"""

import argparse
import logging
import os
import threading
import time
from collections.abc import Sequence

from gonghui.faces.slices import Task
from gonghui.primitives import clock

from . import at_work, roles

FAILED_PAUSE_MOST = 15.0  # seconds; a task that raises is asked more and more seldom, up to this
YIELDS = 5  # of 19: people who wait for a page come before messages that go out
GRACE_SECONDS = 6  # to finish what is under way when the worker is stopped

log = logging.getLogger("gonghui.worker")


def worker_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", action="append", metavar="TASK", help="run only this task (may be repeated)")
    parser.add_argument("--as-root", action="store_true", help="run as root all the same, in a container of its own")
    parser.add_argument("--once", action="store_true", help="do what is due now, say how much it was, and end")


def worker(options: argparse.Namespace) -> int:
    """Do the background work until Ctrl-C or SIGTERM: send notices, seal the journal, read rosters."""
    from gonghui.faces.services import product

    from .serving import refuse_root
    from .trouble import CommandTrouble

    refuse_root(os.geteuid(), anyway=options.as_root, what="the worker")
    tasks = product().tasks
    chosen = [task for task in tasks if not options.only or task.name in options.only]
    if unknown := set(options.only or ()) - {task.name for task in chosen}:
        names = ", ".join(task.name for task in tasks)
        raise CommandTrouble(f"there is no task {', '.join(sorted(unknown))}; there are {names}")
    roles.work_as(roles.WORKER)
    if options.once:
        for task in chosen:
            print(f"{task.name}: {drain(task)}")
        return 0
    os.nice(YIELDS)
    at_work.name_this_worker(chosen)
    work_until_stopped(chosen)
    return 0


def drain(task: Task) -> int:
    """Repeat the task until nothing is due; how much that was."""
    total = 0
    while done := task.work(clock.now()):
        total += done
    return total


def work_until_stopped(tasks: Sequence[Task]) -> None:
    """Each task in a thread of its own, so that a long one holds up no other."""
    stop = threading.Event()
    threads = [threading.Thread(target=tend, args=(task, stop), name=task.name, daemon=True) for task in tasks]
    for thread in threads:
        thread.start()
    log.info("worker started: %s", ", ".join(task.name for task in tasks))
    try:
        while not stop.wait(3600):
            pass
    except KeyboardInterrupt:
        stop.set()
    until = time.monotonic() + GRACE_SECONDS
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    late = [thread.name for thread in threads if thread.is_alive()]
    log.info("worker stopped%s", f", in the middle of: {', '.join(late)}" if late else "")


def tend(task: Task, stop: threading.Event) -> None:
    """Ask the task for work until `stop`; whatever it raises is logged and slows only this task down."""
    from django.db import close_old_connections, connections

    pause, failures = task.shortest, 0
    while not stop.wait(pause):
        try:
            close_old_connections()  # a connection that the server has dropped is replaced
            done = task.work(clock.now())
        except Exception:
            failures += 1
            pause = min(0.5 * 2 ** (failures - 1), FAILED_PAUSE_MOST)
            log.exception("task %s failed %d times in a row; again in %g s", task.name, failures, pause)
        else:
            failures = 0
            pause = task.shortest if done else min(pause * 2, task.longest)
    connections.close_all()
