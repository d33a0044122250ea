"""The administrative divisions of China with their six-digit codes, packaged with the product."""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.apps import apps as current_apps
from django.apps.registry import Apps

if TYPE_CHECKING:
    from .models import Person

DATA = Path(__file__).parent / "data" / "divisions.json"
# The middle level that only groups what stands directly under a municipality or a province: nobody says it.
UNSPOKEN = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}


def load(apps: Apps = current_apps) -> int:
    """Write all divisions, changing names where they changed. Returns how many. Needs three statements."""
    division = apps.get_model("people", "Division")
    rows = [
        division(code=code, name=name, level=level(code), parent_id=parent(code)) for code, name in packaged().items()
    ]
    for wanted in (1, 2, 3):  # parents first
        division.objects.bulk_create(
            [row for row in rows if row.level == wanted],
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "level", "parent"],
        )
    return len(rows)


@cache
def packaged() -> dict[str, str]:
    """Code to name, as packaged."""
    return dict(json.loads(DATA.read_text(encoding="utf-8"))["divisions"])


def level(code: str) -> int:
    """1 province, 2 city, 3 county: told by the zeros at the end."""
    if code.endswith("0000"):
        return 1
    return 2 if code.endswith("00") else 3


def parent(code: str) -> str | None:
    """The code of the division above; None for a province."""
    return {1: None, 2: code[:2] + "0000", 3: code[:4] + "00"}[level(code)]


def spoken(code: str) -> str:
    """ "140105" -> "山西省太原市小店区", "110101" -> "北京市东城区"; "" for an unknown code."""
    chain = []
    at: str | None = code
    while at:
        chain.append(packaged().get(at, ""))
        at = parent(at)
    return "".join(name for name in reversed(chain) if name not in UNSPOKEN)


def meant(text: str) -> list[str]:
    """The codes somebody may mean, the widest first; several where several places bear that name.

    By code; by name, with what it stands under or without ("小店区", "太原市小店区"); or by how a name begins ("太原"),
    which is then the first of the widest.
    """
    if text in packaged():
        return [text]
    if not text or text.isdecimal():
        return []
    begun = (code for name, codes in _said().items() if name.startswith(text) for code in codes)
    return list(_said().get(text, ())) or sorted(begun, key=_widest_first)[:1]


@cache
def _said() -> dict[str, tuple[str, ...]]:
    """Every way to say a place, with the codes it may stand for."""
    ways: dict[str, tuple[str, ...]] = {}
    for code in sorted(packaged(), key=_widest_first):
        said, at = "", None if packaged()[code] in UNSPOKEN else code
        while at:
            name = packaged().get(at, "")
            if name and name not in UNSPOKEN:
                said = name + said
                ways[said] = (*ways.get(said, ()), code)
            at = parent(at)
    return ways


def _widest_first(code: str) -> tuple[int, str]:
    return level(code), code


def city_of(person: "Person | None") -> str:
    """The first four digits of the division of the person's union: its city; "" for who belongs to none. One query."""
    if person is None:
        return ""
    code = person.memberships.active().values_list("union__division", flat=True).first()
    return (code or "")[:4]
