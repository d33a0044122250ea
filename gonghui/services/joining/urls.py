"""The addresses of joining: for workers, and for officers."""

from django.urls import path

from . import console, member
from .bulk import console as bulk

member_urls = (
    [
        path("", member.home, name="home"),
        path("union/", member.union, name="union"),
        path("check/", member.check, name="check"),
        path("transfer/", member.transfer, name="transfer"),
        path("new/", member.newcomer, name="newcomer"),
        path("new/code/", member.newcomer_code, name="newcomer-code"),
        path("help/", member.help_somebody, name="help"),
        path("slip/", member.slip, name="slip"),
        path("slip/undo/", member.undo, name="undo"),
        path("u/<str:code>/", member.preselect, name="preselect"),
        path("<uuid:pk>/", member.one, name="one"),
        path("<uuid:pk>/withdrawal/", member.withdraw, name="withdraw"),
        path("<uuid:pk>/appeal/", member.appeal, name="appeal"),
    ],
    "joining",
)

console_urls = (
    [
        path("", console.index, name="index"),
        path("every/", bulk.every, name="every"),
        path("bulk/", bulk.bulks, name="bulks"),
        path("bulk/<uuid:pk>/", bulk.bulk, name="bulk"),
        path("bulk/<uuid:pk>/progress/", bulk.progress, name="bulk-progress"),
        path("bulk/<uuid:pk>/stop/", bulk.stop, name="stop-bulk"),
        path("posters/", console.posters, name="posters"),
        path("posters/<uuid:pk>/", console.poster, name="poster"),
        path("conflicts/", console.conflicts, name="conflicts"),
        path("left/", console.left, name="left"),
        path("new/", console.new, name="new"),
        path("<uuid:pk>/", console.one, name="one"),
        path("<uuid:pk>/approval/", console.approve, name="approve"),
        path("<uuid:pk>/return/", console.give_back, name="give-back"),
        path("<uuid:pk>/refusal/", console.refuse, name="refuse"),
        path("<uuid:pk>/slip/", console.slip, name="slip"),
        path("conflicts/<uuid:pk>/settlement/", console.settle, name="settle"),
        path("conflicts/<uuid:pk>/release/", console.release, name="release"),
        path("released/", console.released, name="released"),
        path("released/<uuid:pk>/return/", console.take_back, name="take-back"),
    ],
    "joining-console",
)
