"""Nobody reaches a file but through its owner: no code above the primitive looks one up, and owners keep theirs."""

import re

import pytest
from django.apps import apps
from django.db import models

from gonghui.primitives.files.models import File

from .tree import CODE, named, python

LOOKS_UP = re.compile(r"\bFile\.objects\b|get_object_or_404\(\s*File\b|\bFile\._base_manager\b|files\.File\"\)")
FROM_STORAGE = re.compile(r"\b(default_storage|storages\[|primitives\.files\.(storing|opening)|\.storage\(\))")
ABOVE = [path for floor in ("faces", "services") for path in python(floor)]
BESIDE = [path for path in python("primitives") if "files" not in path.relative_to(CODE).parts]


def findings(source: str) -> list[str]:
    return [found[0] for found in (*LOOKS_UP.finditer(source), *FROM_STORAGE.finditer(source))]


@pytest.mark.parametrize("path", [*ABOVE, *BESIDE], ids=named)
def test_no_file_is_looked_up_by_itself(path):
    assert findings(path.read_text(encoding="utf-8")) == []


def test_the_alarm_rings_for_a_door_that_takes_a_file_by_its_id():
    assert findings("def shown(request, pk):\n    return answer(get_object_or_404(File, pk=pk))")
    assert findings("File.objects.get(pk=pk)")
    assert findings("from django.core.files.storage import default_storage")
    assert not findings("attachments.shown(request, get_object_or_404(Picture.objects.shown(), pk=pk).file)")


def test_what_points_at_a_file_keeps_it():
    """A key that cascades would delete a row whose bytes stay, or let an owner lose a file unseen."""
    pointers = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is File
    ]
    assert {field.model.__name__ for field in pointers} >= {"Picture", "Cover"}
    assert [str(field) for field in pointers if field.remote_field.on_delete is not models.PROTECT] == []
