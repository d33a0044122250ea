"""What to keep, how long there is and what to do next, for wages that are owed and for an injury at work."""

from dataclasses import dataclass
from datetime import date, timedelta

from gonghui.kernel.money import Fen
from gonghui.kernel.words import gettext_noop as _

from .limits import BY_CODE, Counted, counted

KEEP_WAGES = (
    _("劳动合同、入职登记、工牌、工作服、上岗证"),
    _("银行流水、微信或支付宝转账记录、工资条、欠条"),
    _("考勤、打卡、派单、排班的截图；工友的姓名和电话"),
    _("和老板、班组长说工资的聊天记录和通话录音：不要删原件"),
    _("单位的全名和地址；工地上的，记下总包、分包和项目名"),
)
KEEP_INJURY = (
    _("当天的病历、诊断证明、检查片子、医药费票据：第一次就诊要写明怎么受的伤"),
    _("现场照片、视频、机器或车辆的样子；当天的派单、考勤"),
    _("看到的工友的姓名、电话和书面证言"),
    _("劳动合同；没有合同的，用工资流水、工牌证明在那里干活"),
    _("交通事故责任认定书、报警回执（上下班路上的）"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next, and by which article."""

    what: str
    law: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a wizard says. `over`: what there still is once a limit has passed, None where it has passed for good."""

    keep: tuple[str, ...]
    limits: tuple[Counted, ...]
    steps: tuple[Step, ...]
    over: Step | None = None


@dataclass(frozen=True, slots=True)
class Wages:
    """What somebody says of wages that are owed. `left_on`: the day they left; None: they still work there."""

    owed_since: date
    left_on: date | None
    amount: Fen | None = None
    started_on: date | None = None
    no_contract: bool = False
    migrant: bool = False
    awarded_on: date | None = None  # when the award of the arbitration came


COMPLAIN = Step(_("先向当地劳动监察投诉（打 12333），不收费"), _("劳动争议调解仲裁法第九条"))
ARBITRATE = Step(_("向干活的地方的劳动仲裁委申请仲裁，不收费"), _("劳动争议调解仲裁法第二十一条、第五十三条"))
ADDED = Step(_("责令后还不付的，可以要求加付五成到一倍赔偿金"), _("劳动合同法第八十五条"))
DOUBLE = Step(
    _("满一个月没签书面合同的，从第二个月起可以要二倍工资，最多十一个月；有的地方按月分别算一年，越早申请要回的越多"),
    _("劳动合同法第八十二条、劳动争议调解仲裁法第二十七条第一款"),
)
LEAVE = Step(_("因拖欠工资离职的，可以要经济补偿"), _("劳动合同法第三十八条、第四十六条"))
MIGRANT = Step(_("农民工讨薪申请法律援助，不看家庭收入"), _("法律援助法第四十二条第三项"))
SUE = Step(_("不服裁决的，十五日内向法院起诉"), _("劳动争议调解仲裁法第四十八条、第五十条"))
NO_LIMIT = Step(_("还在单位上班的，讨工资不受一年限制；离开后一年内要申请"), _("劳动争议调解仲裁法第二十七条第四款"))
ANEW = Step(_("申请仲裁的一年过了也先问一问：中间要过钱、投诉过的，会重新算"), _("劳动争议调解仲裁法第二十七条第二款"))
NOT_COUNTED = Step(
    _("过了一年也先问一问：被单位拖着没能申请的，耽误的时间不算在一年里"),
    _("最高人民法院关于审理工伤保险行政案件若干问题的规定第七条"),
)


def wages(said: Wages, *, today: date) -> Told:
    """What holds for wages that are owed."""
    found = [counted("inspection", said.left_on or today, today=today)]
    if said.left_on and not said.awarded_on:
        found.insert(0, counted("arbitration_left", said.left_on, today=today))
    until = _without_contract(said)
    if until and until <= today and not said.awarded_on:
        found.append(counted("double_pay", until, today=today))
    if said.awarded_on:
        found.insert(0, counted("lawsuit", said.awarded_on, today=today))
    steps = [COMPLAIN, ARBITRATE]
    steps = [SUE] if said.awarded_on else steps
    steps += [NO_LIMIT, LEAVE] if said.left_on is None else []
    steps += [DOUBLE] if said.no_contract else []
    steps += [ADDED] + ([MIGRANT] if said.migrant else [])
    return Told(KEEP_WAGES, tuple(found), tuple(steps), None if said.awarded_on else ANEW)


def _without_contract(said: Wages) -> date | None:
    """The last day on which double pay was owed: that of leaving, or the one before a year is full; None: nobody knows.

    Source: 劳动合同法实施条例第七条. It is no wage: that one still works there, or left later, gives no more time.
    """
    if not said.no_contract or said.started_on is None:
        return None
    return min(BY_CODE["double_pay"].last_day(said.started_on) - timedelta(days=1), said.left_on or date.max)


@dataclass(frozen=True, slots=True)
class Injury:
    """What somebody says of an injury at work."""

    hurt_on: date
    employer_applied: bool = False
    accepted_on: date | None = None  # when the bureau took up the application
    appraised_on: date | None = None  # when the result of the appraisal came
    insured: bool = True


REPORT = Step(_("马上告诉单位，请单位三十日内申报工伤；留下书面或聊天记录"), _("工伤保险条例第十七条第一款"))
CHECK_IT = Step(_("单位说申报了的，向单位要受理的回执，或问人社局受理没有"), _("工伤保险条例第十七条"))
SELF = Step(_("单位不报的，自己、近亲属或工会一年内直接去人社局申请"), _("工伤保险条例第十七条第二款"))
PROOF = Step(_("单位说不是工伤的，由单位举证"), _("工伤保险条例第十九条第二款"))
PAID = Step(_("停工治疗期间原工资照发，一般不超过十二个月"), _("工伤保险条例第三十三条"))
UNINSURED = Step(_("单位没交工伤保险的，待遇由单位付"), _("工伤保险条例第六十二条第二款"))
APPRAISE = Step(_("伤情稳定后申请劳动能力鉴定；不服的十五日内申请再次鉴定"), _("工伤保险条例第二十一条、第二十六条"))


def injury(said: Injury, *, today: date) -> Told:
    """What holds for an injury at work."""
    found = []
    if said.accepted_on is None:  # also where the unit says that it has applied: the year is over all the same
        codes = ("injury_worker",) if said.employer_applied else ("injury_employer", "injury_worker")
        found += [counted(code, said.hurt_on, today=today) for code in codes]
    else:
        found.append(counted("injury_decision", said.accepted_on, today=today))
    if said.appraised_on:
        found.insert(0, counted("appraisal_again", said.appraised_on, today=today))
    steps = [] if said.accepted_on else [CHECK_IT, SELF] if said.employer_applied else [REPORT, SELF]
    steps += [PROOF, PAID] + ([] if said.insured else [UNINSURED]) + [APPRAISE]
    return Told(KEEP_INJURY, tuple(found), tuple(steps), None if said.accepted_on else NOT_COUNTED)
