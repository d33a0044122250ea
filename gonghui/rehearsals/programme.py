"""What each slice rehearses: the one list that `bin/demo`, `bin/gonghui story` and `bin/gonghui bench places` read.

Nothing is imported before it is played: the help pages need no Django.
"""

from collections.abc import Callable
from enum import StrEnum
from importlib import import_module
from typing import Any


class Part(StrEnum):
    """A part of a rehearsal: the file in the slice's folder here, and what that offers."""

    DEMO = "demo:demo"  # demo(now=) -> lines that say who can sign in; fills only what is empty
    STORY = "story:play"  # play(stage, scale=, clients=) -> figures, "ok" among them
    MEASURE = "bench:measure"  # measure(stage, options) -> figures for `bench places`
    CONTENTION = "contention:contests"  # contests(rounds, clients) -> what many want at once


# In this order the demo fills the database: who comes later finds the unions of who came before.
PROGRAMME: dict[str, tuple[Part, ...]] = {
    "fairs": (Part.DEMO, Part.STORY),
    "announcements": (Part.DEMO,),
    "membership": (Part.DEMO, Part.STORY),
    "joining": (Part.DEMO,),
    "founding": (Part.DEMO,),
    "hotline": (Part.DEMO,),
    "counselling": (Part.DEMO,),
    "legal": (Part.DEMO,),
    "aid": (Part.DEMO,),
    "hub": (Part.DEMO, Part.STORY, Part.MEASURE, Part.CONTENTION),
    "reading": (Part.DEMO, Part.STORY, Part.MEASURE, Part.CONTENTION),
    "stations": (Part.DEMO, Part.STORY),
    "clinic": (Part.DEMO,),
    "care": (Part.STORY,),  # of no slice of its own: a city's month with all that answer people
}


def slices(part: Part) -> list[str]:
    """The slices that have this part, in their order."""
    return [code for code, parts in PROGRAMME.items() if part in parts]


def played(code: str, part: Part) -> Callable[..., Any]:
    """This part of this slice, ready to be called. Django must be set up."""
    module, name = part.split(":")
    found: Callable[..., Any] = getattr(import_module(f"{__package__}.{code}.{module}"), name)
    return found


def each(part: Part) -> list[Callable[..., Any]]:
    """This part of every slice that has it."""
    return [played(code, part) for code in slices(part)]
