"""An outside world that does what a test tells it, and remembers what it was given."""

from collections import deque

from gonghui.primitives.notices.outcomes import Outcome
from gonghui.primitives.notices.sms.base import Backend, Message


class Carrier(Backend):
    """Each of the next messages has the outcome of `plan`, the rest are sent; `fate` answers what became of one."""

    def __init__(self, options=None) -> None:
        super().__init__(options or {})
        self.given: list[Message] = []
        self.plan: deque[Outcome | Exception] = deque()
        self.fate: bool | Exception | None = True

    def send(self, message: Message) -> str:
        self.given.append(message)
        outcome = self.plan.popleft() if self.plan else f"id-{len(self.given)}"
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def was_sent(self, message: Message) -> bool | None:
        if isinstance(self.fate, Exception):
            raise self.fate
        return self.fate
