"""The ways an SMS can leave: one explicit list, chosen by settings.SMS["backend"]."""

from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .aliyun import AliyunBackend
from .base import Backend
from .demo import DemoBackend
from .file import FileBackend

BACKENDS: dict[str, type[Backend]] = {"demo": DemoBackend, "file": FileBackend, "aliyun": AliyunBackend}


def backend() -> Backend:
    """The backend of this site; one for each process, because it may keep connections and an index."""
    return _made(tuple(sorted(settings.SMS.items())))


@lru_cache(maxsize=8)
def _made(options: tuple[tuple[str, str], ...]) -> Backend:
    chosen = dict(options)
    if chosen["backend"] not in BACKENDS:
        raise ImproperlyConfigured(f"GONGHUI_SMS_BACKEND is {chosen['backend']!r}; known: {', '.join(BACKENDS)}")
    return BACKENDS[chosen["backend"]](chosen)
