"""Every no about who is inside. None tells who.

The codes are older than this primitive: a code that clients know does not change.
"""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class Crowded(Refused):
    """Facts: capacity."""

    kind = Kind.CONFLICT
    code = "admission.crowded"
    says = _("里面已经满了（最多 %(capacity)s 人）")
    mend = _("请稍等，有人出来就可以进")


class ShareTaken(Refused):
    """Facts: share."""

    kind = Kind.TOO_MANY
    code = "presence.share_taken"
    says = _("从同一处进来的已经有 %(share)s 人在里面")
    mend = _("请直接找值守的人登记进门")


class UnknownPresence(Refused):
    kind = Kind.UNKNOWN
    code = "admission.unknown_presence"
    says = _("这里没有设在场人数")


class NotInside(Refused):
    kind = Kind.CONFLICT
    code = "admission.not_inside"
    says = _("没有进门记录，不用登记离开")


class BelowInside(Refused):
    """Facts: inside, capacity (the one asked for)."""

    kind = Kind.CONFLICT
    code = "admission.below_inside"
    says = _("里面还有 %(inside)s 人，容量不能减到 %(capacity)s")
    mend = _("请等人出来后再改")
