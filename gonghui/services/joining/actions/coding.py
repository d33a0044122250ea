"""The code for a number, whether it is somebody's already or not: who asks is told the same."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.mobile import Mobile
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Person
from gonghui.primitives.transactions import action


@action
def send_code(mobile: Mobile, *, by: Caller, now: datetime) -> None:
    """Raises TooManyCodes, CodeStillGood, TooManyFromHere."""
    known = Person.objects.by_mobile(mobile).exists()
    ask = people.request_sign_in_code if known else people.request_number_code
    if code := ask(mobile, by=by, now=now):
        notices.send_code(mobile, code, now=now)
