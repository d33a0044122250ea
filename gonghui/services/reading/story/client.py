"""The open API as phones and desks use it, over kept connections."""

import threading
import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import requests

T = TypeVar("T")


class Failed(Exception):
    """The product answered what the story did not expect; the message says where and what."""


class Api:
    def __init__(self, host: str, port: int) -> None:
        self.base = f"http://{host}:{port}/api/v1"
        self._local = threading.local()

    def call(
        self, method: str, path: str, body: Any = None, *, token: str = "", key: str | None = None
    ) -> tuple[int, Any]:
        """Status and answer. Every act carries an idempotency key, a new one unless it is given."""
        session = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = requests.Session()
        headers = {"Idempotency-Key": key or str(uuid.uuid4())}
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        response = session.request(method, self.base + path, json=body, headers=headers, timeout=60)
        return response.status_code, response.json() if response.content else None

    def must(self, method: str, path: str, body: Any = None, **more: Any) -> Any:
        """The answer of a request that has to succeed. Raises Failed."""
        status, answer = self.call(method, path, body, **more)
        if status >= 400:
            raise Failed(f"{method} {path}: {status} {answer}")
        return answer


def together(work: Callable[[T], Any], items: Iterable[T], clients: int) -> list[Any]:
    """Do `work` for all items, `clients` at a time; the first failure ends it."""
    with ThreadPoolExecutor(clients) as pool:
        return list(pool.map(work, items))
