"""Who is given legal aid: the causes, and whose means are looked at, each with its article. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gonghui.kernel.benefits import Benefit, Condition, Held, Rule, no, unknown, yes
from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import gettext_noop as _

from .. import refusals
from .aid import LAW, REVIEW, SINCE

UNION_PAPER = _("工会法律援助办法（总工发〔2008〕52号）")
OF_LAW = {  # a topic of the kind, and by which item of article 31 it is a cause
    "wages": _("第三十一条第五项：支付劳动报酬"),
    "overtime": _("第三十一条第五项：支付劳动报酬"),
    "contract": _("第三十一条第五项：确认劳动关系"),
    "injury": _("第三十一条第七项：工伤事故人身损害赔偿"),
    "insurance": _("第三十一条第二项：给予社会保险待遇"),
}
PAY_OR_INJURY = ("wages", "overtime", "injury")
EXEMPT = (  # article 42: whose means nobody looks into, once a paper shows it
    ("group", _("没有固定生活来源的未成年人、老年人、残疾人等特定群体"), _("第四十二条第一项")),
    ("relief", _("社会救助、司法救助或者优抚对象"), _("第四十二条第二项")),
)
EXEMPT_BY = {code: article for code, _says, article in EXEMPT}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is asked for, and of who asks: None while nobody said. `exempt`: a code of EXEMPT; "" none of them.

    `hardship`: they declare it, as article 41 allows. `for_union`: it is about the work they did for the union.
    """

    topic: str
    migrant: bool | None = None
    exempt: str | None = None
    hardship: bool | None = None
    for_union: bool | None = False


def rule(number: str) -> Rule:
    return Rule(number, LAW, SINCE)


BY_UNION = Rule(_("工会法律援助的范围"), UNION_PAPER, weak=True)
LOCAL = Rule(_("工会干部、劳模"), _("地方工会职工法律援助办法（按公开文本）"), weak=True)


def _cause(facts: Facts, _on: date) -> Held:
    if facts.topic in OF_LAW:
        return yes(rule=rule(OF_LAW[facts.topic]))
    return no(refusals.NoCause()) if facts.topic == "other" else yes(rule=BY_UNION)


def _migrant(facts: Facts, _on: date) -> Held | None:
    if facts.topic not in PAY_OR_INJURY:
        return None
    return _answered(facts.migrant, refusals.NotMigrant, _("是不是进城务工人员"))


def _exempt(facts: Facts, _on: date) -> Held:
    if facts.exempt is None:
        return unknown(_("是不是特定群体，或者救助、优抚对象"))
    article = EXEMPT_BY.get(facts.exempt)
    return yes(rule=rule(article)) if article else no(refusals.NotExempt())


def _answered(said: bool | None, refusal: Callable[[], Refused], missing: str) -> Held:
    if said is None:
        return unknown(missing)
    return yes() if said else no(refusal())


ENTITLED: Benefit[Facts] = Benefit(
    code="legal.aid",
    headings=(_("符合法律援助的条件"), _("按现在的情况，不符合法律援助的条件"), _("还差一些信息，补上就知道")),
    appeal=REVIEW,
    conditions=(
        Condition("aid.cause", _("是劳动权益的事"), (rule(_("第三十一条")),), _cause),
    ),
    one_of=(
        Condition(
            "aid.means_migrant", _("进城务工人员要工资或者工伤赔偿，不看家庭收入"),
            (rule(_("第四十二条第三项")),), _migrant,
        ),
        Condition(
            "aid.means_exempt", _("特定群体，或者救助、优抚对象，不看家庭收入"), (rule(_("第四十二条")),), _exempt
        ),
        Condition(
            "aid.means_declared", _("家庭经济困难，由本人如实说明并承诺"),
            (rule(_("第三十四条、第四十一条：标准由省级人民政府定，可以个人诚信承诺")),),
            lambda facts, _on: _answered(facts.hardship, refusals.NotPoor, _("家庭是不是经济困难")),
        ),
        Condition(
            "aid.means_for_union", _("工会干部、劳模因履行职责或者维护职工权益受到侵害"), (LOCAL,),
            lambda facts, _on: _answered(facts.for_union, refusals.NotForUnion, _("是不是因为给工会做事受到侵害")),
        ),
    ),
)  # fmt: skip
