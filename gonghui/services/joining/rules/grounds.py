"""For what an application may be refused, and for nothing else: dated, each by a rule and with what would make it a
yes. Pure."""

from dataclasses import dataclass
from datetime import date

from gonghui.kernel.words import gettext_noop as _

from .. import refusals
from .features import check_features

UNION_LAW = _("《中华人民共和国工会法》，2021 年修正，2022 年 1 月 1 日起施行")
MEMBERSHIP = _("《工会会员会籍管理办法》，2016 年 12 月 12 日起施行")
REAL_NAME = _("《推进基层工会组织和工会会员实名制管理工作方案》，总工办发〔2017〕14 号")
LABOUR_LAW = _("《中华人民共和国劳动法》，1995 年 1 月 1 日起施行")
JOIN, TRANSFER = "join", "transfer"
TO_THE_DESK = _("请带身份证到工会窗口，更新登记的手机号")


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground as it was worded and in force from one day to the day before another, None for until now.

    `explained`: whoever gives it says which facts. `found`: nobody chooses it; the settling of a conflict finds it.
    """

    code: str
    says: str
    rule: str
    source: str
    mend: str
    since: date
    until: date | None = None
    explained: bool = False
    found: bool = False
    kinds: tuple[str, ...] = (JOIN, TRANSFER)

    def in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)


GROUNDS = (
    Ground(
        "no_work", _("没有查到你在单位、平台或行业里劳动的记录"), _("工会法第三条；会籍管理办法第四条"), UNION_LAW,
        _("附上劳动合同、工资条或近三个月的接单截图，可以再申请；暂时没有工作的，改选住地的网上会员之家"),
        date(2022, 1, 1), kinds=(JOIN,),
    ),
    Ground(
        "elsewhere", _("你的劳动关系在另一个工会的范围里"), _("会籍管理办法第三条：劳动关系在哪里，会籍就在哪里"),
        MEMBERSHIP, _("改选说明里写的工会，再申请"), date(2016, 12, 12), explained=True,
    ),
    Ground(
        "not_moved", _("没有查到你已经到这个工会的范围里劳动"), _("会籍管理办法第三条：劳动关系在哪里，会籍就在哪里"),
        MEMBERSHIP, _("附上新单位的合同或接单截图，可以再申请；会籍一直在原工会"), date(2016, 12, 12),
        kinds=(TRANSFER,),
    ),
    Ground(
        "not_willing", _("核实时你说不愿意，或者申请不是你提交的"), _("工会法第三条：入会自愿"), UNION_LAW,
        _("愿意的时候，由你本人再申请"), date(2022, 1, 1),
    ),
    Ground(
        "document", _("证件经核对不是你本人的，或者已经失效"), _("工会会员实名制"), REAL_NAME,
        _("带本人有效证件的原件到工会窗口，或改正号码再申请"), date(2017, 1, 1),
    ),
    Ground(
        "too_young", _("还不满十六周岁"), _("劳动法第十五条"), LABOUR_LAW, _("满十六周岁当天起可以申请"),
        date(1995, 1, 1), kinds=(JOIN,),
    ),
    Ground(
        "member", _("核实后你已经是工会会员"), _("会籍管理办法第三条：一人只有一个会籍"), MEMBERSHIP,
        _("换了单位请办转会；换了手机号请带身份证到工会窗口更新"), date(2016, 12, 12), kinds=(JOIN,),
    ),
    Ground(
        "same_person", _("核实后你已经是工会会员"), _("会籍管理办法第三条：一人只有一个会籍"), MEMBERSHIP, TO_THE_DESK,
        date(2016, 12, 12), found=True,
    ),
    Ground(
        "same_row", _("核实后你以前已经登记过，登记的是旧手机号"), _("工会会员实名制"), REAL_NAME,
        _("请带身份证到工会窗口更新手机号，再申请入会"), date(2017, 1, 1), found=True,
    ),
    Ground(
        "earlier", _("申请没有通过审核"), _("工会法第三条"), UNION_LAW, _("情况有变化的，可以重新申请"),
        date(2016, 12, 12), found=True,
    ),
)  # fmt: skip


def offered(*, on: date, among: tuple[Ground, ...] = GROUNDS) -> list[Ground]:
    """Those that an officer may choose on a day."""
    return [one for one in among if one.in_force(on) and not one.found]


def said(code: str, *, on: date, among: tuple[Ground, ...] = GROUNDS) -> Ground | None:
    """A ground as it was worded on a day; "" is none."""
    worded = [one for one in among if one.code == code]
    return next((one for one in worded if one.in_force(on)), worded[-1] if worded else None)


def check_chosen(code: str, *, reason: str, on: date, among: tuple[Ground, ...] = GROUNDS) -> Ground:
    """Raises GroundNeeded, UnknownGround, FactsNeeded, NamesFeature."""
    if not code:
        raise refusals.GroundNeeded()
    ground = next((one for one in offered(on=on, among=among) if one.code == code), None)
    if ground is None:
        raise refusals.UnknownGround(ground=code[:20])
    if ground.explained and not reason:
        raise refusals.FactsNeeded(ground=ground.says)
    check_features(reason)
    return ground


def check_kind(ground: Ground, kind: str) -> None:
    """Raises GroundNotFor: who joins is not told that they have not moved."""
    if kind not in ground.kinds:
        raise refusals.GroundNotFor(ground=ground.says)
