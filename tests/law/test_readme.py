"""The two README files say the same: commands, pictures, links and headings stand in both, in the same order."""

import re
import runpy

import pytest

from .tree import ROOT

ENGLISH, CHINESE = ((ROOT / name).read_text() for name in ("README.md", "README.zh.md"))
EACH_OTHER = {"README.md", "README.zh.md"}


def commands(text: str) -> list[str]:
    """What stands in code, save the word for "command" itself."""
    found = re.findall(r"^    (\S.*)$|`([^`]+)`", text, re.M)
    return [(block or inline).replace("命令", "COMMAND") for block, inline in found]


def pictures(text: str) -> list[str]:
    return re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)


def links(text: str) -> list[str]:
    return [target for target in re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", text) if target not in EACH_OTHER]


def headings(text: str) -> list[int]:
    return [len(marks) for marks in re.findall(r"^(#+) ", text, re.M)]


@pytest.mark.parametrize("part", [commands, pictures, links, headings], ids=lambda part: part.__name__)
def test_both_say_the_same(part):
    assert part(ENGLISH) == part(CHINESE)
    assert len(part(ENGLISH)) >= 4


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["English", "Chinese"])
def test_what_they_point_at_is_there(text):
    missing = [target for target in [*pictures(text), *links(text)] if not (ROOT / target).exists()]
    assert missing == []


def test_one_command_makes_every_picture_in_the_order_of_the_readme():
    command = runpy.run_path(str(ROOT / "tools" / "pictures.py"))
    made = [f"docs/pictures/{name}.jpg" for name in command["PICTURES"]]
    assert made[: len(pictures(ENGLISH))] == pictures(ENGLISH)
    kept = {str(path.relative_to(ROOT)): path.stat().st_size for path in (ROOT / "docs" / "pictures").iterdir()}
    assert kept.keys() == set(made)
    assert [name for name, size in kept.items() if size > command["MOST"]] == []
    papers = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md"))
    assert {f"docs/{name}" for name in re.findall(r"pictures/[a-z-]+\.jpg", papers)} <= set(made)


def test_the_alarm_rings():
    assert commands("run `bin/demo`\n\n    bin/test\n") == ["bin/demo", "bin/test"]
    assert pictures("![a](b.jpg)") != pictures("![a](c.jpg)")
