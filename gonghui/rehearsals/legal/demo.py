"""The demo world's questions of law: one that nobody has yet, one answered, one closed with what came back; and two
applications for legal aid, one to be decided, one with a lawyer."""

from datetime import datetime, timedelta

from gonghui.kernel.callers import Caller
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.money import Fen
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.dispatch import Words
from gonghui.primitives.casework.models import Case
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, Division, Person, Role, Union
from gonghui.primitives.transactions import action
from gonghui.rehearsals.cast import DEMO as BY
from gonghui.rehearsals.cast import PASSWORD
from gonghui.services.legal import actions
from gonghui.services.legal.actions.aid import Step
from gonghui.services.legal.rules.aid import AID
from gonghui.services.legal.rules.entitled import Facts
from gonghui.services.legal.rules.question import LEGAL

DAY = timedelta(days=1)
ASKED = (  # topic, words, how long ago
    ("contract", "公司让我签“自愿放弃社保”的承诺书，不签就不给排班，能签吗？", DAY / 12),
    ("overtime", "做六休一，每天十小时，工资条上没有加班费这一项，能要吗？", 2 * DAY),
    ("wages", "饭店关门了，最后两个月工资没发，老板电话打不通。", 4 * DAY),
)
LAWYER = ("纪守正", "19900009711", "jisz")


@action
def demo(*, now: datetime) -> list[str]:
    """Fill the queue if it is empty and the city's union is there."""
    city = Union.objects.filter(code="TY").first()
    if city is not None and not Case.objects.of_kind(LEGAL).exists():
        _fill(city, now)
    if city is not None and not Case.objects.of_kind(AID).exists():
        _aid(city, now)
    return [
        "法律维权    /legal/ ; officers /console/legal/cases/ , the library /console/legal/library/",
        f"法律援助    /legal/aid/ ; officers, and lawyer {LAWYER[2]} / {PASSWORD}, at /console/legal/aid/",
    ]


def _fill(city: Union, now: datetime) -> None:
    zhao = Account.objects.get(username="zhao").person
    officer = Caller(zhao.pk, zhao.name, BY.origin)
    place = Division.objects.get(pk="140105")
    askers = Person.objects.under([city]).exclude(pk=zhao.pk).order_by("-pk")[: len(ASKED)]
    made = []
    for person, (topic, words, ago) in zip(askers, ASKED, strict=False):
        caller = Caller(person.pk, person.name, BY.origin)
        made.append(actions.ask(person, Words(topic, words, place), by=caller, now=now - ago))
    for case in made[1:]:
        casework.assign(case, zhao, by=officer, now=now)
    if len(made) == len(ASKED):
        words = "能要。先把每天上下班打卡的截图留好，再和公司书面提出；公司不给的，一年内可以申请仲裁。"
        casework.answer(made[1], words, stage="answered", by=officer, now=now)
        words = "区里劳动监察找到了老板，今天付清。"
        actions.close(made[2], "settled", words, recovered=Fen.from_yuan("9600"), by=officer, now=now)


def _aid(city: Union, now: datetime) -> None:
    """One waits to be decided, one has a lawyer who has begun."""
    zhao = Account.objects.get(username="zhao").person
    officer, place = Caller(zhao.pk, zhao.name, BY.origin), Division.objects.get(pk="140105")
    lawyer = _lawyer(city, now)
    askers = list(Person.objects.under([city]).exclude(pk__in=[zhao.pk, lawyer.pk]).order_by("pk")[:2])
    if len(askers) < 2:
        return
    first, second = (Caller(one.pk, one.name, BY.origin) for one in askers)
    words = Words("dismissal", "怀孕四个月被辞退，想请律师，家里只有一个人挣钱。", place)
    actions.aid.apply(askers[0], words, Facts("dismissal", exempt=""), by=first, now=now - DAY)
    words = Words("wages", "在工地干了五个月，工资一分没结，包工头不接电话。", place)
    facts = Facts("wages", migrant=True)
    case = actions.aid.apply(askers[1], words, facts, by=second, now=now - 6 * DAY)
    actions.aid.grant(case, by=officer, now=now - 4 * DAY)
    actions.aid.assign(case, lawyer, by=officer, now=now - 3 * DAY)
    met = Step("meeting", (now - 2 * DAY).date(), 45, "电话里核对了工期和工友名单，请把考勤照片发到这里。")
    actions.aid.step(case, met, by=Caller(lawyer.pk, lawyer.name, BY.origin), now=now - 2 * DAY)


def _lawyer(city: Union, now: datetime) -> Person:
    name, number, username = LAWYER
    person = people.named(name, Mobile.parse(number), by=BY, now=now)
    people.appoint(person, city, Role.LAWYER, by=BY, now=now - 5 * DAY)
    people.open_account(person, username=username, password=PASSWORD, by=BY, now=now)
    return person
