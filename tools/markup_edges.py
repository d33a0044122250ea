"""Where in a template white space makes no difference: at edges of blocks, whichever way `if` and `for` go."""

import re
from dataclasses import dataclass, field
from functools import cache

from markup_pieces import BRANCHES, EMPTY_CELLS, OPENERS, UNSEEN, VOID, Piece, pieces
from markup_styles import ROOT, is_block, is_row


@dataclass
class Template:
    pieces: list[Piece]  # the last is empty: before it stands the white space that ends the file
    blocks: dict[str, tuple[bool, bool, bool]]  # name of a `block` -> an edge before it, one after it, within a row
    extends: bool
    chains: list[list[int]] = field(default_factory=list)  # the tags of one element, or of one if … elif … endif


@dataclass
class Way:
    """A Django tag that was entered, from whichever side."""

    tag: str
    entry: bool
    key: int
    always: bool  # something in it is always taken
    ends: list[bool] = field(default_factory=list)


def template(source: str) -> Template:
    found = list(pieces(source))
    extends = next((piece.text for piece in found if piece.tag == "extends"), "")
    above = re.match(r'{% extends "([^"]+)"', extends)
    read = Template(found, dict(loaded(above[1]).blocks) if above else {}, bool(extends))
    found[0].stuck = True
    for piece in found:
        if included := re.match(r'{% include "([^"]+)"', piece.text):
            piece.before, piece.after = ends(included[1])
    nest(read, known=read.blocks if above else None)
    left, right = edges(read), edges(read, backwards=True)
    for at, piece in enumerate(found):
        piece.soft = not piece.stuck and (piece.soft if piece.part else left[at] or right[at])
    for chain in read.chains:
        first, last = chain[0], chain[-1]
        inner = [found[at] for at in (*chain[1:], *(beyond(read, at) for at in chain[:-1]))]
        for piece in inner if not all(piece.soft for piece in inner) else ():
            piece.odd = True
        piece = found[first]
        if piece.tag == "block" and not (extends and piece.depth == 0):
            read.blocks[piece.name] = (left[first], right[last + 1], piece.home is not None and piece.home.row)
    return read


def nest(read: Template, known: dict[str, tuple[bool, bool, bool]] | None) -> None:
    """What stands in what. Where a `block` of the template above stands in an attribute, its gaps may not change."""
    stack: list[list[int]] = []
    branches: list[list[list[int]]] = []
    begun, stuck, row = read.pieces[0], False, False
    for at, piece in enumerate(read.pieces):
        begun = begun if piece.part else piece
        homes = [read.pieces[chain[0]] for chain in stack if read.pieces[chain[0]].tag == "<"]
        piece.depth, piece.home = len(stack), homes[-1] if homes else None
        piece.stuck = piece.stuck or stuck
        if piece.tag == "icon" or (piece.tag == "<" and not piece.closes and not piece.part):
            within = {f"{each} {piece.name}" for home in homes for each in home.classes}
            piece.row = piece.row or is_row(within)
            if (piece.home.row if piece.home else row) or is_block(within):
                stand_alone(read, at)
            if EMPTY_CELLS in within:
                piece.bare, read.pieces[beyond(read, at) - 1].after = True, False
        if piece.part:
            piece.depth, piece.home = len(stack) + (begun.name in VOID), begun
        elif piece.tag in OPENERS or (piece.tag == "<" and not piece.closes and piece.name not in VOID):
            piece.name = piece.name or piece.text.split()[2]
            if piece.tag == "block" and known is not None and not stack:
                stuck, row = piece.name not in known, known.get(piece.name, (False, False, False))[2]
            stack.append([at])
            branches += [list(stack)] if piece.tag in OPENERS else []
        elif piece.tag in BRANCHES:
            stack = list(branches[-1])
            stack[-1].append(at)
        elif piece.closes or piece.ends:
            close(read, stack, at)
            if piece.ends:
                branches.pop()
                stuck = stuck and piece.ends != "block"


def stand_alone(read: Template, at: int) -> None:
    """The child of a row: a block, also if it is not one elsewhere."""
    piece = read.pieces[at]
    last = piece if piece.tag == "icon" else read.pieces[beyond(read, at) - 1]
    piece.alone = True
    piece.before = None if piece.before is None and piece.name in UNSEEN else True
    last.after = True if last.after is None or piece.tag == "icon" or piece.name in VOID else last.after


def beyond(read: Template, at: int) -> int:
    """The piece after a tag."""
    return next(after for after in range(at + 1, len(read.pieces)) if not read.pieces[after].part)


def close(read: Template, stack: list[list[int]], at: int) -> None:
    piece = read.pieces[at]
    for chain in reversed(stack):
        first = read.pieces[chain[0]]
        if (first.tag, first.name) == ("<", piece.name) if piece.closes else first.tag == piece.ends:
            piece.name = first.name
            if first.alone:
                piece.before, piece.after = (True if piece.before is None else piece.before), True
            piece.before = piece.before and not first.bare
            stack.remove(chain)
            read.chains.append([*chain, at])
            return


def edges(read: Template, backwards: bool = False, gaps: bool = False) -> list[bool]:
    """For each piece: is what shows last before its gap an edge, whichever way one comes; backwards: what shows next.

    One more is for what lies beyond. Outside the blocks of a template that extends another nothing shows. `gaps`: white
    space is an edge too.
    """
    looped: dict[int, bool] = {}
    while True:
        before, found, ways, state = dict(looped), [], [], read.extends
        for piece in reversed(read.pieces) if backwards else read.pieces:
            if not backwards:
                found.append(state)
                state = state or (gaps and piece.gap != "")
            if piece.tag in OPENERS or piece.tag in BRANCHES or piece.ends:
                state = turned(read, piece, state, ways, looped, backwards)
            else:
                side = piece.before if backwards else piece.after
                state = state if side is None else side
            if backwards:
                found.append(state)
                state = state or (gaps and piece.gap != "")
        if before == looped:
            return [*(reversed(found) if backwards else found), state]


def turned(
    read: Template, piece: Piece, state: bool, ways: list[Way], looped: dict[int, bool], backwards: bool
) -> bool:
    """Is it an edge on the other side of this `if`, `else`, `endif`, …, if it was `state` on this side."""
    if piece.ends if backwards else piece.tag in OPENERS:
        tag, outermost = piece.ends or piece.tag, read.extends and all(way.tag != "block" for way in ways)
        ways.append(Way(tag, state, id(piece), always=tag not in ("if", "for")))
        if tag == "block":
            return read.blocks.get(piece.name, (False, False, False))[backwards] if outermost else state
        return state and looped.get(id(piece), True)
    way = ways[-1]
    way.ends.append(state)
    if way.tag == "for":
        looped[way.key] = looped.get(way.key, True) and state
    if piece.tag in BRANCHES:
        way.always = way.always or piece.tag != "elif"
        return way.entry and looped.get(way.key, True)
    ways.pop()
    if way.tag == "block":
        return read.extends and all(each.tag != "block" for each in ways)
    return all(way.ends) and (way.always or way.entry)


BUSY: set[str] = set()


@cache
def loaded(name: str) -> Template:
    return template(next(ROOT.glob(f"gonghui/**/templates/{name}")).read_text(encoding="utf-8"))


@cache
def ends(name: str) -> tuple[bool, bool]:
    """Does an edge, or white space, lie where this included template begins, and where it ends."""
    if name in BUSY:
        return False, False
    BUSY.add(name)
    read = loaded(name)
    BUSY.remove(name)
    return edges(read, backwards=True, gaps=True)[-1], edges(read, gaps=True)[-1]


def normal(source: str) -> str:
    """The template with white space only where it makes a difference."""
    return "".join(
        (piece.gap if piece.stuck else "" if piece.soft else " " * bool(piece.gap)) + piece.text
        for piece in template(source).pieces
    )
