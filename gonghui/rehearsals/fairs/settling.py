"""After the fair: the officer prepares a batch for each dealer, finance approves and pays, in the console."""

import re
from collections.abc import Callable

from gonghui.rehearsals.driver import Browser

from .preparing import UUID


def settle(officer: Browser, finance: Browser, fair: str, step: Callable[[], None]) -> int:
    """Settle every dealer of every venue; how many batches that made."""
    here = f"/console/fairs/{fair}/"
    page = f"{here}settlement/"
    officer.submit(page, f"{here}closure/", {})
    batches = []
    for target in dict.fromkeys(re.findall(rf"{here}venues/{UUID}/dealers/{UUID}/batches/", officer.get(page))):
        batches.append(officer.submit(page, target, {}))
        step()
    for number, batch in enumerate(batches):
        finance.submit(batch, f"{batch}approval/", {})
        finance.submit(batch, f"{batch}payment/", {"reference": f"ICBC2023{number:06}"})
        step()
    return len(batches)
