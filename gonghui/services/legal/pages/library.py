"""Answers as they are read: those that fit, all by topic, those that stand beside a case."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from gonghui.primitives.people.models import Person

from ..models import LegalAnswer
from ..rules.question import LEGAL

BESIDE = 3  # answers beside a case
ON_A_SHELF = 20  # on one topic, those that hold everywhere first; the others are found by what happened


@dataclass(frozen=True, slots=True)
class Shelf:
    """The answers on one topic."""

    topic: str
    title: str
    answers: list[LegalAnswer]


def shelves(reader: Person | None) -> list[Shelf]:
    """The first on each topic, in the order of the topics. One query, and one for the reader's union."""
    order = [code for code, _word in LEGAL.topics]
    first = (F("union").asc(nulls_first=True), "pk")
    rows = LegalAnswer.objects.shown_to(reader).only("topic", "title")
    placed = rows.annotate(at=Window(RowNumber(), partition_by="topic", order_by=first)).filter(at__lte=ON_A_SHELF)
    found = sorted(placed.order_by("at"), key=lambda one: order.index(one.topic))
    return [
        Shelf(topic, LEGAL.word("topics", topic), list(answers))
        for topic, answers in groupby(found, key=lambda one: one.topic)
    ]


def beside(topic: str, reader: Person) -> list[LegalAnswer]:
    """The first on a topic."""
    return list(LegalAnswer.objects.shown_to(reader).filter(topic=topic).order_by("pk")[:BESIDE])
