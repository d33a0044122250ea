"""Child processes never outlive their parent."""

import os
import subprocess
import sys
from functools import partial

import psutil
import pytest

from gonghui.site import processes, staging
from gonghui.site.processes import die_with_parent

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")


@pytest.mark.parametrize("gone", [False, True], ids=["parent lives", "parent is gone"])
def test_a_child_whose_parent_died_before_it_could_ask_to_be_told_does_not_start(gone):
    begun = partial(die_with_parent, 0 if gone else os.getpid())  # 0 is nobody's parent here
    child = subprocess.run([sys.executable, "-c", "print('alive')"], preexec_fn=begun, stdout=-1, check=False)
    assert child.stdout == (b"" if gone else b"alive\n")
    assert (child.returncode != 0) == gone


def test_what_a_stage_s_processes_say_is_never_among_the_figures(capfd):
    talker = processes.Child("web", [sys.executable, "-c", "print('[WARNING] Killing worker-1')"], dict(os.environ))
    with processes.running(staging.beside([talker])):
        assert talker.process.wait(60) == 0
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "[WARNING] Killing worker-1\n")


def test_a_process_that_ends_while_all_are_counted_is_left_out(monkeypatch):
    short = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    ended = psutil.Process(short.pid)
    short.kill()
    short.wait()
    monkeypatch.setattr(staging, "_tree", lambda child: [psutil.Process(), ended])
    stage = object.__new__(staging.Stage)
    stage._web, stage._children = {80: None}, [None]
    assert stage.web_seconds(80) > 0
    assert stage.memory_mb() > 0
