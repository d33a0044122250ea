"""Look-ups of forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F

from gonghui.primitives.people.querysets import Scoped

if TYPE_CHECKING:
    from .models import Form, FormVersion


class FormQuerySet(Scoped["Form"]):
    def for_purpose(self, purpose: str) -> FormQuerySet:
        return self.filter(purpose=purpose)


class FormVersionQuerySet(models.QuerySet["FormVersion"]):
    def newest(self) -> FormVersionQuerySet:
        """Of each form the version that is answered now."""
        return self.filter(number=F("form__published")).select_related("form")

    def current(self, form: Form) -> FormVersion | None:
        """The one of this form, None before the first was published."""
        return self.newest().filter(form=form).first()
