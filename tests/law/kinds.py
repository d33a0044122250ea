"""What a module of the product is: told by what it holds and by what it imports, never by what it is called.

A door holds a view that the url tree reaches, an operation of the API, or what the rush lane answers for one. A verb is
a function marked `@action`. Pure is what neither imports Django nor anything that does, over any number of steps: no
database, no request and no setting can reach it.
"""

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import grimp
from django.apps import apps
from django.urls import URLResolver, get_resolver

from gonghui.faces.services import product
from gonghui.site.urls import api

from .tree import CODE, Function, functions, python

OUTSIDE = ("django", "ninja")
VERB_MARKS = {"action", "attempt"}
DECIDE = "rules"  # the room of decisions, in the map of every slice and primitive


@cache
def imports() -> grimp.ImportGraph:
    return grimp.build_graph("gonghui", include_external_packages=True, cache_dir=None)


def views(resolver: Any = None) -> Iterator[Any]:
    """Every view of the url tree, every operation of the API, and what the rush lane answers for some of them."""
    if resolver is None:
        yield from (one.view_func for _, router in api._routers for path in router.path_operations.values()
                    for one in path.operations)  # fmt: skip
        yield from (desk.decide for desk in product().rush)
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern)
        else:
            yield pattern.callback


@cache
def doors() -> tuple[str, ...]:
    """The modules in which somebody wrote a view, by their dotted names."""
    found = {inspect.unwrap(view).__module__ for view in views()}
    return tuple(sorted(name for name in found if name.startswith("gonghui.")))


@cache
def behind_doors() -> tuple[str, ...]:
    """What stands in a folder of doors and is imported by them alone, or by what is: their lists, scopes and shapes."""
    folders = {name.rpartition(".")[0] for name in doors()} - {config.name for config in apps.get_app_configs()}
    inside = {name for name in imports().modules if any(name.startswith(f"{folder}.") for folder in folders)}
    found = set(doors())
    while more := {name for name in inside - found if _only_for(found, name)}:
        found |= more
    return tuple(sorted(found - set(doors())))


def _only_for(those: set[str], name: str) -> bool:
    importers = imports().find_modules_that_directly_import(name)
    return bool(importers) and importers <= those


def is_outside(name: str) -> bool:
    return name.split(".")[0] in OUTSIDE


@cache
def is_pure(name: str) -> bool:
    return not any(map(is_outside, imports().find_upstream_modules(name)))


def is_verb(function: Function) -> bool:
    return any(isinstance(mark, ast.Name) and mark.id in VERB_MARKS for mark in function.decorator_list)


def holds_a_verb(tree: ast.AST) -> bool:
    return any(map(is_verb, functions(tree)))


def module(name: str) -> ModuleType:
    return import_module(name)


def source(name: str) -> str:
    return inspect.getsource(module(name))


def name_of(path: Path) -> str:
    """The dotted name of a file of the product."""
    parts = path.relative_to(CODE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def modules(*floors: str) -> dict[str, str]:
    """Dotted name -> source of every module of these floors, migrations left out."""
    return {name_of(path): path.read_text(encoding="utf-8") for floor in floors for path in python(floor)}
