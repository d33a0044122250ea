"""docs/faces.md names every part of the kit, every tag and filter, every enhancement."""

import re
from pathlib import Path

import pytest

import gonghui
from gonghui.faces import answers
from gonghui.faces.templatetags.kit import register

HOUSE = Path(gonghui.__file__).parent
PAPER = (HOUSE.parent / "docs" / "faces.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("part", sorted(file.name for file in (HOUSE / "faces/templates/kit").glob("*.html")))
def test_every_part_is_described(part):
    assert f"| `kit/{part}` |" in PAPER


@pytest.mark.parametrize("name", sorted(register.filters))
def test_every_filter_is_named(name):
    assert f"`{name}`" in PAPER


@pytest.mark.parametrize("name", sorted(register.tags))
def test_every_tag_is_named(name):
    assert f"{{% {name} %}}" in PAPER


def test_every_answer_is_named():
    assert [name for name in answers.__all__ if name != "to_sign_in" and f"`{name}`" not in PAPER] == []


def test_every_enhancement_is_named():
    script = (HOUSE / "faces/static/faces/faces.js").read_text(encoding="utf-8")
    selectors = re.findall(r'"(?:details)?\[(data-[a-z-]+)\]":', script)
    assert selectors
    assert [name for name in selectors if name not in PAPER and name != "data-dialog"] == []
