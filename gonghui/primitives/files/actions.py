"""Keeping what people attach. Bytes are written first and outside of any transaction, rows in the act's own.

An act that ends between the two leaves bytes that no row knows; `forget_orphans` removes them after a day. There is
never a row without bytes. `bring` in the door's call, `keep` inside the action that the files belong to:

    brought = files.bring(prepared, purpose="places.picture", now=now)
    …
    @action
    def add(…): files.keep(brought, by=by, now=now); Picture.objects.create(file=brought[0], …)
"""

from .auditing import Audit, audit
from .keeping import bring, keep, take_off
from .opening import name_of, read, read_small
from .sweeping import forget_orphans

__all__ = ["Audit", "audit", "bring", "forget_orphans", "keep", "name_of", "read", "read_small", "take_off"]
