"""The money: with the bank's paper, once for a receipt however it is typed; who sees an account is written down; and by
programs, with the password once more."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gonghui.kernel.attachments import Incoming, prepare
from gonghui.kernel.money import Fen
from gonghui.primitives.casework.models import Attachment
from gonghui.primitives.casework.speaking import looks
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.ledger import actions as ledger
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.services.aid import actions, refusals
from gonghui.services.aid.forms.deciding import PROOF
from gonghui.services.aid.models import Kin, Payment
from gonghui.services.aid.refusals import money as money_refusals

from .conftest import CARD, officer

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF"
PASSWORD = "correct horse battery 9"


def desk(name, *args):
    return reverse(f"aid-console:{name}", args=args)


def page(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


@pytest.fixture
def paper():
    """The bank's."""
    return prepare([Incoming("回单.pdf", PDF)], PROOF)


@pytest.fixture
def after_notice(later, monkeypatch):
    """Doors are opened after the notice."""

    def at(browser):
        monkeypatch.setattr("gonghui.primitives.clock.now", lambda: later)
        return browser

    return at


@pytest.fixture
def proved(to_pay, paper, fund, sun, caller, later):
    """Lin's, paid by Sun with the bank's paper."""

    def done(receipt="HD1", **more):
        case = to_pay(**more)
        actions.pay(case, receipt, proof=paper, by=caller(sun), now=later)
        return case

    return done


def test_the_banks_paper_lies_sealed_beside_the_payment(proved, browser, lin, sun, after_notice):
    case = proved()
    kept = Attachment.objects.get(message__case=case).file
    assert kept.sealed
    assert "回单.pdf" in page(after_notice(browser(lin)).get(reverse("aid:one", args=[case.pk])))

    opened = browser(sun).get(desk("proof", Payment.objects.get().pk))
    assert (opened.status_code, opened.content) == (200, PDF)
    assert opened["Cache-Control"] == "no-store, private"
    assert "看回单" in page(browser(sun).get(desk("paid")))
    assert [(one.act, one.by_name) for one in looks(case)] == [("aid.open_file", "孙会计")]


def test_it_is_there_for_whoever_watches_the_fund_and_for_nobody_else(
    proved, browser, enrol, taiyuan, datong, lin, su, hao, by, now
):
    proved()
    where = desk("proof", Payment.objects.get().pk)
    of = {
        200: [hao, officer(enrol("白审计", 341), taiyuan, Role.AUDITOR, by=by, now=now)],
        404: [officer(enrol("童审计", 342), datong, Role.AUDITOR, by=by, now=now)],
        403: [lin, su],
    }
    told = {status: [browser(one).get(where).status_code for one in them] for status, them in of.items()}
    assert told == {status: [status] * len(them) for status, them in of.items()}
    assert "/sign-in/" in browser().get(where).url


def test_what_was_paid_without_a_paper_leads_nowhere(paid, browser, sun, after_notice):
    paid()
    window = after_notice(browser(sun))
    assert "看回单" not in page(window.get(desk("paid")))
    page(window.get(desk("proof", Payment.objects.get().pk)), 404)


def test_finance_sends_the_paper_with_the_form(to_pay, fund, browser, sun, after_notice, claim_of):
    case = to_pay()
    sent = {"receipt": "HD1", "proof": SimpleUploadedFile("回单.pdf", PDF), "key": uuid.uuid4()}
    where = desk("pay", claim_of(case).pk)
    window = after_notice(browser(sun))
    assert 'enctype="multipart/form-data"' in page(window.get(where))
    wrong = sent | {"proof": SimpleUploadedFile("回单.pdf", b"MZ\x90\x00 a program")}
    page(window.post(where, wrong), 422)
    assert not Payment.objects.exists()
    page(window.post(where, sent), 303)
    assert Attachment.objects.filter(message__case=case).count() == 1


@pytest.mark.parametrize("again", ["HD 1", "hd1", "ＨＤ１", " HD1 "])
def test_the_same_receipt_again_is_the_payment_made_already(to_pay, fund, sun, caller, later, again):
    case = to_pay()
    first, second = (actions.pay(case, receipt, by=caller(sun), now=later) for receipt in ("HD1", again))
    assert first.pk == second.pk
    assert ledger.balance(fund.account) == 600_000
    with pytest.raises(refusals.PaidAlready):
        actions.pay(case, "HD2", by=caller(sun), now=later)


@pytest.mark.parametrize("receipt", ["hd1", "HD 1", "ｈｄ１"])
def test_one_receipt_pays_one_household_however_it_is_typed(paid, to_pay, sun, su, caller, later, receipt):
    paid("HD1")
    with pytest.raises(money_refusals.ReceiptUsed):
        actions.pay(to_pay(person=su), receipt, by=caller(sun), now=later)


def test_a_receipt_is_not_cut_to_fit(to_pay, fund, sun, caller, later):
    with pytest.raises(money_refusals.ReceiptTooLong):
        actions.pay(to_pay(), "H" * 41, by=caller(sun), now=later)
    assert not Payment.objects.exists()


def test_her_account_is_read_by_finance_that_is_no_kin_and_she_reads_by_whom(
    to_pay, sun, enrol, taiyuan, by, caller, later, claim_of
):
    case = to_pay()
    assert actions.look_at_account(case, by=caller(sun), now=later) == CARD.replace(" ", "")
    assert ("aid.look", "孙会计") in [(one.act, one.by_name) for one in looks(case)]

    aunt = officer(enrol("秦会计", 343), taiyuan, Role.FINANCE, by=by, now=later)
    Kin.objects.create(claim=claim_of(case), person=aunt)
    with pytest.raises(refusals.OwnOrKin):
        actions.look_at_account(case, by=caller(aunt), now=later)


def test_a_gift_sent_twice_is_one_line_of_the_journal(taiyuan, fund, sun, caller, now):
    actions.give_to_fund(taiyuan, Fen(1_000_000), why="本级经费", key="one", by=caller(sun), now=now)
    assert Entry.objects.filter(act="aid.fund").count() == 1
    actions.give_to_fund(taiyuan, Fen(1_000_000), why="本级经费", key="two", by=caller(sun), now=now)
    assert Entry.objects.filter(act="aid.fund").count() == 2


@pytest.fixture
def program(by, later, after_notice):
    """`program(sun)`: a client with a token of their password, after the notice."""

    def opened(person):
        account = people.open_account(person, username=f"u{person.pk.hex[-6:]}", password=PASSWORD, by=by, now=later)
        token = people.issue_token(account, name="测试", days=1, by_password=True, by=by, now=later)
        return after_notice(Client(headers={"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid.uuid4())}))

    return opened


def test_a_program_of_finance_pays_with_the_password_once_more(to_pay, fund, program, sun, claim_of):
    case = to_pay()
    client, where = program(sun), f"/api/v1/aid/payments/{claim_of(case).pk}"
    [waits] = client.get("/api/v1/aid/payments").json()["items"]
    assert (waits["amount"], waits["union"], waits["name"]) == (400_000, "太原市总工会", "林**")
    assert "account" not in waits
    one = client.get(where).json()
    assert (one["account"], one["left"], one["amount"]) == (CARD.replace(" ", ""), 1_000_000, 400_000)

    for password in ("", "wrong"):
        no = client.post(where, {"receipt": "HD1", "password": password})
        assert no.json()["error"]["code"] == "people.wrong_password"
    assert not Payment.objects.exists()
    said = {"receipt": "HD1", "password": PASSWORD}
    first = client.post(where, said | {"files": SimpleUploadedFile("回单.pdf", PDF)}).json()
    assert (first["amount"], first["receipt"], first["code"]) == (400_000, "HD1", case.code)
    assert client.post(where, said).json()["id"] == first["id"]
    assert client.get("/api/v1/aid/payments").json()["items"] == []
    assert Attachment.objects.filter(message__case=case).count() == 1


def test_a_program_hears_what_the_console_says(to_pay, fund, program, sun, claim_of):
    where = f"/api/v1/aid/payments/{claim_of(to_pay()).pk}"
    client = program(sun)
    told = {}
    for receipt, file in (("", b""), ("H" * 41, b""), ("HD1", b"MZ\x90\x00 a program")):
        files = {"files": SimpleUploadedFile("回单.pdf", file)} if file else {}
        no = client.post(where, {"receipt": receipt, "password": PASSWORD} | files)
        told[receipt[:3]] = no.status_code
    assert told == {"": 422, "HHH": 422, "HD1": 422}
    assert not Payment.objects.exists()


def test_finance_of_another_city_neither_sees_nor_pays_it(to_pay, fund, program, enrol, datong, by, now, claim_of):
    where = f"/api/v1/aid/payments/{claim_of(to_pay()).pk}"
    client = program(officer(enrol("童会计", 344), datong, Role.FINANCE, by=by, now=now))
    assert client.get("/api/v1/aid/payments").json()["items"] == []
    assert client.get(where).status_code == 404
    assert client.post(where, {"receipt": "HD1", "password": PASSWORD}).status_code == 404


def test_nobody_pays_themselves(to_pay, fund, program, lin, taiyuan, by, caller, later, claim_of):
    case = to_pay()
    officer(lin, taiyuan, Role.FINANCE, by=by, now=later)
    where = f"/api/v1/aid/payments/{claim_of(case).pk}"
    assert program(lin).post(where, {"receipt": "HD1", "password": PASSWORD}).status_code == 404
    with pytest.raises(refusals.OwnOrKin):
        actions.pay(case, "HD1", by=caller(lin), now=later)


def test_the_list_to_pay_asks_no_more_for_more(to_pay, fund, program, enrol, works, sun):
    client = program(sun)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            return len(client.get("/api/v1/aid/payments").json()["items"]), len(queries)

    to_pay()
    one, few = asked()
    for n, name in enumerate(("马师傅", "牛大姐", "杨阿强")):
        to_pay(person=enrol(name, 350 + n, works))
    assert (one, asked()) == (1, (4, few))
