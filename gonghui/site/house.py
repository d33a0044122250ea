"""What the house offers beside its slices: signs of services to come, the shared pages of places, everybody's tasks."""

from datetime import datetime

from django.contrib.sessions.models import Session

from gonghui.faces import actions
from gonghui.faces.agenda import NUMBERS, OPENINGS
from gonghui.faces.counter import premises
from gonghui.faces.services import MenuEntry, product
from gonghui.faces.slices import PageKind, Slice, Task, Typical
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.files import actions as files
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Person
from gonghui.primitives.people.powers import ADMINISTER
from gonghui.primitives.places import agenda as places
from gonghui.primitives.places.models import Premises
from gonghui.primitives.places.rules import MANAGE

from . import seals
from .acts import ACTS
from .coming import COMING

BATCHES, SMALL = 10, 200  # batches in a row, before the worker looks whether it is to stop; one that was not full


def send(now: datetime) -> int:
    """Messages that are due, batch after batch while they are many. Returns how many."""
    sent = 0
    for _batch in range(BATCHES):
        sent += (taken := notices.send_due(now=now))
        if taken < SMALL:
            break
    return sent


def forget(now: datetime) -> int:
    """Delete what only counted for a while: used-up codes, past counts, ended sessions, what slices need no longer."""
    ended = Session.objects.filter(expire_date__lt=now).delete()[0]
    slices = sum(forgotten(now) for forgotten in product().forget)
    counts = people.forget_codes(now=now) + people.forget_counts(now=now)
    return counts + agenda.forget(now=now) + slices + ended


TYPICAL = (
    Typical(PageKind.HOME, "faces:home"),
    Typical(PageKind.SERVICES, "faces:services"),
    Typical(PageKind.SEARCH, "faces:services?q=想找个地方喝口热水"),
    Typical(PageKind.LIST, "faces:messages"),
    Typical(PageKind.MINE, "faces:mine"),
    Typical(PageKind.MINE, "faces:card"),
    Typical(PageKind.FORM, "faces:my-mobile"),
    Typical(PageKind.FRONT, "faces:work"),
    Typical(PageKind.SEARCH, "faces:find?q=林"),
    Typical(PageKind.CONSOLE_LIST, "faces:premises"),
    Typical(PageKind.CONSOLE_LIST, "faces:unions"),
    Typical(PageKind.DETAIL, "faces:premises-one", lambda _asker: Premises.objects.visible()),
    Typical(PageKind.DETAIL, "faces:person", lambda _asker: Person.objects.filter(memberships__ends_on=None)),
    Typical(PageKind.FORM, "faces:premises-new"),
    Typical(PageKind.COUNTER, "faces:desks"),
    Typical(PageKind.COUNTER, "faces:kept"),
)

HOUSE = Slice(
    code="house",
    signs=COMING,
    agenda=(places.TROUBLES, OPENINGS, NUMBERS),
    menu=(
        MenuEntry(_("场所"), "building", "faces:premises", group=_("服务项目"), act=MANAGE, rank=50),
        MenuEntry(_("人员与账号"), "users", "faces:accounts", group=_("系统"), act=ADMINISTER, rank=900),
    ),
    desks=(
        MenuEntry(
            _("我看管的场所"),
            "key",
            "faces:kept",
            summary=_("点一下告诉大家开着，答复工友反映的问题"),
            open_if=premises.keeps_any,
            rank=50,
        ),
    ),
    acts=ACTS,
    typical=TYPICAL,
    tasks=(
        # Not at once: what one rush writes in half a second goes out together, while people wait for their places.
        Task("send", send, shortest=0.5),
        Task("rescue", lambda now: notices.rescue_claimed(now=now), shortest=1, longest=30),
        Task("openings", lambda now: actions.tell_opened(now=now), shortest=10, longest=600),
        Task("seal", seals.seal, shortest=0.5, longest=5),
        Task("files", lambda now: files.forget_orphans(now=now), shortest=60, longest=3600),
        Task("forget", forget, shortest=60, longest=3600),
    ),
)
