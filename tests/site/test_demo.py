"""bin/demo from start to Ctrl-C, as a person runs it. Slow: a database is made, a world is filled in."""

import os
import re
import signal
import subprocess
import time
import urllib.request

import psutil
import pytest

from .conftest import ROOT, one_line, reachable_folder

pytestmark = pytest.mark.xdist_group("demo")
READY_SECONDS = 200  # about 10 on an idle machine


@pytest.fixture(scope="module")
def made():
    with reachable_folder() as folder:
        yield folder


@pytest.fixture
def state(made):
    """One folder for these tests: its world is made once."""
    return made


class Demo:
    def __init__(self, environment, *words):
        self.process = subprocess.Popen(
            [ROOT / "bin" / "demo", "--port", "0", *words],
            env=environment, cwd="/", stdin=subprocess.DEVNULL, stdout=-1, stderr=subprocess.STDOUT, text=True,
            start_new_session=True,
        )  # fmt: skip
        self.said = ""

    def address(self):
        """Where it is, once it says so."""
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            line = self.process.stdout.readline()
            self.said += line
            if found := re.search(r"Gonghui is at (\S+)", line):
                return found[1]
            if not line:
                break
        raise AssertionError(self.said)

    def end(self, how=signal.SIGINT):
        began = time.monotonic()
        self.process.send_signal(how)
        self.said += self.process.communicate(timeout=600)[0]
        return time.monotonic() - began


def of_this_demo(state):
    """Every process that names the state folder, as an argument or in its environment."""
    found = []
    for process in psutil.process_iter(["pid"]):
        try:
            where = [*process.cmdline(), process.environ().get("GONGHUI_STATE", "")]
        except psutil.Error:
            continue
        if process.pid != os.getpid() and any(str(state) in each for each in where):
            found.append(process)
    return found


def body(address):
    with urllib.request.urlopen(address, timeout=120) as answer:
        return answer.read().decode()


def test_it_starts_answers_and_leaves_nothing_behind(environment, state, gonghui):
    demo = Demo(environment)
    try:
        address = demo.address()
        assert "惠民补贴专场" in body(address)
        assert one_line(gonghui("demo", "--port", "0")).endswith(f"is already running ({address}); stop it first")
        assert {"granian", "worker", "postgres"} <= {kind(p) for p in of_this_demo(state)}
        a_child_that_dies_comes_back(demo, address, state)
    finally:
        seconds = demo.end()
    assert demo.process.returncode == 0
    assert seconds < 300  # about 2 on an idle machine; nobody has to be killed
    assert of_this_demo(state) == []

    again = Demo(environment)  # the second start finds everything made
    try:
        assert "惠民补贴专场" in body(again.address())
        assert "Preparing" not in again.said
        assert "/demo/phone/" in again.said + rest(again)
    finally:
        again.end(signal.SIGTERM)
    assert of_this_demo(state) == []


def rest(demo):
    """What it prints up to the line about Ctrl-C."""
    while "Ctrl-C" not in demo.said:
        demo.said += demo.process.stdout.readline()
    return demo.said


def words_of(process):
    """What it was started with; nothing when it has just ended."""
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def kind(process):
    words = " ".join(words_of(process))
    if not words:
        return "ended"
    return next((name for name in ("granian", "worker", "postgres") if name in words), "demo")


def a_child_that_dies_comes_back(demo, address, state):
    [worker] = [p for p in of_this_demo(state) if "worker" in words_of(p)]
    worker.kill()
    worker.wait(10)
    until = time.monotonic() + 60
    while not [p for p in of_this_demo(state) if "worker" in words_of(p)]:
        assert time.monotonic() < until, "no new worker"
        time.sleep(0.1)
    assert body(address)


def test_killed_outright_it_takes_its_children_along(environment, state):
    demo = Demo(environment)
    demo.address()
    demo.process.kill()
    demo.process.wait()
    demo.process.stdout.close()
    until = time.monotonic() + 60
    while {kind(p) for p in of_this_demo(state)} - {"postgres", "ended"}:
        assert time.monotonic() < until, of_this_demo(state)
        time.sleep(0.1)
    # If nobody was left to stop the database, the next command finds it and does.
    subprocess.run([ROOT / "bin" / "gonghui", "psql", "-c", "select 1"], env=environment, check=True, stdout=-1)
    assert of_this_demo(state) == []
