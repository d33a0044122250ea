"""Lin's talk, call and results with a counsellor of the province, Su's call that waits, and a text; the other province
has a text of its own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gonghui.kernel.window import Window
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.services.counselling import actions
from gonghui.services.counselling.actions.booking import Wish
from gonghui.services.counselling.models import Opening
from gonghui.services.counselling.rules.scales import PHQ9
from tests.law.cases import EVERYONE, LIN, MANAGE, MANAGERS, SIGNED_IN, Law, Operation

NOBODY = "innnnnnnnnnnn"  # of the cast
# Two letters more: the counsellor whom Lin chose, and a colleague of hers, to whom nothing of Lin's opens: what the
# colleague opens is refused with a word of its own and written down, which test_confidentiality looks at.
EVERYBODY, ME, HERS = EVERYONE + "yy", SIGNED_IN + "yy", LIN + "--"
OFFICERS, OFFICER, COUNSELLORS, CHOSEN = MANAGERS + "nn", MANAGE + "nn", NOBODY + "yy", NOBODY + "y-"
KEY = "0190a0a0-0000-7000-8000-00000000001a"
TEXT = {"title": "睡不着的时候", "text": "先别看手机。"}
SAID, ANSWERS = {"words": "谢谢"}, [1, 0, 1, 0, 1, 0, 1, 0, 1]
PAGES = {
    "GET counselling:home": EVERYBODY,
    "GET counselling:leaflet leaflet": EVERYBODY,
    "GET counselling:scale scale_code": EVERYBODY,
    "POST counselling:scale scale_code": ME,
    "POST counselling:consent scale_code": ME,
    "GET counselling:results": ME,
    "POST counselling:show scale_result": HERS,
    "POST counselling:erase": ME,
    "POST counselling:revoke": ME,
    "GET counselling:now": EVERYBODY,
    "POST counselling:now": ME,
    "GET counselling:way risk_path": EVERYBODY,
    "POST counselling:way risk_path": ME,
    "GET counselling:call callback": HERS,
    "POST counselling:say callback": HERS,
    "POST counselling:withdraw callback": HERS,
    "POST counselling:accept callback": HERS,
    "GET counselling:counsellors": EVERYBODY,
    "GET counselling:counsellor counsellor": EVERYBODY,
    "POST counselling:counsellor counsellor": ME,
    "GET counselling:mine": ME,
    "GET counselling:talk talk": HERS,
    "POST counselling:move talk": HERS,
    "POST counselling:cancel talk": HERS,
    "POST counselling:rate talk": HERS,
    "GET counselling-console:index": OFFICERS,
    "GET counselling-console:new": OFFICERS,
    "POST counselling-console:new": OFFICERS,
    "GET counselling-console:leaflet leaflet": OFFICER,
    "POST counselling-console:leaflet leaflet": OFFICER,
    "POST counselling-console:withdraw leaflet": OFFICER,
    "GET counselling-console:figures": OFFICERS,
    "GET counselling-console:desk": COUNSELLORS,
    "POST counselling-console:open-hours": COUNSELLORS,
    "POST counselling-console:close-hours opening": CHOSEN,
    "GET counselling-console:profile": COUNSELLORS,
    "POST counselling-console:profile": COUNSELLORS,
    "GET counselling-console:talk talk": COUNSELLORS,
    "POST counselling-console:note-talk talk": CHOSEN,
    "POST counselling-console:call-off talk": CHOSEN,
    "GET counselling-console:calls": COUNSELLORS,
    "POST counselling-console:take waiting_callback": COUNSELLORS,
    "GET counselling-console:call callback": COUNSELLORS,
    "POST counselling-console:reached callback": CHOSEN,
    "POST counselling-console:say callback": CHOSEN,
    "POST counselling-console:note-call callback": CHOSEN,
    "POST counselling-console:end callback": CHOSEN,
}
ANYBODY = "yyyyyyyyyyyyyyy"
OPERATIONS = {
    "GET /counselling/texts": Operation(ANYBODY),
    "GET /counselling/scales": Operation(ANYBODY),
    "POST /counselling/consent": Operation(ME),
    "DELETE /counselling/consent": Operation(ME),
    "POST /counselling/scales/{code}/results": Operation(ME, "scale_code", {"answers": ANSWERS}),
    "GET /counselling/results": Operation(ME),
    "DELETE /counselling/results": Operation(ME),
    "POST /counselling/calls": Operation(ME, "", {}),
    "GET /counselling/calls/{pk}": Operation(HERS, "callback"),
    "GET /counselling/counsellors": Operation(ANYBODY),
    "GET /counselling/counsellors/{pk}/times": Operation(ANYBODY, "counsellor"),
    "POST /counselling/counsellors/{pk}/talks": Operation(
        ME, "counsellor", lambda things: {"starts_at": things["counsellor_time"], "way": "video"}
    ),
    "GET /counselling/talks": Operation(ME),
    "POST /counselling/talks/{pk}/time": Operation(
        HERS, "talk", lambda things: {"starts_at": things["counsellor_time"]}
    ),
    "DELETE /counselling/talks/{pk}": Operation(HERS, "talk"),
    "GET /counselling/groups": Operation(OFFICERS),
}


def forms(things):
    hours = {"window_starts": "2026-05-22T09:00", "window_ends": "2026-05-22T12:00", "weeks": "2"}
    forms = {
        "counselling:scale": {f"q{at}": str(answer) for at, answer in enumerate(ANSWERS)},
        "counselling:show": {"counsellor": str(things["counsellor"])},
        "counselling:say": SAID,
        "counselling:accept": {"stars": "5"},
        "counselling:counsellor": {"time": things["counsellor_time"], "way": "video", "about": "睡不着"},
        "counselling:move": {"time": things["counsellor_time"]},
        "counselling:rate": {"stars": "5"},
        "counselling-console:new": TEXT,
        "counselling-console:leaflet": TEXT,
        "counselling-console:open-hours": hours,
        "counselling-console:profile": {"about": "擅长睡眠", "ways": ["video"], "link": "https://meet.example/m"},
        "counselling-console:note-talk": SAID,
        "counselling-console:call-off": {"reason": "病了"},
        "counselling-console:reached": SAID,
        "counselling-console:say": SAID,
        "counselling-console:note-call": SAID,
        "counselling-console:end": SAID | {"outcome": "heard"},
    }
    return {name: form | {"key": KEY} for name, form in forms.items()}


@pytest.fixture
def chosen_counsellor(enrol, province, by, now):
    return _counsellor(enrol("梅咨询", 931), province, by, now)


@pytest.fixture
def colleague_of_hers(enrol, province, by, now):
    return _counsellor(enrol("何同事", 932), province, by, now)


def _counsellor(person, union, by, now):
    people.appoint(person, union, Role.COUNSELLOR, by=by, now=now)
    return person


@pytest.fixture
def counselling(lin, su, chosen_counsellor, province, by, now):
    """All that Lin has, with a counsellor of the province, and that Su waits."""
    person = chosen_counsellor
    hers, mine = replace(by, person=person.pk), replace(by, person=lin.pk)
    text = actions.write(province, **TEXT, by=by, now=now)
    desk = actions.introduce(
        person, province, about="擅长睡眠", ways=["video"], link="https://meet.example/m", by=hers, now=now
    )
    day, hour = now + timedelta(days=1), timedelta(hours=1)
    actions.open_hours(desk, Window(day, day + 3 * hour), by=hers, now=now)
    talk = actions.book(desk, lin, Window(day, day + hour), Wish("video"), key="law", by=mine, now=now)
    actions.consent(lin, by=mine, now=now)
    taken = actions.take(lin, PHQ9, ANSWERS, now=now)
    call = actions.take_call(actions.ask_call(lin, taken.path, by=mine, now=now), person, by=hers, now=now)
    waiting = actions.ask_call(su, by=replace(by, person=su.pk), now=now)
    return {
        "leaflet": text.pk, "scale_code": "phq9", "scale_result": taken.result.pk, "risk_path": taken.path.pk,
        "callback": call.case_id, "waiting_callback": waiting.case_id, "counsellor": desk.pk,
        "talk": talk.pk, "opening": Opening.objects.get().pk,
        "counsellor_time": (talk.booking.window.starts + hour).isoformat(),
    }  # fmt: skip


@pytest.fixture
def foreign_leaflet(cast, by, now):
    """A text of the other province."""
    union = cast["foreign officer"].offices.get().union
    return {"leaflet": actions.write(union, **TEXT, by=by, now=now).pk}


def spoil(things, text, *, by, now):
    """Into the texts."""
    from gonghui.services.counselling.models import Leaflet

    actions.revise(Leaflet.objects.get(pk=things["leaflet"]), text[:40], text, by=by, now=now)


LAW = Law(
    world="counselling",
    own_cast={"counsellor": "chosen_counsellor", "colleague": "colleague_of_hers"},
    pages=PAGES,
    operations=OPERATIONS,
    forms=forms,
    first=frozenset(f"counselling-console:{act}" for act in ("note-talk", "reached", "say", "note-call", "end")),
    asked=("page", "q"),
    own="foreign_leaflet",
    exports=frozenset({"counselling-console:index"}),
    spoil=spoil,
)
