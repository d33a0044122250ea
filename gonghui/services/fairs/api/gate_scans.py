"""Scans as a device reports them, and what it is told of each; the gate's page and the API speak alike."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from gonghui.faces.api.shapes import Shape, of
from gonghui.faces.speech import speak
from gonghui.kernel.refusals import Refused
from gonghui.primitives.admission.models import Scan

from .. import actions
from ..pages import gate_list


class ScanIn(Schema):
    id: UUID = Field(description="made by the device; sent again it changes nothing")
    place: UUID = Field(description="as the list names it")
    at: int = Field(ge=0, le=4_102_444_800_000, description="when the device let them in, by its clock: ms since 1970")
    way: Literal["live", "receipt", "member_card"]
    shown: str = Field(max_length=60, description="what was scanned or typed")


class ScansIn(Schema):
    device: UUID
    scans: list[ScanIn] = Field(max_length=100)


class ToldOut(Shape):  # of (the id of a scan, the Scan that was kept or why none was)
    id: UUID = of(lambda told: told[0])
    outcome: str = of(
        lambda told: "refused" if isinstance(told[1], Refused) else told[1].outcome,
        description="admitted; again, released, doubtful: kept for the officer; refused: not kept",
    )
    says: str = of(
        lambda told: speak(told[1]).says if isinstance(told[1], Refused) else gate_list.kept(told[1].outcome)
    )


class ToldsOut(Schema):
    scans: list[ToldOut]


class ListOut(Schema):
    list: str = Field(description="JSON text; verify the signature before reading it")
    signature: str = Field(description="ECDSA P-256, SHA-256, r and s of 32 bytes each, base64url")
    public_key: str = Field(description="the uncompressed point, base64url")


class LiveCodesOut(Schema):
    first: datetime = Field(description="from when the first code is good")
    seconds: int = Field(description="how long each is shown")
    codes: list[str] = Field(description="the texts of the QR codes, one after the other")


def seen_of(scan: ScanIn) -> actions.Seen:
    at = datetime.fromtimestamp(scan.at / 1000, UTC)
    return actions.Seen(id=scan.id, place=scan.place, at=at, way=scan.way, shown=scan.shown)


def told_of(asked: ScansIn, answers: Sequence[Scan | Refused]) -> dict[str, Any]:
    """What ToldsOut tells: how each scan ended, in order."""
    return {"scans": list(zip((scan.id for scan in asked.scans), answers, strict=True))}
