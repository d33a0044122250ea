"""What import contracts cannot see: foreign keys, rules and acts keep to their floor too."""

import ast
import tomllib

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from . import kinds
from .tree import ROOT, calls, functions

# The order of the house is said once, in the import contracts.
CONTRACTS = {
    each["id"]: each
    for each in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}
FLOORS = [f"gonghui.{name}" for name in reversed(CONTRACTS["floors"]["layers"])]
PRIMITIVES = {
    name: height
    for height, layer in enumerate(reversed(CONTRACTS["primitives"]["layers"]))
    for name in layer.split(" | ")
}
STRANGERS = {name.rpartition(".")[2] for name in CONTRACTS["strangers"]["modules"]}
DECLARED = {
    tuple(end.split(".")[2] for end in arrow.split(" -> ")) for arrow in CONTRACTS["strangers"]["ignore_imports"]
}


def floor(label: str) -> tuple[int, int]:
    """Where an app stands: its floor, and among the primitives its layer; (-1, 0) for Django's own."""
    module = apps.get_app_config(label).module.__name__
    heights = [height for height, name in enumerate(FLOORS) if module.startswith(f"{name}.") or module == name]
    return (heights[0], PRIMITIVES.get(label, 0)) if heights else (-1, 0)


def ours() -> list:
    return [model for model in apps.get_models() if model.__module__.startswith("gonghui.")]


def may_point(source: str, target: str) -> bool:
    """Down, inside the app, or along a declared arrow; never up, never sideways."""
    strangers = {source, target} <= STRANGERS
    return source == target or (source, target) in DECLARED or (not strangers and floor(target) < floor(source))


@pytest.mark.parametrize("model", ours(), ids=lambda model: model._meta.label)
def test_foreign_keys_point_down(model):
    for field in model._meta.get_fields():
        if field.is_relation and not field.auto_created and field.related_model:
            source, target = model._meta.app_label, field.related_model._meta.app_label
            assert may_point(source, target), f"{model._meta.label}.{field.name} points at {target}"
            assert field.related_model is not ContentType, f"{model._meta.label}.{field.name}: no generic keys"


def test_the_alarm_rings_for_a_key_that_points_up_or_sideways():
    assert not may_point("people", "fairs")
    assert not may_point("fairs", "membership")
    assert not may_point("people", "notices")
    assert not may_point("admission", "catalogue")
    assert not may_point("admission", "draws")
    assert may_point("draws", "admission")
    assert may_point("fairs", "admission")


IMPURE = {"now", "today", "utcnow"}
ABOVE = kinds.modules("primitives", "services")
PURE = [name for name in ABOVE if kinds.is_pure(name)]


def rooms_of_decisions() -> list[str]:
    return [name for name in ABOVE if kinds.DECIDE in name.split(".")]


def looks_at_the_clock(source: str) -> list[str]:
    return [f"line {line}: {r}.{m}()" for line, r, m in calls(ast.parse(source)) if m in IMPURE]


@pytest.mark.parametrize("name", rooms_of_decisions())
def test_what_decides_reaches_no_database_and_no_request(name):
    """Nor does anything that it imports."""
    assert {found for found in kinds.imports().find_upstream_modules(name) if kinds.is_outside(found)} == set()


@pytest.mark.parametrize("name", PURE)
def test_what_is_pure_looks_at_no_clock(name):
    assert looks_at_the_clock(ABOVE[name]) == []


def test_the_alarm_rings_for_a_rule_that_looks_at_the_clock_or_the_database():
    assert looks_at_the_clock("from datetime import datetime\ndatetime.now()")
    assert looks_at_the_clock("from datetime import datetime\ndef late(now: datetime) -> bool: ...") == []
    assert len(rooms_of_decisions()) > 12
    assert not kinds.is_pure("gonghui.primitives.people.models")
    assert not kinds.is_pure("gonghui.primitives.people.lookups")  # by way of the models
    assert kinds.is_pure("gonghui.primitives.people.rules")


def ambient(source: str) -> list[str]:
    """Acts whose time or actor can be passed by position, and acts that look at the clock themselves."""
    found = []
    for function in functions(ast.parse(source)):
        if kinds.is_verb(function):
            loose = {each.arg for each in function.args.args} & {"by", "now"}
            found += [f"{function.name}({', '.join(sorted(loose))})"] if loose else []
            found += [f"{function.name}: {r}.{m}()" for _, r, m in calls(function) if m in IMPURE and r != "clock"]
            found += [f"{function.name}: {r}.{m}()" for _, r, m in calls(function) if (r, m) == ("clock", "now")]
    return found


def test_time_and_actor_are_given_by_name_and_never_looked_up():
    verbs = kinds.modules("primitives", "faces", "services")
    holding = {name: source for name, source in verbs.items() if kinds.holds_a_verb(ast.parse(source))}
    assert len(holding) > 40
    assert {name: found for name, source in holding.items() if (found := ambient(source))} == {}


def test_the_alarm_rings_for_an_act_with_its_own_clock():
    assert ambient("@action\ndef take(pool, now): ...") == ["take(now)"]
    assert ambient("@action\ndef take(pool, *, now):\n    return timezone.now()") == ["take: timezone.now()"]
    assert ambient("@action\ndef take(pool, *, by, now): ...") == []
