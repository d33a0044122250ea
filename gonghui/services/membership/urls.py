"""The slice's addresses; site puts them under /console/membership/."""

from django.urls import path

from . import console

console_urls = (
    [
        path("rosters/", console.rosters, name="rosters"),
        path("rosters/new/", console.new, name="new-roster"),
        path("rosters/<uuid:pk>/", console.roster, name="roster"),
        path("rosters/<uuid:pk>/progress/", console.progress, name="roster-progress"),
        path("rosters/<uuid:pk>/rows/", console.rows, name="roster-rows"),
        path("rosters/<uuid:pk>/confirmation/", console.confirmation, name="confirm-roster"),
        path("rosters/<uuid:pk>/discarding/", console.discarding, name="discard-roster"),
        path("claims/", console.claims, name="claims"),
        path("claims/<int:pk>/settlement/", console.settlement, name="settle-claim"),
    ],
    "membership",
)
