"""What stations tell people: an entry code, a turn, a bed, stores that expire, stars that moved."""

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.notices.templates import Template

ENTRY_CODE = Template(
    code="stations.entry_code",
    title=_("进门码"),
    text=_("%(name)s的进门码是 %(code)s，%(minutes)s 分钟内有效，只能用一次。不用下载，不用注册。"),
)
TURN = Template(
    code="stations.turn",
    title=_("轮到你了：%(what)s"),
    text=_("%(name)s的%(what)s轮到你了，请在%(until)s前到，过时叫下一位。"),
)
TURN_MISSED = Template(
    code="stations.turn_missed",
    title=_("过号了：%(what)s"),
    text=_("%(name)s的%(what)s叫到你时没有来，已经叫下一位。还需要请重新排队。"),
)
LINE_CLOSED = Template(
    code="stations.line_closed",
    title=_("排队取消了：%(what)s"),
    text=_("%(name)s的%(what)s不再提供，你排的队已取消。请看看附近别的司机之家。"),
)
BOOKED = Template(
    code="stations.booked",
    title=_("订好了：%(what)s %(when)s"),
    text=_("%(name)s的%(what)s%(room)s给你留着，%(when)s。凭证码%(code)s，晚到%(grace)s分钟会让给别人。"),
)
STAY_RELEASED = Template(
    code="stations.stay_released",
    title=_("%(what)s已让出"),
    text=_("%(name)s%(when)s的%(what)s没有等到你，已经让给别人。还要来请重新订。"),
)
STAY_OFF = Template(
    code="stations.stay_off",
    title=_("%(what)s订不成了"),
    text=_("%(name)s%(when)s临时关闭：%(reason)s。你订的%(what)s已取消，请看看附近别的司机之家。"),
)
STAY_GONE = Template(
    code="stations.stay_gone",
    title=_("%(what)s订不成了"),
    text=_("%(name)s的%(room)s不再提供。你订的%(when)s已取消，请看看附近别的司机之家。"),
)
EXPIRING = Template(
    code="stations.expiring",
    title=_("有物资快过期"),
    text=_("%(name)s：%(what)s，%(day)s到期。请按时更换，过期的下架。"),
)
STARS = Template(
    code="stations.stars",
    title=_("%(name)s现在是%(after)s星"),
    text=_("%(name)s由%(before)s星改为%(after)s星，原因：%(reason)s。"),
)

ACTS = {  # of the journal, where a member or officer reads it
    "stations.confirm_basics": _("确认免费服务"),
    "stations.set_price": _("公示价目"),
    "stations.end_price": _("撤下价目"),
    "stations.put_supply": _("物资上架"),
    "stations.take_supply": _("物资下架"),
    "stations.report_fault": _("报修"),
    "stations.fix_fault": _("修好"),
    "stations.set_amenity": _("设排队"),
    "stations.join_line": _("排队"),
    "stations.leave_line": _("不排了"),
    "stations.start_use": _("开始使用"),
    "stations.finish_use": _("用完"),
    "stations.book_stay": _("订床位车位"),
    "stations.release_stay": _("退订床位车位"),
    "stations.check_in": _("入住"),
    "stations.check_out": _("离开"),
    "stations.inspect": _("检查站点"),
    "stations.set_star": _("改星级"),
    "stations.verify_provider": _("核实维修服务方"),
    "stations.close_provider": _("停止接单"),
    "stations.ask_repair": _("发救援单"),
    "stations.offer_repair": _("维修报价"),
    "stations.choose_repair": _("选定维修"),
    "stations.arrive_repair": _("师傅到达"),
    "stations.finish_repair": _("修好车"),
    "stations.cancel_repair": _("取消救援单"),
    "stations.rate_repair": _("评价维修"),
    "stations.verify_shipper": _("核实货主"),
    "stations.close_shipper": _("停用货主"),
    "stations.post_load": _("发布货源"),
    "stations.withdraw_load": _("撤下货源"),
    "stations.show_contact": _("查看货主电话"),
    "stations.report_fraud": _("举报骗局"),
    "stations.decide_report": _("处理举报"),
}
