"""What follows from roles, paths, dates and names; pure functions, no database and no clock."""

import re
import uuid
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.text import fold
from gonghui.kernel.words import gettext_noop as _

DOCUMENT_LENGTHS = {"resident_id": 18, "residence_permit": 18, "taiwan_permit": 8, "hk_macao_permit": 9, "passport": 9}
LONGEST_PATH = 240
UNION_CODE = re.compile(r"[0-9A-Z][0-9A-Z_-]{0,19}")
# Which union may stand under which: a child ranks below its parent; two of the last ranks stand side by side only.
RANKS = {
    "national": 0,
    "province": 1,
    "city": 2,
    "district": 3,
    "township": 4,
    "industry": 4,
    "joint": 5,
    "grassroots": 6,
    "group": 7,
}
OF_EMPLOYERS = ("joint", "grassroots", "group")  # kinds of unions that are the own one of those who work there


class Known(NamedTuple):
    """Somebody registered already: `union` of the open membership, or None; `last_end` of the closed ones."""

    person: uuid.UUID
    union: uuid.UUID | None
    name: str
    mobile: bytes | None  # blind index
    union_name: str
    union_path: str
    last_end: date | None


class BadUnionCode(Refused):
    code = "people.bad_union_code"
    says = _("工会代码“%(code)s”不能使用")
    mend = _("请用 1 到 20 个大写字母、数字、连字符或下划线，以字母或数字开头")


class TreeTooDeep(Refused):
    code = "people.tree_too_deep"
    says = _("工会的层级太深")
    mend = _("请选择更高一级的上级工会，或使用更短的代码")


class WrongLevel(Refused):
    kind = Kind.CONFLICT
    code = "people.wrong_level"
    says = _("这一级的工会不能设在所选的上级之下")
    mend = _("请选择级别更高的上级工会")
    rule = _("工会法第十一条")


class BadDates(Refused):
    code = "people.bad_dates"
    says = _("会籍日期 %(day)s 晚于今天")
    mend = _("请填写今天或更早的日期")


class EndsBeforeStart(Refused):
    code = "people.ends_before_start"
    says = _("结束日期 %(day)s 早于入会日期 %(starts_on)s")
    mend = _("请填写入会当天或之后的日期")


class StartsBeforeEnd(Refused):
    code = "people.starts_before_end"
    says = _("入会日期 %(day)s 早于上一段会籍的结束日期 %(ends_on)s")
    mend = _("请填写上一段会籍结束当天或之后的日期")


def union_code(text: str) -> str:
    """The code of a union in its one spelling. Raises BadUnionCode."""
    code = fold(text).upper()
    if not UNION_CODE.fullmatch(code):
        raise BadUnionCode(code=text.strip()[:20])
    return code


def union_path(parent_path: str, code: str) -> str:
    """The path of a union: its ancestors' codes and its own, each followed by a dot. Raises TreeTooDeep."""
    path = f"{parent_path}{union_code(code)}."
    if len(path) > LONGEST_PATH:
        raise TreeTooDeep()
    return path


def around(code: str) -> list[str]:
    """A place and the areas around it, the smallest first: "140105" -> ["140105", "140100", "140000"]."""
    return list(dict.fromkeys([code, code[:4] + "00", code[:2] + "0000"]))


def ancestors(path: str) -> list[str]:
    """The paths of every union from the root down to this one, itself included."""
    codes = path.split(".")[:-1]
    return [".".join(codes[: depth + 1]) + "." for depth in range(len(codes))]


def within(path: str, above: str) -> bool:
    """True when the union at `path` is the one at `above` or below it."""
    return path.startswith(above)


def outermost(paths: Iterable[str]) -> list[str]:
    """The fewest paths that cover the same unions."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not within(path, kept[-1]):
            kept.append(path)
    return kept


def check_level(kind: str, parent_kind: str) -> None:
    """Raises WrongLevel when a union of `kind` cannot stand under one of `parent_kind`."""
    if RANKS[kind] <= RANKS[parent_kind]:
        raise WrongLevel()


def check_start(starts_on: date, *, last_end: date | None, today: date) -> None:
    """Raises BadDates or StartsBeforeEnd when a membership cannot begin on that day."""
    if starts_on > today:
        raise BadDates(day=starts_on)
    if last_end is not None and starts_on < last_end:
        raise StartsBeforeEnd(day=starts_on, ends_on=last_end)


def check_end(ends_on: date, *, starts_on: date, today: date) -> None:
    """Raises BadDates or EndsBeforeStart when a membership cannot end on that day."""
    if ends_on > today:
        raise BadDates(day=ends_on)
    if ends_on < starts_on:
        raise EndsBeforeStart(day=ends_on, starts_on=starts_on)


def mask_name(name: str) -> str:
    """ "林小雨" -> "林**": only the first character is shown."""
    return name[:1] + "*" * min(len(name) - 1, 3) if name else ""


def name_to_compare(name: str) -> str:
    """ "林小雨" -> "林*雨", "陈平" -> "*平": enough to compare with a name that is said or shown, and no more."""
    if len(name) < 3:
        return "*" + name[1:] if name[1:] else name
    return name[0] + "*" * min(len(name) - 2, 3) + name[-1]


def mask_tail(tail: str, *, length: int) -> str:
    """ "1234" of 11 characters -> "*******1234"."""
    return "*" * max(length - len(tail), 0) + tail
