"""Taps that a desk keeps while there is no network and sends later: what was tapped, when, and its sentences."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from pydantic import BaseModel, Field

from gonghui.faces import actions, devices
from gonghui.faces.requests import Request
from gonghui.faces.speech import speak
from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import gettext_noop as _

MOST_TAPS = 100  # in one batch
SAYS = {
    "stored": (_("已存在本机，联网后发送"), ""),
    "waiting": (_("%(when)s %(what)s，等待发送"), ""),
    "kept": (_("%(when)s %(what)s：%(says)s"), ""),
    "ready": (_("没有网络时，点的先存在本机，联网后按原来的时间发送"), ""),
    "sign_in": (_("登录已失效，%(count)s条记录还在本机；请重新登录后发送"), ""),
    "gate.unsupported": (_("网络断开时，这台设备不能存下点按"), _("需要 https 网址和较新的浏览器")),
    "no_code": (_("这不是一个凭证码"), _("凭证码 10 位，请对照再输一次，或用相机扫")),
    "seen": (_("知道了"), ""),
    "yes": (_("已存下"), ""),
    "no": (_("没有办成"), ""),
}


class TapIn(BaseModel):
    id: UUID
    act: str = Field(max_length=20)
    of: UUID  # the place
    value: str = Field("", max_length=40)
    at: int = Field(ge=0, le=4_102_444_800_000)  # by the device's clock: ms since 1970

    @property
    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.at / 1000, UTC)


class TapsIn(BaseModel):
    device: UUID
    taps: list[TapIn] = Field(max_length=MOST_TAPS)


def heard(request: Request, do: Callable[[TapIn], Any]) -> dict[str, Any]:
    """Do what was tapped, in the order of its time and together; one answer each."""
    taps = sorted(devices.sent(request, TapsIn).taps, key=lambda tap: tap.at)
    answers = actions.hear_taps([(tap, tap.moment) for tap in taps], do, now=request.now)
    return {"taps": [_told(tap, answer) for tap, answer in zip(taps, answers, strict=True)]}


def _told(tap: TapIn, answer: Refused | None) -> dict[str, Any]:
    says = speak(answer).says if answer else ""
    return {"id": str(tap.id), "outcome": "refused" if answer else "done", "says": says}


def kept(request: Request) -> Mapping[str, Any]:
    """What `counter/kept_here.html` needs of a desk that keeps taps and no list."""
    said: Sequence[tuple[str, tuple[str, str]]] = list(SAYS.items())
    words = {name: [gettext(says), gettext(mend) if mend else ""] for name, (says, mend) in said}
    return {"words": words, "most": MOST_TAPS, "alone": "alone" in request.GET, **devices.kept_by(request)}
