"""An application for legal aid, as a kind of case: decided in seven days, a lawyer in three, all days count. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from gonghui.kernel.benefits import Answer, Judgement
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.casework.kinds import Kind, Limit, Party, Relation, Stage, Told
from gonghui.primitives.people.powers import Act, Power

from .. import refusals
from .question import TOPIC_WORDS

HANDLE_AID = Act("legal.aid", Power.MANAGE)  # decides, gives to lawyers, hands over, reads the figures
REPRESENT = Act("legal.represent", Power.REPRESENT)  # acts for a worker, and sees what was given to them alone
AT_AID = Act("legal.at_aid", Power.MANAGE, Power.REPRESENT)  # opens the desk: either

LAW, SINCE = _("法律援助法（2021 年）"), date(2022, 1, 1)
DECIDED_IN, APPOINTED_IN, URGENT_IN, STEP_WITHIN = 7, 3, 1, 30
URGENT_BELOW = 7  # days to the end of a limit
ORDINARY, URGENT = "ordinary", "urgent"
WAITING, DECIDING, GRANTED, HELPING, CLOSED = "waiting", "deciding", "granted", "helping", "closed"
REFUSED = "refused"
DECIDE = (
    Limit(SINCE, DECIDED_IN, _("法律援助法第四十三条第一款：七日内审查决定")),
    Limit(SINCE, URGENT_IN, _("法律援助法第四十四条：先行提供；本平台承诺一日内决定"), URGENT),
)
APPOINT = (
    Limit(SINCE, APPOINTED_IN, _("法律援助法第四十三条第二款：三日内指派")),
    Limit(SINCE, URGENT_IN, _("法律援助法第四十四条：先行提供；本平台承诺一日内指派"), URGENT),
)

AID = Kind(
    code="legal_aid",
    title=_("法律援助"),
    act=HANDLE_AID,
    seen_by=frozenset({Relation.ASKER, Relation.ASSIGNED, Relation.HERE, Relation.ABOVE}),
    stages=(
        Stage(WAITING, _("等待审查"), (GRANTED, CLOSED), DECIDE, tone="warn"),
        Stage(DECIDING, _("正在审查"), (GRANTED, CLOSED), DECIDE, from_asked=True, tone="warn"),
        Stage(
            GRANTED, _("同意援助，正在指派律师"), (HELPING, CLOSED), APPOINT, hands=REPRESENT, given=HELPING,
            tone="gold",
        ),
        Stage(
            HELPING, _("律师在办"), (HELPING, CLOSED),
            (Limit(SINCE, STEP_WITHIN, _("本平台承诺：律师三十日内有一次进展")),), hands=REPRESENT, tone="good",
        ),
        Stage(CLOSED, _("已办结"), (DECIDING,), by=frozenset({Party.STAFF, Party.ASKER})),
    ),
    first=WAITING,
    taken=DECIDING,
    ended=CLOSED,
    levels=((ORDINARY, _("一般")), (URGENT, _("先行提供"))),
    topics=(*TOPIC_WORDS[:-1], ("other", _("和劳动无关的事"))),
    outcomes=(
        ("won", _("仲裁或诉讼支持")),
        ("settled", _("调解或和解")),
        ("lost", _("仲裁或诉讼没有支持")),
        ("done", _("代写文书或咨询已办完")),
        ("ended", _("终止援助")),
        (REFUSED, _("不予援助")),
    ),
    page="legal:aid-one",
    desk="legal-console:aid-one",
    queue="legal-console:aid-index",
    icon="scale",
    calendar_days=True,
    most_pauses=1,  # what is missing is said once (article 43)
    told={
        "received": Told(
            _("法律援助申请已收到"), _("编号 %(code)s，%(due)s前决定。"),
            sms=_("工惠：已登记，编号%(code)s，%(due)s前有结果。"),
        ),
    },
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ground:
    """Why an application is refused, by which article. `by_rule`: the rules themselves say so, or it does not hold."""

    code: str
    says: str
    article: str
    by_rule: bool = False


GROUNDS = (
    Ground("cause", _("不属于法律援助的事项"), _("法律援助法第三十一条；工会法律援助办法"), by_rule=True),
    Ground("means", _("不符合经济困难条件，也不在免予核查之列"), _("法律援助法第三十四条、第四十二条"), by_rule=True),
    Ground("papers", _("一次性告知后，没有按要求补充材料或者说明，视为撤回申请"), _("法律援助法第四十三条第三款")),
    Ground("false", _("隐瞒重要事实或者提供虚假证据"), _("法律援助法第四十八条第一项、第二项")),
    Ground("own", _("已经自己委托律师或者其他代理人"), _("法律援助法第四十八条第六项")),
)  # fmt: skip
BY_GROUND = {one.code: one for one in GROUNDS}
REVIEW = _(
    "不同意的，三十天内可以在申请里点“没有解决，重新办理”，由另一位工会干部重新审查；也可以打 12351 向上级工会反映。"
    "还可以向当地司法局的法律援助中心（电话 12348）另行申请；对它不予援助的决定，按法律援助法第四十九条"
    "向司法局提出异议，司法局五日内审查"
)
GOES_WITH = {"cause": "aid.cause", "means": "aid.means"}  # a ground, and the conditions of rules.entitled behind it


def is_urgent(limit_on: date | None, *, today: date) -> bool:
    """Whether a limit of the law ends in fewer than seven days (article 44); one that is over does not."""
    return limit_on is not None and timedelta(0) <= limit_on - today < timedelta(days=URGENT_BELOW)


def check_stage(stage: str, wanted: tuple[str, ...], act: str) -> None:
    """Raises NotAtThisStage."""
    if stage not in wanted:
        raise refusals.NotAtThisStage(stage=Word(AID.stage(stage).title), act=Word(act))


def check_grant(found: Judgement) -> None:
    """Raises the first no of the rules; FactsMissing while nobody can say."""
    refusal = found.refusal
    if refusal is not None:
        raise refusal
    if found.answer is Answer.UNKNOWN:
        open_ones = dict.fromkeys([*found.missing, *(each for way in found.missing_one_of for each in way)])
        raise refusals.FactsMissing(missing=tuple(Word(one) for one in open_ones))


def check_ground(code: str, found: Judgement) -> Ground:
    """The ground of that code. Raises NoSuchGround, GroundDoesNotHold: the rules say yes to what it is about."""
    ground = BY_GROUND.get(code)
    if ground is None:
        raise refusals.NoSuchGround()
    noes = {one.code for one in found.noes}
    if ground.by_rule and not any(one.startswith(GOES_WITH[code]) for one in noes):
        raise refusals.GroundDoesNotHold(ground=Word(ground.says)).ruled(ground.article)
    return ground
