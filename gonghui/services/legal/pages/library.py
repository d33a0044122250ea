"""Answers as they are read: those that fit, all by topic, those that stand beside a case."""

from dataclasses import dataclass
from itertools import groupby

from ..models import LegalAnswer
from ..rules.question import LEGAL

BESIDE = 3  # answers beside a case


@dataclass(frozen=True, slots=True)
class Shelf:
    """The answers on one topic."""

    topic: str
    title: str
    answers: list[LegalAnswer]


def shelves() -> list[Shelf]:
    """All that stand, in the order of the topics. One query."""
    order = [code for code, _word in LEGAL.topics]
    rows = LegalAnswer.objects.standing().only("topic", "title").order_by("pk")
    found = sorted(rows, key=lambda one: order.index(one.topic))
    return [
        Shelf(topic, LEGAL.word("topics", topic), list(answers))
        for topic, answers in groupby(found, key=lambda one: one.topic)
    ]


def beside(topic: str) -> list[LegalAnswer]:
    """The first on a topic."""
    return list(LegalAnswer.objects.standing().filter(topic=topic).order_by("pk")[:BESIDE])
