"""What drivers and shippers are told about loads."""

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.notices.templates import Template

VERIFIED = Template(
    code="stations.shipper_verified",
    title=_("货主资格已核实"),
    text=_("%(name)s已由%(union)s核实，可以发货源。电话只给要看的司机，看过的人有记录。"),
)
CLOSED = Template(
    code="stations.shipper_closed",
    title=_("货主账号已停用"),
    text=_("%(name)s的货主账号已停用，原因：%(reason)s。在架的货源全部撤下。有异议请联系核实你的工会。"),
)
WARNED = Template(
    code="stations.load_warned",
    title=_("你看过的货主被查实有问题"),
    text=_("你看过电话的%(name)s被查实：%(reason)s。没交的钱不要交，已受损失请报警并联系工会法律援助。"),
    sms=_("你看过电话的货主%(name)s被查实有问题，没交的钱不要交，详情见工惠。"),
)
UPHELD = Template(
    code="stations.report_upheld",
    title=_("举报查实，货主已停用"),
    text=_("你举报的%(name)s查实了，账号已停用。谢谢你提醒其他司机。"),
)
DISMISSED = Template(
    code="stations.report_dismissed",
    title=_("举报有结果了"),
    text=_("你举报的%(name)s没有查实：%(note)s。"),
)
