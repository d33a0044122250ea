"""The demo world's counselling: texts, two counsellors with hours, one talk ahead, one who waits to be called, and a
month in which enough people answered to be told of in groups."""

from datetime import datetime, timedelta

from django.utils import timezone

from gonghui.kernel.callers import Caller
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.window import Window
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Person, Role, Union
from gonghui.primitives.transactions import action
from gonghui.rehearsals.cast import DEMO as BY
from gonghui.rehearsals.cast import PASSWORD
from gonghui.services.counselling import actions
from gonghui.services.counselling.actions.booking import Wish
from gonghui.services.counselling.models import Counsellor, Leaflet
from gonghui.services.counselling.rules.scales import GAD7, PHQ9

LIN = "19900000001"  # of the demo
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ON_THE_HOUR = {"minute": 0, "second": 0, "microsecond": 0}
TEXTS = (
    (
        "睡不着的时候",
        "先别看手机，也别算还能睡几个小时。\n\n起来喝口水，坐到困了再躺下。\n\n连着两周睡不好，来约一次咨询。",
    ),
    ("工友心情不好，怎么陪", "不急着劝，先听。问一句“这阵子难不难”。\n\n他说到不想活，就当真：陪着他，一起打 12356。"),
    ("跑夜路的人", "每两小时停一次车，下来走五分钟。\n\n想家的时候给家里打个电话，说什么都行。"),
)
COUNSELLORS = (
    ("梅知秋", "19900009701", "meizq", "二级心理咨询师，擅长睡眠和压力；说话慢，听得多。", ["phone", "video"], "https://meet.example/mei"),
    ("何远山", "19900009702", "heys", "社工师，陪过很多货车司机和外卖骑手。", ["phone"], ""),
)  # fmt: skip
ANSWERS = ([0, 0, 1, 1, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 0, 0, 0, 0], [2, 1, 2, 2, 1, 1, 1, 1, 0])


@action
def demo(*, now: datetime) -> list[str]:
    """Fill what is empty, once the city's union is there."""
    city = Union.objects.filter(code="TY").first()
    if city is not None and not Leaflet.objects.exists():
        _fill(city, now)
    return [f"心理健康    /counselling/ ; counsellors meizq, heys / {PASSWORD} at /console/counselling/desk/"]


def _fill(city: Union, now: datetime) -> None:
    for title, text in TEXTS:
        actions.write(city, title, text, by=BY, now=now - DAY)
    first, _second = [_counsellor(city, *said, now=now) for said in COUNSELLORS]
    members = list(Person.objects.under([city]).order_by("pk")[:34])
    for nth, person in enumerate(members):
        _answered(person, nth, now - 35 * DAY)
    lin = Person.objects.by_mobile(Mobile.parse(LIN)).first()
    others = [one for one in members if one != lin]
    if lin is not None and others:
        morning = Window(_opened(now), _opened(now) + HOUR)
        actions.book(first, lin, morning, Wish("phone", "最近老是睡不着"), key="demo-counselling", by=_as(lin), now=now)
        actions.ask_call(others[0], by=_as(others[0]), now=now - timedelta(minutes=5))


def _counsellor(
    city: Union, name: str, number: str, username: str, about: str, ways: list[str], link: str, *, now: datetime
) -> Counsellor:
    person = people.named(name, Mobile.parse(number), by=BY, now=now)
    people.appoint(person, city, Role.COUNSELLOR, by=BY, now=now - DAY)
    people.open_account(person, username=username, password=PASSWORD, by=BY, now=now)
    made = actions.introduce(person, city, about=about, ways=ways, link=link, by=_as(person), now=now)
    for day in range(3):
        starts = _opened(now) + day * DAY
        actions.open_hours(made, Window(starts, starts + 3 * HOUR), by=_as(person), now=now)
    return made


def _answered(person: Person, nth: int, at: datetime) -> None:
    actions.consent(person, by=_as(person), now=at)
    answers = ANSWERS[nth % len(ANSWERS)]
    actions.take(person, PHQ9, answers, now=at)
    actions.take(person, GAD7, answers[:7], now=at)


def _opened(now: datetime) -> datetime:
    """Tomorrow at nine."""
    return timezone.localtime(now + DAY, timezone.get_default_timezone()).replace(hour=9, **ON_THE_HOUR)


def _as(person: Person) -> Caller:
    return Caller(person.pk, person.name, BY.origin)
