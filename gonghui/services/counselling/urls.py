"""The addresses of counselling: for workers, and for counsellors and officers."""

from django.urls import path

from .console import cases, desk, leaflets
from .member import calls, reading, scales, talks

member_urls = (
    [
        path("", reading.home, name="home"),
        path("texts/<uuid:pk>/", reading.leaflet, name="leaflet"),
        path("scales/<slug:code>/", scales.scale, name="scale"),
        path("scales/<slug:code>/consent/", scales.consent, name="consent"),
        path("results/", scales.results, name="results"),
        path("results/<uuid:pk>/reader/", scales.show, name="show"),
        path("results/removal/", scales.erase, name="erase"),
        path("results/revocation/", scales.revoke, name="revoke"),
        path("now/", calls.now, name="now"),
        path("now/<uuid:pk>/", calls.way, name="way"),
        path("calls/<uuid:pk>/", calls.call, name="call"),
        path("calls/<uuid:pk>/message/", calls.say, name="say"),
        path("calls/<uuid:pk>/withdrawal/", calls.withdraw, name="withdraw"),
        path("calls/<uuid:pk>/rating/", calls.accept, name="accept"),
        path("counsellors/", talks.counsellors, name="counsellors"),
        path("counsellors/<uuid:pk>/", talks.counsellor, name="counsellor"),
        path("mine/", talks.mine, name="mine"),
        path("talks/<uuid:pk>/", talks.talk, name="talk"),
        path("talks/<uuid:pk>/time/", talks.move, name="move"),
        path("talks/<uuid:pk>/cancellation/", talks.cancel, name="cancel"),
        path("talks/<uuid:pk>/rating/", talks.rate, name="rate"),
    ],
    "counselling",
)

console_urls = (
    [
        path("", leaflets.index, name="index"),
        path("new/", leaflets.new, name="new"),
        path("texts/<uuid:pk>/", leaflets.leaflet, name="leaflet"),
        path("texts/<uuid:pk>/withdrawal/", leaflets.withdraw, name="withdraw"),
        path("figures/", leaflets.seen, name="figures"),
        path("desk/", desk.desk, name="desk"),
        path("desk/hours/", desk.open_hours, name="open-hours"),
        path("desk/hours/<uuid:pk>/removal/", desk.close_hours, name="close-hours"),
        path("desk/profile/", desk.profile, name="profile"),
        path("talks/<uuid:pk>/", cases.talk, name="talk"),
        path("talks/<uuid:pk>/note/", cases.note_talk, name="note-talk"),
        path("talks/<uuid:pk>/cancellation/", cases.call_off, name="call-off"),
        path("calls/", cases.calls, name="calls"),
        path("calls/<uuid:pk>/taking/", cases.take, name="take"),
        path("calls/<uuid:pk>/", cases.call, name="call"),
        path("calls/<uuid:pk>/reached/", cases.reached, name="reached"),
        path("calls/<uuid:pk>/message/", cases.say, name="say"),
        path("calls/<uuid:pk>/note/", cases.note_call, name="note-call"),
        path("calls/<uuid:pk>/end/", cases.end, name="end"),
    ],
    "counselling-console",
)
