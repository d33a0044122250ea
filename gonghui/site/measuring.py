"""bench places: what each part of the house measures of places that are truly open, and the bars it is held to."""

import argparse
import json
from collections.abc import Callable
from importlib import import_module
from typing import Any

from . import performance, serving, stories

Bar = Callable[[Any], bool]
# Each is a function measure(stage, options, say) -> figures, called with Django set up on an empty database of the
# bench and a web server that answers; each fills in its own world and leaves those of the others alone.
PARTS = (
    "gonghui.primitives.places.measuring:measure",
    "gonghui.services.hub.measuring:measure",
    "gonghui.services.reading.measuring:measure",
    "gonghui.site.contending:measure",
)
KEYS: dict[str, Bar] = {
    "double_booked": lambda many: many == 0,
    "room_rounds": lambda many: many >= 100,
    "nearest_ms": lambda ms: ms <= 5,
    "nearest_growth": lambda ratio: ratio <= 1.5,
    "calendar_queries": lambda many: many <= 12,
    "calendar_ms": lambda ms: ms <= 100,
    "search_ms": lambda ms: ms <= 50,
    "search_growth": lambda ratio: ratio <= 2,
}


def measuring_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--places", type=int, default=200_000, metavar="N", help="places: premises to look among (default 200000)"
    )
    parser.add_argument(
        "--copies", type=int, default=1_000_000, metavar="N", help="places: books to search among (default 1000000)"
    )


def bench_places(options: argparse.Namespace) -> int:
    """Print the figures of all parts as JSON. Status 1 when one misses its bar or was not measured."""
    figures: dict[str, Any] = dict.fromkeys(KEYS)
    with stories.stage(keep=False) as stage:
        for part in PARTS:
            module, name = part.split(":")
            figures |= getattr(import_module(module), name)(stage, options, serving.say)
    missed = [name for name, bar in KEYS.items() if figures[name] is None or not bar(figures[name])]
    figures["ok"] = not missed
    text = json.dumps(figures, indent=2)
    print(text)
    if options.json:
        options.json.write_text(text + "\n")
    if options.doc:
        performance.note(options.doc, "Places", "bin/gonghui bench places", performance.PLACES, figures)
    for name in missed:
        serving.say(f"missed or not measured: {name} {figures[name]}")
    return 1 if missed else 0
