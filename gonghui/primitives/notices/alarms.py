"""Who runs the system is told, in the app and in the log, when messages are not sent for a cause that can be mended."""

import logging
from collections.abc import Collection
from datetime import datetime

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Office, Role

from .models import Notice
from .templates import Template

log = logging.getLogger(__name__)
DAY = 24 * 60 * 60
NOT_SENT = Template(
    "notices.not_sent",
    title=_("短信发不出去：%(cause)s"),
    text=_(
        "短信服务商不发：%(cause)s。等待处理的短信不会丢，余额、权限、签名或模板处理好以后会自动发出；"
        "已经放弃的可以重发。请让系统管理员运行 bin/gonghui notices 查看。"
    ),
)


def raise_alarm(causes: Collection[str], *, now: datetime) -> None:
    """Tell every administrator of a topmost union, once a day for each cause."""
    for cause in sorted(causes):
        if not people.count_use(f"not-sent:{cause}"[:60], limit=1, seconds=DAY, now=now):
            continue
        log.error("sms: not sent, %s", cause)
        filled = NOT_SENT.filled({"cause": cause})
        running = Office.objects.open_at(now).filter(role=Role.ADMINISTRATOR, union__parent=None)
        told = {"template": NOT_SENT.code, "title": filled.title[:80], "text": filled.text, "created_at": now}
        persons = running.order_by("person").values_list("person", flat=True).distinct()
        Notice.objects.bulk_create(Notice(person_id=person, **told) for person in persons)
