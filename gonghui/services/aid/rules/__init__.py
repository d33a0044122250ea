"""What an application for aid is as a case: its stages and limits, who sees it, who may do what. Pure."""

from datetime import date, timedelta

from gonghui.kernel.text import fold
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.casework.kinds import Kind, Limit, Relation, Stage
from gonghui.primitives.people.powers import Act, Power

from .. import refusals
from ..refusals import money as money_refusals

HANDLE = Act("aid.handle", Power.MANAGE)  # reads, visits, decides
WATCH = Act("aid.watch", Power.WATCH)  # sees standards, funds and what was paid
FUND = Act("aid.fund", Power.PREPARE)  # writes down what was given to the fund
PAY = Act("aid.pay", Power.APPROVE)  # lets the money go

LOADERS = ("district", "city", "province", "national")  # kinds of unions that say what holds in their places
SINCE = date(2024, 1, 1)
OURS = _("本平台承诺")
NOTICE_DAYS = 5  # working days of the public notice
REVIEW_DAYS = 365
LONGEST_RECEIPT = 40
NEAR_KEPT = timedelta(days=365)  # so long a near miss stays on its list


def _limit(days: int) -> tuple[Limit, ...]:
    return (Limit(SINCE, days, OURS),)


AID = Kind(
    code="aid",
    title=_("困难帮扶"),
    act=HANDLE,
    seen_by=frozenset({Relation.ASKER, Relation.ASSIGNED, Relation.HERE, Relation.ABOVE}),
    stages=(
        Stage("waiting", _("等待受理"), ("visiting",), _limit(3), tone="warn"),
        Stage("visiting", _("入户走访"), ("deciding",), _limit(10), tone="warn"),
        Stage("deciding", _("两人认定"), ("visiting", "notice", "closed"), _limit(5), tone="warn"),
        Stage("notice", _("公示"), ("deciding", "paying"), _limit(NOTICE_DAYS + 5), tone="gold"),
        Stage("paying", _("等待发放"), ("deciding", "closed"), _limit(10), tone="warn"),
        Stage("closed", _("已办结"), ("visiting",)),
    ),
    first="waiting",
    taken="visiting",
    ended="closed",
    levels=(("ordinary", _("一般")),),
    topics=(
        ("illness", _("家人生病")),
        ("accident", _("意外和灾害")),
        ("income", _("收入低、失业")),
        ("schooling", _("孩子上学")),
        ("other", _("其他困难")),
    ),
    outcomes=(("granted", _("已认定并发放")), ("refused", _("不予认定"))),
    page="aid:one",
    desk="aid-console:one",
    queue="aid-console:index",
    icon="home-heart",
    reopened_within=timedelta(days=30),
)
APPEAL = _("不同意的，三十天内可以在申请里点“重新办理”，由没有办过的两个人重新认定；也可以打 12351 向上级工会反映")


def check_stage(stage: str, wanted: tuple[str, ...], act: str) -> None:
    """Raises NotAtThisStage."""
    if stage not in wanted:
        raise refusals.NotAtThisStage(stage=Word(AID.stage(stage).title), act=Word(act))


def receipt_number(text: str) -> str:
    """A bank's receipt, in one spelling: the same paper pays once. Raises ReceiptMissing, ReceiptTooLong."""
    number = fold(text).replace(" ", "").upper()
    if not number:
        raise money_refusals.ReceiptMissing()
    if len(number) > LONGEST_RECEIPT:
        raise money_refusals.ReceiptTooLong(most=LONGEST_RECEIPT)
    return number


def account_number(text: str) -> str:
    """A bank card's digits. Raises BadAccount."""
    digits = fold(text).replace(" ", "").replace("-", "")
    if not (digits.isascii() and digits.isdigit() and 12 <= len(digits) <= 19):
        raise refusals.BadAccount()
    return digits
