"""What stations tell people: an entry code, a turn, a bed, stores that expire, stars that moved."""

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.notices.templates import Template

ENTRY_CODE = Template(
    code="stations.entry_code",
    title=_("进门码"),
    text=_("%(name)s的进门码是 %(code)s，10 分钟内有效，只能用一次。不用下载，不用注册。"),
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
BOOKED = Template(
    code="stations.booked",
    title=_("订好了：%(what)s %(when)s"),
    text=_("%(name)s的%(what)s%(room)s给你留着，%(when)s。凭证码%(code)s，晚到半小时会让给别人。"),
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
