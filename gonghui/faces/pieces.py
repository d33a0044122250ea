"""A piece of a page that differs from row to row in a few words: its template is drawn once, and the words filled in.

    filled("console/work_item.html", {"title": "第1件申请", "url": "/console/fairs/"}, late=True)

What a template decides by (`late`, and which of the words there are at all) is part of which drawing it is; the words
themselves it only places. A template a row took four fifths of a list of fifty.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

MARK = "\ue000"  # stands in a piece of markup for what is filled in later: no font has it and nobody types it
GAP = re.compile(f"{MARK}(\\w+){MARK}")


def gap(name: object) -> str:
    return f"{MARK}{name}{MARK}"


def filled(template: str, words: Mapping[str, object], **facts: Any) -> SafeString:
    """The piece with these words in it, escaped; those that are empty the template does not have."""
    there = tuple(name for name, text in words.items() if text)
    parts = list(_drawn(get_language(), template, there, tuple(facts.items())))
    for at in range(1, len(parts), 2):
        parts[at] = escape(str(words[parts[at]]))
    return mark_safe("".join(parts))  # noqa: S308 - a template's own markup around escaped words


@lru_cache(maxsize=256)
def _drawn(
    _language: str | None, template: str, there: tuple[str, ...], facts: tuple[tuple[str, Any], ...]
) -> list[str]:
    """What stands between the gaps, and their names, in turn."""
    return GAP.split(get_template(template).render({name: gap(name) for name in there} | dict(facts)))
