"""Every no about a draw.

The codes are older than this primitive: a code that clients know does not change.
"""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class UnknownDraw(Refused):
    kind = Kind.UNKNOWN
    code = "admission.unknown_draw"
    says = _("没有找到这次摇号")
    mend = _("请回到列表重新选择")


class DrawNotOpen(Refused):
    """Facts: opens_at (datetime), opens (as read)."""

    kind = Kind.CONFLICT
    code = "admission.draw_not_open"
    says = _("摇号从 %(opens)s 开始登记")
    mend = _("期内任何时候登记机会都一样，不用抢")


class DrawClosed(Refused):
    """Facts: closed_at (datetime), closed (as read)."""

    kind = Kind.GONE
    code = "admission.draw_closed"
    says = _("摇号登记已于 %(closed)s 截止，名单已经锁定")


class AlreadyEntered(Refused):
    """One live entry per person and draw. Facts: code (of the entry), shown."""

    kind = Kind.CONFLICT
    code = "admission.already_entered"
    says = _("你已经参加了这次摇号，编号 %(shown)s")
    mend = _("想改时段，请先退出再重新登记，机会不变")


class BadChoices(Refused):
    """Facts: most."""

    kind = Kind.INVALID
    code = "admission.bad_choices"
    says = _("志愿应为 1 至 %(most)s 个不同的时段")
    mend = _("请重新选择时段")


class BadNonce(Refused):
    kind = Kind.INVALID
    code = "admission.bad_nonce"
    says = _("随机数不对：应为 32 位十六进制数字")
    mend = _("请刷新页面后再提交，或留空由系统生成")


class LotKeyReused(Refused):
    """The idempotency key already stands for another entry of this person."""

    kind = Kind.CONFLICT
    code = "admission.lot_key_reused"
    says = _("这次提交的编号已经用在另一份登记上")
    mend = _("请刷新页面后再提交")


class ListFrozen(Refused):
    """Between closing and drawing nothing about a draw changes."""

    kind = Kind.CONFLICT
    code = "admission.list_frozen"
    says = _("名单已经锁定，正在等待摇号")
    mend = _("摇号完成后再办理")


class NotYetClosed(Refused):
    """Facts: closes_at, closes (as read)."""

    kind = Kind.CONFLICT
    code = "admission.draw_still_open"
    says = _("登记到 %(closes)s 才截止，现在不能摇号")


class NoLotsForNeed(Refused):
    kind = Kind.CONFLICT
    code = "admission.no_lots_for_need"
    says = _("这次摇号的规则没有给困难职工加注，不需要名单")


class NeedFixed(Refused):
    """The list of members in need stands from the opening on. Facts: opens_at (datetime), opens (as read)."""

    kind = Kind.CONFLICT
    code = "admission.need_fixed"
    says = _("困难职工名单在%(opens)s登记开始时就已确定，不能再改")
    mend = _("登记期间不加人也不减人，对大家都公平；漏了的人请在下一次摇号前加入名单")


class BeaconMissing(Refused):
    """Facts: rule."""

    kind = Kind.CONFLICT
    code = "admission.beacon_missing"
    says = _("还没有填入约定的公共随机数：%(rule)s")
    mend = _("结果公布后由工作人员填入，任何人都可以核对")


class BeaconStands(Refused):
    """Facts: beacon."""

    kind = Kind.CONFLICT
    code = "admission.beacon_stands"
    says = _("公共随机数已经填为 %(beacon)s，不能再改")
