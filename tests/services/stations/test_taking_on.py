"""Officers take on workshops and shippers: whoever answers for them is written down with the firm, or not at all."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from gonghui.primitives.people.models import Person
from gonghui.primitives.people.refusals import NameDiffers
from gonghui.services.stations.models import Provider, Shipper
from gonghui.services.stations.road.loads import actions as loads
from gonghui.services.stations.road.repair import actions as repair
from tests.cast import mobile

from .conftest import CREDIT_CODE, HERE

pytestmark = pytest.mark.django_db

NEW = {"contact": "马新来", "mobile": "19900000399"}


def nobody_came():
    return not Person.objects.by_mobile(mobile(399)).exists()


def test_a_shipper_that_is_refused_leaves_nobody_behind(shipper, taiyuan, zhao, browser_of):
    papers = {"union": str(taiyuan.parent_id), "name": "又一家", "credit_code": CREDIT_CODE, "phone": "0351-9"}
    answer = browser_of(zhao).post(reverse("stations-console:verify-shipper"), papers | NEW)

    assert answer.status_code == 409
    assert nobody_came()
    assert Shipper.objects.count() == 1


def test_a_new_contact_is_written_down_with_the_firm(taiyuan, zhao, browser_of):
    papers = {"union": str(taiyuan.parent_id), "name": "又一家", "credit_code": CREDIT_CODE, "phone": "0351-9"}
    answer = browser_of(zhao).post(reverse("stations-console:verify-shipper"), papers | NEW)

    assert answer.status_code == 303
    assert Shipper.objects.get().person == Person.objects.by_mobile(mobile(399)).get()


def test_a_workshop_that_is_refused_leaves_nobody_behind(taiyuan, zhao, by, now):
    facts = {"name": "快修站", "phone": "0351-8", "licence": "二类", "reach_km": 0}  # the database allows no such reach
    contact = {"contact": NEW["contact"], "mobile": mobile(399)}
    with pytest.raises(IntegrityError, match="workshop_reach"):
        repair.verify_provider(taiyuan, **contact, **facts, point=HERE, by_person=zhao, by=by, now=now)
    assert nobody_came()


def test_whoever_answers_for_a_firm_bears_the_name_of_the_number(lin, taiyuan, zhao, by, now):
    contact = {"contact": "张三", "mobile": mobile(101)}
    papers = {"name": "又一家", "credit_code": CREDIT_CODE, "phone": "0351-9"}
    facts = {"name": "快修站", "phone": "0351-8", "licence": "二类", "reach_km": 5}
    with pytest.raises(NameDiffers):
        loads.verify_shipper(taiyuan, **contact, **papers, by_person=zhao, by=by, now=now)
    with pytest.raises(NameDiffers):
        repair.verify_provider(taiyuan, **contact, **facts, point=HERE, by_person=zhao, by=by, now=now)
    assert not Shipper.objects.exists()
    assert not Provider.objects.exists()
