"""Every no a station or a truckers' home can say."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class NoSuchStation(Refused):
    kind, code = Kind.UNKNOWN, "stations.no_such_station"
    says = _("没有这个驿站编号：%(code)s")
    mend = _("请对照门口的牌子再输入一次，或在驿站地图上找到它")


class ShutNow(Refused):
    kind, code = Kind.CONFLICT, "stations.shut_now"
    says = _("%(name)s现在没有开门")
    mend = _("%(opens)s；也可以看看附近开着的")


class BadTrade(Refused):
    kind, code = Kind.INVALID, "stations.bad_trade"
    says = _("没有选行业，或这个行业不在单子上")
    mend = _("请选一个最接近的，找不到就选“其他”")


class WrongEntryCode(Refused):
    kind, code = Kind.INVALID, "stations.wrong_entry_code"
    says = _("进门码不对、用过了，或已经过时")
    mend = _("请再要一个短信码；码只能用一次，%(minutes)s分钟内有效")


class TooManyEntryCodes(Refused):
    kind, code = Kind.TOO_MANY, "stations.too_many_entry_codes"
    says = _("这个号码或这个网络要的进门码太多")
    mend = _("请过一小时再要，或请值守的人直接让你进")


class TooManyEntries(Refused):
    kind, code = Kind.TOO_MANY, "stations.too_many_entries"
    says = _("这个网络一小时内登记进门的次数太多")
    mend = _("请直接找值守的人登记进门")


class NoVisit(Refused):
    kind, code = Kind.UNKNOWN, "stations.no_visit"
    says = _("这部手机没有在%(name)s里的记录")
    mend = _("如果已经离开就不用管它，关门时会自动清零")


class NotAHome(Refused):
    kind, code = Kind.CONFLICT, "stations.not_a_home"
    says = _("%(name)s没有这项服务")
    mend = _("请在列表里按需要的设施筛选")


class HasOne(Refused):
    kind, code = Kind.CONFLICT, "stations.has_one"
    says = _("你正在用%(what)s")
    mend = _("用完先按“用完了”，再排队")


class AllTaken(Refused):
    kind, code = Kind.CONFLICT, "stations.all_taken"
    says = _("%(when)s没有空的%(what)s")
    mend = _("换个时间，或看看附近别的司机之家")


class BeyondHours(Refused):
    kind, code = Kind.CONFLICT, "stations.stay_beyond_hours"
    says = _("%(name)s在%(when)s不开门")
    mend = _("请选开门的时间")


class StayTooLong(Refused):
    kind, code = Kind.INVALID, "stations.stay_too_long"
    says = _("一次最多订%(most)s小时，你选了%(hours)s小时")
    mend = _("请缩短时间；还要住，走之前再订一次")


class NoneFree(Refused):
    kind, code = Kind.CONFLICT, "stations.none_free"
    says = _("%(what)s都在用，还没有空出来的")
    mend = _("有人用完会自动叫下一位")


class NotYourUse(Refused):
    kind, code = Kind.UNKNOWN, "stations.not_your_use"
    says = _("没有这次使用，或已经结束")
    mend = _("请刷新看看排队的情况")


class BadBasics(Refused):
    kind, code = Kind.INVALID, "stations.bad_basics"
    says = _("没有这一项：%(what)s")
    mend = _("请在五项免费服务里勾选")


class EmptyField(Refused):
    kind, code = Kind.INVALID, "stations.empty_field"
    says = _("没有填%(what)s")
    mend = _("补上再提交")


class BadQuantity(Refused):
    kind, code = Kind.INVALID, "stations.bad_quantity"
    says = _("数量要在 1 到 %(most)s 之间")
    mend = _("请核对数量")


class FewerRooms(Refused):
    kind, code = Kind.CONFLICT, "stations.fewer_rooms"
    says = _("现在有 %(have)s 个，比你填的多")
    mend = _("要减少，请到“房间”里撤销具体的一个")


class UnknownChoice(Refused):
    kind, code = Kind.INVALID, "stations.unknown_choice"
    says = _("没有“%(text)s”这个选项")
    mend = _("请选：%(choices)s")


class ExpiredAlready(Refused):
    kind, code = Kind.CONFLICT, "stations.expired_already"
    says = _("%(name)s的有效期%(day)s已经过去，不能上架")
    mend = _("过期的药品食品请按规定处理，换一批再登记")


class GoneAlready(Refused):
    kind, code = Kind.CONFLICT, "stations.gone_already"
    says = _("这一批已经登记为用完或下架")
    mend = _("请刷新看现在的库存")


class FixedAlready(Refused):
    kind, code = Kind.CONFLICT, "stations.fixed_already"
    says = _("这处故障已经登记修好")
    mend = _("又坏了请另报一次")


class NotInspectedWhole(Refused):
    kind, code = Kind.INVALID, "stations.not_inspected_whole"
    says = _("检查表还有没填的：%(what)s")
    mend = _("每一项都要选“好”“差”或“没有”")


class NoScheme(Refused):
    kind, code = Kind.CONFLICT, "stations.no_scheme"
    says = _("%(day)s没有生效的%(what)s")
    mend = _("请先导入标准")


class SameStars(Refused):
    kind, code = Kind.CONFLICT, "stations.same_stars"
    says = _("%(name)s已经是%(stars)s星")
    mend = _("要升要降请选另一个星级")


class BadStarLevel(Refused):
    kind, code = Kind.INVALID, "stations.bad_star_level"
    says = _("星级是 0 到 5 星，0 表示摘星")
    mend = _("请选其中一个")


class NoStarReason(Refused):
    kind, code = Kind.INVALID, "stations.no_star_reason"
    says = _("升星降星要写原因")
    mend = _("写明检查结果或工人的反映，值守的人和公众都会看到")


class OverdueTroubles(Refused):
    kind, code = Kind.CONFLICT, "stations.overdue_troubles"
    says = _("有%(count)s件工人反映超时没有答复，不能升星")
    mend = _("先答复这些反映，再评星")
    rule = _("星级评定：有反映未处理的不升星")


class InspectedNever(Refused):
    kind, code = Kind.CONFLICT, "stations.inspected_never"
    says = _("%(days)s天内没有检查过，不能升星")
    mend = _("先到现场按检查表查一次")


class UnknownPlace(Refused):
    kind, code = Kind.INVALID, "stations.load_unknown_place"
    says = _("没有找到这个地方：%(text)s")
    mend = _("请填省、市或区县的全名，或六位区划代码")


class SeveralPlaces(Refused):
    kind, code = Kind.INVALID, "stations.several_places"
    says = _("有几个地方叫“%(text)s”")
    mend = _("请带上城市，或填六位区划代码：%(named)s")
