"""A door parses, makes one call and answers. It never writes, and its templates know no other slice."""

import ast
import re
from pathlib import Path

import pytest

from .tree import CODE, calls, named, python

NAMES = ("member", "console", "counter", "api")
WRITES = {
    "save", "create", "delete", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "select_for_update", "atomic", "acreate", "asave", "adelete", "aupdate",
}  # fmt: skip
NOT_A_ROW = {"router", "schemas"}  # ninja's decorators; the schema of the API


def doors() -> list[Path]:
    """member.py, console.py … of every slice, or the folders of those names, and the faces' own."""
    slices = [p for p in python("services") if set(p.with_suffix("").parts) & set(NAMES)]
    return slices + [p for p in python("faces") if set(p.parent.parts) & set(NAMES)]


def writes(source: str) -> list[tuple[int, str]]:
    tree = ast.parse(source)
    return [(line, f"{r}.{m}()") for line, r, m in calls(tree) if m in WRITES and r not in NOT_A_ROW]


@pytest.mark.parametrize("path", doors(), ids=named)
def test_it_never_writes(path):
    assert writes(path.read_text()) == []


def test_the_alarm_rings_for_a_door_that_writes():
    assert writes("def place(request):\n    Place.objects.create(person=request.person)")
    assert writes("with transaction.atomic():\n    pass")
    assert not writes("def place(request):\n    actions.take(pool, request.person, now=request.now)")


REFERENCE = re.compile(r"{%\s*(url|include|extends)\s+['\"]([\w./:-]+)['\"]")
EVERYONES = {"faces", "kit", "member", "console", "counter", "api-1", "api", "errors"}


def strangers(text: str, own: str) -> list[str]:
    """Addresses and templates of other slices that a template names."""
    found = []
    for tag, target in REFERENCE.findall(text):
        owner = re.split(r"[:/]", target)[0]
        owner = re.sub(r"-(console|member|counter|api)$", "", owner)
        if owner != own and owner not in EVERYONES and "/" + owner not in EVERYONES:
            found.append(f"{tag} {target}")
    return found


SLICES = [path for path in sorted((CODE / "services").iterdir()) if (path / "__init__.py").exists()]
TEMPLATES = [page for path in SLICES for page in sorted(path.rglob("*.html"))]


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_names_no_other_slice(path):
    assert strangers(path.read_text(), path.relative_to(CODE / "services").parts[0]) == []


@pytest.mark.parametrize("path", sorted((CODE / "faces").rglob("*.html")), ids=named)
def test_the_faces_name_no_slice_at_all(path):
    names = {path.name for path in SLICES}
    assert [each for each in strangers(path.read_text(), "faces") if re.split(r"[ :/]", each)[1] in names] == []


def test_the_alarm_rings_for_a_template_that_names_another_slice():
    assert strangers('{% url "fairs-console:index" %}', "membership") == ["url fairs-console:index"]
    assert strangers("{% include 'fairs/card.html' %}", "membership") == ["include fairs/card.html"]
    assert strangers('{% include "kit/card.html" %}{% url "membership:mine" %}', "membership") == []
