"""What every page's frame needs; queries run only when a template really asks."""

import json
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from . import guards, services
from .form_keys import form_key
from .requests import Request

# Strict CSP: no eval, no inline styles. Refusals (4xx) are shown in place. Pages never go to localStorage.
HTMX_CONFIG = json.dumps(
    {
        "includeIndicatorStyles": False,
        "allowEval": False,
        "historyCacheSize": 0,
        "refreshOnHistoryMiss": True,
        "selfRequestsOnly": True,
        "scrollBehavior": "auto",
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            {"code": "4..", "swap": True, "error": False},
            {"code": "...", "swap": False, "error": True},
        ],
    }
)


def frame(request: Request) -> dict[str, object]:
    return {
        "csrf_token": SimpleLazyObject(lambda: form_key(request)),
        "htmx_config": HTMX_CONFIG,
        "person": getattr(request, "person", None),
        "elder": getattr(request, "elder", False),
        "demo": settings.DEMO,
        "hotline": settings.HOTLINE,
        "tab": tab_of(request.path),
        "unread": getattr(request, "unread", 0),
        "offices": getattr(request, "offices", []),
        "held": getattr(request, "held", []),
        "menu": SimpleLazyObject(lambda: menu(request)),
        "at_counters": SimpleLazyObject(lambda: services.any_counter(request)),
        "chosen_union": SimpleLazyObject(lambda: guards.chosen_union(request)),
        "here": request.resolver_match.view_name if request.resolver_match else "",
    }


def tab_of(path: str) -> str:
    """Which of the five places of the bottom bar an address belongs to."""
    first = path.split("/", 2)[1]
    own = {"": "home", "scan": "scan", "messages": "messages", "mine": "mine", "card": "mine", "sign-in": "mine"}
    return own.get(first, "services")


@dataclass(frozen=True)
class Menu:
    """The console's left menu: what my offices may open, by group, and which lines are those of this page.

    Known by its lines: who may open the same is shown the same.
    """

    names: tuple[str, ...]
    groups: list[tuple[str, list[services.MenuEntry]]] = field(compare=False)
    current: tuple[str, ...] = field(compare=False)


def menu(request: Request) -> Menu:
    allowed = [entry for entry in services.product().menu if entry.open_to(request)]
    groups = dict.fromkeys(entry.group for entry in allowed)
    return Menu(
        names=tuple(entry.url_name for entry in allowed),
        groups=[(group, [entry for entry in allowed if entry.group == group]) for group in groups],
        current=tuple(entry.url for entry in allowed if entry.url in request.path),
    )
