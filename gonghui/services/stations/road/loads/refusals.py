"""Every no around loads."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class NotAShipper(Refused):
    kind, code = Kind.FORBIDDEN, "stations.not_a_shipper"
    says = _("你不是核实过的货主，或账号已经停用")
    mend = _("请带营业执照联系当地工会核实，核实后就能发货源")


class ShipperTwice(Refused):
    kind, code = Kind.CONFLICT, "stations.shipper_twice"
    says = _("这家单位或这位联系人已经登记为货主：%(name)s")
    mend = _("请在货主名单里找到它，或换一位联系人")


class ClosedBefore(Refused):
    kind, code = Kind.CONFLICT, "stations.shipper_closed_before"
    says = _("%(name)s（同一单位或同一联系人）%(when)s被停用：%(reason)s")
    mend = _("请先查清；确定可以重新发货源，就勾选“停用的事已经查清”再核实")


class LoadGone(Refused):
    kind, code = Kind.GONE, "stations.load_gone"
    says = _("这条货源已经撤下或过了装货日")
    mend = _("请看看其他货源")


class NumberInText(Refused):
    kind, code = Kind.INVALID, "stations.load_number_in_text"
    says = _("货名和说明里不能写电话和微信号")
    mend = _("登记的电话司机点一下就能看到，谁看过都有记录；请把文字里的号码和账号删掉")


class SameTown(Refused):
    kind, code = Kind.INVALID, "stations.load_same_place"
    says = _("装货地和卸货地是同一个地方")
    mend = _("请改其中一个；同城短驳请写到区县")


class LoadDayPast(Refused):
    kind, code = Kind.INVALID, "stations.load_day_past"
    says = _("装货日%(day)s已经过去")
    mend = _("请填今天或以后的日子")


class LoadDayFar(Refused):
    kind, code = Kind.INVALID, "stations.load_day_far"
    says = _("装货日%(day)s太远，最多提前%(days)s天发")
    mend = _("近了再发，免得司机白等")


class BadWeight(Refused):
    kind, code = Kind.INVALID, "stations.load_weight"
    says = _("重量要在 1 公斤到 100 吨之间")
    mend = _("请按公斤填写，如 28 吨填 28000")


class NoGoods(Refused):
    kind, code = Kind.INVALID, "stations.load_no_goods"
    says = _("没有写是什么货")
    mend = _("写货名就行，如“钢材”“土豆”")


class NotTouched(Refused):
    kind, code = Kind.CONFLICT, "stations.load_not_touched"
    says = _("你没有查看过这条货源的电话，不能举报它")
    mend = _("如果是别处遇到的骗局，请打工会服务热线或 110")


class TooManyTouches(Refused):
    kind, code = Kind.TOO_MANY, "stations.too_many_touches"
    says = _("今天已看了%(limit)s个货主电话")
    mend = _("明天再看；先联系已经看过的")


class NoReportText(Refused):
    kind, code = Kind.INVALID, "stations.report_no_text"
    says = _("没有写遇到了什么事")
    mend = _("写清楚他让你做什么、交了什么钱，工会才好查")


class ReportDecided(Refused):
    kind, code = Kind.CONFLICT, "stations.report_decided"
    says = _("这份举报已经由%(name)s处理过")
    mend = _("请刷新页面看结果")
