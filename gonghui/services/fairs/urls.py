"""The addresses of the fairs: for workers, officers, and the people on site."""

from django.urls import path

from gonghui.faces.former import former

from .console import draw as console_draw
from .console import goods, halls, money, need, planner, planning, running
from .counter import gate, statement
from .counter import till as counter
from .member import draw
from .member import fairs as member

member_urls = (
    [
        path("", member.home, name="home"),
        path("purchases/", member.purchases, name="purchases"),
        path("purchases/<uuid:pk>/", member.purchase, name="purchase"),
        path("purchases/<uuid:pk>/requests/", member.after_sales, name="after-sales"),
        path("sessions/<uuid:pk>/", member.session, name="session"),
        path("sessions/<uuid:pk>/place/", member.place, name="place"),
        path("sessions/<uuid:pk>/move/", member.move, name="move"),
        path("sessions/<uuid:pk>/line/", member.line, name="line"),
        path("sessions/<uuid:pk>/line/leave/", member.leave_line, name="leave-line"),
        path("<uuid:pk>/", member.fair, name="fair"),
        path("<uuid:pk>/goods/", member.goods, name="goods"),
        path("<uuid:pk>/receipt/", member.receipt, name="receipt"),
        path("<uuid:pk>/receipt/codes/", member.receipt_codes, name="receipt-codes"),
        path("<uuid:pk>/receipt/release/", member.give_back, name="give-back"),
        path("<uuid:pk>/receipt/confirmation/", member.confirm, name="confirm"),
        path("<uuid:pk>/draw/", draw.draw, name="draw"),
        path("<uuid:pk>/draw/lot/", draw.lot, name="lot"),
        path("<uuid:pk>/draw/lot/withdrawal/", draw.leave, name="leave-draw"),
        path("<uuid:pk>/draw/file.json", draw.file, name="draw-file"),
        path("<uuid:pk>/draw/after.json", draw.later, name="draw-after"),
        path("<uuid:pk>/draw/check/", draw.check, name="draw-check"),
    ],
    "fairs",
)

console_urls = (
    [
        path("", planning.index, name="index"),
        path("new/", planning.new, name="new"),
        former("goods-template/", "fairs-console:index"),  # it is had from the page where a dealer's goods are brought
        path("<uuid:pk>/", planning.fair, name="fair"),
        path("<uuid:pk>/terms/", planning.terms, name="terms"),
        path("<uuid:pk>/publication/", planning.publish, name="publish"),
        path("<uuid:pk>/venues/", halls.venues, name="venues"),
        path("<uuid:pk>/texts/", planning.texts, name="texts"),
        path("<uuid:pk>/copy/", planning.copy, name="copy"),
        path("<uuid:pk>/venues/<uuid:venue>/", halls.venue_to_revise, name="venue"),
        path("<uuid:pk>/venues/<uuid:venue>/removal/", halls.remove_venue, name="remove-venue"),
        path("<uuid:pk>/venues/<uuid:venue>/day/", running.day_to_move, name="move-day"),
        path("<uuid:pk>/venues/<uuid:venue>/dealers/", halls.dealers, name="dealers"),
        path("<uuid:pk>/venues/<uuid:venue>/dealers/<uuid:merchant>/removal/", halls.remove_stall, name="remove-stall"),
        path("<uuid:pk>/venues/<uuid:venue>/sessions/", halls.sessions, name="add-sessions"),
        path("<uuid:pk>/venues/<uuid:venue>/forecast/", planner.forecast, name="forecast"),
        path("<uuid:pk>/dealers/<uuid:merchant>/clerks/", halls.clerks, name="clerks"),
        path("<uuid:pk>/dealers/<uuid:merchant>/clerks/<uuid:clerk>/removal/", halls.remove_clerk, name="remove-clerk"),
        path("<uuid:pk>/dealers/<uuid:merchant>/goods/", goods.goods, name="goods"),
        path("<uuid:pk>/offers/", goods.offers, name="offers"),
        path("<uuid:pk>/offers/<uuid:offer>/withdrawal/", goods.withdraw, name="withdraw"),
        path("<uuid:pk>/board/", running.board, name="board"),
        path("<uuid:pk>/scans/", running.scans, name="scans"),
        path("<uuid:pk>/draw/", console_draw.draw, name="draw"),
        path("<uuid:pk>/draw/beacon/", console_draw.beacon, name="beacon"),
        path("<uuid:pk>/draw/need/", need.need, name="need"),
        path("<uuid:pk>/draw/need/listed/", console_draw.need_from_list, name="need-from-list"),
        path("<uuid:pk>/way/", console_draw.way, name="way"),
        path("<uuid:pk>/sessions/", running.sessions, name="sessions"),
        path("<uuid:pk>/sessions/<uuid:session>/cancellation/", running.session_to_cancel, name="cancel-session"),
        path("<uuid:pk>/sessions/<uuid:session>/time/", running.session_to_move, name="move-session"),
        path("<uuid:pk>/sessions/<uuid:session>/capacity/", running.session_to_resize, name="change-capacity"),
        path("<uuid:pk>/cancellation/", running.fair_to_cancel, name="cancel"),
        path("<uuid:pk>/closure/", running.close, name="close"),
        path("<uuid:pk>/journal/", running.journal, name="journal"),
        path("<uuid:pk>/sales/", money.sales, name="sales"),
        path("<uuid:pk>/requests/", money.requests, name="requests"),
        path("<uuid:pk>/requests/<uuid:asked>/answer/", money.answer, name="answer"),
        path("<uuid:pk>/settlement/", money.settlement, name="settlement"),
        path("<uuid:pk>/settlement/waiting/", money.batches, name="batches"),
        path("<uuid:pk>/venues/<uuid:venue>/dealers/<uuid:merchant>/batches/", money.prepare, name="prepare"),
        path("<uuid:pk>/batches/<uuid:batch>/", money.batch, name="batch"),
        path("<uuid:pk>/batches/<uuid:batch>/approval/", money.approve, name="approve"),
        path("<uuid:pk>/batches/<uuid:batch>/return/", money.give_back, name="return"),
        path("<uuid:pk>/batches/<uuid:batch>/payment/", money.paid, name="paid"),
        path("<uuid:pk>/batches/<uuid:batch>/claim/", money.claim, name="claim"),
    ],
    "fairs-console",
)

counter_urls = (
    [
        path("", counter.home, name="home"),
        path("<uuid:pk>/gate/", gate.gate, name="gate"),
        path("<uuid:pk>/gate/list/", gate.admission_list, name="gate-list"),
        path("<uuid:pk>/gate/scans/", gate.scans, name="gate-scans"),
        path("<uuid:pk>/tills/<uuid:merchant>/", counter.till, name="till"),
        path("<uuid:pk>/tills/<uuid:merchant>/statement/", statement.statement, name="statement"),
        path("<uuid:pk>/tills/<uuid:merchant>/batches/<uuid:batch>/claim/", statement.claim, name="claim"),
        path("<uuid:pk>/tills/<uuid:merchant>/word/", counter.ask_word, name="ask-word"),
        path("<uuid:pk>/tills/<uuid:merchant>/sales/", counter.sell, name="sell"),
        path("<uuid:pk>/tills/<uuid:merchant>/sales/<uuid:purchase>/", counter.sale, name="sale"),
        path("<uuid:pk>/tills/<uuid:merchant>/sales/<uuid:purchase>/cancellation/", counter.cancel, name="cancel"),
    ],
    "fairs-counter",
)
