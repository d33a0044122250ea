"""A correction: asked with proof, agreed to by two officers who are neither the member nor one person, or refused."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from gonghui.kernel.callers import Caller
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Membership, Person
from gonghui.primitives.people.refusals import MobileTaken
from gonghui.services.membership.correcting import actions, refusals, rules
from gonghui.services.membership.coverage import exporting
from gonghui.services.membership.models import Correction
from tests.cast import mobile, resident_id
from tests.kernel.test_pictures import photograph, prepared_photograph

pytestmark = pytest.mark.django_db
PAGE = reverse("membership-member:correct")


def calls(person):
    return Caller(person=person.pk, name=person.name, origin="page 10.0.0.7")


@pytest.fixture
def officer(second_officer):
    return second_officer


@pytest.fixture
def ask(lin, now):
    def asked(about="name", text="林晓雨", person=lin, kind=""):
        said = {"about": about, "text": text, "kind": kind, "proof": [prepared_photograph()]}
        return actions.ask_correction(person, **said, by=calls(person), now=now)

    return asked


def test_two_officers_correct_a_name_and_the_first_alone_changes_nothing(ask, lin, zhao, officer, now):
    row = ask()
    assert (row.before, row.after) == ("林**", "林**")
    assert "林晓雨" not in str(Correction.objects.filter(pk=row.pk).values().get())
    actions.agree(row, by=calls(zhao), now=now)
    assert Person.objects.get(pk=lin.pk).name == "林小雨"
    assert Matter.objects.get(key="membership.corrections").not_for == zhao.pk
    with pytest.raises(refusals.SecondOfficer):
        actions.agree(row, by=calls(zhao), now=now)
    actions.agree(row, by=calls(officer), now=now)
    assert Person.objects.get(pk=lin.pk).name == "林晓雨"
    with pytest.raises(refusals.CorrectionDecided):
        actions.agree(row, by=calls(officer), now=now)


def test_a_new_document_and_a_new_number_are_corrected_too(ask, lin, zhao, officer, now):
    for about, text in (("document", resident_id(555).number), ("mobile", mobile(555).national)):
        row = ask(about, text)
        actions.agree(row, by=calls(zhao), now=now)
        actions.agree(row, by=calls(officer), now=now)
    lin.refresh_from_db()
    assert lin.mobile_tail == "0555"
    assert lin.documents.count() == 1, "the wrong one binds nobody any more"


def test_a_number_of_somebody_else_is_refused_at_the_end_and_nothing_is_half_done(ask, chen, zhao, officer, now):
    row = ask("mobile", mobile(102).national)
    actions.agree(row, by=calls(zhao), now=now)
    with pytest.raises(MobileTaken):
        actions.agree(row, by=calls(officer), now=now)
    assert Correction.objects.get().decided_at is None


def test_nobody_decides_about_oneself_and_what_is_the_same_is_no_correction(ask, zhao, province, lin, by, now):
    people.join(zhao, province, starts_on=now.date(), by=by, now=now)
    own = ask(text="赵志强", person=zhao)
    with pytest.raises(refusals.OnesOwnData):
        actions.agree(own, by=calls(zhao), now=now)
    with pytest.raises(refusals.OnesOwnData):
        actions.refuse(own, why="x", by=calls(zhao), now=now)
    for about, text in (("name", "林小雨"), ("mobile", mobile(101).national), ("document", resident_id(101).number)):
        with pytest.raises(refusals.NothingElse):
            ask(about, text)
    ask()
    with pytest.raises(refusals.CorrectionWaits):
        ask(text="林小禹")


def test_one_officer_is_enough_for_a_no_and_it_says_why(ask, lin, zhao, now):
    row = actions.agree(ask(), by=calls(zhao), now=now)
    with pytest.raises(refusals.WhyNotMissing):
        actions.refuse(row, why=" ", by=calls(zhao), now=now)
    actions.refuse(row, why="照片看不清", by=calls(zhao), now=now)
    assert Correction.objects.get().agreed is False
    assert Person.objects.get(pk=lin.pk).name == "林小雨"
    ask(text="林小禹")


def test_the_database_itself_knows_no_correction_by_one(ask, zhao, officer, now):
    """The twin: who writes past the verbs, one officer for both, is stopped by the constraint."""
    row = actions.agree(ask(), by=calls(zhao), now=now)
    with pytest.raises(IntegrityError, match="correction_by_two"), transaction.atomic():
        Correction.objects.filter(pk=row.pk).update(decided_by=zhao, decided_at=now, agreed=True)


def test_a_phone_asks_and_two_desks_decide(browser, lin, zhao, officer):
    files = {"proof": SimpleUploadedFile("户口页.jpg", photograph())}
    phone = browser(lin)
    assert phone.post(PAGE, {"about": "mobile", "text": "123"} | files).status_code == 422
    files = {"proof": SimpleUploadedFile("户口页.jpg", photograph())}
    assert "等第一位核对" in phone.post(PAGE, {"about": "name", "text": "林晓雨"} | files, follow=True).text
    row = Correction.objects.get()
    one, desk = reverse("membership:correction", args=[row.pk]), browser(zhao)
    assert "林晓雨" not in desk.get(one).text
    assert "林晓雨" in desk.post(reverse("membership:look-at-correction", args=[row.pk])).text
    assert Entry.objects.filter(act="membership.look_at_correction", by_person=zhao.pk).count() == 1
    agree = reverse("membership:agree-correction", args=[row.pk])
    assert "还要另一位" in desk.post(agree, follow=True).text
    assert desk.post(agree).status_code == 403
    assert "已更正" in browser(officer).post(agree, follow=True).text
    assert "已更正" in phone.get(PAGE).text


def test_the_wrong_number_of_a_corrected_document_is_nobodys_and_the_roster_has_the_right_one(
    ask, enrol, lin, zhao, officer, by, now
):
    row = ask("document", resident_id(555).number)
    for one in (zhao, officer):
        actions.agree(row, by=calls(one), now=now)
    [line] = exporting.export_roster(Membership.objects.filter(person=lin), why="报送", by=calls(zhao), now=now)
    assert line[2] == resident_id(555).number
    assert not Person.objects.search(resident_id(101).number).exists()
    owner = enrol("真正的人", 640)
    people.add_document(owner, resident_id(101), by=by, now=now)
    assert Person.objects.search(resident_id(101).number).get() == owner


def test_officers_of_the_union_that_a_member_has_left_correct_nothing(
    ask, browser, enrol, lin, zhao, officer, works, motors, by, now
):
    row = actions.agree(ask(), by=calls(zhao), now=now)
    people.transfer(lin, motors, on=now.date(), by=by, now=now)
    for act in (actions.agree, actions.look):
        with pytest.raises(refusals.MemberMoved):
            act(row, by=calls(officer), now=now)
    assert actions.follow(now) == 1
    low, there = enrol("厂干部", 421), enrol("新厂干部", 422)
    for person, union in ((low, works), (there, motors)):
        people.appoint(person, union, "officer", by=by, now=now)
    page = reverse("membership:correction", args=[row.pk])
    assert (browser(low).get(page).status_code, browser(there).get(page).status_code) == (404, 200)
    matter = Matter.objects.get(key="membership.corrections")
    assert (matter.union_id, matter.note) == (motors.pk, "等第一位核对")
    people.leave(lin, ends_on=now.date(), by=by, now=now)
    assert (actions.follow(now), actions.follow(now)) == (1, 0)
    assert Correction.objects.get().agreed is False
    assert not Matter.objects.filter(key="membership.corrections").exists()


def test_what_is_decided_is_not_opened_any_more_and_forgotten_with_its_proof(ask, browser, zhao, officer, now):
    row = ask("document", resident_id(555).number)
    proof = reverse("membership:correction-proof", args=[row.pk])
    looks = Entry.objects.filter(act="membership.look_at_correction", by_person=zhao.pk, on_person=row.person_id)
    assert browser(zhao).get(proof).status_code == 200
    assert looks.count() == 1, "who opens the proof is written down"
    actions.refuse(row, why="看不清", by=calls(officer), now=now)
    look = browser(zhao).post(reverse("membership:look-at-correction", args=[row.pk]))
    assert look.status_code == 409
    assert resident_id(555).number not in look.text
    assert browser(zhao).get(proof).status_code == 409
    assert actions.forget(now=now + rules.PROOF_KEPT + timedelta(days=1)) == 1
    assert bytes(Correction.objects.get().said_sealed) == b""
