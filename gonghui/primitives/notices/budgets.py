"""How many SMS strangers can make us send to numbers of nobody we know: to one, from an address, at a door, in all.

Whoever passes a bound is refused before anything is sent; the last of all is told to the
operator, by the log and by `check`.
"""

import logging
from datetime import datetime

from django.conf import settings

from gonghui.kernel.callers import Caller
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.actions import Limit
from gonghui.primitives.people.keys import mobile_index

log = logging.getLogger("gonghui.notices")

HOUR, DAY = 3600, 24 * 3600
A_NUMBER = 10  # a day
AN_ADDRESS_AN_HOUR, AN_ADDRESS_A_DAY = 20, 60  # at one door
OF_ALL = 4  # at all doors together an address has so great a part of the day: a whole carrier may share one
A_DOOR_AN_HOUR, A_DOOR_A_DAY = 120, 600


class SmsSpent(Refused):
    kind, code = Kind.TOO_MANY, "notices.sms_spent"
    says = _("今天从这里发到这类号码的短信太多，没有再发")
    mend = _("请直接找现场的人办理，或明天再试")


def spend(mobile: Mobile, *, door: str, by: Caller, now: datetime) -> None:
    """Count one SMS to a number that anybody can type. Raises SmsSpent; what is undone is not counted."""
    number, place = mobile_index(mobile).hex(), people.place(by)
    limits = [
        Limit(f"sms:number:{number}", A_NUMBER, DAY),
        Limit(f"sms:hour:{place}:{door}", AN_ADDRESS_AN_HOUR, HOUR),
        Limit(f"sms:day:{place}:{door}", AN_ADDRESS_A_DAY, DAY),
        Limit(f"sms:day:{place}", max(1, in_all().limit // OF_ALL), DAY),
        Limit(f"sms:hour:door:{door}", A_DOOR_AN_HOUR, HOUR),
        Limit(f"sms:day:door:{door}", A_DOOR_A_DAY, DAY),
        in_all(),
    ]
    if not people.count_uses(limits, now=now):
        raise SmsSpent()
    if people.uses(in_all(), now=now) == in_all().limit:
        log.error("the last of the day's %s SMS to strangers: is a door's page misused?", in_all().limit)


def in_all() -> Limit:
    """What the whole site sends in a day; the operator sets how many."""
    return Limit("sms:day:all", settings.SMS_TO_STRANGERS, DAY)
