"""What the style sheets say of how elements stand: beside one another, as blocks, or within a line of text."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@cache
def displays() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """What the style sheets make of "class" and of "class tag" within it: on any page, and anywhere at all."""
    always: dict[str, set[str]] = defaultdict(set)
    ever: dict[str, set[str]] = defaultdict(set)
    for path in ROOT.glob("gonghui/**/static/*/*.css"):
        sheet = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for text, found in ((sheet, ever), (re.sub(r"@media[^{]*{([^{}]*{[^{}]*})*[^{}]*}", "", sheet), always)):
            for selectors, rules in re.findall(r"([^{}]+){([^{}]*)}", text):
                if display := re.search(r"(?<![\w-])display:\s*([\w-]+)", rules):
                    for selector in re.sub(r":(not|has)\([^()]*\)", "", selectors).split(","):
                        for name in named(selector.split(), plainly=found is always) if "::" not in selector else ():
                            found[name].add(display[1])
    return always, ever


def named(selector: list[str], plainly: bool) -> Iterator[str]:
    """Of `.union .line b`: "union b", "line b"; plainly: only if it is all the selector says."""
    *above, last = selector
    tag = re.match(r"[a-z]\w*|", last)[0]
    if not plainly:
        yield from re.findall(r"\.([\w-]+)", last)
        yield from (f"{name} {tag}" for part in above for name in re.findall(r"\.([\w-]+)", part))
    elif len(above) + (tag != last) == 1 and (plain := re.fullmatch(r"\.([\w-]+)(?: ([a-z]\w*))?", " ".join(selector))):
        yield " ".join(filter(None, plain.groups()))


def is_row(names: set[str]) -> bool:
    """Do such elements put their children beside or below one another, each as a block of its own."""
    rows = {"flex", "grid", "inline-flex", "inline-grid"}
    always, ever = displays()
    return any(always[name] & rows and ever[name] <= rows | {"none"} for name in names)


def is_block(names: set[str]) -> bool:
    blocks = {"block", "flex", "grid"}
    always, ever = displays()
    return any(always[name] & blocks and ever[name] <= blocks | {"none"} for name in names)


def is_box(names: set[str]) -> bool:
    """May such elements stand in a line of text."""
    return any(display.startswith("inline") for name in names for display in displays()[1][name])
