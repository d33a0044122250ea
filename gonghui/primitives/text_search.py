"""Looking for words in a column as people type them: in any case, with the marks that stand in it or without."""

from collections.abc import Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.fields.array import ArrayContains
from django.db.models import CharField, F, Func, Q, TextField, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Contains

from gonghui.kernel.text import MARKS, unmarked

MOST_WORDS = 8  # of a question; what comes after them is passed over


class Unmarked(Func):
    """A text in lower case without the marks in it."""

    function = "translate"
    output_field = CharField()

    def __init__(self, path: Any, *more: Any, **extra: Any) -> None:
        super().__init__(*((path, *more) if more else (Lower(F(path)), Value(MARKS), Value(""))), **extra)


class Characters(Func):
    """The characters of a text as `Unmarked` has it: an index over them finds the few rows that can hold some words."""

    function = "string_to_array"
    output_field = ArrayField(TextField())

    def __init__(self, path: Any, *more: Any, **extra: Any) -> None:
        super().__init__(*((path, *more) if more else (Unmarked(path), Value(None))), **extra)


def spelled(path: str, words: str) -> Q:
    """As `holds`, of a column whose Characters are indexed; words of marks alone are looked for in every row."""
    letters = sorted(set(unmarked(words)) & set(words.lower()))
    among = Q(ArrayContains(Characters(path), letters)) if letters else Q()
    return among & holds(path, words)


def holds(path: str, words: str) -> Q:
    """Rows whose text at `path` holds the words: 加西亚马尔克斯 finds 加西亚·马尔克斯, and the other way round."""
    found, plain = Q(**{f"{path}__icontains": words}), unmarked(words)
    return found | Q(Contains(Unmarked(path), plain)) if plain else found


def says(paths: Sequence[str], words: str) -> Q:
    """Rows that hold each of the words, whichever of the paths each stands in."""
    each = (reduce(or_, (holds(path, word) for path in paths)) for word in words.split()[:MOST_WORDS])
    return reduce(and_, each, Q())
