"""Coverage of the trades as the officer enters what it rests on, and reads it on its page."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from gonghui.primitives.people.models import Trade, Union
from gonghui.rehearsals.driver import Browser, Failed

PAGE, ENTER = "/console/membership/coverage/", "/console/membership/workforce/new/"
TAG = re.compile(r"<[^>]+>")
SOURCE = "县交通局和平台企业联合摸底"


def enter(officer: Browser, union: Union, workers: Mapping[Trade, int], day: date) -> None:
    """How many work in each trade in the area of this union, on that day."""
    for trade, people in workers.items():
        said: dict[str, Any] = {"union": str(union.pk), "trade": trade.value, "people": people}
        officer.submit(ENTER, ENTER, said | {"as_of": day.isoformat(), "source": SOURCE})


def read(officer: Browser, union: Union, trades: list[Trade]) -> dict[str, dict[str, Any]]:
    """Members, workers and per cent of each trade below this union, as the page says. Raises Failed."""
    words = TAG.sub(" ", officer.get(f"{PAGE}?at={union.code}&by=trade"))
    return {trade.value: _line(words, str(trade.label)) for trade in trades}


def _line(words: str, label: str) -> dict[str, Any]:
    found = re.search(rf"{label}\s+([\d,]+)\s+([\d,]+)\s[^%]*?([\d.]+)\s*%", words)
    if not found:
        raise Failed(f"the page of coverage has no line of {label}")
    members, workers, share = (float(part.replace(",", "")) for part in found.groups())
    return {"members": int(members), "workers": int(workers), "percent": share}
