"""The slice's addresses: what is mine, and what officers keep."""

from django.urls import path

from gonghui.faces.former import former

from .card import console as printing
from .card import member as card
from .correcting import console as correcting
from .correcting import member as correct
from .coverage import console as coverage
from .coverage import pool
from .life import console as life
from .life import member as mine
from .life import memberships
from .roster.console import claims, rosters
from .tree import console as tree

member_urls = (
    [
        path("", mine.home, name="home"),
        path("card/", card.card, name="card"),
        path("card/codes/", card.card_codes, name="card-codes"),
        path("card/worker.js", card.card_worker, name="card-worker"),
        path("correcting/", correct.correct, name="correct"),
        path("check/", card.check, name="check"),
        path("check/answer/", card.checked, name="checked"),
        path("leaving/", mine.leave, name="leave"),
        path("leaving/<uuid:pk>/undoing/", mine.undo_leaving, name="undo-leaving"),
    ],
    "membership-member",
)
console_urls = (
    [
        path("rosters/", rosters.rosters, name="rosters"),
        path("rosters/new/", rosters.new, name="new-roster"),
        former("rosters/template/", "membership:new-roster", query={"template": "1"}),
        path("rosters/<uuid:pk>/", rosters.roster, name="roster"),
        former("rosters/<uuid:pk>/troubles/", "membership:roster", query={"export": "xlsx"}),
        path("rosters/<uuid:pk>/progress/", rosters.progress, name="roster-progress"),
        path("rosters/<uuid:pk>/rows/", rosters.rows, name="roster-rows"),
        path("rosters/<uuid:pk>/confirmation/", rosters.confirmation, name="confirm-roster"),
        path("rosters/<uuid:pk>/discarding/", rosters.discarding, name="discard-roster"),
        path("memberships/<uuid:pk>/", memberships.membership, name="membership"),
        path("memberships/<uuid:pk>/end/", memberships.end_membership, name="end-membership"),
        path("memberships/<uuid:pk>/card/", printing.member_card, name="member-card"),
        path("memberships/<uuid:pk>/card/printing/", printing.print_card, name="print-card"),
        path("memberships/<uuid:pk>/card/recall/", printing.recall_card, name="recall-card"),
        path("memberships/<uuid:pk>/standing/", life.standing, name="standing"),
        path("memberships/<uuid:pk>/lapse/", life.lapse, name="lapse"),
        path("memberships/<uuid:pk>/lapse/beginning/", life.begin_lapse, name="begin-lapse"),
        path("memberships/<uuid:pk>/lapse/talk/", life.record_talk, name="record-talk"),
        path("memberships/<uuid:pk>/lapse/notice/", life.notify_lapse, name="notify-lapse"),
        path("memberships/<uuid:pk>/lapse/end/", life.end_lapse, name="end-lapse"),
        path("memberships/<uuid:pk>/lapse/dropping/", life.drop_lapse, name="drop-lapse"),
        path("persons/<uuid:pk>/death/", life.death, name="death"),
        path("persons/<uuid:pk>/death/undoing/", life.undo_death, name="undo-death"),
        path("corrections/", correcting.listed, name="corrections"),
        path("corrections/<uuid:pk>/", correcting.one, name="correction"),
        path("corrections/<uuid:pk>/proof/", correcting.proof, name="correction-proof"),
        path("corrections/<uuid:pk>/look/", correcting.look_at_correction, name="look-at-correction"),
        path("corrections/<uuid:pk>/agreement/", correcting.agree_correction, name="agree-correction"),
        path("corrections/<uuid:pk>/refusal/", correcting.refuse_correction, name="refuse-correction"),
        path("coverage/", coverage.coverage, name="coverage"),
        path("members/", coverage.members, name="members"),
        path("members/roster/", coverage.export_roster, name="export-roster"),
        path("pool/", pool.pool, name="pool"),
        path("workforce/", coverage.workforce, name="workforce"),
        path("workforce/new/", coverage.new, name="new-workforce"),
        path("workforce/import/", coverage.bring, name="load-workforce"),
        path("changes/", tree.changes, name="changes"),
        path("changes/<uuid:pk>/undoing/", tree.undo_change, name="undo-change"),
        path("unions/<uuid:pk>/", tree.union, name="union"),
        *(path(f"unions/<uuid:pk>/{kind}/", one, name=f"{kind}-union") for kind, one in tree.PLANNING.items()),
        path("claims/", claims.claims, name="claims"),
        path("claims/<int:pk>/settlement/", claims.settlement, name="settle-claim"),
    ],
    "membership",
)
