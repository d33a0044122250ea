"""An administrator looks after the staff of their jurisdiction, a worker after sign-ins and number of their own."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from gonghui.faces.models import SignIn
from gonghui.primitives import clock
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.models import Notice, ShownMessage
from gonghui.primitives.notices.outbox import send_due
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, MobileRequest, Office, Person, Role
from gonghui.primitives.people.refusals import CodeExpired, MayNotChoose
from tests.cast import mobile
from tests.faces.conftest import PASSWORD, to

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "吕梁山上 2027 雨"


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO, settings.SMS = True, {**settings.SMS, "backend": "demo"}


def code_on(number):
    send_due(now=clock.now())
    return re.search(r"\d{6}", ShownMessage.objects.filter(to=f"+86{number}").latest("at").text)[0]


def said_on(number):
    """Which of these words the telephone with this number has been sent, in their order."""
    send_due(now=clock.now())
    texts = ShownMessage.objects.filter(to=f"+86{number}").order_by("at", "delivery").values_list("text", flat=True)
    words = ("申请给你换手机号", "换手机号验证码", "不再用于登录", "手机号换成了")
    return [word for text in texts for word in words if word in text]


def by_sms(number):
    browser = Client()
    browser.post("/sign-in/", {"mobile": number})
    assert browser.post("/sign-in/code/", {"code": code_on(number)}).status_code == 303
    return browser


def told(person):
    return " ".join(Notice.objects.filter(person=person).values_list("text", flat=True))


def test_she_sees_the_staff_of_her_jurisdiction_and_no_others(office, wu, zhao, account_of):
    page = office.get("/console/staff/").content.decode()
    assert "吴守义" in page
    assert "赵志远" not in page  # of the province
    assert office.get(to("account", zhao.pk)).status_code == 404
    assert "吴守义" in office.get("/console/staff/?q=吴").content.decode()
    assert "吴守义" not in office.get("/console/staff/?held=past").content.decode()


def test_who_is_taken_on_chooses_a_password_that_nobody_else_has_seen(office, works, by):
    taken_on = {"name": "何新人", "mobile": "19900000140", "union": str(works.pk), "role": "operator"}
    assert office.post(to("account-new"), taken_on).status_code == 303
    person = Person.objects.by_mobile(mobile(140)).get()
    assert "开通了工作台" in told(person)
    browser = by_sms("19900000140")
    assert browser.get("/counter/").status_code == 303  # not by SMS alone
    asked = {"username": "HeXin", "new": NEW, "again": NEW}
    assert browser.post("/mine/password/", asked | {"again": "x"}).status_code == 422
    assert browser.post("/mine/password/", asked)["Location"] == "/sign-in/staff/"
    signed_in = Client().post("/sign-in/staff/", {"username": "hexin", "password": NEW})
    assert signed_in.status_code == 303
    with pytest.raises(MayNotChoose):
        people.choose_password(person.account, NEW, by=by, now=clock.now())  # once


def test_a_password_that_is_reset_opens_nothing_and_its_owner_is_told(office, wu, account_of, client):
    account_of(wu, username="wu", password=PASSWORD)
    client.post("/sign-in/staff/", {"username": "wu", "password": PASSWORD})
    assert client.get("/counter/").status_code == 200
    office.post(to("account-password", wu.pk))
    assert client.get("/counter/").status_code == 303
    assert client.post("/sign-in/staff/", {"username": "wu", "password": PASSWORD}).status_code == 422
    assert "设置用户名和密码" in told(wu)
    assert Entry.objects.get(act="people.allow_password").by_name == "郑管理"


def test_offices_end_and_begin_and_an_account_is_shut_and_opened(office, wu, works, account_of):
    account_of(wu, username="wu", password=PASSWORD)
    office.post(to("account-appoint", wu.pk), {"union": str(works.pk), "role": "auditor"})
    assert sorted(Office.objects.filter(person=wu, ends_at=None).values_list("role", flat=True)) == [
        "auditor",
        "operator",
    ]
    first = Office.objects.get(person=wu, role="operator")
    office.post(to("account-dismiss", wu.pk, first.pk))
    assert Office.objects.get(person=wu, ends_at=None).role == "auditor"
    office.post(to("account-disable", wu.pk))
    assert Client().post("/sign-in/staff/", {"username": "wu", "password": PASSWORD}).status_code == 422
    office.post(to("account-enable", wu.pk))
    assert Client().post("/sign-in/staff/", {"username": "wu", "password": PASSWORD}).status_code == 303
    assert all(word in told(wu) for word in ("任命了一个岗位", "结束了一个岗位", "停用了账号", "恢复了账号"))


ACTS = ["account-password", "account-disable", "account-sign-out"]


@pytest.mark.parametrize("act", ACTS)
def test_an_account_that_opens_more_than_she_reaches_is_not_hers(act, office, wu, province, by, now, account_of):
    account_of(wu, username="wu", password=PASSWORD)
    people.appoint(wu, province, Role.FINANCE, by=by, now=now)
    refused = office.post(to(act, wu.pk))
    assert (refused.status_code, refused.context["refusal"].code) == (403, "people.reaches_further")
    assert Client().post("/sign-in/staff/", {"username": "wu", "password": PASSWORD}).status_code == 303


@pytest.mark.parametrize("act", ACTS)
def test_nobody_acts_on_their_own_account_nor_appoints_themselves(act, office, zheng, taiyuan):
    assert office.post(to(act, zheng.pk)).context["refusal"].code == "people.not_ones_own"
    more = office.post(to("account-appoint", zheng.pk), {"union": str(taiyuan.pk), "role": "finance"})
    assert more.context["refusal"].code == "people.not_ones_own"
    assert not Office.objects.filter(person=zheng, role="finance").exists()


def test_a_lost_number_is_changed_by_two_people_and_its_owner_hears_before(
    office, administrator, as_person, wu, taiyuan, account_of
):
    account_of(wu)
    inside = by_sms("19900000105")
    office.post(to("account-mobile", wu.pk), {"mobile": "19900000150", "proof": "本人持身份证到场"})
    asked = MobileRequest.objects.get()
    assert "申请给你换手机号" in told(wu)
    own = office.post(to("account-agree-mobile", wu.pk, asked.pk))
    assert own.context["refusal"].code == "people.second_person"
    assert inside.get("/card/").status_code == 200
    second = as_person(administrator("钱管理", 131, taiyuan))
    assert "吴守义 换手机号" in second.get("/console/").content.decode()
    assert "吴守义 换手机号" not in office.get("/console/").content.decode()
    assert "吴守义 换手机号" not in as_person(wu).get("/console/").content.decode()
    assert second.post(to("account-agree-mobile", wu.pk, asked.pk)).status_code == 303
    assert inside.get("/card/").status_code == 303
    wu.refresh_from_db()
    assert wu.mobile_tail == "0150"
    assert said_on("19900000105") == ["申请给你换手机号", "不再用于登录"]
    assert "吴" not in ShownMessage.objects.filter(to="+8619900000105").latest("at").text  # it may be another's by now
    assert "换手机号" not in second.get("/console/").content.decode()
    again = second.post(to("account-agree-mobile", wu.pk, asked.pk))
    assert again.context["refusal"].code == "people.mobile_decided"


def test_a_worker_sees_where_she_is_signed_in_and_ends_one_or_all_others(lin, monkeypatch):
    def signed_in(agent):
        later = clock.now() + timedelta(minutes=2)  # another code
        monkeypatch.setattr(clock, "now", lambda: later)
        browser = Client(HTTP_USER_AGENT=agent)
        browser.post("/sign-in/", {"mobile": "19900000101"})
        browser.post("/sign-in/code/", {"code": code_on("19900000101")})
        return browser

    here = signed_in("Mozilla/5.0 (iPhone; CPU) MicroMessenger/8.0")
    there = signed_in("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Edg/140.0")
    third = signed_in("Mozilla/5.0 (Linux; Android 14) Chrome/140.0")
    page = here.get("/mine/sign-ins/").content.decode()
    assert all(words in page for words in ("iPhone · 微信", "Windows 电脑 · Edge", "安卓手机 · Chrome", "127.0.*.*"))
    assert page.count("就是这里") == 1
    here.post(to("end-sign-in", SignIn.objects.get(device="Windows 电脑 · Edge").pk))
    assert [one.get("/card/").status_code for one in (here, there, third)] == [200, 303, 200]
    here.post(to("end-others"))
    assert [one.get("/card/").status_code for one in (here, third)] == [200, 303]
    assert "安卓手机" not in here.get("/mine/sign-ins/").content.decode()


def test_a_worker_changes_her_number_by_a_code_to_each(lin):
    browser = by_sms("19900000101")
    with pytest.MonkeyPatch.context() as patch:
        later = clock.now() + timedelta(minutes=2)
        patch.setattr(clock, "now", lambda: later)
        assert browser.post(to("my-mobile-new-send"), {"mobile": "19900000160"}).status_code == 303
        assert not ShownMessage.objects.filter(to="+8619900000160").exists()  # the old number comes first
        browser.post(to("my-mobile-send"))
        browser.post(to("my-mobile-old"), {"code": code_on("19900000101")})
        browser.post(to("my-mobile-new-send"), {"mobile": "19900000160"})
        assert "199****0160" in browser.get("/mine/mobile/").content.decode()
        assert browser.post(to("my-mobile-new"), {"code": code_on("19900000160")})["Location"] == "/sign-in/"
        assert said_on("19900000101") == ["换手机号验证码", "不再用于登录"]
        assert said_on("19900000160") == ["换手机号验证码"]
    assert browser.get("/card/").status_code == 303
    lin.refresh_from_db()
    assert lin.mobile_tail == "0160"


def test_the_proof_of_the_old_number_grows_no_older_by_codes_to_the_new_one(lin, monkeypatch):
    browser, start = by_sms("19900000101"), clock.now()

    def at(minutes):
        monkeypatch.setattr(clock, "now", lambda: start + timedelta(minutes=minutes))

    at(2)
    browser.post(to("my-mobile-send"))
    browser.post(to("my-mobile-old"), {"code": code_on("19900000101")})
    at(12)
    browser.post(to("my-mobile-new-send"), {"mobile": "19900000160"})
    assert browser.get("/mine/mobile/").context["step"] == "code"
    at(18)
    assert browser.get("/mine/mobile/").context["step"] == "start"


def test_a_number_of_somebody_else_is_sent_nothing_and_told_the_same(lin, chen):
    browser = by_sms("19900000101")
    with pytest.MonkeyPatch.context() as patch:
        later = clock.now() + timedelta(minutes=2)
        patch.setattr(clock, "now", lambda: later)
        browser.post(to("my-mobile-send"))
        browser.post(to("my-mobile-old"), {"code": code_on("19900000101")})
        asked = browser.post(to("my-mobile-new-send"), {"mobile": "19900000102"})
        assert asked["Location"] == "/mine/mobile/"
        send_due(now=later)
        assert not ShownMessage.objects.filter(to="+8619900000102").exists()


def test_whoever_gets_a_number_next_inherits_nothing(lin, by, enrol, account_of):
    """Lin had it: her sign-in, the code on its way, what waited to be sent, the browser that knows her, her account."""
    browser = by_sms("19900000101")
    later = clock.now() + timedelta(minutes=3)
    code = people.request_sign_in_code(mobile(101), by=by, now=later)
    notices.tell(lin, notices.Template("tests.news", "消息", "林的事：%(x)s"), {"x": "体检"}, now=later)
    people.change_mobile(Person.objects.get(pk=lin.pk), mobile(170), by=by, now=later)
    heir = people.enrol(name="何后来", mobile=mobile(101), documents=[], by=by, now=later)
    assert browser.get("/card/").status_code == 303
    with pytest.raises(CodeExpired):
        people.redeem_sign_in_code(mobile(101), code, by=by, now=later)
    send_due(now=later + timedelta(minutes=5))
    assert not ShownMessage.objects.filter(to="+8619900000101", text__contains="体检").exists()
    assert ShownMessage.objects.filter(to="+8619900000170", text__contains="体检").exists()
    again = people.request_sign_in_code(mobile(101), by=by, now=later + timedelta(minutes=6))
    account = people.redeem_sign_in_code(mobile(101), again, by=by, now=later + timedelta(minutes=6))
    assert (account.person, account.sign_ins.count()) == (heir, 0)
    assert account != Account.objects.get(person=lin)
