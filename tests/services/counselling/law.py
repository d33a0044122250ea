"""Lin's talk, call and results, a text of the province; the other province has a text of its own."""

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

NOBODY = "innnnnnnnnnnn"  # nobody of the cast is a counsellor; test_confidential.py has some
TEXT = {"title": "睡不着的时候", "text": "先别看手机。"}
SAID, ANSWERS = {"words": "谢谢"}, [1, 0, 1, 0, 1, 0, 1, 0, 1]
PAGES = {
    "GET counselling:home": EVERYONE,
    "GET counselling:leaflet leaflet": EVERYONE,
    "GET counselling:scale scale_code": EVERYONE,
    "POST counselling:scale scale_code": SIGNED_IN,
    "POST counselling:consent scale_code": SIGNED_IN,
    "GET counselling:results": SIGNED_IN,
    "POST counselling:show scale_result": LIN,
    "POST counselling:erase": SIGNED_IN,
    "POST counselling:revoke": SIGNED_IN,
    "GET counselling:now": EVERYONE,
    "POST counselling:now": SIGNED_IN,
    "GET counselling:way risk_path": EVERYONE,
    "POST counselling:way risk_path": SIGNED_IN,
    "GET counselling:call callback": LIN,
    "POST counselling:say callback": LIN,
    "POST counselling:withdraw callback": LIN,
    "POST counselling:accept callback": LIN,
    "GET counselling:counsellors": EVERYONE,
    "GET counselling:counsellor counsellor": EVERYONE,
    "POST counselling:counsellor counsellor": SIGNED_IN,
    "GET counselling:mine": SIGNED_IN,
    "GET counselling:talk talk": LIN,
    "POST counselling:move talk": LIN,
    "POST counselling:cancel talk": LIN,
    "POST counselling:rate talk": LIN,
    "GET counselling-console:index": MANAGERS,
    "GET counselling-console:new": MANAGERS,
    "POST counselling-console:new": MANAGERS,
    "GET counselling-console:leaflet leaflet": MANAGE,
    "POST counselling-console:leaflet leaflet": MANAGE,
    "POST counselling-console:withdraw leaflet": MANAGE,
    "GET counselling-console:figures": MANAGERS,
    "GET counselling-console:desk": NOBODY,
    "POST counselling-console:open-hours": NOBODY,
    "POST counselling-console:close-hours opening": NOBODY,
    "GET counselling-console:profile": NOBODY,
    "POST counselling-console:profile": NOBODY,
    "GET counselling-console:talk talk": NOBODY,
    "POST counselling-console:note-talk talk": NOBODY,
    "POST counselling-console:call-off talk": NOBODY,
    "GET counselling-console:calls": NOBODY,
    "POST counselling-console:take callback": NOBODY,
    "GET counselling-console:call callback": NOBODY,
    "POST counselling-console:reached callback": NOBODY,
    "POST counselling-console:say callback": NOBODY,
    "POST counselling-console:note-call callback": NOBODY,
    "POST counselling-console:end callback": NOBODY,
}
ANYBODY = "yyyyyyyyyyyyy"
OPERATIONS = {
    "GET /counselling/texts": Operation(ANYBODY),
    "GET /counselling/scales": Operation(ANYBODY),
    "POST /counselling/consent": Operation(SIGNED_IN),
    "DELETE /counselling/consent": Operation(SIGNED_IN),
    "POST /counselling/scales/{code}/results": Operation(SIGNED_IN, "scale_code", {"answers": ANSWERS}),
    "GET /counselling/results": Operation(SIGNED_IN),
    "DELETE /counselling/results": Operation(SIGNED_IN),
    "POST /counselling/calls": Operation(SIGNED_IN, "", {}),
    "GET /counselling/calls/{pk}": Operation(LIN, "callback"),
    "GET /counselling/counsellors": Operation(ANYBODY),
    "GET /counselling/counsellors/{pk}/times": Operation(ANYBODY, "counsellor"),
    "POST /counselling/counsellors/{pk}/talks": Operation(
        SIGNED_IN, "counsellor", lambda things: {"starts_at": things["counsellor_time"], "way": "video"}
    ),
    "GET /counselling/talks": Operation(SIGNED_IN),
    "POST /counselling/talks/{pk}/time": Operation(
        LIN, "talk", lambda things: {"starts_at": things["counsellor_time"]}
    ),
    "DELETE /counselling/talks/{pk}": Operation(LIN, "talk"),
    "GET /counselling/groups": Operation(MANAGERS),
}


def forms(things):
    return {
        "counselling:scale": {f"q{at}": str(answer) for at, answer in enumerate(ANSWERS)},
        "counselling:show": {"counsellor": str(things["counsellor"])},
        "counselling:say": SAID,
        "counselling:accept": {"stars": "5"},
        "counselling:counsellor": {"time": things["counsellor_time"], "way": "video", "about": "睡不着"},
        "counselling:move": {"time": things["counsellor_time"]},
        "counselling:rate": {"stars": "5"},
        "counselling-console:new": TEXT,
        "counselling-console:leaflet": TEXT,
        "counselling-console:call-off": {"reason": "病了"},
    }


@pytest.fixture
def counselling(lin, enrol, province, by, now):
    """All that Lin has, with a counsellor of the province."""
    person = enrol("梅咨询", 931)
    people.appoint(person, province, Role.COUNSELLOR, by=by, now=now)
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
    call = actions.ask_call(lin, taken.path, by=mine, now=now)
    return {
        "leaflet": text.pk, "scale_code": "phq9", "scale_result": taken.result.pk, "risk_path": taken.path.pk,
        "callback": call.case_id, "counsellor": desk.pk, "talk": talk.pk, "opening": Opening.objects.get().pk,
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
    pages=PAGES,
    operations=OPERATIONS,
    forms=forms,
    asked=("page", "q"),
    own="foreign_leaflet",
    exports=frozenset({"counselling-console:index"}),
    spoil=spoil,
)
