"""The hotline: what people call about, bring to the window or leave on a slip, as the seats take it down."""

import re
import threading
from typing import Any

from gonghui.rehearsals.driver import Failed, first

from .cases import CaseDesk
from .month import Month
from .plan import PHONE, Wish
from .world import SEAT

SCREEN, KNOWN = "/console/hotline/desk/", 'id="h-caller"'
CODE = re.compile(r'<h2 class="c-h2">([2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{4})</h2>')
UNION = re.compile(r"已派给“([^”]+)”")
BY_SCREEN = 3  # of so many calls one is taken down on the screen, others by a program
TOPICS = ("wages", "injury", "contract", "insurance", "safety", "rest", "women", "aid", "other")


class HotlineDesk(CaseDesk):
    """Requests over every channel there is."""

    def __init__(self, month: Month) -> None:
        super().__init__(month, "hotline", "/hotline/", TOPICS)
        self._turn = threading.Lock()  # one screen, one caller

    def take_down(self, wish: Wish) -> Any:
        if wish.channel != PHONE or wish.number % BY_SCREEN:
            return super().take_down(wish)
        with self._turn:
            return self._on_screen(wish)

    def _on_screen(self, wish: Wish) -> dict[str, Any]:
        """Who calls is looked up first; the ticket's code is told them."""
        desk, said = self.month.desk(SEAT), self.told(wish)
        if not wish.nameless and KNOWN not in desk.answer(SCREEN, SCREEN, {"mobile": said["mobile"]}):
            raise Failed("the screen does not know who calls")
        made = desk.answer(SCREEN, f"{SCREEN}ticket/", said | {"level": "ordinary"})
        return {"code": first(CODE, made).replace("-", ""), "union": first(UNION, made)}
