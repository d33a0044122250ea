"""What the rush lane adds to an operation that it answers in the place of its route, as the documentation tells it."""

from ninja import Schema
from pydantic import Field


class Queue(Schema):
    ahead: int = Field(description="asks decided before this one")
    seconds: int = Field(description="until then, at the pace so far")
    again: int = Field(description="seconds after which to ask again; also in Retry-After")
    ticket: str = Field(description="send it back as Rush-Ticket; good for an hour, for this ask only")


class QueueAnswer(Schema):
    """Not decided yet: the ask stands in the queue and is decided in its turn, asked again or not."""

    queue: Queue


LANE_HEADERS = [
    {
        "in": "header",
        "name": "Idempotency-Key",
        "required": True,
        "description": "the same key acts once",
        "schema": {"type": "string", "format": "uuid"},
    },
    {
        "in": "header",
        "name": "Rush-Ticket",
        "required": False,
        "description": "of a 202 to the same ask: keeps the place in the queue",
        "schema": {"type": "string"},
    },
]
