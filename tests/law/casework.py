"""What the laws ask of every kind of case that faces.cases mounts: its addresses, its operations, its forms."""

from collections.abc import Mapping
from typing import Any

from .cases import LIN, MANAGE, MANAGERS, SIGNED_IN, Fields, Operation, Things

SAID, WHY, REASON = {"words": "正在核实"}, {"why": "请核对"}, {"reason": "请核对"}
ASKERS = ("say", "withdraw", "rate", "reopen")
HANDLERS = (
    "answer", "note", "assign", "grade", "hand-over", "pause", "resume", "close", "reopen", "call-back", "check",
    "merge",
)  # fmt: skip
ASKED = ("q", "page", "stage", "which", "topic", "level", "via")  # what a queue reads of its address


def pages(page: str, desk: str, queue: str, thing: str, *, without: tuple[str, ...] = ()) -> dict[str, str]:
    """Of a kind whose pages are named so (`hotline:one`, …); its case is called `thing`, a file of it `thing`_file."""
    own, handled = page.removesuffix("one"), desk.removesuffix("one")
    return {
        f"GET {page} {thing}": LIN,
        **{f"POST {own}{act} {thing}": LIN for act in ASKERS},
        f"GET {own}attachment {thing} {thing}_file": LIN,
        f"GET {queue}": MANAGERS,
        f"GET {desk} {thing}": MANAGE,
        **{f"POST {handled}{act} {thing}": MANAGE for act in HANDLERS if act not in without},
        f"GET {handled}attachment {thing} {thing}_file": MANAGE,
    }


def operations(own: str, queue: str, thing: str, outcome: str) -> dict[str, Operation]:
    """Below these paths of the API: `/hotline/cases`, `/hotline/queue`; `outcome` is one of the kind's."""
    mine, one = f"{own}/{{pk}}", f"{queue}/{{pk}}"
    return {
        f"GET {own}": Operation(SIGNED_IN),
        f"GET {mine}": Operation(LIN, thing),
        f"POST {mine}/messages": Operation(LIN, thing, SAID),
        f"POST {mine}/files": Operation(LIN, thing),
        f"GET {mine}/files/{{file}}": Operation(LIN, f"{thing} {thing}_file"),
        f"POST {mine}/withdrawal": Operation(LIN, thing),
        f"POST {mine}/rating": Operation(LIN, thing, {"stars": 5}),
        f"POST {mine}/again": Operation(LIN, thing, WHY),
        f"GET {queue}": Operation(MANAGERS),
        f"GET {one}": Operation(MANAGE, thing),
        f"POST {one}/answer": Operation(MANAGE, thing, SAID),
        f"POST {one}/files": Operation(MANAGE, thing),
        f"GET {one}/files/{{file}}": Operation(MANAGE, f"{thing} {thing}_file"),
        f"POST {one}/note": Operation(MANAGE, thing, SAID),
        f"POST {one}/assignment": Operation(MANAGE, thing, lambda things: {"to": str(things[f"{thing}_handler"])}),
        f"POST {one}/union": Operation(MANAGE, thing, WHY | {"union": "DT"}),
        f"POST {one}/pause": Operation(MANAGE, thing, WHY),
        f"POST {one}/resumption": Operation(MANAGE, thing),
        f"POST {one}/closure": Operation(MANAGE, thing, SAID | {"outcome": outcome}),
    }


def forms(page: str, desk: str, thing: str, things: Things, **words: str) -> Mapping[str, Fields]:
    """Each act's form filled in well; `words`: a level, where there are several, and an outcome."""
    own, handled = page.removesuffix("one"), desk.removesuffix("one")
    at_desk: dict[str, dict[str, Any]] = {
        "answer": SAID,
        "note": SAID,
        "assign": {"to": str(things[f"{thing}_handler"])},
        "hand-over": WHY | {"to": "DT"},
        "pause": REASON,
        "close": SAID | {"outcome": words["outcome"]},
        "reopen": REASON,
        "call-back": SAID | {"solved": "1"},
        "check": SAID | {"good": "1"},
        "merge": {"code": things[f"{thing}_code"]},
    }
    if "level" in words:  # of a kind with several
        at_desk["grade"] = WHY | {"level": words["level"]}
    return {
        f"{own}say": SAID,
        f"{own}rate": {"stars": "5", "words": "谢谢"},
        f"{own}reopen": WHY,
        **{f"{handled}{act}": form for act, form in at_desk.items()},
    }
