"""A question to a person, as a kind of case: answered in five working days, by the union of the place."""

from datetime import date, timedelta

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.casework.kinds import Kind, Limit, Party, Relation, Stage

from . import HANDLE

SINCE = date(2026, 1, 1)
BOTH = frozenset({Party.STAFF, Party.ASKER})
OVER = (
    ("solved", _("已经解决")),
    ("explained", _("已经解释清楚")),
    ("settled", _("调解成功")),
    ("won", _("仲裁或诉讼支持")),
    ("lost", _("仲裁或诉讼没有支持")),
    ("referred", _("已转有权办理的部门")),
    ("unreachable", _("联系不上")),
)
TOPIC_WORDS = (
    ("wages", _("工资拖欠")),
    ("overtime", _("加班费和休假")),
    ("injury", _("工伤")),
    ("contract", _("劳动合同")),
    ("dismissal", _("辞退和补偿")),
    ("insurance", _("社会保险")),
    ("women", _("女职工保护")),
    ("other", _("其他")),
)

LEGAL = Kind(
    code="legal",
    title=_("法律咨询"),
    act=HANDLE,
    seen_by=frozenset({Relation.ASKER, Relation.ASSIGNED, Relation.HERE, Relation.ABOVE}),
    stages=(
        Stage(
            "waiting", _("等待受理"), ("working", "closed"),
            (Limit(SINCE, 1, _("本平台承诺：一个工作日内有人受理")),), tone="warn",
        ),
        Stage(
            "working", _("办理中"), ("answered", "closed"),
            (Limit(SINCE, 5, _("本平台承诺：五个工作日内答复")),), from_asked=True, tone="warn",
        ),
        Stage(
            "answered", _("已答复，待回访"), ("working", "closed"),
            (Limit(SINCE, 5, _("本平台承诺：答复后五个工作日内回访")),), answered=True, tone="good",
        ),
        Stage("closed", _("已办结"), ("working",), by=BOTH),
    ),
    first="waiting",
    taken="working",
    ended="closed",
    levels=(("ordinary", _("一般")),),
    topics=TOPIC_WORDS,
    outcomes=OVER,
    page="legal:one",
    desk="legal-console:one",
    queue="legal-console:index",
    icon="scale",
    reopened_within=timedelta(days=30),
)  # fmt: skip
