"""One word for each thing: the glossary names every model, and every name it gives exists."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Choices

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "gonghui"
GLOSSARY = (ROOT / "docs" / "GLOSSARY.md").read_text(encoding="utf-8")
FLOORS = ("primitives", "services", "")  # where an app or a package may stand, the last for kernel and faces


def lines(text: str) -> Iterator[tuple[str, str, str, str]]:
    """The table rows of a glossary: Chinese, English, meaning, place in code."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] not in {"中文", "---"}:
            assert len(cells) == 4, line
            yield cells[0], cells[1], cells[2], cells[3]


def nouns() -> Iterator[str]:
    """ "people.Union" for every model, and every list of choices that stands beside models and not within one."""
    for model in apps.get_models():
        if model.__module__.startswith("gonghui."):
            yield f"{model._meta.app_label}.{model.__name__}"
            beside = vars(import_module(model.__module__)).values()
            yield from (f"{model._meta.app_label}.{one.__name__}" for one in beside if are_choices_of(model, one))


def are_choices_of(model: type, one: object) -> bool:
    return isinstance(one, type) and issubclass(one, Choices) and one.__module__ == model.__module__


def missing(names: Iterator[str], text: str) -> list[str]:
    return [name for name in names if f"`{name}`" not in text]


def repeated(words: Iterator[str]) -> list[str]:
    return [word for word, times in Counter(words).items() if times > 1]


@cache
def defined(path: Path) -> frozenset[str]:
    """What a module defines or hands on at its top level."""
    names: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.ImportFrom):
            names |= {alias.asname or alias.name for alias in node.names}
    return frozenset(names)


def exists(name: str) -> bool:
    """`people.Union`, `kernel.money.Fen`, `people.actions.join` (a package may hand it on), `faces.member`."""
    *folders, last = name.split(".")
    if last[0].isupper() and len(folders) == 1:
        folders.append("models")
    for floor in FLOORS:
        base = CODE.joinpath(floor, *folders)
        modules = [path for path in (base.with_suffix(".py"), base / "__init__.py") if path.is_file()]
        if any(last in defined(path) for path in modules):
            return True
        if (base / last).is_dir() or (base / f"{last}.py").is_file():
            return True
    return False


def test_every_model_has_its_line():
    found = set(nouns())
    assert len(found) > 60
    assert missing(iter(sorted(found)), GLOSSARY) == [], "add a line to docs/GLOSSARY.md"


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([a-z_]+(?:\.\w+)+)`", GLOSSARY.split("##", 1)[1]))))
def test_every_name_in_the_last_column_exists(name):
    assert exists(name)


def test_every_line_says_what_it_means():
    assert all(chinese and english and meaning for chinese, english, meaning, _place in lines(GLOSSARY))


def test_no_term_and_no_word_comes_twice():
    rows = list(lines(GLOSSARY))
    assert repeated(chinese for chinese, *_rest in rows) == []
    assert repeated(english for _chinese, english, *_rest in rows) == []


def test_the_law_notices_what_it_is_there_to_notice():
    assert {"people.Person", "people.Role", "stations.Load"} <= set(nouns())
    assert missing(iter(["stations.Station"]), GLOSSARY) == ["stations.Station"]
    assert missing(iter(["stations.Station"]), "| 驿站 | station | A place to rest | `stations.Station` |") == []
    assert repeated(iter(["fair", "venue", "fair"])) == ["fair"]
    assert not exists("people.Onion")
    assert not exists("kernel.money.Penny")
    assert not exists("faces.mermaid")
