"""An invented roster of any size: right check digits, mobile numbers given to nobody. For benches, demos and tests."""

import csv
import io
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta

from gonghui.kernel.workbooks import workbook
from gonghui.rehearsals import cast
from gonghui.rehearsals.driver import Browser, Failed, first, seen, until

HEADER = ["姓名", "证件类型", "证件号码", "手机号", "工会代码", "入会日期", "工号"]
BAD_NUMBERS = ("1.1E+17", "140105900101123", "140105199002300015", "14010519900101001", "")
UPLOAD, STATE = "/console/membership/rosters/new/", re.compile(r'data-state="(\w+)"')
SECONDS, LOOK = 300, 0.3  # the page is made anew at each look, while the worker reads


def bring(officer: Browser, union: str, sheet: bytes) -> int:
    """Upload it in the console, wait for the check, confirm, wait for the import; how many joined by it, says the
    page. Raises Failed."""
    page = officer.submit(UPLOAD, UPLOAD, {"union": union}, files={"sheet": ("名单.xlsx", sheet)})
    until(lambda: _state(officer, page) == "checked", "checking the roster", SECONDS, pause=LOOK)
    officer.submit(page, f"{page}confirmation/", {})
    until(lambda: _state(officer, page) == "done", "importing the roster", SECONDS, pause=LOOK)
    return int(first(re.compile(r'data-rows-joined="(\d+)"'), officer.get(page)))


def _state(officer: Browser, page: str) -> str:
    text = officer.get(page)
    found = first(STATE, text)
    if found == "refused":
        raise Failed(f"the roster was refused: {seen(text)}")
    return found


def rows(count: int, *, bad: int, seed: int, union: str, start: int) -> Iterator[list[str]]:
    """`count` rows of which `bad`, evenly spread, have a wrong document number."""
    dice = random.Random(seed)  # noqa: S311  invented people, not secrets
    every = count // bad if bad else 0
    for at in range(start, start + count):
        born = date(1962, 1, 1) + timedelta(days=dice.randrange(16_000))
        number = cast.resident_id(f"14{at % 10 + 1:02}{at // 10 % 20 + 1:02}", born, at // 200)
        if every and (at - start) % every == every - 1:
            number = BAD_NUMBERS[at % len(BAD_NUMBERS)]
        joined = date(2010, 1, 1) + timedelta(days=dice.randrange(5_000))
        name = cast.name(dice.randrange(30_000))
        yield [name, "居民身份证", number, f"199{at:08}", union, joined.isoformat(), f"G{at:06}"]


def roster(count: int, *, bad: int = 0, seed: int = 1, union: str = "", start: int = 0, kind: str = "xlsx") -> bytes:
    """The bytes of the file; `start` makes the people of one roster others than those of another."""
    lines = rows(count, bad=bad, seed=seed, union=union, start=start)
    if kind == "xlsx":
        return workbook(HEADER, lines)
    out = io.StringIO()
    csv.writer(out).writerows([HEADER, *lines])
    return out.getvalue().encode("gb18030" if kind == "gb" else "utf-8-sig")
