"""The agenda held against the slices' own rows, and reckoned anew from them."""

import argparse

from gonghui.faces.services import product
from gonghui.primitives import clock
from gonghui.primitives.agenda import actions
from gonghui.primitives.agenda.models import Matter


def agenda_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rebuild", action="store_true", help="reckon what differs anew from the rows it is about")


def agenda(options: argparse.Namespace) -> int:
    """Compare what waits for whom with the rows it is about, and with --rebuild mend it. Status 1 if they differ."""
    differs = False
    for source in product().agenda:
        found = actions.unlike(source, now=clock.now())
        print("\n".join(found) if found else f"{source.key}: as its rows have it")
        if found and options.rebuild:
            actions.rebuild(source, now=clock.now())
            print(f"{source.key}: reckoned anew")
        differs = differs or bool(found)
    return 1 if differs and not options.rebuild else 0


def begin() -> list[str]:
    """Reckon the kinds of which no row is known yet: after an upgrade, what waited before it. Returns their keys."""
    known = set(Matter.objects.order_by("key").values_list("key", flat=True).distinct())
    unknown = [source for source in product().agenda if source.key not in known]
    for source in unknown:
        actions.rebuild(source, now=clock.now())
    return [source.key for source in unknown]
