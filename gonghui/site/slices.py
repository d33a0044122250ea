"""The slices of the product, in one tuple. The one place where a slice is added.

A name is the slice's folder in `gonghui/services/`, and its app. What it offers stands in its `slice.py`
(gonghui.faces.slices.Slice), its commands, if any, in its `commands.py`. Nothing here needs Django: the settings and
the help page read it. Where lists of slices meet without a rank, they stand in this order.
"""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from gonghui.faces.commands import Command

SLICES = (
    "aid",
    "announcements",
    "clinic",
    "counselling",
    "fairs",
    "founding",
    "hotline",
    "hub",
    "joining",
    "legal",
    "membership",
    "reading",
    "stations",
)
APPS = tuple(f"gonghui.services.{name}" for name in SLICES)


def commands() -> Iterator[Command]:
    """What the slices add to bin/gonghui."""
    for app in APPS:
        if find_spec(f"{app}.commands"):
            yield from import_module(f"{app}.commands").COMMANDS
