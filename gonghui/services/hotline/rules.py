"""What a request to the hotline is: its stages and limits, who sees it, where it goes. Pure."""

from datetime import date, timedelta

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.casework.kinds import Kind, Limit, Party, Relation, Stage
from gonghui.primitives.people.powers import Act, Power

HANDLE = Act("hotline.handle", Power.MANAGE)  # reads and handles
SEAT = Act("hotline.seat", Power.RECEIVE)  # takes calls: sees where a caller's cases stand, and no word of them

SINCE = date(2023, 12, 1)
NATIONAL = _("12351 职工服务热线全国统一工单：按一般、难点、特别复杂三类限时办理（2023）；天数为本平台的承诺")
WITHIN_A_DAY = (Limit(SINCE, 1, _("本平台承诺：一个工作日内有人受理")),)
BY_LEVEL = (
    Limit(SINCE, 5, NATIONAL, "ordinary"),
    Limit(SINCE, 15, NATIONAL, "hard"),
    Limit(SINCE, 30, NATIONAL, "special"),
)
CALLED_BACK = (Limit(SINCE, 5, _("本平台承诺：答复后五个工作日内回访")),)
BOTH = frozenset({Party.STAFF, Party.ASKER})

HOTLINE = Kind(
    code="hotline",
    title=_("12351 诉求"),
    act=HANDLE,
    seen_by=frozenset({Relation.ASKER, Relation.ASSIGNED, Relation.HERE, Relation.ABOVE}),
    stages=(
        Stage("waiting", _("等待受理"), ("working", "closed"), WITHIN_A_DAY, tone="warn"),
        Stage("working", _("办理中"), ("answered", "closed"), BY_LEVEL, from_asked=True, tone="warn"),
        Stage("answered", _("已答复，待回访"), ("working", "closed"), CALLED_BACK, answered=True, tone="good"),
        Stage("closed", _("已办结"), ("working",), by=BOTH),
    ),
    first="waiting",
    taken="working",
    ended="closed",
    levels=(("ordinary", _("一般")), ("hard", _("难点")), ("special", _("特别复杂"))),
    topics=(
        ("wages", _("工资和加班费")),
        ("injury", _("工伤")),
        ("contract", _("劳动合同和辞退")),
        ("insurance", _("社会保险")),
        ("safety", _("劳动安全和高温")),
        ("rest", _("工时和休息休假")),
        ("women", _("女职工保护")),
        ("union", _("入会和工会服务")),
        ("aid", _("困难帮扶")),
        ("other", _("其他")),
    ),
    outcomes=(
        ("solved", _("已经解决")),
        ("explained", _("已经解释清楚")),
        ("referred", _("已转有权办理的部门")),
        ("refused", _("依法不能办理")),
        ("unreachable", _("联系不上")),
    ),
    page="hotline:one",
    desk="hotline-console:one",
    queue="hotline-console:index",
    icon="headset",
    reopened_within=timedelta(days=30),
)
