"""Shapes of the API: what a field is told from, one page of a list, why not, masked names."""

from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from ninja import NinjaAPI
from pydantic import ValidationError

from gonghui.faces.api.shapes import Masked, Page, Shape, WhyNot, of
from gonghui.kernel.refusals import Kind, Refused
from gonghui.primitives.rows import new_id


class Shut(Refused):
    kind, code = Kind.CONFLICT, "tests.shut"
    says, mend = "今天不开门", "请明天来"


@dataclass
class Booking:
    code: str
    holder: SimpleNamespace


@dataclass
class Held:
    pk: int
    booking: Booking | None
    people: int = 4

    def state(self, now):
        return f"at {now}"


class BookingOut(Shape):
    id: int = of("pk")
    code: str | None = of("booking.code", description="to show at the door")
    holder: Masked = of("booking.holder")
    people: int
    twice: int = of(lambda held: held.people * 2)
    state: str = of(lambda held, request: held.state(request.now), default="")


class HouseOut(Shape):
    name: str = of("house.name")
    free: int
    why_not: WhyNot = of("house.refusal", description="null if I may")


LIN = SimpleNamespace(name="林小雨")
CONTEXT = {"request": SimpleNamespace(now="10:00")}


def told(shape, row):
    return shape.model_validate(row, context=CONTEXT).model_dump()


def test_a_field_is_told_by_name_by_path_and_by_function_with_the_request_if_it_asks_for_it():
    assert told(BookingOut, Held(7, Booking("KNWN", LIN))) == {
        "id": 7,
        "code": "KNWN",
        "holder": "林**",
        "people": 4,
        "twice": 8,
        "state": "at 10:00",
    }


def test_a_path_that_ends_early_is_none_and_a_field_that_needs_a_value_says_so():
    class Loose(Shape):
        code: str | None = of("booking.code")

    assert told(Loose, Held(7, None)) == {"code": None}
    with pytest.raises(ValidationError, match="holder"):
        told(BookingOut, Held(7, None))


def test_a_name_that_is_not_there_is_a_fault_of_ours_and_not_null():
    class Wrong(Shape):
        code: str | None = of("booking.cod")

    with pytest.raises(ValidationError, match="code"):
        told(Wrong, Held(7, Booking("KNWN", LIN)))


def test_rows_in_a_dict_are_told_alike_and_a_refusal_speaks():
    house = SimpleNamespace(name="会客厅", refusal=Shut())
    shown = told(HouseOut, {"house": house, "free": 2})
    assert shown == {
        "name": "会客厅",
        "free": 2,
        "why_not": {"code": "tests.shut", "says": "今天不开门", "mend": "请明天来", "rule": ""},
    }
    house.refusal = None
    assert told(HouseOut, {"house": house, "free": 2})["why_not"] is None


def test_a_shape_made_of_another_keeps_its_sources():
    class Longer(BookingOut):
        more: str = of("booking.code")

    assert told(Longer, Held(7, Booking("KNWN", LIN)))["more"] == "KNWN"
    assert told(Longer, Held(7, Booking("KNWN", LIN)))["id"] == 7


def test_what_the_lane_tells_unchecked_is_what_every_other_answer_tells():
    class Held(Shape):
        id: int = of("pk")
        code: str | None = of("booking.code")
        people: int
        twice: int = of(lambda held: held["people"] * 2)

    for row in ({"pk": 7, "booking": Booking("KNWN", LIN), "people": 4}, {"pk": 8, "booking": None, "people": 1}):
        assert Held.unchecked(row).model_dump() == told(Held, row)
    assert Held.unchecked({"pk": "no number", "booking": None, "people": 1}).id == "no number"


def test_a_page_holds_shapes_of_rows_and_what_to_ask_for_next():
    following = new_id()
    page = told(Page[BookingOut], {"items": [Held(7, Booking("KNWN", LIN))], "next": following})
    assert (page["items"][0]["id"], page["next"]) == (7, following)
    assert told(Page[BookingOut], {"items": [], "next": None}) == {"items": [], "next": None}


def test_the_document_knows_the_fields_and_nothing_of_where_they_come_from():
    api = NinjaAPI(urls_namespace="tests-shapes")

    @api.get("/bookings", response=Page[BookingOut])
    def bookings(request):
        return {}

    schema = api.get_openapi_schema(path_prefix="")["components"]["schemas"]["BookingOut"]
    assert set(schema["properties"]) == {"id", "code", "holder", "people", "twice", "state"}
    assert schema["properties"]["code"]["description"] == "to show at the door"
    assert schema["required"] == ["id", "code", "holder", "people", "twice"]
    assert "booking" not in str(schema["properties"])
