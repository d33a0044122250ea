"""A door parses, makes one call and answers. It never writes, catches no refusal, and names no other slice.

What is a door is told by what it holds (`kinds`): a view of the url tree, an operation of the API, a desk of the lane.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django import forms

from gonghui.kernel.refusals import Refused

from . import kinds
from .tree import CODE, calls, named

WRITES = {
    "save", "create", "delete", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "select_for_update", "atomic", "acreate", "asave", "adelete", "aupdate",
}  # fmt: skip
# Ninja's decorators, the schema of the API, a bar on a terminal, and what stands in for something of Django's.
NOT_A_ROW = {"router", "schemas", "bar", "super()"}
ABOVE = kinds.modules("faces", "services")


def writes(source: str) -> list[tuple[int, str]]:
    tree = ast.parse(source)
    return [(line, f"{r}.{m}()") for line, r, m in calls(tree) if m in WRITES and r not in NOT_A_ROW]


def test_a_door_is_known_by_what_it_holds():
    assert {name for name in kinds.doors() if name not in ABOVE} == set()
    assert len(kinds.doors()) > 40
    assert not set(kinds.doors()) & set(kinds.behind_doors())


@pytest.mark.parametrize("name", kinds.doors())
def test_a_door_never_writes_and_holds_no_verb(name):
    assert writes(ABOVE[name]) == []
    assert not kinds.holds_a_verb(ast.parse(ABOVE[name]))


def test_only_a_module_of_verbs_writes():
    """Neither what doors ask, nor pages read, nor what parses a form. What several verbs lock stands beside them."""
    found = {name: writes(source) for name, source in ABOVE.items() if not kinds.is_pure(name)}
    writers = {name for name, lines in found.items() if lines}
    assert len(writers) > 20
    beside = {name.rpartition(".")[0] for name in writers if kinds.holds_a_verb(ast.parse(ABOVE[name]))}
    among_verbs = {name for name in writers if name.split(".")[-2] == "actions" and name.rpartition(".")[0] in beside}
    others = writers - among_verbs
    assert {name: found[name] for name in others if not kinds.holds_a_verb(ast.parse(ABOVE[name]))} == {}


def test_the_alarm_rings_for_a_door_that_writes():
    assert writes("def place(request):\n    Place.objects.create(person=request.person)")
    assert writes("with transaction.atomic():\n    pass")
    assert not writes("def place(request):\n    actions.take(pool, request.person, now=request.now)")
    assert kinds.holds_a_verb(ast.parse("@action\ndef take(pool): ..."))
    assert not kinds.holds_a_verb(ast.parse("@signed_in\ndef take(request): ..."))


def swallowed(source: str, names: Mapping[str, Any]) -> list[int]:
    """Lines that catch a refusal, or everything, outside a form: what a form has caught it says beside the field."""
    return [node.lineno for node in outside_forms(ast.parse(source), names) if catches(node, names)]


def outside_forms(tree: ast.AST, names: Mapping[str, Any]) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.ClassDef) and is_form(names.get(node.name))):
            yield node
            yield from outside_forms(node, names)


def is_form(one: object) -> bool:
    return isinstance(one, type) and issubclass(one, (forms.BaseForm, forms.Field))


def catches(node: ast.AST, names: Mapping[str, Any]) -> bool:
    if not isinstance(node, ast.ExceptHandler) or node.type is None:
        return isinstance(node, ast.ExceptHandler)
    caught = eval(ast.unparse(node.type), dict(names))
    return any(issubclass(Refused, one) or issubclass(one, Refused) for one in caught_classes(caught))


def caught_classes(caught: Any) -> tuple[type, ...]:
    return caught if isinstance(caught, tuple) else (caught,)


@pytest.mark.parametrize("name", [*kinds.doors(), *kinds.behind_doors()])
def test_a_door_catches_no_refusal(name):
    """What is said of one, under which status, is decided in faces.acting and the middleware."""
    assert swallowed(kinds.source(name), vars(kinds.module(name))) == []


def test_the_alarm_rings_for_a_door_that_swallows_a_no():
    class Sheet(forms.Form): ...

    known = {"Refused": Refused, "Sheet": Sheet, "Http404": OSError}
    for caught in ("Refused", "(KeyError, Refused)", "Exception"):
        assert swallowed(f"def place(request):\n  try: take()\n  except {caught}: pass", known) == [3]
    assert swallowed("try: take()\nexcept: pass", known) == [2]
    assert swallowed("try: take()\nexcept Http404: pass", known) == []
    assert swallowed("class Sheet:\n  def clean(self):\n    try: read()\n    except Refused: pass", known) == []
    assert swallowed("class Panel:\n  def clean(self):\n    try: read()\n    except Refused: pass", known) == [4]


REFERENCE = re.compile(r"{%\s*(url|include|extends)\s+['\"]([\w./:-]+)['\"]")
EVERYONES = {"faces", "kit", "cases", "member", "console", "counter", "api-1", "api", "errors"}


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
