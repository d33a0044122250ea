"""What drivers and workshops are told about a repair."""

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.notices.templates import Template

ASKED = Template(
    code="stations.repair_asked",
    title=_("有司机求助：%(trouble)s"),
    text=_("距你约%(km)s公里，%(trouble)s。%(near)s。能去就报个时间和价钱，司机会选一家。"),
    sms=_("有司机求助，距你约%(km)s公里：%(trouble)s。请在工惠报时间和价钱。"),
    page="stations-counter:jobs",
)
QUOTED = Template(
    code="stations.repair_quoted",
    title=_("%(name)s报价%(price)s元，%(minutes)s分钟到"),
    text=_("%(name)s可以来：%(minutes)s分钟到，%(price)s元。打开救援单选一家，选定以后收费不会高于报价。"),
    sms=_("%(name)s：%(minutes)s分钟到，%(price)s元。请在工惠选定。"),
    page="stations:repair-call",
)
CHOSEN = Template(
    code="stations.repair_chosen",
    title=_("司机选了你：%(plate)s"),
    text=_("%(plate)s的司机选定你们，说好%(minutes)s分钟到、%(price)s元。位置和电话在救援单里，请尽快出发。"),
    sms=_("%(plate)s选定你们：%(minutes)s分钟到，%(price)s元。位置和电话见工惠救援单。"),
    page="stations-counter:job",
)
NOT_CHOSEN = Template(
    code="stations.repair_not_chosen",
    title=_("司机选了另一家"),
    text=_("救援单%(code)s的司机选了另一家，谢谢你愿意去。"),
)
ARRIVED = Template(
    code="stations.repair_arrived",
    title=_("师傅到了"),
    text=_("%(name)s登记已经到达。收费不会高于报价%(price)s元。"),
    page="stations:repair-call",
)
DONE = Template(
    code="stations.repair_done",
    title=_("修好了，收费%(charged)s元"),
    text=_("%(name)s登记修好，收费%(charged)s元。请评一评，你的评价下一位司机看得到。"),
    page="stations:repair-call",
)
CANCELLED = Template(
    code="stations.repair_cancelled",
    title=_("救援单取消了"),
    text=_("救援单%(code)s取消了：%(reason)s。"),
)
CLOSED = Template(
    code="stations.workshop_closed",
    title=_("接单资格已停止"),
    text=_("%(name)s的接单资格已停止，原因：%(reason)s。"),
)
