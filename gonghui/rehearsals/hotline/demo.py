"""The demo world's requests: one that nobody has yet, one on its way, one answered, one late, an anonymous call."""

from datetime import datetime, timedelta

from gonghui.kernel.callers import Caller
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.models import Case
from gonghui.primitives.people.models import Account, Division, Person, Union
from gonghui.primitives.transactions import action
from gonghui.rehearsals.cast import DEMO as BY
from gonghui.services.hotline import actions
from gonghui.services.hotline.actions import Call, Words
from gonghui.services.hotline.rules import HOTLINE

DAY = timedelta(days=1)
ASKED = (  # topic, words, trade, how long ago
    ("wages", "工地三月完工，工资拖到现在一分没发，包工头电话也不接。", "", DAY / 24),
    ("injury", "送货时摔伤了手，公司说我是外包，不给申报工伤。", "courier", DAY),
    ("rest", "每天干十二个小时，一个月只休两天。", "food_rider", 2 * DAY),
    ("contract", "干了两年没有签合同，上周口头通知不用来了。", "", 9 * DAY),
)


@action
def demo(*, now: datetime) -> list[str]:
    """Fill the queue if it is empty and the city's union is there."""
    city = Union.objects.filter(code="TY").first()
    if city is not None and not Case.objects.of_kind(HOTLINE).exists():
        _fill(city, now)
    return ["12351 诉求    /hotline/ ; officers /console/hotline/cases/ , who takes calls /console/hotline/desk/"]


def _fill(city: Union, now: datetime) -> None:
    zhao = Account.objects.get(username="zhao").person
    officer = Caller(zhao.pk, zhao.name, BY.origin)
    place = Division.objects.get(pk="140105")
    askers = list(Person.objects.under([city]).exclude(pk=zhao.pk).order_by("pk")[: len(ASKED)])
    made = []
    for person, (topic, words, trade, ago) in zip(askers, ASKED, strict=False):
        caller = Caller(person.pk, person.name, BY.origin)
        made.append(actions.ask(person, Words(topic, words, place, trade), by=caller, now=now - ago))
    for case in made[1:3]:
        casework.assign(case, zhao, by=officer, now=now)
    if len(made) > 2:
        casework.say(made[1], "已经联系公司，请把受伤当天的派单截图发来。", by=officer, now=now)
        words = "公司同意从下月起排休，每月不少于四天；加班费随下月工资补发。"
        casework.answer(made[2], words, stage="answered", by=officer, now=now)
    said = Words("safety", "四十度的天还在露天绑钢筋，没有遮阳棚，也没有水。", place)
    actions.take(Call("phone", anonymous=True), said, by=officer, now=now - DAY / 12)
