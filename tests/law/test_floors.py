"""What import contracts cannot see: foreign keys, rules and acts keep to their floor too."""

import ast

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from .tree import CODE, calls, functions, named, python

PRIMITIVES = {"journal": 0, "people": 1, "notices": 2} | dict.fromkeys(
    ("admission", "catalogue", "draws", "files", "hours", "ledger", "lending", "places", "presence"), 3
)
# The arrows between strangers, as the contract in pyproject.toml names them.
DECLARED = {("catalogue", "ledger"), ("draws", "admission"), ("places", "files")}


def floor(label: str) -> tuple[int, int]:
    """Where an app stands: primitives by their order, then faces, then services."""
    module = apps.get_app_config(label).module.__name__
    for height, name in enumerate(("primitives", "faces", "services"), start=1):
        if module.startswith(f"gonghui.{name}"):
            return height, PRIMITIVES.get(label, 0)
    return 0, 0  # Django's own


def ours() -> list:
    return [model for model in apps.get_models() if model.__module__.startswith("gonghui.")]


def may_point(source: str, target: str) -> bool:
    """Down, inside the app, or along a declared arrow; never up, never sideways."""
    return source == target or (source, target) in DECLARED or floor(target) < floor(source)


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


def impurities(source: str) -> list[str]:
    """What a pure function may not have: the ORM, a request, a clock."""
    tree = ast.parse(source)
    found = [f"line {line}: {receiver}.{method}()" for line, receiver, method in calls(tree) if method in IMPURE]
    for node in ast.walk(tree):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        found += [f"line {node.lineno}: imports {name}" for name in names if name.split(".")[0] == "django"]
    return found


@pytest.mark.parametrize("path", sorted(CODE.rglob("rules.py")), ids=named)
def test_rules_know_no_database_no_request_and_no_clock(path):
    assert impurities(path.read_text()) == []


def test_the_alarm_rings_for_a_rule_that_looks_at_the_clock_or_the_database():
    assert impurities("from datetime import datetime\ndatetime.now()")
    assert impurities("from django.db import models")
    assert impurities("from datetime import datetime\ndef late(now: datetime) -> bool: ...") == []


def ambient(source: str) -> list[str]:
    """Acts whose time or actor can be passed by position, and acts that look at the clock themselves."""
    tree = ast.parse(source)
    found = []
    for function in functions(tree):
        if any(isinstance(each, ast.Name) and each.id == "action" for each in function.decorator_list):
            loose = {each.arg for each in function.args.args} & {"by", "now"}
            found += [f"{function.name}({', '.join(sorted(loose))})"] if loose else []
            found += [f"{function.name}: {r}.{m}()" for _, r, m in calls(function) if m in IMPURE and r != "clock"]
            found += [f"{function.name}: {r}.{m}()" for _, r, m in calls(function) if (r, m) == ("clock", "now")]
    return found


@pytest.mark.parametrize("path", [p for p in python() if "actions" in named(p)], ids=named)
def test_time_and_actor_are_given_by_name_and_never_looked_up(path):
    assert ambient(path.read_text()) == []


def test_the_alarm_rings_for_an_act_with_its_own_clock():
    assert ambient("@action\ndef take(pool, now): ...") == ["take(now)"]
    assert ambient("@action\ndef take(pool, *, now):\n    return timezone.now()") == ["take: timezone.now()"]
    assert ambient("@action\ndef take(pool, *, by, now): ...") == []
