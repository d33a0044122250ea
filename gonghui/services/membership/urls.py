"""The slice's addresses; site puts them under /console/membership/."""

from django.urls import path

from gonghui.faces.former import former

from .console import claims, memberships, rosters

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
        path("claims/", claims.claims, name="claims"),
        path("claims/<int:pk>/settlement/", claims.settlement, name="settle-claim"),
    ],
    "membership",
)
