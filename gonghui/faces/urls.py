"""The faces' own addresses; the slices' are added in gonghui/site/urls.py."""

from django.urls import path

from .console import desk, persons, views
from .console import pages as console
from .console.accounts import pages as accounts
from .console.premises import holidays, importing
from .console.premises import pages as sites
from .console.premises import parts as site
from .console.premises import rooms as site_rooms
from .counter import pages as counter
from .counter import premises as kept
from .former import former
from .member import account, pages, phone, premises, sign_in

app_name = "faces"
urlpatterns = [
    path("", pages.home, name="home"),
    path("services/", pages.all_services, name="services"),
    path("services/<slug:code>/", pages.coming, name="coming"),
    path("scan/", pages.scan, name="scan"),
    path("messages/", pages.messages, name="messages"),
    path("messages/read/", pages.read_all, name="read-all"),
    path("messages/<uuid:pk>/", pages.message, name="message"),
    path("mine/", pages.mine, name="mine"),
    path("mine/data/", pages.my_data, name="my-data"),
    path("mine/sign-ins/", account.my_sign_ins, name="my-sign-ins"),
    path("mine/sign-ins/others/end/", account.end_others, name="end-others"),
    path("mine/sign-ins/<uuid:which>/end/", account.end_sign_in, name="end-sign-in"),
    path("mine/tokens/<uuid:which>/end/", account.end_token, name="end-token"),
    path("mine/mobile/", account.my_mobile, name="my-mobile"),
    path("mine/mobile/old/send/", account.code_to_old, name="my-mobile-send"),
    path("mine/mobile/old/", account.prove_old, name="my-mobile-old"),
    path("mine/mobile/new/send/", account.code_to_new, name="my-mobile-new-send"),
    path("mine/mobile/new/", account.prove_new, name="my-mobile-new"),
    path("mine/password/", account.my_password, name="my-password"),
    path("mine/elder-mode/", pages.elder_mode, name="elder-mode"),
    path("mine/language/", pages.language, name="language"),
    path("card/", pages.card, name="card"),
    path("sign-in/", sign_in.phone, name="sign-in"),
    path("sign-in/code/", sign_in.code, name="sign-in-code"),
    path("sign-in/staff/", sign_in.staff, name="staff-sign-in"),
    path("sign-out/", sign_in.out, name="sign-out"),
    path("demo/phone/", phone.phone, name="phone"),
    path("console/", console.work, name="work"),
    path("console/find/", console.find, name="find"),
    path("console/people/<uuid:pk>/", persons.person, name="person"),
    path("console/people/<uuid:pk>/documents/<uuid:document>/number/", persons.number, name="person-number"),
    path("console/unions/", console.unions, name="unions"),
    path("console/unions/switch/", console.switch, name="switch"),
    path("console/here/", desk.here, name="here"),
    path("console/views/", views.keep, name="keep-view"),
    path("console/views/<uuid:pk>/removal/", views.forget, name="forget-view"),
    path("console/staff/", accounts.listed, name="accounts"),
    path("console/staff/new/", accounts.new, name="account-new"),
    path("console/staff/<uuid:pk>/", accounts.one, name="account"),
    path("console/staff/<uuid:pk>/offices/", accounts.appoint, name="account-appoint"),
    path("console/staff/<uuid:pk>/offices/<uuid:office>/end/", accounts.dismiss, name="account-dismiss"),
    path("console/staff/<uuid:pk>/password/", accounts.new_password, name="account-password"),
    path("console/staff/<uuid:pk>/disable/", accounts.disable, name="account-disable"),
    path("console/staff/<uuid:pk>/enable/", accounts.enable, name="account-enable"),
    path("console/staff/<uuid:pk>/sign-out/", accounts.sign_out, name="account-sign-out"),
    path("console/staff/<uuid:pk>/sign-ins/<uuid:which>/end/", accounts.end_sign_in, name="account-end-sign-in"),
    path("console/staff/<uuid:pk>/mobile/", accounts.ask_mobile, name="account-mobile"),
    path("console/staff/<uuid:pk>/mobile/<uuid:asked>/agree/", accounts.agree_mobile, name="account-agree-mobile"),
    path("console/staff/<uuid:pk>/mobile/<uuid:asked>/refuse/", accounts.refuse_mobile, name="account-refuse-mobile"),
    path("console/help/", console.help_page, name="help"),
    path("console/kit/", console.kit, name="kit"),
    path("places/<uuid:pk>/trouble/", premises.trouble, name="premises-trouble"),
    path("places/pictures/<uuid:pk>/", premises.picture, name="premises-picture"),
    path("console/premises/", sites.index, name="premises"),
    path("console/premises/new/", sites.new, name="premises-new"),
    path("console/premises/import/", importing.load, name="premises-import"),
    former("console/premises/import/sample/", "faces:premises-import", query={"template": "1"}),
    path("console/premises/troubles/", sites.troubles, name="premises-troubles"),
    path("console/premises/holidays/", holidays.holidays, name="holidays"),
    path("console/premises/holidays/add/", holidays.add_holiday, name="add-holiday"),
    path("console/premises/holidays/<str:day>/remove/", holidays.remove_holiday, name="remove-holiday"),
    path("console/premises/<uuid:pk>/", sites.show, name="premises-one"),
    path("console/premises/<uuid:pk>/edit/", sites.edit, name="premises-edit"),
    path("console/premises/<uuid:pk>/close/", sites.close, name="premises-close"),
    path("console/premises/<uuid:pk>/hours/", site.hours, name="premises-hours"),
    path("console/premises/<uuid:pk>/closures/", site.closures, name="premises-closures"),
    path("console/premises/<uuid:pk>/closures/<uuid:closure>/end/", site.end_closure, name="premises-end-closure"),
    path("console/premises/<uuid:pk>/rooms/", site_rooms.rooms, name="premises-rooms"),
    path("console/premises/<uuid:pk>/rooms/<uuid:room>/", site_rooms.room, name="premises-room"),
    path("console/premises/<uuid:pk>/rooms/<uuid:room>/hours/", site_rooms.room_hours, name="premises-room-hours"),
    path("console/premises/<uuid:pk>/rooms/<uuid:room>/close/", site_rooms.close_room, name="premises-close-room"),
    path("console/premises/<uuid:pk>/keepers/", site.keepers, name="premises-keepers"),
    path("console/premises/<uuid:pk>/keepers/<uuid:keeper>/remove/", site.remove_keeper, name="premises-remove-keeper"),
    path("console/premises/<uuid:pk>/pictures/", site.pictures, name="premises-pictures"),
    path(
        "console/premises/<uuid:pk>/pictures/<uuid:picture>/remove/",
        site.remove_picture,
        name="premises-remove-picture",
    ),
    path("counter/premises/", kept.home, name="kept"),
    path("counter/premises/<uuid:pk>/", kept.one, name="kept-one"),
    path("counter/premises/<uuid:pk>/tap/", kept.tap, name="kept-tap"),
    path("counter/premises/troubles/<uuid:pk>/answer/", kept.answer, name="kept-answer"),
    path("counter/", counter.desks, name="desks"),
    path("counter/worker.js", counter.worker, name="counter-worker"),
]
