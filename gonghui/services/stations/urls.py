"""The addresses of stations, truckers' homes, repair and loads: for workers, officers, keepers and workshops."""

from django.urls import path

from gonghui.faces.former import former

from . import counter
from .console import keeping, looking, reviewing
from .member import door as entry
from .member import stations as member
from .road.loads import console as loads_console
from .road.loads import member as loads
from .road.repair import console as repair_console
from .road.repair import counter as workshop
from .road.repair import member as repair

member_urls = (
    [
        path("", member.home, name="home"),
        path("truckers/", member.truckers, name="truckers"),
        path("at/<str:code>/", entry.door, name="door"),
        path("at/<str:code>/visit/", entry.enter, name="enter"),
        path("at/<str:code>/code/", entry.send_code, name="send-code"),
        path("at/<str:code>/code/visit/", entry.enter_by_code, name="enter-by-code"),
        path("at/<str:code>/visit/end/", entry.leave, name="leave"),
        path("repair/", repair.home, name="repair"),
        path("repair/<uuid:pk>/", repair.call, name="repair-call"),
        path("repair/<uuid:pk>/quotes/<uuid:quote>/choice/", repair.choose, name="repair-choose"),
        path("repair/<uuid:pk>/cancellation/", repair.cancel, name="repair-cancel"),
        path("repair/<uuid:pk>/rating/", repair.rate, name="repair-rate"),
        path("loads/", loads.home, name="loads"),
        path("loads/mine/", loads.mine, name="my-loads"),
        path("loads/mine/<uuid:pk>/withdrawal/", loads.withdraw, name="withdraw-load"),
        path("loads/<uuid:pk>/", loads.load, name="load"),
        path("loads/<uuid:pk>/contact/", loads.contact, name="load-contact"),
        path("loads/<uuid:pk>/report/", loads.report, name="load-report"),
        path("stays/<uuid:pk>/", member.stay, name="stay"),
        path("stays/<uuid:pk>/release/", member.release, name="release-stay"),
        path("<uuid:pk>/", member.station, name="station"),
        path("<uuid:pk>/stays/", member.book, name="book"),
        path("<uuid:pk>/lines/<slug:kind>/", member.queue, name="queue"),
        path("<uuid:pk>/turns/<uuid:turn>/leave/", member.leave_queue, name="leave-queue"),
        path("<uuid:pk>/turns/<uuid:turn>/use/", member.start, name="start-use"),
        path("<uuid:pk>/uses/<uuid:use>/end/", member.finish, name="finish-use"),
    ],
    "stations",
)

console_urls = (
    [
        path("", keeping.index, name="index"),
        former("new/", "faces:premises-new", query={"kind": "station"}),
        path("gaps/", looking.gaps, name="gaps"),
        path("use/", looking.use, name="use"),
        path("schemes/", looking.schemes, name="schemes"),
        path("schemes/published/", looking.load, name="load-schemes"),
        path("workshops/", repair_console.workshops, name="workshops"),
        path("workshops/new/", repair_console.papers, name="verify-workshop"),
        path("workshops/<uuid:pk>/closure/", repair_console.close, name="close-workshop"),
        path("repairs/", repair_console.calls, name="repairs"),
        path("shippers/", loads_console.shippers, name="shippers"),
        path("shippers/new/", loads_console.papers, name="verify-shipper"),
        path("shippers/<uuid:pk>/closure/", loads_console.close, name="close-shipper"),
        path("reports/", loads_console.reports, name="reports"),
        path("reports/<uuid:pk>/decision/", loads_console.decide, name="decide-report"),
        path("<uuid:pk>/", keeping.station, name="station"),
        former("<uuid:pk>/facts/", "faces:premises-edit"),
        former("<uuid:pk>/keepers/", "faces:premises-keepers"),
        former("<uuid:pk>/keepers/<uuid:keeper>/removal/", "faces:premises-remove-keeper"),
        path("<uuid:pk>/rooms/", keeping.add_rooms, name="add-rooms"),
        path("<uuid:pk>/plate/", keeping.plate, name="plate"),
        path("<uuid:pk>/inspection/", reviewing.inspect, name="inspect"),
        path("<uuid:pk>/star/", reviewing.star, name="star"),
    ],
    "stations-console",
)

counter_urls = (
    [
        path("", counter.home, name="home"),
        path("jobs/", workshop.jobs, name="jobs"),
        path("jobs/<uuid:pk>/", workshop.job, name="job"),
        path("jobs/<uuid:pk>/quotes/", workshop.offer, name="job-offer"),
        path("jobs/<uuid:pk>/number/", workshop.number, name="job-number"),
        path("jobs/<uuid:pk>/arrival/", workshop.arrive, name="job-arrival"),
        path("jobs/<uuid:pk>/finish/", workshop.finish, name="job-finish"),
        path("<uuid:pk>/", counter.desk, name="desk"),
        path("<uuid:pk>/tap/", counter.tap, name="tap"),
        path("<uuid:pk>/shut/", counter.shut, name="shut"),
        path("<uuid:pk>/troubles/<uuid:trouble>/answer/", counter.answer, name="answer"),
        path("<uuid:pk>/visits/", counter.let_in, name="let-in"),
        path("<uuid:pk>/taps/", counter.taps, name="taps"),
        path("<uuid:pk>/visits/code/", counter.enter_by_code, name="enter-by-code"),
        path("<uuid:pk>/visits/end/", counter.see_out, name="see-out"),
        path("<uuid:pk>/stays/<uuid:stay>/arrival/", counter.check_in, name="check-in"),
        path("<uuid:pk>/stays/<uuid:stay>/departure/", counter.check_out, name="check-out"),
        path("<uuid:pk>/uses/<uuid:use>/end/", counter.finish_use, name="finish-use"),
        path("<uuid:pk>/basics/", counter.basics, name="basics"),
        path("<uuid:pk>/stores/", counter.stores, name="stores"),
        path("<uuid:pk>/stores/new/", counter.put_supply, name="put-supply"),
        path("<uuid:pk>/stores/<uuid:supply>/end/", counter.take_supply, name="take-supply"),
        path("<uuid:pk>/prices/", counter.set_price, name="set-price"),
        path("<uuid:pk>/prices/<uuid:price>/end/", counter.end_price, name="end-price"),
        path("<uuid:pk>/faults/", counter.report_fault, name="report-fault"),
        path("<uuid:pk>/faults/<uuid:fault>/end/", counter.fix_fault, name="fix-fault"),
    ],
    "stations-counter",
)
