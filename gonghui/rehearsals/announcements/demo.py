"""The demo world's board: what province and city say to their members, something to publish, something corrected."""

from dataclasses import replace
from datetime import datetime, timedelta

from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.transactions import action
from gonghui.rehearsals.cast import DEMO as BY
from gonghui.services.announcements import actions
from gonghui.services.announcements.models import Announcement
from gonghui.services.announcements.rules import Content

DAY = timedelta(days=1)
READERS = 24  # members who have read the province's policy: half of them in one city, a few in another
POLICY = Content(
    "职工互助保障办法（修订）今年起施行",
    "各级工会、广大会员：\n\n修订后的互助保障办法自今年起施行，主要有三处变化：\n"
    "一、住院补贴由每天八十元提高到每天一百元；\n二、新增二十种门诊慢性病；\n三、理赔材料可以在手机上提交。\n\n"
    "办法全文见https://www.example.org/huzhu/banfa，咨询电话：12351。",
    kind="policy",
    audience="everybody",
    pinned=True,
)
COOL = Content(
    "夏季送清凉活动安排",
    "各基层工会：\n\n高温天气期间，市总工会给户外作业岗位送清凉，请各单位在本周五前报送岗位名单和人数。\n\n"
    "物资从下周一起在各职工驿站领取，凭会员证登记。",
)
WALK = Content(
    "周末职工健步走，汾河公园集合",
    "周六早上七点半，汾河公园南门集合，全程五公里，走完发纪念毛巾。\n带孩子的请全程陪同，下雨顺延一周。",
    kind="event",
)
COURSE = Content(
    "家政、电工技能培训班开始报名",
    "面向会员免费，每班四十人，报满为止。上课时间是晚上和周末，结业考试合格的发证书。",
    kind="event",
)
REST = Content("端午节职工书屋开放安排", "端午节当天闭馆，前后两天九点到十七点照常开放。")
CLINIC = Content("义诊车下周三到厂区", "血压、血糖、骨科和中医，上午九点到十一点半，在一号门广场。", kind="event")


@action
def demo(*, now: datetime) -> list[str]:
    """Fill the board if it is empty and its unions are there."""
    unions = {union.code: union for union in Union.objects.filter(code__in=("SX", "TY", "TY-1"))}
    if len(unions) == 3 and not Announcement.objects.exists():
        _fill(unions, now)
    return ["通知公告      /announcements/, and for officers /console/announcements/"]


def _fill(unions: dict[str, Union], now: datetime) -> None:
    policy = _out(unions["SX"], POLICY, now - 20 * DAY)
    cool = _out(unions["TY"], COOL, now - 3 * DAY)
    _out(unions["TY"], replace(WALK, pinned=True, ends_at=now + DAY / 2), now - 2 * DAY)
    _out(unions["TY-1"], CLINIC, now - DAY)
    _read(policy, Person.objects.under([unions["TY"]]).order_by("pk")[: READERS // 2], now)
    _read(policy, Person.objects.under([unions["SX"]]).order_by("-pk")[: READERS // 2], now)
    _correct(cool, "领取地点由市总工会改为各职工驿站", now - DAY)
    actions.withdraw(_out(unions["TY"], REST, now - 5 * DAY), reason="放假安排以新通知为准", by=BY, now=now - 4 * DAY)
    actions.draft(unions["TY"], replace(COURSE, starts_at=now - DAY / 4), by=BY, now=now - DAY)
    actions.draft(unions["SX"], replace(POLICY, title="互助保障理赔问答", pinned=False), by=BY, now=now)


def _out(union: Union, content: Content, at: datetime) -> Announcement:
    return actions.publish(actions.draft(union, content, by=BY, now=at), by=BY, now=at)


def _correct(one: Announcement, why: str, at: datetime) -> None:
    said = {name: getattr(one, name) for name in ("title", "kind", "ends_at", "edition")}
    actions.correct(one, **said, text=f"{one.text}\n\n（更正：{why}。）", why=why, by=BY, now=at)


def _read(one: Announcement, persons: object, now: datetime) -> None:
    for person in persons:  # type: ignore[attr-defined]
        actions.read(one, person, now=now)
