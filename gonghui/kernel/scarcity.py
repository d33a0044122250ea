"""What all verbs share that give something scarce: a key that makes a repeat harmless, a capacity, others in the way.

The codes are older than this module, and a code that clients know does not change.
"""

from .refusals import Kind, Refused
from .words import gettext_noop as _

LONGEST_KEY = 80
MOST_PLACES = 1_000_000


class BadKey(Refused):
    kind = Kind.INVALID
    code = "admission.bad_key"
    says = _("提交编号不对：应为 1 至 80 个可见字符")
    mend = _("请刷新页面后再提交")


class Busy(Refused):
    """Others kept changing the same places; nothing was decided."""

    kind = Kind.BUSY
    code = "admission.busy"
    says = _("现在人太多，这次没有处理")
    mend = _("请稍候再点一次")


class BadCapacity(Refused):
    kind = Kind.INVALID
    code = "admission.bad_capacity"
    says = _("名额数不对：%(capacity)s")
    mend = _("名额数应为 0 至 1000000 的整数")


def bad_key(key: str) -> Refused | None:
    """A key is 1 to 80 printable characters (so it can be stored on any database)."""
    return None if 0 < len(key) <= LONGEST_KEY and key.isprintable() else BadKey()


def bad_capacity(capacity: int) -> Refused | None:
    """So many places, or persons inside, can be meant: 0 to a million."""
    return None if 0 <= capacity <= MOST_PLACES else BadCapacity(capacity=capacity)
