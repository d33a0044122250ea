"""The addresses of the reading rooms: for readers, officers, and the people at the desk."""

from django.urls import path

from gonghui.faces.former import former
from gonghui.faces.guards import staff

from . import rules
from .console import books, checks, rooms, stock, titles
from .console.scope import premises_of
from .counter import desk as counter
from .member import books as member
from .member import seats

member_urls = (
    [
        path("", member.home, name="home"),
        path("search/", member.search, name="search"),
        path("mine/", member.mine, name="mine"),
        path("titles/<uuid:pk>/", member.title, name="title"),
        path("titles/<uuid:pk>/cover/", member.cover, name="cover"),
        path("titles/<uuid:pk>/hold/", member.hold, name="hold"),
        path("holds/<uuid:pk>/cancellation/", member.cancel_hold, name="cancel-hold"),
        path("loans/<uuid:pk>/renewal/", member.renewal, name="renewal"),
        path("rooms/<uuid:pk>/", member.room, name="room"),
        path("rooms/<uuid:pk>/seats/", seats.seats, name="seats"),
        path("rooms/<uuid:pk>/proposal/", member.proposal, name="proposal"),
        path("seats/<uuid:pk>/booking/", seats.booking, name="booking"),
        path("bookings/<uuid:pk>/arrival/", seats.arrival, name="arrival"),
        path("bookings/<uuid:pk>/leaving/", seats.leaving, name="leaving"),
        path("bookings/<uuid:pk>/release/", seats.release, name="release"),
        path("here/<str:code>/", seats.here, name="here"),
    ],
    "reading",
)

console_urls = (
    [
        path("", rooms.index, name="index"),
        former("new/", "faces:premises-new", query={"kind": "reading_room"}),
        former("template/", "reading-console:index"),  # it is had from the page where a room's list is brought
        path("proposals/", checks.proposals, name="proposals"),
        path("proposals/<uuid:pk>/answer/", checks.answer, name="answer"),
        path("scans/", checks.scans, name="scans"),
        path("scans/<uuid:pk>/settlement/", checks.settlement, name="settle"),
        path("<uuid:pk>/", rooms.room, name="room"),
        path("<uuid:pk>/partner/", rooms.partner, name="partner"),
        path("<uuid:pk>/plate/", rooms.plate, name="plate"),
        path("<uuid:pk>/naming/", rooms.naming, name="naming"),
        former("<uuid:pk>/keepers/", "faces:premises-keepers", at=premises_of, guard=staff(rules.MANAGE)),
        former(
            "<uuid:pk>/keepers/<uuid:keeper>/removal/",
            "faces:premises-remove-keeper",
            at=premises_of,
            guard=staff(rules.MANAGE),
        ),
        path("<uuid:pk>/halls/", rooms.add_hall, name="add-hall"),
        path("<uuid:pk>/halls/<uuid:hall>/plan/", rooms.plan, name="plan"),
        path("<uuid:pk>/rules/", rooms.loan_rules, name="rules"),
        path("<uuid:pk>/books/", books.books, name="books"),
        path("<uuid:pk>/books/labels/", books.labels, name="labels"),
        path("<uuid:pk>/books/new/", books.add, name="add"),
        path("<uuid:pk>/books/import/", books.imports, name="import"),
        path("<uuid:pk>/books/imports/<uuid:made>/", books.imported, name="imported"),
        path("<uuid:pk>/books/<uuid:copy>/weeding/", books.weed, name="weed"),
        path("<uuid:pk>/titles/<uuid:title>/", titles.title, name="title"),
        path("<uuid:pk>/titles/<uuid:title>/cover/", titles.cover, name="cover"),
        path("<uuid:pk>/titles/<uuid:title>/cover/removal/", titles.remove_cover, name="remove-cover"),
        path("<uuid:pk>/seats/", rooms.bookings, name="seats"),
        path("<uuid:pk>/stock/", stock.stock, name="stock"),
        path("<uuid:pk>/stock/<uuid:taking>/end/", stock.end_stock, name="end-stock"),
        path("<uuid:pk>/stock/<uuid:taking>/undo/", stock.undo_stock, name="undo-stock"),
        path("<uuid:pk>/use/", checks.use, name="use"),
        path("<uuid:pk>/dead/", checks.dead, name="dead"),
        path("<uuid:pk>/overdue/", checks.overdue, name="overdue"),
        path("<uuid:pk>/loans/<uuid:loan>/loss/", checks.loss, name="loss"),
    ],
    "reading-console",
)

counter_urls = (
    [
        path("", counter.home, name="home"),
        path("<uuid:pk>/", counter.desk, name="desk"),
        path("<uuid:pk>/seats/", counter.seats, name="seats"),
        path("<uuid:pk>/seats/<uuid:booking>/arrival/", counter.receive, name="receive"),
        path("<uuid:pk>/list/", counter.list_for_device, name="desk-list"),
        path("<uuid:pk>/acts/", counter.acts, name="acts"),
    ],
    "reading-counter",
)
