#!/usr/bin/env python3
"""Lay out the templates: blocks one a line, inline runs together, no line over 120 characters.

    python tools/markup.py [--check] [template…]

A line break between two inline things shows as a gap between Chinese characters. So a line is broken only where
white space is already, between the attributes of a tag, and at an edge: where, whichever way `if` and `for` go, a
block starts or ends before or after it, with nothing between that shows. Breaks that are there stay. A template whose
`normal` form (white space at edges left out, any other one space) would become another is not written. What cannot be
broken is named with its length and mended by hand; the text of a `blocktranslate` is a key of the catalogue and is not
counted. `--check` writes nothing, and names what would be written too.
"""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from markup_edges import Template, beyond, normal, template
from markup_pieces import BLOCKS, BRANCHES, OPENERS, QUIET, UNINDENTED, VOID
from markup_styles import ROOT

WIDE = 120
SENTENCE = re.compile(r"(\{% blocktrans(?:late)?\b.*?%\}).*?\{% endblocktrans(?:late)? %\}", re.DOTALL)


def laid_out(source: str) -> str:
    read = template(source)
    while spread(read) or shortened(read):
        pass
    return "".join(" " * indent + text for indent, text in lines(read))


def spread(read: Template) -> bool:
    """An element, or an if … endif, on several lines has each of its tags on a line of its own, where it may."""
    changed = False
    for chain in read.chains:
        if any(piece.broken for piece in read.pieces[chain[0] + 1 : chain[-1] + 1]):
            for at in chain:
                for place in (at, beyond(read, at)):
                    piece = read.pieces[place]
                    if piece.soft and not piece.odd and not piece.broken and piece.tag not in QUIET:
                        piece.gap, changed = "\n", True
    return changed


def together(read: Template, at: int) -> bool:
    """Is the piece one that stays on the line of the one before it."""
    one, two = read.pieces[at - 1], read.pieces[at]
    return one.tag in QUIET and two.tag in QUIET


def shortened(read: Template) -> bool:
    """The first line that is too long is broken at its outermost places: all its edges, or else one gap."""
    for first, last, indent in spans(read):
        places = [
            at
            for at in range(first + 1, last)
            if (read.pieces[at].soft or read.pieces[at].gap) and not read.pieces[at].stuck and not together(read, at)
        ]
        if places and width(read, first, last, indent) > WIDE:
            chosen = min(rank(read, at) for at in places)
            places = [at for at in places if rank(read, at) == chosen]
            if (chosen[0] or chosen[2] == 2) and width(read, first, last, indent, counted) <= WIDE:
                continue
            if chosen[0] or chosen[2]:
                fitting = [at for at in places if width(read, first, at, indent) <= WIDE]
                places = [fitting[-1] if fitting else places[0]]
            for at in places:
                read.pieces[at].gap = "\n"
            return True
    return False


def rank(read: Template, at: int) -> tuple[bool, int, int]:
    """How ill it looks to break there: the deeper the worse; blocks first, then what runs along, then attributes."""
    last, piece = read.pieces[at - 1], read.pieces[at]
    flows = any(each.tag in OPENERS | BRANCHES or each.ends for each in (last, piece))
    opened = last.tag == "<" and not last.closes and last.name not in VOID
    blocks = any(each.tag == "<" and each.name in BLOCKS for each in (last, piece)) and last.name != "br"
    along = not (piece.soft and (flows or opened or piece.closes or blocks)) or piece.tag in QUIET
    return piece.odd and not piece.gap, piece.depth, 2 if piece.part else int(along)


def width(read: Template, first: int, last: int, indent: int, seen: Callable[[str], str] = str) -> int:
    text = seen("".join(piece.gap + piece.text for piece in read.pieces[first:last]).lstrip())
    return indent + max(map(len, text.split("\n")))


def spans(read: Template) -> Iterator[tuple[int, int, int]]:
    """First piece, the one behind the last, and indent, of each line."""
    starts = [0, *(at for at, piece in enumerate(read.pieces) if at and piece.broken and not piece.stuck)]
    indents: dict[int, int] = {}
    for first, last in zip(starts, [*starts[1:], len(read.pieces)], strict=True):
        piece = read.pieces[first]
        flush = piece.closes or (piece.home and piece.home.name in UNINDENTED)
        indent = indents[id(piece.home)] + 2 * (not flush) if piece.home and first else 0
        indents.update((id(each), indent) for each in read.pieces[first:last])
        yield first, last, indent


def lines(read: Template) -> Iterator[tuple[int, str]]:
    for first, last, indent in spans(read):
        text = "".join(piece.gap + piece.text for piece in read.pieces[first:last])
        if first == 0:
            yield 0, text
        else:
            gap = read.pieces[first].gap
            yield 0, "\n" * min(gap.count("\n"), 2)
            yield indent, text.removeprefix(gap)


def counted(source: str) -> str:
    """The template without the sentences of the catalogue."""
    return SENTENCE.sub(lambda found: found[1] + "\n" * found[0].count("\n"), source)


def long_lines(source: str) -> Iterator[tuple[int, int]]:
    """Number and length of each line that is too long, sentences for the catalogue not counted."""
    yield from ((at, len(line)) for at, line in enumerate(counted(source).split("\n"), 1) if len(line) > WIDE)


def main(arguments: list[str]) -> int:
    check = "--check" in arguments
    paths = [Path(each).resolve() for each in arguments if each != "--check"]
    faults = 0
    for path in paths or sorted(ROOT.glob("gonghui/**/templates/**/*.html")):
        old = path.read_text(encoding="utf-8")
        new = laid_out(old)
        if normal(new) != normal(old):
            print(f"{path}: would become another page")
            return 2
        if new != old and check:
            print(f"{path}: to be laid out")
        elif new != old:
            path.write_text(new, encoding="utf-8")
        faults += check and new != old
        for line, length in long_lines(new):
            print(f"{path}:{line}: {length} characters")
            faults += 1
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
