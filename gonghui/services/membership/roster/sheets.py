"""A roster as a spreadsheet: its columns, and what each row must hold. No database."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings

from gonghui.kernel.sheets import Code, Day, Table
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people import columns
from gonghui.primitives.people.rules import check_start

from .refusals import JoinedTooEarly
from .rules import RosterEntry

EARLIEST_JOINING = date(1925, 5, 1)  # the All-China Federation was founded that day


def _joined(day: date, today: date) -> date:
    if day < EARLIEST_JOINING:
        raise JoinedTooEarly(day=day)
    check_start(day, last_end=None, today=today)
    return day


def _entry(*, number: int, kind: str | None, **said: Any) -> RosterEntry:
    return RosterEntry(row=number, **said)


# The order in which officers keep who is a member (会员实名制, 总工办发〔2017〕14号): the name as on the document, its
# number, the mobile, which is the smallest set in use (Tianjin's cards, 2015). What kind of document it is stands
# before the number that it explains; union and day of joining, which may both be left out, are ours and come last.
# Template, export and API are made of this; a file that is brought may have them in any order.
ROSTER = Table(
    _entry,
    columns.NAME,
    columns.KIND,
    replace(columns.DOCUMENT, required=True),
    replace(columns.MOBILE, required=True, note=_("没有手机的人填“无”。")),
    Code(
        "union",
        _("工会代码"),
        also=("所属工会代码", "基层工会代码", "所属工会", "所在工会", "工会名称", "基层工会", "工会"),
        empty="",
        note=_("下级工会的代码；不填表示导入时所选的工会。"),
        width=20,
    ),
    Day(
        "joined",
        _("入会日期"),
        also=("入会时间", "加入工会日期", "加入工会时间", "入会年月日"),
        parse=_joined,
        after=("today",),
        note=_("不填表示导入当天。"),
        example="2020-01-31",
        width=14,
    ),
    own=("name", "document", "mobile"),
    max_rows=50_000,
    max_bytes=lambda: settings.MAX_UPLOAD_BYTES,
)
