"""A file of more than 300 lines, a function of more than 40 or a template of more than 250 is usually two things."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .tree import CODE, functions, python
from .tree import named as named_in_the_tree

FILE, FUNCTION, TEMPLATE = 300, 40, 250


def tall(files: list[Path], templates: list[Path]) -> Iterator[tuple[str, int]]:
    """Everything over its ceiling, with its length."""
    for path in files:
        source = path.read_text()
        yield from over(named(path), source.count("\n"), FILE)
        for function in functions(ast.parse(source)):
            length = (function.end_lineno or 0) - function.lineno + 1
            yield from over(f"{named(path)}:{function.name}", length, FUNCTION)
    for path in templates:
        yield from over(named(path), path.read_text().count("\n"), TEMPLATE)


def named(path: Path) -> str:
    return named_in_the_tree(path) if path.is_relative_to(CODE) else path.name


def over(name: str, length: int, ceiling: int) -> Iterator[tuple[str, int]]:
    if length > ceiling:
        yield name, length


def test_nothing_grows_over_its_ceiling():
    files, templates = python(), sorted(CODE.rglob("*.html"))
    assert len(files) > 100 < len(templates), "these are all there are"
    assert dict(tall(files, templates)) == {}, "split it in two; see CONTRIBUTING.md"


def test_the_alarm_rings(tmp_path):
    def wrote(name, text):
        (tmp_path / name).write_text(text)
        return tmp_path / name

    def function(lines):
        return "def long():\n" + "    pass\n" * (lines - 1)

    fitting = [wrote("a.py", "\n" * FILE), wrote("b.py", function(FUNCTION))]
    assert dict(tall(fitting, [wrote("c.html", "\n" * TEMPLATE)])) == {}
    grown = [wrote("d.py", "\n" * (FILE + 1)), wrote("e.py", function(FUNCTION + 1))]
    found = dict(tall(grown, [wrote("f.html", "\n" * (TEMPLATE + 1))]))
    assert found == {"d.py": FILE + 1, "e.py:long": FUNCTION + 1, "f.html": TEMPLATE + 1}
