"""What one union writes about a dealer and its goods, no other union's page ever shows; nor does a draft of its own."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection

from gonghui.kernel.money import Fen
from gonghui.kernel.sheets import BadRows
from gonghui.primitives.catalogue.models import Goods
from gonghui.services.fairs import actions, refusals
from gonghui.services.fairs.forms.sheets import GOODS
from gonghui.services.fairs.models import Fair, Venue

from .conftest import CREDIT_CODE, FRIDGE, HEADER

pytestmark = pytest.mark.django_db

CHEAP = FRIDGE.replace("海星冰箱,冰箱,10000,8000", "翻新冰箱,旧货,100,50")


@pytest.fixture
def plan(zhao, terms, by, now):
    """Drafts a fair of a union with a hall: `plan(datong, "140200")`."""

    def planned(union, division, *, at=now):
        fair = actions.draft(union=union, terms=terms, by_person=zhao, by=by, now=at)
        Fair.objects.filter(pk=fair.pk).update(created_at=at)
        where = {"hall": "体育馆", "address": "一号路1号", "hotline": "0352-1"}
        division = union.division if union.division_id == division else type(union.division).objects.get(pk=division)
        return actions.add_venue(fair, division=division, **where, funded=Fen(100), by=by, now=at)

    return planned


@pytest.fixture
def bring(by, now):
    """Invites Haixing to a hall and loads a sheet of one row: `bring(venue, FRIDGE)`."""

    def brought(venue, row, *, name="海星电器", at=now):
        stall = actions.invite_dealer(venue, credit_code=CREDIT_CODE, name=name, hotline="400", by=by, now=at)
        actions.load_offers(venue.fair, stall.merchant, GOODS.open((HEADER + row).encode(), "目录.csv"), by=by, now=at)
        return stall.merchant

    return brought


def publish(venue, at):
    """As if it had been published: whether its sessions are in order is another matter."""
    Fair.objects.filter(pk=venue.fair_id).update(published_at=at)
    venue.fair.refresh_from_db()


@pytest.mark.rows_by_hand
def test_a_sheet_of_another_union_renames_nothing_and_makes_no_price_history(
    fair, fridge, plan, bring, datong, province, now
):
    theirs = plan(datong, "140200")
    bring(theirs, CHEAP)
    publish(theirs, now)

    fridge.refresh_from_db()
    fridge.goods.refresh_from_db()
    assert (fridge.name, fridge.category, fridge.goods.name) == ("海星冰箱", "冰箱", "海星冰箱")
    bring(plan(province, "140300", at=now + timedelta(days=3)), FRIDGE, at=now + timedelta(days=3))


def test_the_own_next_fair_renames_what_it_offers_and_not_what_was_published(fair, fridge, plan, bring, province, now):
    later = plan(province, "140300")
    bring(later, FRIDGE.replace("海星冰箱", "海星双门冰箱"))
    assert later.fair.offers.get().name == "海星双门冰箱"
    fridge.refresh_from_db()
    assert fridge.name == "海星冰箱"


@pytest.mark.rows_by_hand
@pytest.mark.parametrize("published", [True, False])
def test_only_a_published_price_is_a_price_that_was_asked(published, plan, bring, province, now):
    before = plan(province, "140200", at=now - timedelta(days=9))
    bring(before, CHEAP, at=now - timedelta(days=9))
    if published:
        publish(before, now - timedelta(days=8))
    later = plan(province, "140300")
    if published:
        with pytest.raises(BadRows) as bad:
            bring(later, FRIDGE)
        assert bad.value.troubles[0].refusal.code == "catalogue.price_raised"
    else:
        bring(later, FRIDGE)


@pytest.mark.rows_by_hand
def test_a_dealer_under_another_name_cannot_shed_its_price_history(plan, bring, province, now):
    before = plan(province, "140200", at=now - timedelta(days=9))
    old = bring(before, CHEAP, at=now - timedelta(days=9))
    publish(before, now - timedelta(days=8))
    with pytest.raises(refusals.DealerOtherwiseNamed) as refused:
        bring(plan(province, "140300"), FRIDGE, name="海星商城")
    assert old.name in refused.value.sentence()


@pytest.mark.rows_by_hand
def test_the_name_in_a_fair_that_is_over_binds_nobody_and_its_prices_still_count(plan, bring, province, now):
    before = plan(province, "140200", at=now - timedelta(days=9))
    bring(before, CHEAP, at=now - timedelta(days=9))
    publish(before, now - timedelta(days=8))
    Fair.objects.filter(pk=before.fair_id).update(closed_at=now)
    with pytest.raises(BadRows) as bad:
        bring(plan(province, "140300"), FRIDGE, name="海星商城")
    assert bad.value.troubles[0].refusal.code == "catalogue.price_raised"


@pytest.mark.rows_by_hand
def test_a_copied_fair_has_its_dealer_under_the_name_it_has_by_now(plan, bring, province, zhao, by, now):
    before = plan(province, "140200")
    bring(before, FRIDGE)
    Fair.objects.filter(pk=before.fair_id).update(closed_at=now)
    bring(plan(province, "140300"), FRIDGE, name="海星商城")
    made = actions.copy_fair(before.fair, by_person=zhao, by=by, now=now)
    assert made.venues.get().stalls.get().merchant.name == "海星商城"


def test_each_union_calls_a_dealer_by_its_own_name(fair, dealer, plan, bring, datong):
    theirs = plan(datong, "140200")
    other = bring(theirs, FRIDGE, name="海星骗子")
    dealer.refresh_from_db()
    assert (dealer.name, other.name) == ("海星电器", "海星骗子")
    assert other.payable_id != dealer.payable_id


MIGRATION = import_module("gonghui.services.fairs.migrations.0005_offers_apart")


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def told(venue):
    """What a fair of this hall offers and sold."""
    offers = venue.fair.offers.select_related("goods", "price").order_by("goods__model")
    bought = venue.purchases.select_related("sale", "offer")
    sold = [(one.sale.serial, one.sale.goods_id == one.offer.goods_id) for one in bought]
    own = [offer.price.goods_id == offer.goods_id for offer in offers]
    return [(o.goods.model, o.name, o.price.list_price, o.price.ex_factory_price) for o in offers], own, sold


def test_goods_that_unions_shared_are_divided_and_nothing_on_their_pages_changes(
    taiyuan_venue, admitted, fridge, kettle, buy, plan, bring, datong, now
):
    buy(taiyuan_venue, fridge, admitted, "SN0001")
    theirs = plan(datong, "140200")
    bring(theirs, FRIDGE.replace("10000", "9500"))
    halls = [taiyuan_venue, Venue.objects.get(pk=theirs.pk)]
    before = [told(hall) for hall in halls]

    run(MIGRATION.UNITE)
    assert Goods.objects.filter(model="BX-200").count() == 1
    assert [told(hall) for hall in halls] == before
    run(MIGRATION.DIVIDE)
    assert [told(hall) for hall in halls] == before
    for hall in halls:
        assert set(hall.fair.offers.values_list("goods__union", flat=True)) == {hall.fair.union_id}
    with pytest.raises(Exception, match="only its batch and its cancellation"):
        run("UPDATE catalogue_sale SET invoice = 'X'")
