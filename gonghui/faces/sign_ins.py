"""Where somebody is signed in: which browser, from which network, when; and how one of these ends."""

import ipaddress
import re
from datetime import datetime, timedelta

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session

from gonghui.kernel.callers import Caller
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account
from gonghui.primitives.transactions import action

from .models import SignIn
from .requests import Request
from .sessions import stored

SEEN = "signed_in_seen"  # in the session: when its row was last brought up to date
STEP = timedelta(hours=1)
# The first that a browser's description holds: machine, and program. WeChat stands before the browser it is made of.
MACHINES = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("HarmonyOS", _("鸿蒙手机")), ("Android", _("安卓手机")),
    ("Windows", _("Windows 电脑")), ("Macintosh", _("苹果电脑")), ("Linux", _("Linux 电脑")),
)  # fmt: skip
PROGRAMS = (
    ("MicroMessenger", _("微信")), ("DingTalk", _("钉钉")), ("Edg", "Edge"), ("Firefox", "Firefox"),
    ("HuaweiBrowser", _("华为浏览器")), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip


def device_of(description: str) -> str:
    """ "iPhone · 微信": a source sentence; what is not known is not guessed."""
    found = [next((word for mark, word in some if re.search(mark, description)), "") for some in (MACHINES, PROGRAMS)]
    return " · ".join(word for word in found if word) or _("别的设备")


def network_of(address: str) -> str:
    """ "112.96.*.*": enough to know one's own by, too little to find somebody."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    kept = found.exploded.split(":")[:2] if found.version == 6 else str(found).split(".")[:2]
    return ":".join(kept) + ":*" if found.version == 6 else ".".join(kept) + ".*.*"


@action
def note(request: Request, account: Account, *, by_password: bool) -> None:
    """This browser is signed in from now on."""
    request.session[SEEN] = request.now.timestamp()
    request.session.save()  # so that there is a session to speak of
    words = {
        "account": account,
        "device": device_of(request.headers.get("User-Agent", "")[:400]),
        "network": network_of(str(request.META.get("REMOTE_ADDR", ""))),
        "by_password": by_password,
        "seen_at": request.now,
        "created_at": request.now,
    }
    SignIn.objects.update_or_create(session_id=key_of(request), defaults=words)


def seen(request: Request) -> None:
    """It is still in use; written down once in a while."""
    last = request.session.get(SEEN)
    if last is not None and request.now.timestamp() - last > STEP.total_seconds():
        request.session[SEEN] = request.now.timestamp()
        SignIn.objects.filter(session_id=key_of(request)).update(seen_at=request.now)


def key_of(request: Request) -> str:
    """Under what the database knows this browser's session."""
    return stored(request.session.session_key or "")


@action
def end(which: SignIn, *, by: Caller, now: datetime) -> None:
    """That browser is signed out."""
    Session.objects.filter(pk=which.session_id).delete()
    account, facts = which.account, {"device": which.device, "network": which.network}
    person = account.person
    journal.record("people.end_sign_in", account, by=by, now=now, label=person.name, on_person=person, facts=facts)


@action
def end_others(request: Request, account: Account, *, by: Caller, now: datetime) -> None:
    """All but this browser are signed out, and programs with a token."""
    people.sign_out_everywhere(account, by=by, now=now)
    request.session[HASH_SESSION_KEY] = account.get_session_auth_hash()  # as the next page asks for
    SignIn.objects.filter(session_id=key_of(request)).update(created_at=now)
