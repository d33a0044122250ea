"""What is sensitive is unreadable in the database, and what was answered is shown beside what was asked."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError, connection, transaction

from gonghui.kernel.attachments import PDF, TEXT, Caps, Incoming, prepare
from gonghui.primitives.files import actions as files
from gonghui.primitives.files.models import File
from gonghui.primitives.files.refusals import FileGone
from gonghui.primitives.forms import actions as built_forms
from gonghui.primitives.forms import refusals as no
from gonghui.primitives.forms.fields import Definition, Field, Kind
from gonghui.primitives.forms.models import AnswerFile, Answers
from gonghui.primitives.forms.speaking import lines
from gonghui.primitives.journal import actions as journal

from .asked import AID, NUMBER, PHONE, TOLD, with_field

pytestmark = pytest.mark.django_db
SAID = "三月起没有发工资".encode()


@pytest.fixture
def answered(version, lin, by, now):
    return built_forms.answer(version, TOLD, person=lin, by=by, now=now)


def attached(version, now, key="proof", text=SAID):
    prepared = prepare([Incoming("说明.txt", text)], Caps(kinds=(TEXT, PDF)))
    return built_forms.bring(version, {key: prepared}, now=now)


def tables_with(text):
    """Which tables hold this, as it is written, within JSON, or as bytes."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(
                f"SELECT count(*) FROM {connection.ops.quote_name(table)} AS one"
                " WHERE one::text LIKE ANY(ARRAY[%s, %s, %s])",
                [f"%{text}%", f"%{json.dumps(text)[1:-1]}%".replace("\\", "\\\\"), f"%{text.encode().hex()}%"],
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_what_was_answered_is_opened_as_it_was(answered):
    assert built_forms.open_answers(Answers.objects.get(pk=answered.pk)) == TOLD


def test_of_a_confidential_form_nothing_can_be_read_in_the_database(answered):
    assert answered.plain == {}
    for planted in ("工地欠薪三个月", "没有发工资", "肺炎", "林大山", PHONE.e164, NUMBER.number, "1860050"):
        assert tables_with(planted) == [], planted


def test_of_an_open_form_only_what_is_sensitive_is_sealed(make, by, now):
    answers = built_forms.answer(make(confidential=False), TOLD, by=by, now=now)
    assert set(TOLD) - set(answers.plain) == {"story", "illness", "phone", "document"}
    assert tables_with("工地欠薪三个月") == ["forms_answers"]  # the alarm rings
    for planted in ("没有发工资", "肺炎", PHONE.e164, NUMBER.number):
        assert tables_with(planted) == [], planted
    assert built_forms.open_answers(answers) == TOLD


def test_what_is_sealed_opens_for_its_own_row_alone(answered, version, by, now):
    other = built_forms.answer(version, {**TOLD, "title": "别人的事"}, by=by, now=now)
    other.sealed = answered.sealed
    with pytest.raises(Exception, match="wrong key or context"):
        built_forms.open_answers(other)


def test_answers_are_shown_beside_their_questions_with_numbers_masked(answered):
    said = {line.label: line.says for line in lines(answered)}
    assert said == {
        "一句话说明": "工地欠薪三个月", "情况": TOLD["story"], "已经几个月": "2.5", "欠多少工资（元）": "18,600.50 元",
        "从哪天起": "2026年3月1日", "行业": "建筑", "手里有什么": "合同、工资条", "家里有人生病吗": "是",
        "什么病": "肺炎",
        "另一个联系电话": PHONE.masked, "证件号码": f"居民身份证 {NUMBER.masked}", "一起生活的人": "", "证明": "",
    }  # fmt: skip
    (household,) = [line for line in lines(answered) if line.key == "household"]
    assert [[cell.says for cell in row] for row in household.rows] == [
        ["林大山", "0.00 元", "否"],
        ["林小河", "3,200.00 元", ""],
    ]


def test_answers_are_read_with_the_version_they_were_given_to(answered, version, by, now):
    form = version.form
    form.refresh_from_db()
    built_forms.redraft(form, with_field("title", label="改了的题目"), seen=form.revision, by=by, now=now)
    built_forms.publish(form, seen=form.revision, by=by, now=now)
    assert lines(Answers.objects.get(pk=answered.pk))[0].label == "一句话说明"


def test_a_version_that_was_followed_by_another_takes_no_answer(answered, version, by, now):
    form = version.form
    form.refresh_from_db()
    built_forms.redraft(form, AID.without("story"), seen=form.revision, by=by, now=now)
    built_forms.publish(form, seen=form.revision, by=by, now=now)
    with pytest.raises(no.VersionChanged):
        built_forms.answer(version, TOLD, by=by, now=now)
    assert Answers.objects.count() == 1


def test_what_is_wrong_leaves_nothing_behind(version, by, now):
    with pytest.raises(no.BadAnswers):
        built_forms.answer(version, {**TOLD, "title": ""}, brought=attached(version, now), by=by, now=now)
    assert [Answers.objects.count(), File.objects.count()] == [0, 0]


def test_what_is_attached_is_sealed_and_shown_with_its_question(version, by, now):
    answers = built_forms.answer(version, TOLD, brought=attached(version, now), by=by, now=now)
    (line,) = [line for line in lines(answers) if line.key == "proof"]
    (one,) = line.files
    assert files.read(one.file) == SAID
    stored = [path.read_bytes() for path in Path(storages["files"].location).glob("*/*")]
    assert len(stored) == 1
    assert SAID not in stored[0]


@pytest.mark.parametrize(("sensitive", "sealed"), [(True, True), (False, False)])
def test_of_an_open_form_a_file_is_sealed_where_its_field_is_sensitive(make, now, sensitive, sealed):
    brought = attached(make(with_field("proof", sensitive=sensitive), confidential=False), now)
    assert [file.sealed for file in brought.by_key["proof"]] == [sealed]


def test_a_file_for_a_question_that_was_not_asked_is_refused(version, by, now):
    with pytest.raises(no.BadAnswers):
        built_forms.answer(version, TOLD, brought=attached(version, now, key="title"), by=by, now=now)


def test_who_looked_at_a_whole_number_and_why_is_written_down(answered, lin, by, now):
    assert built_forms.look_at_number(answered, "phone", reason="回访", by=by, now=now) == PHONE.e164
    assert built_forms.look_at_number(answered, "document", reason="核对身份", by=by, now=now) == NUMBER.number
    seen = [(entry.act, entry.facts["reason"], entry.on_person) for entry in journal.entries_of(answered)]
    assert seen == [("forms.look", "核对身份", lin.pk), ("forms.look", "回访", lin.pk)]


@pytest.mark.parametrize("key", ["title", "nothing", "household"])
def test_only_numbers_are_looked_at_so(answered, by, now, key):
    with pytest.raises(no.NoSuchNumber):
        built_forms.look_at_number(answered, key, reason="看看", by=by, now=now)


@pytest.fixture
def kin(make, by, now):
    """Lin's answer, which is a table with one phone."""
    columns = (Field("name", Kind.TEXT, "姓名"), Field("phone", Kind.PHONE, "手机号"))
    version = make(Definition((Field("kin", Kind.ROWS, "家人", columns=columns, most=5),)))
    return built_forms.answer(version, {"kin": [{"name": "林大山", "phone": PHONE.e164}]}, by=by, now=now)


def test_a_number_in_a_table_is_looked_at_by_its_row(kin, by, now):
    assert built_forms.look_at_number(kin, "kin", row=1, column="phone", reason="回访", by=by, now=now) == PHONE.e164


@pytest.mark.parametrize(
    ("row", "column"), [(0, "phone"), (2, "phone"), (-1, "phone"), (1, "name"), (1, "nothing"), (1, "")]
)
def test_of_a_table_nothing_else_is_looked_at(kin, by, now, row, column):
    with pytest.raises(no.NoSuchNumber):
        built_forms.look_at_number(kin, "kin", row=row, column=column, reason="看看", by=by, now=now)
    assert not journal.entries_of(kin)


def test_forgotten_answers_are_empty_and_their_files_go(version, by, now):
    answers = built_forms.answer(version, TOLD, brought=attached(version, now), by=by, now=now)
    assert built_forms.forget_answers([answers.pk], now=now + timedelta(days=1)) == 1
    assert built_forms.forget_answers([answers.pk], now=now + timedelta(days=2)) == 0
    answers.refresh_from_db()
    assert (answers.plain, answers.sealed, answers.forgotten_at) == ({}, None, now + timedelta(days=1))
    assert lines(answers) == []
    with pytest.raises(FileGone):
        files.read(AnswerFile.objects.select_related("file").get().file)
    with pytest.raises(no.NoSuchNumber):
        built_forms.look_at_number(answers, "phone", reason="回访", by=by, now=now)


@pytest.mark.parametrize("change", [{"plain": {"title": "改了"}}, {"sealed": b""}, {"person": None}])
def test_the_database_lets_nobody_change_an_answer(answered, change):
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Answers.objects.filter(pk=answered.pk).update(**change)


def test_what_is_forgotten_holds_nothing(answered, now):
    with pytest.raises(IntegrityError, match="forgotten_answers_are_empty"), transaction.atomic():
        Answers.objects.filter(pk=answered.pk).update(forgotten_at=now)
