"""What the product says after the month: workbooks of its lists, and what becomes of the figures."""

import io
import re
from collections.abc import Mapping
from typing import Any

import python_calamine as calamine

from gonghui.kernel.money import Fen
from gonghui.rehearsals.driver import Browser, Failed, first

YUAN = ("金额", "还有", "已发放")
PACE = re.compile(r"<dt>信号到求助页，平均秒</dt>\s*<dd>\s*([\d.]+|—)\s*</dd>")
MOST_SECONDS = 5  # from a risk answer to a way to a human
PLANTED = 200


def lines(desk: Browser, path: str) -> list[dict[str, Any]]:
    """A list's rows as its workbook has them, by the heads of its columns; amounts in fen. Raises Failed."""
    desk.get(path)  # who was away gives the password again
    desk.tally.requests += 1
    answer = desk.session.get(f"{desk.base}{path}{'&' if '?' in path else '?'}export=xlsx", timeout=60)
    if answer.status_code != 200:
        raise Failed(f"{path}: {answer.status_code}")
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    head, *rows = book.get_sheet_by_index(0).to_python()
    named = [dict(zip(head, row, strict=True)) for row in rows]
    return [{name: _fen(cell) if name in YUAN else _plain(cell) for name, cell in row.items()} for row in named]


def _fen(cell: Any) -> Fen:
    return Fen(round(float(cell or 0) * 100))


def _plain(cell: Any) -> Any:
    return cell.replace("-", "") if isinstance(cell, str) else cell


def pace(desk: Browser) -> float:
    """Seconds from a risk answer to the page of help, in the mean, as officers read it. Raises Failed."""
    said = first(PACE, desk.get("/console/counselling/figures/"))
    return 0.0 if said == "—" else float(said)


def as_told(told: Mapping[str, Any]) -> bool:
    """Everybody was answered; what was late the union above was told, and no other; nobody saw what is not theirs."""
    nothing = (
        "overdue", "unanswered", "missing", "seen_by_strangers", "refusals_without_rule", "aid_unmatched_fen",
        "planted_found",
    )  # fmt: skip
    return (
        told["requests"] == told["asked"] == told["answered_in_time"] + told["escalated"] + told["withdrawn"]
        and told["cases_listed"] == told["cases_asked"]
        and told["escalated"] == told["left_lying"] > 0
        and told["strangers_turned_away"] > told["requests"]
        and told["refusals"] > 0
        and told["aid_paid_fen"] > 0
        and told["risk_answers"] == told["risk_asked"] > 0
        and told["risk_seconds_to_human_path"] <= MOST_SECONDS
        and told["planted"] >= min(PLANTED, told["requests"])
        and not any(told[name] for name in nothing)
    )
