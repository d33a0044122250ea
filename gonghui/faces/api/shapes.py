"""What every answer of the API is shaped by: fields that say where they come from, one page of a list, why not.

A verb answers with the row itself; the shape picks what it tells of it:

    class BookingOut(Shape):
        id: UUID = of("pk")
        starts_at: datetime = of("booking.starts")
        holder: Masked = of("booking.holder")
        state: str = of(lambda held, request: held.state(request.now), description="asked, coming, here, over")
        purpose: str  # of the same name
"""

import inspect
import uuid
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from functools import cache
from typing import Annotated, Any, Generic, Self, TypeVar

from ninja import Schema
from ninja.schema import ResolverMetaclass
from pydantic import BeforeValidator, Field

from gonghui.faces.reasons import told
from gonghui.faces.speech import speak
from gonghui.kernel.benefits import Judgement
from gonghui.kernel.refusals import Refused
from gonghui.primitives.people.rules import mask_name

T = TypeVar("T")


class Source:
    """Where a field comes from; what `of` leaves in a shape until its class is made."""

    def __init__(self, read: Callable[..., Any], field: Any) -> None:
        self.read, self.field = read, field


def of(source: str | Callable[..., Any], default: Any = ..., **more: Any) -> Any:
    """A field told from elsewhere: by dotted path, None wherever the path ends early, or by a function of (row) or
    (row, request). `more` is what pydantic.Field takes: description, max_length, …"""
    return Source(_path(source) if isinstance(source, str) else _function(source), Field(default, **more))


class Resolving(ResolverMetaclass):
    """Makes a resolver of ninja's of every `of(…)`."""

    def __new__(cls, name: str, bases: Any, namespace: dict[str, Any], **options: Any) -> Any:
        for field, given in list(namespace.items()):
            if isinstance(given, Source):
                namespace[field] = given.field
                namespace[f"resolve_{field}"] = staticmethod(given.read)
        return super().__new__(cls, name, bases, namespace, **options)


class Shape(Schema, metaclass=Resolving):
    """A schema whose fields may come from elsewhere: see `of`. Rows, dataclasses and dicts are told alike."""

    @classmethod
    def unchecked(cls, row: object) -> Self:
        """As told of a row whose values are known to fit: for the rush lane, where thousands wait for the checks."""
        return cls.model_construct(**{name: read(row) for name, read in _reads_of(cls).items()})


class Page(Schema, Generic[T]):
    """One page of a list, as paging.page_after cuts it; `next` asks for the one after."""

    items: list[T]
    next: uuid.UUID | None


class Why(Schema):  # a refusal, in the language of the asker
    code: str
    says: str
    mend: str
    rule: str


class ReasonOut(Schema):  # of a reasons.ToldReason, in the language of the asker
    code: str
    answer: str = Field(description="yes, no, unknown; spared: one of several of which another is met")
    asks: str
    because: str = Field(description="the figures")
    says: str = Field(description="of a no: what is the matter")
    mend: str = Field(description="of a no: what would make it a yes")
    missing: list[str]
    from_on: date | None = Field(description="the day from which it would be met")
    rule: str
    source: str
    since: date | None
    weak: bool = Field(description="the source itself was not seen")


class ReasonsOut(Schema):  # of a reasons.Told
    benefit: str
    answer: str = Field(description="yes, no, unknown")
    heading: str
    from_on: date | None = Field(description="the day from which it would be a yes, where time alone makes it one")
    missing: list[str]
    missing_one_of: list[str] = Field(description="to tell or to bring one of these is enough")
    appeal: str
    reasons: list[ReasonOut]


def _spoken(refusal: object) -> object:
    return speak(refusal) if isinstance(refusal, Refused) else refusal


def _reasons(judgement: object) -> object:
    # As a dict: pydantic takes attributes only where a whole row is asked for.
    return asdict(told(judgement)) if isinstance(judgement, Judgement) else judgement  # type: ignore[arg-type]


def _masked(person: Any) -> object:
    name = getattr(person, "name", person)
    return mask_name(name) if isinstance(name, str) else name


Reasons = Annotated[ReasonsOut | None, BeforeValidator(_reasons)]  # told of a kernel.benefits.Judgement, or None
WhyNot = Annotated[Why | None, BeforeValidator(_spoken)]  # told of a refusal, or None
Masked = Annotated[str, BeforeValidator(_masked)]  # told of a person, or of a name: the first character alone


@cache
def _reads_of(shape: type[Shape]) -> dict[str, Callable[[Any], Any]]:
    return {name: getattr(shape, f"resolve_{name}", None) or _path(name) for name in shape.model_fields}


def _path(dotted: str) -> Callable[[Any], Any]:
    names = dotted.split(".")

    def read(row: Any) -> Any:
        for name in names:
            if row is None:
                return None
            row = row[name] if isinstance(row, dict) else getattr(row, name)
        return row

    return read


def _function(told: Callable[..., Any]) -> Callable[..., Any]:
    if len(inspect.signature(told).parameters) == 1:
        return told
    return lambda row, context: told(row, context["request"])
