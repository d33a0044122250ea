"""What people are told about places, in the app and by SMS."""

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.notices.templates import Template

REPORTED = Template(
    code="places.reported",
    title=_("%(premises)s：有人说%(what)s"),
    text=_("有工友在%(when)s说%(premises)s%(what)s。请在%(due)s前查看并答复，答复会发给对方。"),
    sms=_("有工友说%(premises)s%(what)s，请在%(due)s前查看并在工惠答复。"),
    page="faces:kept-one",
)
FOUND_LOCKED = Template(
    code="places.found_locked",
    title=_("%(premises)s：两次有人说锁着，已停止显示开放"),
    text=_("%(premises)s两次有人说锁着，已不再显示为开放。开门后请点“现在开着”，就会恢复显示。"),
    sms=_("%(premises)s两次有人说锁着，已不再显示为开放。开门后请在工惠点“现在开着”。"),
    page="faces:kept-one",
)
ANSWERED = Template(
    code="places.answered",
    title=_("%(premises)s：%(answer)s"),
    text=_("你%(when)s反映%(premises)s%(what)s，答复：%(answer)s。%(says)s"),
    sms=_("你反映的%(premises)s%(what)s已答复：%(answer)s。"),
)
