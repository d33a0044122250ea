"""The roster's decisions by table, without a database."""

import time
import uuid
from datetime import date

import pytest

from gonghui.kernel.refusals import Refused
from gonghui.primitives.people.rules import Known
from gonghui.services.membership.roster import refusals, rules
from gonghui.services.membership.roster.rules import Fate, Home, RosterEntry, RowTrouble
from gonghui.services.membership.roster.sheets import ROSTER
from tests.cast import mobile, resident_id

TODAY = date(2026, 5, 20)
HERE, THERE, LIN, CHEN = (uuid.uuid4() for _ in range(4))
HEADER = ["姓名", "证件类型", "证件号码", "手机号", "工会代码", "入会日期"]
GOOD = ["林晓", "居民身份证", resident_id(1).number, mobile(1).national, "", ""]


def read(**instead):
    row = [instead.get(name, value) for name, value in zip(HEADER, GOOD, strict=True)]
    sheet = ROSTER.open(f"{','.join(HEADER)}\n{','.join(row)}\n".encode(), "名单.csv")
    return ROSTER.read(sheet, today=TODAY)


def codes(**instead):
    return [(trouble.column, trouble.refusal.code) for trouble in read(**instead)[1]]


def test_a_good_row_becomes_an_entry():
    assert read() == ([RosterEntry(2, "林晓", resident_id(1), mobile(1), "", None)], [])


@pytest.mark.parametrize(
    ("instead", "expected"),
    [
        ({"姓名": ""}, ("姓名", "text.name_missing")),
        ({"姓名": "林1"}, ("姓名", "text.name_has_digit")),
        ({"证件号码": ""}, ("证件号码", "identity.missing")),
        ({"证件号码": "1.1E+17"}, ("证件号码", "sheets.ruined_number")),
        ({"证件号码": "140105900101123"}, ("证件号码", "identity.old_resident_id")),
        ({"证件号码": "140105199002300019"}, ("证件号码", "identity.impossible_date")),
        (
            {"证件号码": resident_id(1).number[:-1] + ("0" if resident_id(1).number[-1] != "0" else "1")},
            ("证件号码", "identity.check_digit"),
        ),
        ({"证件类型": "会员卡"}, ("证件类型", "identity.kind_unknown")),
        ({"证件号码": "14010519900101O01X"}, ("证件号码", "identity.strange_character")),
        ({"证件号码": "14010519900101001×"}, ("证件号码", "identity.strange_character")),
        ({"证件类型": "台胞证"}, ("证件号码", "identity.permit_is_eighteen")),
        ({"手机号": ""}, ("手机号", "mobile.missing")),
        ({"手机号": "0351-8888888"}, ("手机号", "mobile.landline")),
        ({"入会日期": "2026-05-21"}, ("入会日期", "people.bad_dates")),
        ({"入会日期": "1921-07-01"}, ("入会日期", "roster.joined_too_early")),
        ({"入会日期": "去年"}, ("入会日期", "sheets.bad_day")),
    ],
)
def test_what_is_wrong_is_named_with_its_column(instead, expected):
    assert codes(**instead) == [expected]


def test_every_wrong_column_is_named_at_once():
    assert [code for _column, code in codes(姓名="", 手机号="1", 入会日期="x")] == [
        "text.name_missing",
        "mobile.length",
        "sheets.bad_day",
    ]


def test_a_row_with_too_many_cells_is_not_guessed_at():
    assert codes(入会日期="2020-01-31,x") == [("", "sheets.too_many_cells")]


@pytest.mark.parametrize("text", ["无", "没有手机"])
def test_nobody_has_to_own_a_mobile(text):
    assert read(手机号=text)[0][0].mobile is None


@pytest.mark.parametrize("kind", ["居民身份证（户口簿）", "中华人民共和国居民身份证", "身份证", ""])
def test_the_words_of_official_forms_are_kinds_of_documents(kind):
    assert read(证件类型=kind)[1] == []


def known(person=LIN, name="林晓", phone=b"1", union=HERE, path="TY.JY.", last_end=None):
    return Known(person, union, name, phone, "某工会" if union else "", path if union else "", last_end)


NAMED, UNNAMED = Home(HERE, "TY.JY.", named=True), Home(HERE, "TY.", named=False)


@pytest.mark.parametrize(
    ("holder", "owner", "home", "phone", "expected"),
    [
        (None, None, NAMED, b"1", Fate.ENROL),
        (None, None, NAMED, None, Fate.ENROL),
        (known(), known(), NAMED, b"1", Fate.SAME),
        (known(phone=None), None, NAMED, None, Fate.SAME),
        (known(union=None), known(union=None), NAMED, b"1", Fate.JOIN),
        (known(union=None, last_end=date(2020, 1, 31)), None, NAMED, None, Fate.JOIN),
        (known(union=None, last_end=date(2020, 2, 1)), None, NAMED, None, "people.starts_before_end"),
        (known(union=THERE, path="DT.PC."), known(), NAMED, b"1", "roster.member_elsewhere"),
        (known(union=THERE, path="TY.JY."), known(), UNNAMED, b"1", Fate.SAME),
        (known(union=THERE, path="TYX.JY."), known(), UNNAMED, b"1", "roster.member_elsewhere"),
        (known(union=THERE, path="TY.JY.A."), known(), NAMED, b"1", "roster.member_elsewhere"),
        (known(name="林大"), known(), NAMED, b"1", "roster.name_differs"),
        (known(), known(person=CHEN, name="陈"), NAMED, b"2", "roster.mobile_of_other"),
        (known(), None, NAMED, b"2", "roster.mobile_differs"),
        (known(phone=None), None, NAMED, b"2", "roster.mobile_unregistered"),
        (None, known(person=CHEN, name="陈"), NAMED, b"1", "roster.mobile_of_other"),
        (None, known(person=CHEN), NAMED, b"1", "roster.mobile_of_same_person"),
    ],
)
def test_what_an_entry_does_follows_from_who_is_known(holder, owner, home, phone, expected):
    entry = RosterEntry(2, "林晓", resident_id(1), mobile(1), "", None)
    fate = rules.decide(entry, home, joined=date(2020, 1, 31), holder=holder, owner=owner, mobile=phone)
    assert (fate.refusal.code if isinstance(fate, RowTrouble) else fate) == expected


def entry(row, name="林晓", number=1, phone=1):
    return RosterEntry(row, name, resident_id(number), mobile(phone) if phone else None, "", None)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([entry(2), entry(3, "陈", 2, 2)], {}),
        ([entry(2, phone=None), entry(3, "陈", 2, None)], {}),
        ([entry(2), entry(3), entry(4)], {3: "roster.row_repeated", 4: "roster.row_repeated"}),
        ([entry(2), entry(3, "林大")], {2: "roster.document_repeated", 3: "roster.document_repeated"}),
        ([entry(2), entry(3, phone=2)], {2: "roster.document_repeated", 3: "roster.document_repeated"}),
        ([entry(2), entry(3, "陈", 2, 1)], {2: "roster.mobile_repeated", 3: "roster.mobile_repeated"}),
    ],
)
def test_repeats_in_a_file_are_found_and_none_is_merged(entries, expected):
    assert {row: troubles[0].refusal.code for row, troubles in rules.repeats(entries).items()} == expected


def test_a_number_that_a_whole_company_gave_is_named_in_few_words_and_little_time():
    starts = time.process_time()
    found = rules.repeats([entry(row, number=row % 900, phone=7) for row in range(2, 20_002)])
    assert time.process_time() - starts < 3
    sentence = next(trouble for trouble in found[4] if trouble.column == "mobile").refusal.sentence()
    assert "第 2、3、5、6、7 等 19999 行" in sentence


def test_rows_are_counted_once_as_bad_or_to_settle():
    def trouble(about):
        return RowTrouble(2, "", about, refusals.JoinedTooEarly(day=""))

    about = rules.About
    troubles = {2: [trouble(about.NAME), trouble(about.REPEAT)], 3: [trouble(about.REPEAT)], 4: [trouble(about.DOUBLE)]}
    assert rules.tally(troubles) == (1, 2)


@pytest.mark.parametrize(
    "header",
    [
        ["姓名", "证件号码", "手机号"],
        ["序号", "* 姓 名", "身份证号（18位）", "联系电话"],
        ["职工姓名", "公民身份号码", "手机", "工作单位"],
    ],
)
def test_columns_are_found_by_the_names_offices_use(header):
    layout = open_roster(header).layout
    assert {"name", "document", "mobile"} <= set(layout.places)
    assert layout.unknown == (("工作单位",) if "工作单位" in header else ())


def open_roster(header):
    return ROSTER.open(f"{','.join(header)}\n{','.join('x' for _name in header)}\n".encode(), "名单.csv")


def test_of_two_columns_that_would_do_the_template_s_name_wins():
    layout = open_roster(["姓名", "身份证号", "联系电话", "手机号"]).layout
    assert layout.called["mobile"] == "手机号"
    assert layout.unknown == ("联系电话",)


def test_every_refusal_of_the_roster_says_what_and_how_to_mend_it():
    for refusal in vars(refusals).values():
        if isinstance(refusal, type) and issubclass(refusal, Refused) and refusal is not Refused:
            assert refusal.says
            assert refusal.mend
            assert refusal.code.startswith("roster.")
