"""Who may be a member, condition by condition. Sex, religion, household registration, education are none. Pure."""

from dataclasses import dataclass
from datetime import date

from gonghui.kernel.benefits import Benefit, Condition, Held, Rule, Said, no, unknown, yes
from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people.refusals import UnionClosed

from .. import refusals
from .grounds import LABOUR_LAW, MEMBERSHIP, REAL_NAME, UNION_LAW

YOUNGEST = 16


@dataclass(frozen=True, slots=True)
class Facts:
    """What eligibility asks of an applicant."""

    works: bool  # an employer, a platform or a trade is named
    willing: bool  # applied oneself, or consented
    identified: bool  # a document is known
    member_of: str  # the union of the open membership, "" for none
    same_union: bool
    moves: bool  # it is a transfer
    open_union: bool
    union: str  # the one applied to, by name
    in_conflict: bool
    born_on: date | None


def birthday(born_on: date, years: int) -> date:
    """The day on which somebody is so old; of 29 February 1 March in a common year."""
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)


def old_enough(born_on: date | None, *, today: date) -> bool:
    """Sixteen years old by the day; a permit or passport does not say when somebody was born."""
    return born_on is None or birthday(born_on, YOUNGEST) <= today


def _old_enough(facts: Facts, on: date) -> Held:
    if facts.born_on is None:
        return yes(Said(_("证件上没有出生日期，以本人所述为准")))
    turns = birthday(facts.born_on, YOUNGEST)
    said = Said(_("%(born)s出生，%(turns)s满十六周岁"), {"born": facts.born_on, "turns": turns})
    return yes(said) if turns <= on else no(refusals.TooYoung(), said, from_on=turns)


def _one_membership(facts: Facts, _on: date) -> Held:
    elsewhere = bool(facts.member_of) and not facts.moves and not facts.same_union
    return _met(not elsewhere, refusals.IsMemberElsewhere(union=facts.member_of))


def _met(good: bool, refusal: Refused) -> Held:
    return yes() if good else no(refusal)


ART_3 = Rule(_("工会法第三条"), UNION_LAW, date(2022, 1, 1))
ART_13 = Rule(_("工会法第十三条"), UNION_LAW, date(2022, 1, 1))
LABOUR_15 = Rule(_("劳动法第十五条"), LABOUR_LAW, date(1995, 1, 1))
REAL = Rule(_("工会会员实名制"), REAL_NAME, date(2017, 1, 1))
ONE = Rule(_("会籍管理办法第三条"), MEMBERSHIP, date(2016, 12, 12))

JOINING: Benefit[Facts] = Benefit(
    code="joining.member",
    headings=(_("符合入会条件"), _("还不符合入会条件"), _("材料还不全，暂不能判断")),
    appeal=_("不同意的，申请人三十天内可以向上级工会申诉；性别、宗教、民族、户籍、学历不是条件，不能据此拒绝"),
    conditions=(
        Condition(
            "joining.works", _("在单位、平台或行业里劳动，以此为主要生活来源"), (ART_3,),
            lambda facts, _on: yes() if facts.works else unknown(_("单位、平台或行业，请申请人补填")),
        ),
        Condition(
            "joining.willing", _("本人自愿加入"), (ART_3,),
            lambda facts, _on: yes() if facts.willing else unknown(_("本人同意")),
        ),
        Condition("joining.old_enough", _("年满十六周岁"), (LABOUR_15,), _old_enough),
        Condition(
            "joining.identified", _("身份证件已登记"), (REAL,),
            lambda facts, _on: yes() if facts.identified else unknown(_("证件号码，请申请人补填")),
        ),
        Condition(
            "joining.own_document", _("证件没有登记在另一人名下"), (REAL,),
            lambda facts, _on: _met(not facts.in_conflict, refusals.InConflict()),
        ),
        Condition("joining.one_membership", _("一人只有一个会籍"), (ONE,), _one_membership),
        Condition(
            "joining.open_union", _("所申请的工会没有撤销"), (ART_13,),
            lambda facts, _on: _met(facts.open_union, UnionClosed(union=facts.union)),
        ),
    ),
)  # fmt: skip
