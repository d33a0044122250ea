"""Every named no about places."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class PlaceMissing(Refused):
    code = "places.missing"
    says = _("没有填写%(what)s")
    mend = _("请填写后再提交")


class PlaceTooLong(Refused):
    code = "places.too_long"
    says = _("%(what)s有 %(length)s 个字符，超过了 %(limit)s 个")
    mend = _("请缩短后再提交")


class NameUsed(Refused):
    kind = Kind.CONFLICT
    code = "places.name_used"
    says = _("“%(union)s”已经有一个叫“%(name)s”的场所")
    mend = _("请换一个名称，或修改已有的场所")


class RoomNameUsed(Refused):
    kind = Kind.CONFLICT
    code = "places.room_name_used"
    says = _("“%(premises)s”已经有一个叫“%(name)s”的房间")
    mend = _("请换一个名称，或修改已有的房间")


class UnknownFacility(Refused):
    code = "places.unknown_facility"
    says = _("没有“%(text)s”这项设施")
    mend = _("请从设施表里选择")


class BadCapacity(Refused):
    code = "places.bad_capacity"
    says = _("%(what)s不能是 %(number)s")
    mend = _("请填写 1 到 %(most)s 之间的整数；不计数就留空")


class BadStar(Refused):
    code = "places.bad_star"
    says = _("星级不能是 %(star)s")
    mend = _("请填写 1 到 5；没有评星填 0")


class GivenUp(Refused):
    kind = Kind.GONE
    code = "places.given_up"
    says = _("“%(name)s”已于 %(day)s 撤销")
