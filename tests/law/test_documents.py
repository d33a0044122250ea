"""Documents that can fail: what the code offers is described, and what is described exists."""

import re
from collections import Counter

import pytest
from django.conf import settings
from ninja.openapi.schema import OpenAPISchema

from gonghui.faces.services import product
from gonghui.site.commands import COMMANDS
from gonghui.site.environment import Environment
from gonghui.site.urls import api

from .tree import ROOT, named, tracked

DOCS = ROOT / "docs"
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
COMMAND = re.compile(r"bin/gonghui ([a-z][a-z-]+)")
SETTING = re.compile(r"GONGHUI_[A-Z_]+[A-Z]")
# Read before or beside the settings.
OUTSIDE_DJANGO = {"GONGHUI_VENV", "GONGHUI_CHROMIUM", "GONGHUI_TEST_DATABASE", "GONGHUI_PICTURES"}
PAPERS = [path for path in tracked() if path.suffix == ".md"]


def read(name: str) -> str:
    path = DOCS / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def undescribed(names: list[str], text: str) -> list[str]:
    """Names without a line of their own: in backticks, or as a table row or heading that begins with them."""
    return [name for name in names if f"`{name}`" not in text]


def settings_names() -> list[str]:
    return [f"GONGHUI_{name.upper()}" for name in Environment.model_fields]


def operations() -> list[str]:
    """ "GET /api/v1/fairs/{fair_id}" for every operation of the open API."""
    paths = api.get_openapi_schema()["paths"]
    return [f"{method.upper()} {path}" for path, methods in paths.items() for method in methods]


def test_every_setting_is_described():
    assert undescribed(settings_names(), read("settings.md")) == []


def test_every_default_is_the_one_described():
    for name, field in Environment.model_fields.items():
        [row] = [line for line in read("settings.md").splitlines() if line.startswith(f"| `GONGHUI_{name.upper()}` |")]
        shown = row.split("|")[2].strip().strip("`")
        assert shown == str(field.default) or (not field.default and not shown.startswith("`")), row


def test_every_command_is_described():
    assert undescribed([command.name for command in COMMANDS], read("operations.md")) == []


def test_every_task_of_the_worker_is_described():
    assert undescribed([task.name for task in product().tasks], read("operations.md")) == []


def test_every_service_is_described():
    assert undescribed([sign.code for sign in product().signs], read("services.md")) == []


def test_a_service_is_called_open_when_it_is():
    rows = {row.split("`")[1]: row for row in read("services.md").splitlines() if row.startswith("| `")}
    for sign in product().signs:
        assert rows[sign.code].endswith("| open |" if sign.built else "| to come |")
        assert sign.name in rows[sign.code]


def test_every_operation_of_the_api_is_described():
    assert len(operations()) > 5
    assert undescribed(operations(), read("api.md")) == []


def test_nothing_is_described_that_is_not_there():
    known = {*settings_names(), *OUTSIDE_DJANGO}
    commands = {command.name for command in COMMANDS} | {"COMMAND"}
    for path in PAPERS:
        text = path.read_text(encoding="utf-8")
        assert set(SETTING.findall(text)) <= known, path
        assert set(COMMAND.findall(text)) <= commands, path
    described = re.findall(r"`((?:GET|POST|PUT|PATCH|DELETE) /api/[^`]*)`", read("api.md"))
    assert set(described) <= set(operations())


@pytest.mark.parametrize("path", PAPERS, ids=named)
def test_its_links_lead_somewhere(path):
    broken = [link for link in LINK.findall(path.read_text(encoding="utf-8")) if not (path.parent / link).exists()]
    assert broken == []


def test_every_decision_is_one_page():
    decisions = sorted((DOCS / "decisions").glob("*.md"))
    assert decisions
    for path in decisions:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 60, path


def test_the_pages_of_the_api_are_offline():
    assert "ninja" in settings.INSTALLED_APPS  # else its documentation loads from another site


def test_the_alarm_rings_for_what_is_missing():
    assert undescribed(["GONGHUI_NEW"], "| `GONGHUI_OLD` | … |") == ["GONGHUI_NEW"]


class Held(OpenAPISchema):
    """The document, with what two operations call alike and mean differently: the later replaces the former."""

    def add_schema_definitions(self, definitions):
        for name, shape in definitions.items():
            fields = set(shape.get("properties", ()))
            self.__dict__.setdefault("shapes", {}).setdefault(name, set()).add(frozenset(fields))
        super().add_schema_definitions(definitions)


def test_no_two_shapes_of_the_api_bear_one_name():
    """A program made from the document would read a repair's quote as a fair's."""
    shapes = Held(api, "").shapes
    assert len(shapes) > 300
    assert {name: sorted(map(sorted, fields)) for name, fields in shapes.items() if len(fields) > 1} == {}


def test_no_two_operations_of_the_api_bear_one_name():
    named = [one["operationId"] for each in api.get_openapi_schema()["paths"].values() for one in each.values()]
    assert {name for name, times in Counter(named).items() if times > 1} == set()
