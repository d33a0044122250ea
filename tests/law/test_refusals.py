"""Every no of the house speaks alike: a code of its own, a sentence, how to mend it, no stray signs."""

import importlib
import re
from collections import Counter
from pathlib import Path

import pytest

from gonghui.kernel.refusals import Kind, Refused

CODE = Path(__file__).resolve().parents[2] / "gonghui"
FLOORS = ("kernel", "primitives", "faces", "services")


def below(cls):
    return {sub for direct in cls.__subclasses__() for sub in {direct, *below(direct)}}


def refusals():
    """Every refusal that says something; a class that does not is only a name for several that do."""
    for floor in FLOORS:
        for path in sorted((CODE / floor).rglob("*.py")):
            if "Refused" in path.read_text(encoding="utf-8") and "migrations" not in path.parts:
                # A package by its own name: as "….__init__" its classes would be there twice.
                parts = path.relative_to(CODE.parent).with_suffix("").parts
                importlib.import_module(".".join(part for part in parts if part != "__init__"))
    found = {cls for cls in below(Refused) if cls.__module__.startswith("gonghui.") and cls.says}
    return sorted(found, key=lambda cls: (cls.__module__, cls.__qualname__))


def faults(cls):
    """What is wrong with how a refusal speaks."""
    spoken = cls.says + cls.mend + cls.rule
    if not isinstance(cls.kind, Kind) or not re.fullmatch(r"[a-z_]+(\.[a-z0-9_]+)+", cls.code):
        yield "has no kind or no dotted code"
    if not re.search(r"[\u4e00-\u9fff]|%\(", cls.says):
        yield "says nothing in the source language"
    if "%" in re.sub(r"%\(\w+\)s", "", spoken):
        yield "holds a bare %, which trips translators"
    if any(sentence.endswith(("。", "！", "!", ".")) for sentence in (cls.says, cls.mend)):
        yield "ends in a full stop, which the page would have to set or take away"


@pytest.mark.parametrize("cls", refusals(), ids=lambda cls: f"{cls.__module__}.{cls.__qualname__}")
def test_every_refusal_speaks_as_the_house_does(cls):
    assert list(faults(cls)) == []


def test_no_two_refusals_share_a_code():
    found = refusals()
    shared = {code for code, times in Counter(cls.code for cls in found).items() if times > 1}
    assert [f"{cls.__module__}.{cls.__qualname__} {cls.code}" for cls in found if cls.code in shared] == []
    assert len(found) > 200


def test_the_law_notices_what_it_is_there_to_notice():
    class Mumbles(Refused):
        says = "No 30%."

    assert len(list(faults(Mumbles))) == 4
