"""The administrative divisions of China with their six-digit codes, packaged with the product."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.apps import apps as current_apps
from django.apps.registry import Apps

DATA = Path(__file__).parent / "data" / "divisions.json"
# The middle level that only groups what stands directly under a municipality or a province: nobody says it.
KIND_OF_PLACE = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|林区|新区|省|市|区|县|旗|盟)$")
SHORTEST = 2  # characters of a name
MUNICIPALITIES = {"11", "12", "31", "50", "81", "82"}  # Hong Kong and Macao too: no city stands between
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


def with_city(code: str) -> str:
    """ "140105" -> "太原市小店区", "140100" -> "太原市": as `spoken`, the province left out where it says no more."""
    said, province = spoken(code), packaged().get(code[:2] + "0000", "")
    return said.removeprefix(province) or said if code[:2] not in MUNICIPALITIES else said


def meant(text: str) -> list[str]:
    """The codes somebody may mean, the widest first; several where several places bear that name.

    By code; by name, with what it stands under or without ("小店区", "太原市小店区"); by the name without its kind
    ("太原", "太原小店"); or by how a name begins ("呼和"). A province's short name is no district: 河北.
    """
    if text in packaged():
        return [text]
    if len(text) < SHORTEST or text.isdecimal():
        return []
    return _named(text, _full) or _provinces_first(_named(text, _short)) or _provinces_first(_beginning(text))


def beginning_with(text: str) -> str | None:
    """The place whose whole name, with its kind or without, a text begins with ("太原方向": Taiyuan), the longest such;
    of several that bear it the widest, None where those are several or none does."""
    for length in range(len(text), SHORTEST - 1, -1):
        codes = _by_name().get(text[:length], [])
        widest = [code for code in codes if level(code) == level(codes[0])]
        if codes:
            return widest[0] if len(widest) == 1 else None
    return None


@cache
def _by_name() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code, name in sorted(packaged().items(), key=lambda one: _widest_first(one[0])):
        if name not in UNSPOKEN:
            for said in {name, KIND_OF_PLACE.sub("", name)}:
                found.setdefault(said, []).append(code)
    return found


def _named(text: str, ways: Callable[[str], tuple[str, ...]]) -> list[str]:
    """The places of which `text` is the name, in one of `ways` to say each name."""
    ends = {code for at in range(len(text)) for code in _said_so(ways).get(text[at:], ())}
    return sorted((code for code in ends if _says(text, code, ways)), key=_widest_first)


@cache
def _said_so(ways: Callable[[str], tuple[str, ...]]) -> dict[str, list[str]]:
    """The places by each way to say their names: of three thousand few end as a text does."""
    found: dict[str, list[str]] = {}
    for code, name in packaged().items():
        for way in ways(name) if name not in UNSPOKEN else ():
            found.setdefault(way, []).append(code)
    return found


def _says(text: str, code: str, ways: Callable[[str], tuple[str, ...]]) -> bool:
    """Whether `text` is this place's name, behind the names of places above it or alone."""
    for way in ways(packaged()[code]):
        if text == way:
            return True
        if text.endswith(way) and _above_says(text.removesuffix(way), parent(code), ways):
            return True
    return False


def _above_says(text: str, code: str | None, ways: Callable[[str], tuple[str, ...]]) -> bool:
    if code is None:
        return False
    return _above_says(text, parent(code), ways) or (code in packaged() and _says(text, code, ways))


def _full(name: str) -> tuple[str, ...]:
    return (name,)


@cache
def _short(name: str) -> tuple[str, ...]:
    """The name, and what people say of it: 太原 for 太原市."""
    bare = KIND_OF_PLACE.sub("", name)
    return (name, bare) if len(bare) >= SHORTEST else (name,)


def _beginning(text: str) -> list[str]:
    codes = (code for code, name in packaged().items() if name.startswith(text) and name not in UNSPOKEN)
    return sorted(codes, key=_widest_first)


def _provinces_first(codes: list[str]) -> list[str]:
    """The provinces among them; where there are none, those that lie in no other."""
    provinces = [code for code in codes if level(code) == 1]
    return provinces or [code for code in codes if parent(code) not in codes]


def _widest_first(code: str) -> tuple[int, str]:
    return level(code), code
