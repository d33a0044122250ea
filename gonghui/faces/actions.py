"""The few verbs of the faces themselves: a sign-in code on its way, a reader's choices kept."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.mobile import Mobile
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account
from gonghui.primitives.transactions import action


@action
def send_sign_in_code(mobile: Mobile, *, by: Caller, now: datetime) -> None:
    """Make a sign-in code for `mobile` and put it on its way, in one transaction. Raises TooManyCodes.

    A number nobody registered gets none; the asker is told the same, so that nobody can test who is a member.
    """
    if code := people.request_sign_in_code(mobile, by=by, now=now):
        notices.send_code(mobile, code, now=now)


@action
def keep_choices(account: Account, *, elder_mode: bool | None = None, language: str | None = None) -> None:
    """Keep how the reader wants the pages, for the next device too."""
    chosen = {"elder_mode": elder_mode, "language": language}
    Account.objects.filter(pk=account.pk).update(**{name: value for name, value in chosen.items() if value is not None})
