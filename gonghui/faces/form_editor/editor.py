"""One mounted editor: what its slice said of it, its addresses, and what its pages share; see the package."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, Guard
from gonghui.faces.requests import Request
from gonghui.primitives.forms import actions as built_forms
from gonghui.primitives.forms.fields import Definition
from gonghui.primitives.forms.models import Form

from . import overview, preview, question_pages, said, schema


class FormEditor:
    """See the package."""

    def __init__(
        self,
        name: str,
        guard: Guard,
        *,
        find: Callable[[Any, UUID], Form],
        above: Callable[[Any, UUID], tuple[str, str]],
    ) -> None:
        self.name, self.guard, self.find, self.above = name, guard, find, above
        self.pages = {
            "": ("", page := overview.page_of(self)),
            **{f"-{name}": (where, page_act) for name, where, page_act in overview.acts_of(self, page)},
            "-new": ("new/<slug:kind>/", question_pages.adding(self)),
            "-question": ("questions/<slug:name>/", question_pages.changing(self)),
            "-preview": ("preview/", preview.page_of(self)),
            "-schema": ("schema/", schema.page_of(self)),
        }

    def urls(self, route: str) -> list[URLPattern]:
        """Below `route`, which holds `<uuid:pk>`."""
        name = self.name.rpartition(":")[2]
        return [path(f"{route}{where}", view, name=f"{name}{end}") for end, (where, view) in self.pages.items()]

    def frame(self, request: Request, pk: UUID, found: Form) -> dict[str, Any]:
        """What every page of it shows: addresses by their name, the form, and the page above."""
        return {
            "editor": {end.strip("-") or "form": f"{self.name}{end}" for end in self.pages},
            "pk": pk,
            "seen": [("seen", found.revision)],
            "built": found,
            "above": self.above(request, pk),
            "title": found.title,
        }

    def below(self, request: Request, pk: UUID, found: Form, title: str) -> dict[str, Any]:
        """As `frame`, for a page below the editor's first."""
        return self.frame(request, pk, found) | {"above": (reverse(self.name, args=[pk]), found.title), "title": title}

    def redraft(
        self, request: Request, pk: UUID, found: Form, definition: Definition, *, title: str = ""
    ) -> Done:  # fmt: skip
        """Another draft in place of the one that the asker saw."""
        built_forms.redraft(found, definition, title=title, seen=said.seen(request), by=request.caller, now=request.now)
        return Done(_("已改好，发布以后才会给人填写"), to=reverse(self.name, args=[pk]))
