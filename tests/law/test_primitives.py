"""The page of the primitives is held to the code: what each offers, and that it stays a handful."""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from .tree import CODE, ROOT, python

PAGE = (ROOT / "docs" / "primitives.md").read_text(encoding="utf-8")
PRIMITIVES = sorted(path.parent.name for path in CODE.glob("primitives/*/apps.py"))
OPEN = {"actions", "models", "querysets", "refusals", "rules"}  # what others may import of every primitive
MOST = 14
# Those that were one and are five, so that each stays small; what is above has grown, and should lose before it gains.
FEW = ("admission", "draws", "hours", "lending", "presence")


@dataclass(frozen=True)
class Section:
    """What the page says of one primitive."""

    promise: str
    verbs: tuple[str, ...]
    beside: frozenset[str]


def sections(text: str) -> dict[str, Section]:
    """By name: the paragraph below the heading, the first cells of the table, what is named after it."""
    found = {}
    for part in text.split("\n## ")[1:]:
        name, body = part.split("\n", 1)
        promise, _, rest = body.strip().partition("\n\n")
        _, _, beside = rest.partition("\nBeside them: ")
        verbs = tuple(re.findall(r"^\| `(\w+)` \|", rest, re.MULTILINE))
        found[name] = Section(" ".join(promise.split()), verbs, frozenset(re.findall(r"`(\w+)`", beside)))
    return found


def offered(actions: ModuleType) -> set[str]:
    """The functions that `actions` offers: its __all__, or what is public and the primitive's own."""
    own = actions.__name__.rsplit(".", 1)[0]
    names = getattr(actions, "__all__", [name for name in vars(actions) if not name.startswith("_")])
    given = {name: getattr(actions, name) for name in names}
    return {name for name, one in given.items() if inspect.isfunction(one) and one.__module__.startswith(f"{own}.")}


def verbs(primitive: str) -> set[str]:
    return offered(importlib.import_module(f"gonghui.primitives.{primitive}.actions"))


def imported(source: str) -> Iterator[tuple[str, str]]:
    """("people", "keys") for every import of a module of a primitive."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("gonghui.primitives"):
            for alias in node.names:
                parts = f"{node.module}.{alias.name}".split(".")[2:]
                if len(parts) > 1 and parts[0] in PRIMITIVES:
                    yield parts[0], parts[1]


@cache
def used() -> dict[str, set[str]]:
    """Which modules of each primitive the rest of the house imports."""
    found: dict[str, set[str]] = {name: set() for name in PRIMITIVES}
    for path in python():
        for primitive, module in imported(path.read_text(encoding="utf-8")):
            if not path.is_relative_to(CODE / "primitives" / primitive):
                found[primitive].add(module)
    return found


def test_every_primitive_has_its_section_and_every_section_its_primitive():
    assert sorted(sections(PAGE)) == PRIMITIVES


@pytest.mark.parametrize("primitive", PRIMITIVES)
def test_every_verb_has_one_line_and_every_line_its_verb(primitive):
    lines = sections(PAGE)[primitive].verbs
    assert sorted(lines) == sorted(verbs(primitive)), f"docs/primitives.md, {primitive}"


@pytest.mark.parametrize("primitive", PRIMITIVES)
def test_the_promise_is_two_sentences(primitive):
    assert len(re.findall(r"\.(?= |$)", sections(PAGE)[primitive].promise)) == 2


@pytest.mark.parametrize("primitive", PRIMITIVES)
def test_others_import_what_is_open_or_named_on_the_page(primitive):
    assert used()[primitive] - OPEN == sections(PAGE)[primitive].beside


@pytest.mark.parametrize("primitive", FEW)
def test_a_primitive_offers_a_handful(primitive):
    assert 0 < len(verbs(primitive)) <= MOST


def test_the_alarm_rings_for_a_verb_without_a_line_and_a_line_without_a_verb(tmp_path: Path):
    page = "# P\n\n## lending\n\nOne. Two.\n\n| Verb | What |\n|---|---|\n| `keep` | … |\n\nBeside them: `codes` (x).\n"
    assert sections(page) == {"lending": Section("One. Two.", ("keep",), frozenset({"codes"}))}
    actions = ModuleType("gonghui.primitives.lending.actions")
    exec("def keep(): ...\ndef _look(): ...\nfrom ast import parse", vars(actions))
    assert offered(actions) == {"keep"}
    actions.lend = actions.keep  # type: ignore[attr-defined]
    assert offered(actions) == {"keep", "lend"}
    assert list(imported("from gonghui.primitives.people import keys\nfrom gonghui.primitives import clock")) == [
        ("people", "keys")
    ]
