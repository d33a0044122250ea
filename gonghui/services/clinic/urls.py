"""The addresses of the free clinic: for workers, officers and the desk."""

from django.urls import path

from . import console, counter, member

member_urls = (
    [
        path("", member.home, name="home"),
        path("days/<uuid:pk>/", member.day, name="day"),
        path("slots/<uuid:pk>/place/", member.take, name="take"),
        path("slots/<uuid:pk>/line/", member.wait, name="wait"),
        path("slots/<uuid:pk>/leaving/", member.leave, name="leave"),
        path("places/<uuid:pk>/", member.ticket, name="ticket"),
        path("places/<uuid:pk>/return/", member.give_back, name="give-back"),
        path("results/", member.results, name="results"),
        path("results/<uuid:pk>/referral/", member.referral, name="referral"),
    ],
    "clinic",
)

console_urls = (
    [
        path("", console.index, name="index"),
        path("new/", console.new, name="new"),
        path("<uuid:pk>/", console.day, name="day"),
        path("<uuid:pk>/cancellation/", console.call_off, name="call-off"),
    ],
    "clinic-console",
)

counter_urls = (
    [
        path("", counter.home, name="home"),
        path("<uuid:pk>/", counter.desk, name="desk"),
        path("<uuid:pk>/places/<uuid:place>/", counter.find, name="find"),
    ],
    "clinic-counter",
)
