"""What the acts on cards are called, and what who has one is told."""

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.notices.templates import Template

ACTS = {"membership.print_card": _("打印会员证")}
RECALLED = Template(
    code="membership.card_recalled",
    title=_("你的会员证换了新码"),
    text=_("原来的会员证（打印的和截图的）从现在起作废，原因：%(why)s。手机上的会员证联网打开就是新的。"),
    page="membership-member:card",
)
