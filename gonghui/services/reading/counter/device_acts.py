"""What a desk's device sends of what it did alone, and what it is told of each; the page and the API speak alike."""

from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from gonghui.faces.speech import speak
from gonghui.kernel.callers import Caller
from gonghui.kernel.refusals import Refused
from gonghui.primitives.places.models import Premises

from .. import actions
from ..models import DeskScan
from ..pages import desk_list


class ActIn(Schema):
    id: UUID = Field(description="made by the device; sent again it changes nothing")
    act: Literal["lend", "give_back", "visit"]
    at: int = Field(ge=0, le=4_102_444_800_000, description="by the device's clock: ms since 1970")
    copy_code: str = Field("", max_length=60, description="the barcode that was scanned")
    reader: str = Field("", max_length=60, description="the member code that was shown")


class ActsIn(Schema):
    device: UUID
    acts: list[ActIn] = Field(max_length=desk_list.MOST_ACTS)


class ReadingToldOut(Schema):
    id: UUID
    outcome: str = Field(description="done; conflict: kept for somebody to look; refused: not kept")
    says: str


class ReadingToldsOut(Schema):
    acts: list[ReadingToldOut]


def record(premises: Premises, asked: ActsIn, *, by: Caller, now: datetime) -> dict[str, Any]:
    """Book what the device did alone; a ReadingToldsOut of how each act ended."""
    done = [_done(act) for act in asked.acts]
    answers = actions.record_acts(premises, done, device=asked.device, by=by, now=now)
    return {"acts": [_told(act.id, answer) for act, answer in zip(done, answers, strict=True)]}


def _done(act: ActIn) -> actions.DeskAct:
    at = datetime.fromtimestamp(act.at / 1000, UTC)
    return actions.DeskAct(id=act.id, act=act.act, at=at, copy=act.copy_code, reader=act.reader)


def _told(pk: UUID, answer: DeskScan | Refused) -> dict[str, Any]:
    if isinstance(answer, Refused):
        return {"id": pk, "outcome": "refused", "says": speak(answer).says}
    says = desk_list.kept() if answer.outcome == DeskScan.Outcome.CONFLICT else ""
    return {"id": pk, "outcome": answer.outcome, "says": says}
