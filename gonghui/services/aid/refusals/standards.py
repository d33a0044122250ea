"""Every no of what holds in a place."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class SameStandardTwice(Refused):
    """Facts: first (row)."""

    code = "aid.same_standard_twice"
    says = _("地区和起始日期与第 %(first)s 行相同")
    mend = _("同一地区同一天只留一行")


class UnknownPlace(Refused):
    code = "aid.unknown_place"
    says = _("没有找到“%(place)s”，或有几个地方叫这个名字")
    mend = _("请填省、市或区县的全名，或六位区划代码")


class PlaceNotYours(Refused):
    code = "aid.place_not_yours"
    says = _("“%(place)s”不在你的工会所在的地区里")
    mend = _("请由当地工会或它的上级工会录入")


class NoAreaUnion(Refused):
    kind = Kind.FORBIDDEN
    code = "aid.no_area_union"
    says = _("“%(union)s”不是地方总工会，不能录入帮扶标准")
    mend = _("请由省、市或区县总工会录入")
    rule = _("本平台规则：一个地方的标准由那里的地方总工会录入")
