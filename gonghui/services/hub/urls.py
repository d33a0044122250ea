"""The addresses of the hub's rooms: for workers, officers, and the people at the desk."""

from django.urls import path

from gonghui.faces.former import former

from . import counter
from .console import bookings, houses, rooms
from .member import mine
from .member import rooms as member

member_urls = (
    [
        path("", member.home, name="home"),
        path("mine/", mine.mine, name="mine"),
        path("mine/calendar/", mine.open_feed, name="open-feed"),
        path("mine/calendar/revocation/", mine.revoke_feed, name="revoke-feed"),
        path("calendars/<str:token>.ics", mine.read_feed, name="calendar"),
        path("bookings/<uuid:pk>/", mine.booking, name="booking"),
        path("bookings/<uuid:pk>/calendar.ics", mine.file, name="booking-file"),
        path("bookings/<uuid:pk>/release/", mine.give_back, name="give-back"),
        path("bookings/<uuid:pk>/departure/", mine.leave, name="leave"),
        path("series/<uuid:pk>/", member.series, name="series"),
        path("rooms/<uuid:pk>/", member.room, name="room"),
        path("rooms/<uuid:pk>/bookings/", member.book, name="book"),
        path("rooms/<uuid:pk>/series/", member.book_series, name="book-series"),
        path("<uuid:pk>/", member.house, name="house"),
        path("<uuid:pk>/month/", member.month, name="month"),
    ],
    "hub",
)

console_urls = (
    [
        path("", houses.index, name="index"),
        path("asked/", bookings.asked, name="asked"),
        path("bookings/<uuid:pk>/", bookings.booking, name="booking"),
        path("bookings/<uuid:pk>/admission/", bookings.admit, name="admit"),
        path("bookings/<uuid:pk>/refusal/", bookings.refuse, name="refuse"),
        path("bookings/<uuid:pk>/cancellation/", bookings.cancel, name="cancel"),
        path("<uuid:pk>/", houses.day, name="day"),
        path("<uuid:pk>/month/", houses.month, name="month"),
        path("<uuid:pk>/bookings/", bookings.listed, name="bookings"),
        former(
            "<uuid:pk>/bookings/export/", "hub-console:bookings", query={"export": "xlsx"}, renamed={"day": "month"}
        ),
        path("rooms/<uuid:pk>/", rooms.room, name="room"),
        path("rooms/<uuid:pk>/terms/", rooms.terms, name="terms"),
        path("rooms/<uuid:pk>/layouts/", rooms.add_layout, name="add-layout"),
        path("rooms/<uuid:pk>/layouts/<uuid:layout>/removal/", rooms.remove_layout, name="remove-layout"),
        path("rooms/<uuid:pk>/calendar/", rooms.open_feed, name="open-feed"),
        path("rooms/<uuid:pk>/calendar/revocation/", rooms.revoke_feed, name="revoke-feed"),
    ],
    "hub-console",
)

counter_urls = (
    [
        path("", counter.home, name="home"),
        path("<uuid:pk>/", counter.desk, name="desk"),
        path("<uuid:pk>/taps/", counter.taps, name="taps"),
        path("<uuid:pk>/bookings/<uuid:booking>/arrival/", counter.let_in, name="let-in"),
        path("<uuid:pk>/bookings/<uuid:booking>/departure/", counter.leave, name="leave"),
    ],
    "hub-counter",
)
