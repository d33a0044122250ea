"""Terms, certificates and changes: alarms at 90, 30 and 0 days, once each; thirty days to file."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gonghui.kernel.credit_code import CreditCode
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.notices.models import Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.refusals import CreditCodeTaken
from gonghui.services.founding import actions, refusals
from gonghui.services.founding.models import Certificate, Change, Term

from .conftest import credit_code, queue_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def term(works, by, now):
    """The works' committee: three years that end in a hundred days."""
    starts = (now + 100 * DAY).date().replace(year=now.year - 3)
    return actions.begin_term(works, number="并工组〔2023〕8号", years=3, starts_on=starts, by=by, now=now)


@pytest.fixture
def certificate(works, by, now):
    """The works' certificate, which ends in a hundred days."""
    return certified(works, 9, by, now, ends_on=now.date() + 100 * DAY)


def certified(union, number, by, now, **more):
    words = {"kind": "first", "issued_on": now.date(), "authority": "市总", "ends_on": now.date() + 900 * DAY}
    return actions.certify(union, number=credit_code(number, first="8"), **words | more, by=by, now=now)


def shown(officer, now, kind="term"):
    queue = {"term": "换届提醒", "certificate": "证书到期"}[kind]
    links = [one.link for one in queue_of(officer, now, queue)]
    alarms = Matter.objects.shown(now).filter(link__in=links, key__startswith=f"founding.{kind}")
    return list(alarms.values_list("key", flat=True))


def test_the_alarm_is_shown_from_ninety_thirty_and_no_days_before(term, zhao, now):
    assert shown(zhao, now + 9 * DAY) == []
    assert shown(zhao, now + 10 * DAY) == ["founding.term90"]
    assert shown(zhao, now + 70 * DAY) == ["founding.term30"]
    assert shown(zhao, now + 100 * DAY) == ["founding.term0"]
    assert shown(zhao, now + 400 * DAY) == ["founding.term0"], "a committee past its term stays flagged"


def test_officers_of_the_union_and_right_above_are_told_once_of_each(term, wang, zhao, works, enrol, by, now):
    chair = enrol("马主席", 301, works)
    people.appoint(chair, works, "officer", by=by, now=now)
    assert actions.work(now) == 0
    for days, told in ((10, 1), (11, 0), (70, 1), (100, 1), (101, 0)):
        assert actions.work(now + days * DAY) == told
    persons = set(Notice.objects.values_list("person", flat=True))
    assert {wang.pk, chair.pk} <= persons
    assert zhao.pk not in persons
    assert Notice.objects.filter(person=chair).count() == 3


def test_a_new_term_ends_the_former_and_its_alarms(term, works, zhao, by, now):
    later = now + 80 * DAY
    actions.begin_term(works, number="并工组〔2026〕9号", years=5, starts_on=later.date(), by=by, now=later)
    assert shown(zhao, now + 100 * DAY) == []
    term.refresh_from_db()
    assert term.ended_at == later
    assert Term.objects.in_force().get().years == 5


def test_a_number_has_one_certificate_in_force(works, motors, by, now):
    words = {"number": credit_code(9, first="8"), "kind": "first", "issued_on": now.date(), "authority": "市总"}
    words["ends_on"] = now.date() + 900 * DAY
    actions.certify(works, **words, by=by, now=now)
    with pytest.raises(refusals.CertificateTaken) as no:
        actions.certify(motors, **words, by=by, now=now)
    assert works.name in no.value.sentence()
    actions.certify(works, **words | {"kind": "changed"}, by=by, now=now)
    assert Certificate.objects.in_force().get().kind == "changed"
    assert Certificate.objects.count() == 2


def test_a_change_is_filed_within_thirty_days(works, zhao, by, now):
    today = now.date()
    with pytest.raises(refusals.DayToCome):
        actions.report_change(works, what="chair", before="", after="孙", happened_on=today + DAY, by=by, now=now)
    change = actions.report_change(works, what="chair", before="李", after="孙", happened_on=today, by=by, now=now)
    assert change.due_on == today + 30 * DAY
    [waiting] = agenda.of_offices(zhao.offices.select_related("union"), now=now, queue="变更登记")
    assert waiting.due.date() >= today + 30 * DAY
    with pytest.raises(refusals.FiledBefore):
        actions.file_change(change, filed_on=today - DAY, by=by, now=now)
    actions.file_change(change, filed_on=today, number="回执1", by=by, now=now)
    with pytest.raises(refusals.FiledAlready):
        actions.file_change(change, filed_on=today, by=by, now=now)
    assert not agenda.of_offices(zhao.offices.select_related("union"), now=now, queue="变更登记")


def test_a_certificate_is_shown_from_ninety_thirty_and_no_days_before(certificate, zhao, now):
    on = {days: shown(zhao, now + days * DAY, "certificate") for days in (9, 10, 69, 70, 99, 100, 400)}
    first, second, last = (["founding.certificate90"], ["founding.certificate30"], ["founding.certificate0"])
    assert on == {9: [], 10: first, 69: first, 70: second, 99: second, 100: last, 400: last}


def test_a_new_certificate_ends_the_alarms_of_the_former(certificate, works, zhao, by, now):
    later = now + 80 * DAY
    certified(works, 10, by, later, kind="renewed")
    assert shown(zhao, now + 100 * DAY, "certificate") == []
    certificate.refresh_from_db()
    assert certificate.ended_at == later


def test_officers_are_told_of_a_certificate_once_of_each_alarm(certificate, wang, by, now):
    told = [actions.work(now + days * DAY) for days in (9, 10, 11, 70, 71, 100, 200)]
    assert told == [0, 1, 0, 1, 0, 1, 0]
    assert Notice.objects.filter(person=wang, title__contains="证书").count() == 3


def test_who_comes_late_is_told_the_alarm_that_is_on_and_none_of_those_before(term, wang, now):
    assert actions.work(now + 75 * DAY) == 1
    assert Term.objects.get().told_days == 30
    assert actions.work(now + 76 * DAY) == 0
    assert Notice.objects.filter(person=wang).count() == 1


def test_a_certificate_gives_the_union_its_code_and_the_next_another(works, by, now):
    for number in (9, 10):
        made = certified(works, number, by, now)
        works.refresh_from_db()
        assert works.credit_code == made.number


def test_a_code_that_another_union_bears_leaves_the_former_certificate_in_force(works, motors, by, now):
    first = certified(works, 9, by, now)
    people.set_credit_code(motors, CreditCode(credit_code(10, first="8")), by=by, now=now)
    with pytest.raises(CreditCodeTaken):
        certified(works, 10, by, now, kind="changed")
    assert Certificate.objects.in_force().get() == first
    works.refresh_from_db()
    assert works.credit_code == first.number


def test_the_same_form_twice_is_one_change(works, by, now):
    words = {"what": "name", "before": "旧", "after": "新", "happened_on": now.date(), "by": by, "now": now}
    first = actions.report_change(works, **words, key="a")
    assert actions.report_change(works, **words, key="a") == first
    assert actions.report_change(works, **words, key="b") != first
    assert Change.objects.count() == 2


@pytest.mark.parametrize("days", [0, 29, 30, 31])
def test_a_change_is_late_on_the_thirty_first_day(browser, works, zhao, by, now, days):
    happened = now.date() - days * DAY
    actions.report_change(works, what="address", before="", after="新厂区", happened_on=happened, by=by, now=now)
    page = browser(zhao).get(reverse("founding-console:union", args=[works.pk])).text
    assert ("超过三十日没有办" in page) == (days > 30)
