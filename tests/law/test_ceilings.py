"""A file of more than 300 lines, a function of more than 40 or a template of more than 250 is usually two things."""

import ast
from collections.abc import Iterator

from .tree import CODE, functions, named, python

FILE, FUNCTION, TEMPLATE = 300, 40, 250
EXCEPTIONS: dict[str, int] = {}  # "path" or "path:function" -> its length today; an entry may only shrink, then go


def tall() -> Iterator[tuple[str, int]]:
    """Everything over its ceiling, with its length."""
    for path in python():
        source = path.read_text()
        yield from over(named(path), source.count("\n"), FILE)
        for function in functions(ast.parse(source)):
            length = (function.end_lineno or 0) - function.lineno + 1
            yield from over(f"{named(path)}:{function.name}", length, FUNCTION)
    for path in sorted(CODE.rglob("*.html")):
        yield from over(named(path), path.read_text().count("\n"), TEMPLATE)


def over(name: str, length: int, ceiling: int) -> Iterator[tuple[str, int]]:
    if length > ceiling:
        yield name, length


def test_nothing_grows_over_its_ceiling():
    grown = {name: length for name, length in tall() if length > EXCEPTIONS.get(name, 0)}
    assert grown == {}, "split it in two; see CONTRIBUTING.md"


def test_the_list_of_exceptions_only_shrinks():
    now = dict(tall())
    assert {name: now.get(name, 0) for name in EXCEPTIONS} == EXCEPTIONS, "write down the smaller length, or strike it"


def test_the_alarm_rings():
    assert list(over("a", 301, FILE)) == [("a", 301)]
    assert list(over("a", 300, FILE)) == []
