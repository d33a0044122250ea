"""What a supervisor, a balancer and a monitor ask, answered before any page: /livez, /readyz, /readyz/worker.

/livez: this process answers. /readyz: it can serve, for its database answers; what it says of a worker changes nothing,
pages go on without one. /readyz/worker: a worker runs somewhere, and does something.
"""

import asyncio
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from gonghui.faces.rush.lane import Answer, reply

from .pulse import Asking

FIRST_SECONDS = 3.0  # for the first answer of a process that was just started
HEADERS = ((b"cache-control", b"no-store"),)


def probed(app: Any, asking: Asking, silent: Callable[[], bool]) -> Any:
    """`app`, and the three addresses."""

    async def called(scope: Any, receive: Any, send: Any) -> None:
        path = scope["path"].rstrip("/") if scope["type"] == "http" else ""
        if path == "/livez":
            await reply(send, told(True, {"process": "alive"}))
        elif path in ("/readyz", "/readyz/worker"):
            silent()  # asks for the first time
            await first_answer(asking)
            await reply(send, readiness(asking, silent=silent(), of_worker=path.endswith("worker")))
        else:
            await app(scope, receive, send)

    return called


async def first_answer(asking: Asking) -> None:
    for _look in range(round(FIRST_SECONDS / 0.05)):
        if asking.answered is not None:
            break
        await asyncio.sleep(0.05)


def readiness(asking: Asking, *, silent: bool, of_worker: bool) -> Answer:
    database = "silent" if silent or asking.answered is None else "answers" if asking.answered else "away"
    worker = "unknown" if database != "answers" else "runs" if asking.worker else "stopped"
    good = worker == "runs" if of_worker else database == "answers"
    return told(good, {"database": database, "worker": worker})


def told(good: bool, facts: dict[str, str]) -> Answer:
    status = HTTPStatus.OK if good else HTTPStatus.SERVICE_UNAVAILABLE
    return Answer(status, json.dumps(facts).encode(), HEADERS)
