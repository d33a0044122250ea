"""A template in pieces that are never broken, each with the white space before it, and where edges lie beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markup_styles import is_block, is_box, is_row

DJANGO = r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}"
QUOTED = rf'"(?:{DJANGO}|[^"])*?"|\'(?:{DJANGO}|[^\'])*?\''
WHOLE = r"\{% (?P<whole>comment|blocktrans(?:late)?|filter|verbatim)\b.*?%\}.*?\{% end(?P=whole) %\}"
TAG = rf"</?(?P<name>[a-zA-Z][\w-]*)(?:{DJANGO}|{QUOTED}|[^>\"'])*?>"
PIECE = re.compile(rf"{WHOLE}|<!--.*?-->|<!.*?>|{TAG}|{DJANGO}|\s+|[^\s<{{]+|.", re.DOTALL)
ITEM = re.compile(rf"\s+|{DJANGO}|(?:{QUOTED}|(?!{DJANGO})[^\s\"'])+", re.DOTALL)


def words(text: str) -> set[str]:
    return set(text.split())


BLOCKS = words(
    "address article aside blockquote body br caption col colgroup dd details dialog div dl dt fieldset figcaption"
    " figure footer form g h1 h2 h3 h4 h5 h6 head header hr html legend li line main nav ol optgroup option p polygon"
    " polyline pre rect section summary table tbody td text tfoot th thead title tr ul"
)
BOXES = {"button", "select", "svg"}  # a gap outside shows, one inside does not
VOID = words("br col hr img input line link meta polygon polyline rect")
UNSEEN = {"link", "meta", "script", "style"}
VERBATIM = {"pre", "script", "style", "text", "textarea"}
UNINDENTED = {"html", "head", "body"}
WRITTEN_OUT = re.compile(
    r'class="[^"]*\b(f-shell|f-written)\b'
)  # white space shows in them: the style sheets have it so
# `[data-rush-no]:empty` and `.k-list td:empty` are styled: white space is not put into what may be empty.
MAY_BE_EMPTY, EMPTY_CELLS = " data-rush-no", "k-list td"

OPENERS = {"if", "for", "block", "with", "localize"}
BRANCHES = {"elif", "else", "empty"}
QUIET = {"load", "extends", "csrf_token", "once", "comment", "regroup"}  # show nothing, stay beside one another


@dataclass(eq=False)
class Piece:
    """What is never broken: a word, a Django tag, an HTML tag up to a place between its attributes."""

    text: str
    gap: str = ""  # the white space before it
    tag: str = ""  # of Django's `{% tag %}`; of an HTML tag "<"
    name: str = ""  # of the HTML element
    part: bool = False  # of the HTML tag that began before it
    before: bool | None = False  # does an edge lie before it, None: as after it; and after it, None: as before it
    after: bool | None = False
    soft: bool = False  # a break before it changes nothing
    stuck: bool = False  # its gap may not change
    odd: bool = False  # a break before it would stand on one side of a tag only
    classes: set[str] = field(default_factory=set)
    row: bool = False  # its children are blocks
    alone: bool = False  # such a child
    bare: bool = False  # may be empty, and is then to stay so
    depth: int = 0
    home: "Piece | None" = None  # the element it stands in

    @property
    def broken(self) -> bool:
        return "\n" in self.gap

    @property
    def closes(self) -> bool:
        return self.text.startswith("</")

    @property
    def ends(self) -> str:
        """Of `{% endif %}`: "if"."""
        return self.tag[3:] if self.tag.startswith("end") and self.tag[3:] in OPENERS else ""


def pieces(source: str) -> Iterator[Piece]:
    gap, at, verbatim = "", 0, False
    while match := PIECE.match(source, at):
        text, at = match.group(), match.end()
        if text.isspace():
            gap = text
            continue
        found = html(text, match["name"].lower()) if match["name"] else [django(text)]
        found[0].gap, gap, found[0].stuck, verbatim = gap, "", verbatim, False
        yield from found
        if match["name"] and not text.startswith("</") and is_verbatim(text, match["name"]):
            end = source.index(f"</{match['name']}", at)
            if end > at:
                side = None if match["name"] in UNSEEN else False
                yield Piece(source[at:end], before=side, after=side, stuck=True)
            at, verbatim = end, True
    yield Piece("", gap, stuck=True, before=None, after=None)


def django(text: str) -> Piece:
    if not text.startswith(("{%", "{#")):
        return Piece(text)
    tag = text[2:-2].split()[0] if text.startswith("{%") else "comment"
    shown = not (tag in OPENERS | BRANCHES | QUIET or tag.startswith("end") or re.search(r" as \w+ %}|asvar ", text))
    side = False if shown else None
    return Piece(text, tag=tag, before=side, after=side)


def html(text: str, name: str) -> list[Piece]:
    """An HTML tag, in pieces between whose attributes it may be broken; an `if` within it stays whole."""
    start = re.match(r"</?[\w-]+", text)
    found, gap, inside = [Piece(start.group(), tag="<", name=name)], "", 0
    for match in ITEM.finditer(text, start.end()):
        item, last = match.group(), found[-1]
        tag = item[2:-2].split()[0] if item.startswith("{%") else ""
        opens, closed = tag in ("if", "for"), last.text.endswith(('"', "'", "%}")) or len(found) == 1
        if item.isspace() and not inside:
            gap = item
        elif not inside and (gap or (opens and closed)) and item not in (">", "/>"):
            soft = opens and closed and text[match.end()].isspace()
            found.append(Piece(item, gap, tag="<", name=name, part=True, before=None, soft=soft))
            gap = ""
        else:
            last.text, gap = last.text + gap + item, ""
        inside += opens - tag.startswith("end")
    sides(text, name, found)
    return found


def sides(text: str, name: str, found: list[Piece]) -> None:
    """Where an edge lies, seen from this tag."""
    classes = re.search(r'\sclass="((?:\{.*?\}|[^"])*)', text)
    names = set(re.sub(DJANGO, " ", classes[1]).split()) if classes else set()
    sure = set(re.sub(rf"{{% if .*?{{% endif %}}|{DJANGO}", "", classes[1]).split()) if classes else set()
    found[0].classes, found[0].row, block = sure, is_row(sure), (name in BLOCKS or is_block(sure)) and not is_box(names)
    outer: bool | None = None if name in UNSEEN or 'type="hidden"' in text else block
    inner: bool | None = name in BLOCKS | BOXES or block or is_box(names) or found[0].row or None
    if MAY_BE_EMPTY in text:
        inner = False
    if name in VERBATIM | {"template", "noscript"}:
        inner = None if name in UNSEEN else False
    for piece in found:
        piece.before = piece.after = None
    closes = text.startswith("</")
    found[0].before, found[-1].after = (inner, outer) if closes else (outer, outer if name in VOID else inner)


def is_verbatim(text: str, name: str) -> bool:
    return name in VERBATIM or WRITTEN_OUT.search(text) is not None
