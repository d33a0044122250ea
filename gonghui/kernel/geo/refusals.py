"""Every named no about a position."""

from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import gettext_noop as _


class BadPoint(Refused):
    """A name for all of them."""


class PointMissing(BadPoint):
    code = "geo.missing"
    says = _("没有填写位置")
    mend = _("请填写纬度和经度，例如 40.6574 和 109.8403，或在地图上点选")


class NotANumber(BadPoint):
    code = "geo.not_a_number"
    says = _("“%(text)s”不是纬度或经度")
    mend = _("请填写以度为单位的小数，例如 40.6574，不要带度分秒符号")


class Swapped(BadPoint):
    code = "geo.swapped"
    says = _("纬度 %(lat)s、经度 %(lon)s 像是填反了")
    mend = _("在我国，纬度在 3 到 54 之间，经度在 73 到 136 之间；请把两个数对调")


class InTheSea(BadPoint):
    code = "geo.in_the_sea"
    says = _("纬度 %(lat)s、经度 %(lon)s 落在海里")
    mend = _("请核对两个数，或在地图上点选")


class OutsideChina(BadPoint):
    code = "geo.outside_china"
    says = _("纬度 %(lat)s、经度 %(lon)s 不在我国境内")
    mend = _("请核对两个数，或在地图上点选")


class UnknownDatum(BadPoint):
    code = "geo.unknown_datum"
    says = _("不认识的坐标系“%(text)s”")
    mend = _("请从 WGS-84（GPS、天地图）、GCJ-02（高德、腾讯）、BD-09（百度）里选一个")
