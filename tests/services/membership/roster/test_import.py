"""A roster from upload to members: what is let in, what is named, what is left alone."""

import datetime as dt
import io

import openpyxl
import pytest

from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import keys
from gonghui.primitives.people.models import Document, Membership, Person
from gonghui.services.membership.models import RosterImport, RosterTrouble
from gonghui.services.membership.roster import actions
from gonghui.services.membership.roster.refusals import NotChecked, NothingToCommit
from tests.cast import mobile, resident_id

from ..conftest import csv_file, member_row, row

pytestmark = pytest.mark.django_db


def test_good_rows_become_members_and_nothing_before_the_officer_confirms(bring, commit, works):
    roster = bring(row("高一鸣", 1), row("方二妹", 2))
    assert (roster.state, roster.rows_new, roster.rows_bad) == ("checked", 2, 0)
    assert not Membership.objects.filter(union=works).exists()

    roster = commit(roster)
    assert (roster.state, roster.rows_joined, roster.rows_seen) == ("done", 2, 2)
    assert sorted(Person.objects.under([works]).values_list("name", flat=True)) == ["方二妹", "高一鸣"]


def test_what_is_written_can_be_found_again_and_is_sealed(bring, commit):
    commit(bring(row("高一鸣", 1)))
    person = Person.objects.get(name="高一鸣")
    document = Document.objects.get(person=person)
    assert keys.number_of(document) == row("", 1)[1]
    assert keys.mobile_of(person).national == row("", 1)[2]
    assert row("", 1)[1].encode() not in bytes(document.number_sealed)


def test_each_person_let_in_is_in_the_journal_with_the_officer_who_confirmed(bring, commit, zhao):
    roster = commit(bring(row("高一鸣", 1)))
    person = Person.objects.get(name="高一鸣")
    assert Entry.objects.get(on_person=person.pk, act="people.enrol").by_person == zhao.pk
    acts = (
        Entry.objects.filter(thing=f"membership.RosterImport:{roster.pk}").order_by("id").values_list("act", flat=True)
    )
    assert list(acts) == ["membership.upload_roster", "membership.confirm_roster", "membership.import_roster"]


def test_the_file_is_encrypted_while_it_is_kept_and_forgotten_when_done(bring, commit):
    roster = bring(row("高一鸣", 1))
    assert row("", 1)[1].encode() not in bytes(roster.file_sealed)
    assert commit(roster).file_sealed is None


def test_the_same_file_again_changes_nothing(bring, commit, zhao_calls, now):
    rows = [row("高一鸣", 1), row("方二妹", 2)]
    commit(bring(*rows))
    before = {model: model.objects.count() for model in (Person, Document, Membership)}

    again = bring(*rows)
    assert (again.state, again.rows_new, again.rows_same, again.rows_bad) == ("checked", 0, 2, 0)
    with pytest.raises(NothingToCommit):
        actions.confirm(again, by=zhao_calls, now=now)
    assert {model: model.objects.count() for model in before} == before


def test_the_same_file_twice_at_once_is_one_import(works, zhao_calls, now):
    data = csv_file(row("高一鸣", 1))
    first = actions.upload(works, data, "名单.csv", by=zhao_calls, now=now)
    assert actions.upload(works, data, "名单.csv", by=zhao_calls, now=now).pk == first.pk
    assert RosterImport.objects.count() == 1


def test_confirming_twice_is_confirming_once(bring, commit, zhao_calls, now):
    roster = bring(row("高一鸣", 1))
    actions.confirm(roster, by=zhao_calls, now=now)
    actions.confirm(roster, by=zhao_calls, now=now)
    assert Entry.objects.filter(act="membership.confirm_roster").count() == 1
    actions.work_rosters(now)
    actions.confirm(roster, by=zhao_calls, now=now)
    roster.refresh_from_db()
    assert roster.state == "done"


def test_a_discarded_import_forgets_its_file_and_cannot_be_confirmed(bring, zhao_calls, now):
    roster = bring(row("高一鸣", 1))
    actions.discard(roster, by=zhao_calls, now=now)
    actions.discard(roster, by=zhao_calls, now=now)
    roster.refresh_from_db()
    assert (roster.state, roster.file_sealed, roster.sample) == ("discarded", None, [])
    with pytest.raises(NotChecked):
        actions.confirm(roster, by=zhao_calls, now=now)


def test_an_import_that_is_done_cannot_be_discarded(bring, commit, zhao_calls, now):
    with pytest.raises(NotChecked):
        actions.discard(commit(bring(row("高一鸣", 1))), by=zhao_calls, now=now)


def test_a_checked_file_nobody_confirms_is_given_up_after_a_week(bring, now):
    roster = bring(row("高一鸣", 1))
    actions.work_rosters(now + dt.timedelta(days=6))
    roster.refresh_from_db()
    assert roster.state == "checked"
    actions.work_rosters(now + dt.timedelta(days=8))
    roster.refresh_from_db()
    assert (roster.state, roster.file_sealed) == ("discarded", None)


def test_bad_rows_are_named_and_only_the_good_ones_are_let_in(bring, commit, troubles, works):
    roster = bring(
        row("高一鸣", 1),
        row("", 2),
        row("方二妹", 3, document="1.1E+17"),
        row("郑三元", 4, document="140105900101123"),
        row("何四海", 5, document="140105199002300015"),
        row("吕五洲", 6, mobile="1380013800"),
        row("施六合", 7, mobile=""),
    )
    assert troubles(roster) == [
        (3, "姓名", "text.name_missing"),
        (4, "证件号码", "sheets.ruined_number"),
        (5, "证件号码", "identity.old_resident_id"),
        (6, "证件号码", "identity.impossible_date"),
        (7, "手机号", "mobile.length"),
        (8, "手机号", "mobile.missing"),
    ]
    assert (roster.rows_total, roster.rows_new, roster.rows_bad, roster.rows_double) == (7, 1, 6, 0)
    assert all(trouble.says and trouble.mend for trouble in roster.troubles.all())
    assert commit(roster).rows_joined == 1
    assert Person.objects.under([works]).count() == 1


def test_everything_wrong_with_a_row_is_named_at_once(bring, troubles):
    roster = bring(["", "1", "2"])
    assert [code for _row, _column, code in troubles(roster)] == [
        "text.name_missing",
        "identity.unrecognised",
        "mobile.length",
    ]
    assert roster.rows_bad == 1


def test_full_width_digits_lower_case_x_and_a_ten_digit_taiwan_permit_are_understood(bring, commit, troubles):
    full_width = row("高一鸣", 1)[1].translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})
    roster = bring(
        row("高一鸣", 1, document=full_width, mobile="＋８６ １９８ ０００１ ０００１"),
        row("陈美玲", 2, document="0123456701"),
        row("林志远", 3, document="45010219900101001x"),
        row("黄居住", 4, document="830000199001010012"),
        row("叶港生", 5, document="H1234567800"),
    )
    assert troubles(roster) == []
    commit(roster)
    kinds = dict(Document.objects.exclude(person__name="赵志远").values_list("person__name", "kind"))
    assert kinds == {
        "高一鸣": "resident_id",
        "陈美玲": "taiwan_permit",
        "林志远": "resident_id",
        "黄居住": "residence_permit",
        "叶港生": "hk_macao_permit",
    }


def test_a_person_without_a_mobile_is_let_in_when_the_file_says_so(bring, commit):
    commit(bring(row("高一鸣", 1, mobile="无")))
    assert Person.objects.get(name="高一鸣").mobile_index is None


def test_members_who_are_here_already_are_the_same(bring, lin, chen):
    roster = bring(member_row("林小雨", 101), member_row("陈建国", 102), row("高一鸣", 1))
    assert (roster.rows_new, roster.rows_same, roster.rows_bad, roster.rows_double) == (1, 2, 0, 0)


def test_a_member_of_a_union_below_is_the_same_for_a_file_without_unions(bring, lin, taiyuan):
    roster = bring(member_row("林小雨", 101), union=taiyuan)
    assert (roster.rows_same, roster.rows_double) == (1, 0)


def test_a_member_of_another_union_is_left_where_they_are_and_named(bring, commit, troubles, su, motors, works):
    roster = bring(member_row("苏红梅", 103), row("高一鸣", 1))
    assert troubles(roster) == [(2, "证件号码", "roster.member_elsewhere")]
    assert (roster.rows_double, roster.rows_bad) == (1, 0)
    commit(roster)
    assert Membership.objects.active().get(person=su).union == motors


def test_a_known_person_with_another_name_is_named_masked(bring, troubles, lin):
    roster = bring(member_row("林大雨", 101))
    assert troubles(roster) == [(2, "姓名", "roster.name_differs")]
    assert "林**" in roster.troubles.get().says
    assert "林小雨" not in roster.troubles.get().says


def test_a_mobile_that_belongs_to_somebody_else_is_named(bring, troubles, lin):
    roster = bring(row("高一鸣", 1, mobile=mobile(101).national))
    assert troubles(roster) == [(2, "手机号", "roster.mobile_of_other")]


def test_a_second_document_of_perhaps_the_same_person_is_not_merged(bring, commit, troubles, lin):
    roster = bring(row("林小雨", 1, document="01234567", mobile=mobile(101).national), row("高一鸣", 2))
    assert troubles(roster) == [(2, "手机号", "roster.mobile_of_same_person")]
    commit(roster)
    assert lin.documents.count() == 1


def test_a_new_number_of_a_known_person_is_not_taken_over(bring, troubles, lin):
    roster = bring(row("林小雨", 1, document=resident_id(101).number))
    assert troubles(roster) == [(2, "手机号", "roster.mobile_differs")]
    lin.refresh_from_db()
    assert lin.mobile_tail == "0101"


def test_a_person_who_left_joins_again_as_the_same_person(bring, commit, enrol, works):
    person = enrol("高一鸣", 1)
    commit(bring(member_row("高一鸣", 1)))
    assert Person.objects.filter(name="高一鸣").count() == 1
    assert Membership.objects.active().get(person=person).union == works


def test_the_same_row_twice_counts_once(bring, troubles):
    roster = bring(row("高一鸣", 1), row("方二妹", 2), row("高一鸣", 1))
    assert troubles(roster) == [(4, "证件号码", "roster.row_repeated")]
    assert (roster.rows_new, roster.rows_double) == (2, 1)
    assert "第 2 行" in roster.troubles.get().says


def test_rows_that_claim_one_document_differently_are_all_held_back(bring, troubles):
    roster = bring(row("高一鸣", 1), row("高一民", 1, mobile="19800009999"), row("方二妹", 2))
    assert [(line, code) for line, _column, code in troubles(roster)] == [
        (2, "roster.document_repeated"),
        (3, "roster.document_repeated"),
    ]
    assert roster.rows_new == 1


def test_rows_that_claim_one_mobile_are_all_held_back(bring, troubles):
    roster = bring(row("高一鸣", 1), row("方二妹", 2, mobile=row("", 1)[2]))
    assert [(line, code) for line, _column, code in troubles(roster)] == [
        (2, "roster.mobile_repeated"),
        (3, "roster.mobile_repeated"),
    ]


UNIONS = ["姓名", "身份证号", "联系电话", "所属工会", "入会时间"]


def test_rows_may_name_unions_below_by_code_or_name_and_a_day(bring, commit, troubles, taiyuan, works):
    roster = bring(
        row("高一鸣", 1, "ty-jy", "2020年1月31日"),
        row("方二妹", 2, "晋源机械厂工会", "2021/2/3"),
        row("郑三元", 3, "", ""),
        row("何四海", 4, "DT-PC", ""),
        row("吕五洲", 5, "", "2021-02-30"),
        row("施六合", 6, "", "2021-02"),
        row("张七星", 7, "", "2030-01-01"),
        header=UNIONS,
        union=taiyuan,
    )
    assert troubles(roster) == [
        (5, "所属工会", "roster.no_such_union"),
        (6, "入会时间", "sheets.no_such_day"),
        (7, "入会时间", "sheets.day_missing"),
        (8, "入会时间", "people.bad_dates"),
    ]
    commit(roster)
    standing = {m.person.name: (m.union, m.starts_on.isoformat()) for m in Membership.objects.active()}
    assert standing == {
        "高一鸣": (works, "2020-01-31"),
        "方二妹": (works, "2021-02-03"),
        "郑三元": (taiyuan, "2026-05-20"),
    }


def test_a_union_outside_the_officers_own_cannot_be_reached_by_its_code(bring, troubles, motors, works):
    roster = bring(row("高一鸣", 1, motors.code), header=[*UNIONS[:4]])
    assert troubles(roster) == [(2, "所属工会", "roster.no_such_union")]
    assert motors.name not in roster.troubles.get().says


def test_somebody_who_enrols_between_check_and_commit_is_left_as_they_are(bring, commit, enrol, works, motors):
    roster = bring(member_row("高一鸣", 1), member_row("方二妹", 2), row("郑三元", 3))
    enrol("高一鸣", 1, works)
    enrol("方二妹", 2, motors)
    roster = commit(roster)
    assert (roster.rows_joined, roster.rows_same, roster.rows_double) == (1, 1, 1)
    assert list(RosterTrouble.objects.filter(roster=roster).values_list("row", "code")) == [
        (3, "roster.member_elsewhere")
    ]


def test_a_union_closed_between_check_and_commit_gets_nobody(bring, commit, works, by, now):
    from gonghui.primitives.people import actions as people

    roster = bring(row("高一鸣", 1))
    people.close_union(works, by=by, now=now)
    roster = commit(roster)
    assert (roster.state, roster.rows_joined, roster.file_sealed) == ("refused", 0, None)
    assert "已经撤销" in roster.refusal


def test_the_sample_and_the_troubles_hold_no_whole_number(bring, lin):
    roster = bring(row("高一鸣", 1), row("方二妹", 2, document=row("", 2)[1][:-1] + "A"), member_row("林大雨", 101))
    shown = str(roster.sample) + str(list(roster.troubles.values_list("says", "mend")))
    assert roster.sample[0][1] == "高**"
    for number in (row("", 1)[1], row("", 1)[2], row("", 2)[1][:-1], resident_id(101).number, "高一鸣"):
        assert number not in shown


def test_the_officer_hears_what_was_not_read(bring):
    roster = bring(row("高一鸣", 1, "车间主任", "7"), header=["姓名", "身份证号", "电话", "职务", "工号"])
    assert roster.remarks["unknown"] == ["职务"]
    assert roster.rows_new == 1


def test_a_bad_name_does_not_hide_a_bad_union_in_the_same_row(bring, troubles):
    roster = bring(row("", 1, "XX-1"), row("高一鸣", 2, "XX-1"), header=UNIONS[:4])
    assert troubles(roster) == [
        (2, "姓名", "text.name_missing"),
        (2, "所属工会", "roster.no_such_union"),
        (3, "所属工会", "roster.no_such_union"),
    ]
    assert (roster.rows_bad, roster.rows_new) == (2, 0)


def test_a_union_and_a_day_merged_over_rows_count_for_each(works, zhao_calls, taiyuan, commit, now):
    book = openpyxl.Workbook()
    book.active.append(UNIONS)
    for number in range(1, 4):
        more = ["TY-JY", "2019-03-01"] if number == 1 else []
        book.active.append(row(f"高{'一二三'[number - 1]}鸣", number, *more))
    book.active.merge_cells("D2:D4")
    book.active.merge_cells("E2:E4")
    out = io.BytesIO()
    book.save(out)
    roster = actions.upload(taiyuan, out.getvalue(), "名单.xlsx", by=zhao_calls, now=now)
    actions.work_rosters(now)
    roster.refresh_from_db()
    commit(roster)
    joined = Membership.objects.active().filter(union=works).values_list("starts_on", flat=True)
    assert [day.isoformat() for day in joined] == ["2019-03-01"] * 3
