"""The two README files say the same: commands, pictures, links and headings stand in both, in the same order."""

import re

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


def test_the_alarm_rings():
    assert commands("run `bin/demo`\n\n    bin/test\n") == ["bin/demo", "bin/test"]
    assert pictures("![a](b.jpg)") != pictures("![a](c.jpg)")
