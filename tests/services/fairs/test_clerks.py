"""A clerk serves a dealer at one fair: what another union's officer does with the same dealer opens nothing here."""

import html
import re
import uuid
from datetime import time, timedelta

import pytest
from django.urls import reverse

from gonghui.kernel.money import Fen
from gonghui.kernel.text import BadName
from gonghui.primitives.catalogue.models import Merchant
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, Division, Person, Role
from gonghui.services.fairs import actions, refusals
from gonghui.services.fairs.forms.sheets import GOODS
from gonghui.services.fairs.models import Clerk, Stall
from tests.cast import mobile

from .conftest import CREDIT_CODE, HEADER

pytestmark = pytest.mark.django_db

AIRCON = "海星,KFR-1,海星空调,空调,5000,4000,出厂价函009号,10%\n"
MA = {"name": "马中原", "mobile": "19900000302"}  # the clerk whom Feng adds


def console(name, *args):
    return reverse(f"fairs-console:{name}", args=args)


def counter(name, *args):
    return reverse(f"fairs-counter:{name}", args=args)


def seen(response):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.fixture
def feng(found, enrol, by, now):
    """An officer of another province."""
    person = enrol("冯中州", 301)
    people.appoint(person, found("HA", "河南省总工会", "province", None, "410000"), Role.OFFICER, by=by, now=now)
    return person


@pytest.fixture
def theirs(feng, terms, dealer, browser_of, by, now):
    """Feng's fair, to which the dealer of Zhao's was invited, and Feng's clerk there, both over the real pages."""
    union, office = feng.offices.get().union, browser_of(feng)
    draft = actions.draft(union=union, terms=terms | {"name": "中原家电专场"}, by_person=feng, by=by, now=now)
    place = {"division": Division.objects.get(pk="410100"), "hall": "中原馆", "address": "一号路", "hotline": "0371-1"}
    venue = actions.add_venue(draft, **place, funded=Fen(100), by=by, now=now)
    invitation = {"credit_code": CREDIT_CODE, "name": "海星电器", "hotline": "0371-99999"}
    assert office.post(console("dealers", draft.pk, venue.pk), invitation).status_code == 303
    assert office.post(console("clerks", draft.pk, dealer.pk), MA).status_code == 303
    actions.load_offers(draft, dealer, GOODS.open((HEADER + AIRCON).encode(), "目录.csv"), by=by, now=now)
    hours = {"days": [now.date()], "opens": time(9), "closes": time(18), "minutes": 60, "capacity": 9}
    actions.add_sessions(venue, **hours, by=by, now=now - timedelta(hours=2))
    return actions.publish(draft, by=by, now=now)


@pytest.fixture
def ma(theirs):
    return theirs.clerks.get().person


@pytest.fixture
def bought(fair, admitted, fridge, taiyuan_venue, buy):
    """Lin's fridge, sold at Zhao's fair."""
    return buy(taiyuan_venue, fridge, admitted, "SN0001")


@pytest.fixture
def batch(bought, taiyuan_venue, dealer, zhao, by, now):
    return actions.prepare_settlement(taiyuan_venue, dealer, by_person=zhao, by=by, now=now)


def test_a_clerk_of_one_fair_finds_the_dealers_desk_there_and_no_other(theirs, ma, fair, dealer, browser_of):
    browser, [stall] = browser_of(ma), Stall.objects.filter(venue__fair=theirs)
    desks = browser.get(counter("home")).content.decode()
    assert re.findall(r"/counter/fairs/([0-9a-f-]+)/tills/", desks)
    assert set(re.findall(r"/counter/fairs/([0-9a-f-]+)/tills/", desks)) == {str(stall.venue_id)}
    assert "滨河会展中心" not in desks
    assert browser.get(counter("till", stall.venue_id, dealer.pk)).status_code == 200
    assert browser.get(counter("statement", stall.venue_id, dealer.pk)).status_code == 200
    front = browser.get("/").content.decode()
    assert counter("till", stall.venue_id, dealer.pk) in front
    assert fair.venues.count() == 2
    assert not [venue for venue in fair.venues.all() if counter("till", venue.pk, dealer.pk) in front + desks]


def test_a_clerk_of_another_fair_reaches_no_page_of_this_one(
    ma, bought, batch, taiyuan_venue, dealer, fridge, admitted, browser_of
):
    browser, here = browser_of(ma), (taiyuan_venue.pk, dealer.pk)
    sale = {"buyer": admitted.member_code, "offer": fridge.pk, "serial": "SN0007", "invoice": "26000007"}
    answers = [
        browser.get(counter("till", *here)),
        browser.post(counter("till", *here), {"buyer": admitted.member_code}),
        browser.post(counter("sell", *here), sale | {"key": uuid.uuid4()}),
        browser.get(counter("sale", *here, bought.pk)),
        browser.post(counter("cancel", *here, bought.pk), {"reason": "捣乱"}),
        browser.get(counter("statement", *here)),
        browser.get(counter("statement", *here), {"export": "1"}),
        browser.post(counter("claim", *here, batch.pk), {"claimed": "1"}),
    ]
    assert [answer.status_code for answer in answers] == [404] * len(answers)


def test_nor_any_operation_of_the_api(ma, bought, taiyuan_venue, dealer, fridge, admitted, client, by, now, browser_of):
    browser_of(ma)  # opens the account, in the moment of the tests
    token = people.issue_token(Account.objects.get(person=ma), name="测试", days=1, by=by, now=now)
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid.uuid4())}
    till = f"/api/v1/fairs/tills/{taiyuan_venue.pk}/{dealer.pk}"
    sale = {"buyer": admitted.member_code, "offer": str(fridge.pk), "serial": "SN0007", "invoice": "26000007"}
    asked = {
        f"{till}/quotes": {"buyer": admitted.member_code, "offer": str(fridge.pk)},
        f"{till}/sales": sale,
        f"{till}/sales/{bought.pk}/cancellation": {"reason": "捣乱"},
    }
    for path, body in asked.items():
        assert client.post(path, body, content_type="application/json", headers=headers).status_code == 404, path
    assert [row["hall"] for row in client.get("/api/v1/fairs/tills", headers=headers).json()] == ["中原馆"]


def test_an_officer_sees_and_removes_clerks_of_their_own_fair_only(theirs, ma, clerk, fair, dealer, feng, browser_of):
    office, mine = browser_of(feng), fair.clerks.get()
    page = seen(office.get(console("clerks", theirs.pk, dealer.pk)))
    assert ("马中原" in page, clerk.name in page) == (True, False)
    assert office.get(console("clerks", fair.pk, dealer.pk)).status_code == 404
    assert office.post(console("clerks", fair.pk, dealer.pk), MA).status_code == 404
    for other in (fair, theirs):
        assert office.post(console("remove-clerk", other.pk, dealer.pk, mine.pk)).status_code == 404
    assert Clerk.objects.get(pk=mine.pk).ends_at is None


def test_a_clerk_who_is_removed_loses_till_and_books_at_once(
    clerk, fair, dealer, taiyuan_venue, zhao, browser_of, by, now
):
    browser, office, mine = browser_of(clerk), browser_of(zhao), fair.clerks.get()
    assert browser.get(counter("till", taiyuan_venue.pk, dealer.pk)).status_code == 200
    away = console("remove-clerk", fair.pk, dealer.pk, mine.pk)
    assert away in office.get(console("clerks", fair.pk, dealer.pk)).content.decode()
    assert office.post(away).status_code == 303
    assert office.post(away).status_code == 404
    for name in ("till", "statement"):
        assert browser.get(counter(name, taiyuan_venue.pk, dealer.pk)).status_code == 404
    assert "还没有，先添加一位" in seen(office.get(console("clerks", fair.pk, dealer.pk)))
    again = actions.add_clerk(fair, dealer, name=clerk.name, mobile=mobile(106), by=by, now=now)
    assert again != mine
    assert browser.get(counter("till", taiyuan_venue.pk, dealer.pk)).status_code == 200


def test_removing_twice_is_written_down_once(clerk, fair, by, now):
    [mine] = fair.clerks.all()
    first = actions.remove_clerk(mine, by=by, now=now)
    again = actions.remove_clerk(mine, by=by, now=now + timedelta(hours=1))
    assert first.ends_at == again.ends_at == now
    assert Entry.objects.filter(act="fairs.remove_clerk").count() == 1


def test_another_union_invites_the_dealer_and_changes_nothing_for_others(
    theirs, bought, dealer, lin, clerk, browser_of
):
    page = browser_of(lin).get(reverse("fairs:purchase", args=[bought.pk])).content.decode()
    assert ('href="tel:400-000"' in page, "0371-99999" in page) == (True, False)
    slip = seen(browser_of(clerk).get(counter("sale", bought.venue_id, dealer.pk, bought.pk)))
    assert ("400-000" in slip, "0371-99999" in slip) == (True, False)
    assert Merchant.objects.get(credit_code=CREDIT_CODE).name == "海星电器"
    assert set(Stall.objects.filter(merchant=dealer).values_list("hotline", flat=True)) == {"400-000", "0371-99999"}


def test_the_officers_list_and_the_late_buyer_are_told_the_stalls_own_number(
    theirs, bought, fair, zhao, browser_of, by, now
):
    actions.ask_after_sales(bought, trouble="门关不严", by=by, now=now)
    asked = seen(browser_of(zhao).get(console("requests", fair.pk)))
    assert ("400-000" in asked, "0371-99999" in asked) == (True, False)
    with pytest.raises(refusals.AfterSalesOver) as over:
        actions.ask_after_sales(bought, trouble="又坏了", by=by, now=now + timedelta(days=366))
    assert over.value.facts["hotline"] == "400-000"


def test_an_officer_mends_the_number_of_a_stall_by_inviting_again(draft, dealer, taiyuan_venue, zhao, browser_of):
    office, page = browser_of(zhao), console("dealers", draft.pk, taiyuan_venue.pk)
    invitation = {"credit_code": CREDIT_CODE, "name": "海星电器", "hotline": "400-001"}
    for _twice in range(2):
        assert office.post(page, invitation).status_code == 303
    assert Stall.objects.get(venue=taiyuan_venue).hotline == "400-001"
    assert Entry.objects.filter(act="fairs.join_stall", facts__hotline="400-001").count() == 1


def test_another_venue_is_offered_each_dealer_once_with_the_number_it_has(draft, dealer, zhao, browser_of, by, now):
    place = {"division": Division.objects.get(pk="140300"), "hall": "桃河展厅", "address": "路", "hotline": "1"}
    third = actions.add_venue(draft, **place, funded=Fen(1), by=by, now=now)
    page = browser_of(zhao).get(console("dealers", draft.pk, third.pk)).content.decode()
    assert page.count('name="hotline" value="400-000"') == 1


def test_a_clerk_new_to_the_union_is_enrolled_and_an_old_one_found(fair, dealer, lin, by, now):
    known = actions.add_clerk(fair, dealer, name=" 林小雨\u200b ", mobile=mobile(101), by=by, now=now)
    new = actions.add_clerk(fair, dealer, name="钱多多", mobile=mobile(999), by=by, now=now)
    assert (known.person, known.name) == (lin, "林小雨")
    assert new.person.name == "钱多多"
    assert actions.add_clerk(fair, dealer, name="林小雨", mobile=mobile(101), by=by, now=now) == known


def test_a_number_does_not_tell_an_officer_whose_it_is(fair, dealer, lin, zhao, browser_of):
    office, page = browser_of(zhao), console("clerks", fair.pk, dealer.pk)
    refused = office.post(page, {"name": "王某某", "mobile": mobile(101).national})
    assert (refused.status_code, "不一致" in seen(refused), lin.name in seen(refused)) == (409, True, False)
    assert 'value="王某某"' in refused.content.decode()
    assert lin.name not in seen(office.get(page))
    assert not Clerk.objects.exists()


def test_the_list_shows_what_the_officer_typed_whatever_the_person_is_called_later(
    fair, dealer, lin, zhao, browser_of, by, now
):
    actions.add_clerk(fair, dealer, name="林小雨", mobile=mobile(101), by=by, now=now)
    people.rename(lin, "林晓雨", by=by, now=now)
    people.change_mobile(Person.objects.get(pk=lin.pk), mobile(888), by=by, now=now)
    page = seen(browser_of(zhao).get(console("clerks", fair.pk, dealer.pk)))
    assert ("林小雨" in page, "林晓雨" in page, mobile(888).tail in page) == (True, False, False)


def test_a_name_that_is_none_adds_nobody(fair, dealer, lin, by, now):
    with pytest.raises(BadName):
        actions.add_clerk(fair, dealer, name="1.1E+17", mobile=mobile(101), by=by, now=now)
    assert not Clerk.objects.exists()
