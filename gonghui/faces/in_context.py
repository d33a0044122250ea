"""What Django remembers of who asks, language and time zone, is read two hundred times a page.

asgiref's Local takes 2.2 microseconds for each look, a context variable of Python's own a tenth of one; both keep what
was set to the thread, and to the task of an event loop, that set it.
"""

from contextvars import ContextVar
from typing import Any

from django.utils import timezone
from django.utils.translation import trans_real

_NOTHING = object()


class InContext:
    """One attribute, `value`, of the context at hand: AttributeError where nothing was set, as of Django's own."""

    def __init__(self, name: str) -> None:
        self._var: ContextVar[Any] = ContextVar(name, default=_NOTHING)

    @property
    def value(self) -> Any:
        value = self._var.get()
        if value is _NOTHING:
            raise AttributeError("value")
        return value

    @value.setter
    def value(self, value: Any) -> None:
        self._var.set(value)

    @value.deleter
    def value(self) -> None:
        self.value  # noqa: B018  AttributeError where there is nothing, as of any object
        self._var.set(_NOTHING)


def keep() -> None:
    """From now on Django keeps both here; what is active at this moment stays so."""
    for module, name in ((trans_real, "language"), (timezone, "time_zone")):
        kept, before = InContext(name), getattr(module._active, "value", _NOTHING)  # type: ignore[attr-defined]
        if before is not _NOTHING:
            kept.value = before
        module._active = kept  # type: ignore[attr-defined]
