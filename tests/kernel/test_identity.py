import time
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gonghui.kernel import document_refusals as no
from gonghui.kernel import identity
from gonghui.kernel.document_kinds import KIND_WORDS
from gonghui.kernel.identity import (
    MainlandTravelPermit,
    Passport,
    ResidencePermit,
    ResidentId,
    document_kind,
    parse_document,
)

from .spoken import refusal, value_or_refusal

PROVINCES = (
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71".split()  # noqa: SIM905
)
TODAY = date(2026, 3, 7)


def with_check(body):
    """GB 11643 as the standard writes it: weight 2^(18-place) modulo 11, places counted from 1."""
    total = sum(int(digit) * (2 ** (18 - place) % 11) for place, digit in enumerate(body, 1))
    return body + "10X98765432"[total % 11]


def numbers(places):
    return st.builds(
        lambda place, born, sequence: with_check(f"{place}{born:%Y%m%d}{sequence:03}"),
        places,
        st.dates(date(1900, 1, 1), date(2025, 12, 31)),
        st.integers(0, 999),
    )


RESIDENTS = numbers(
    st.builds(lambda province, rest: f"{province}{rest:04}", st.sampled_from(PROVINCES), st.integers(0, 9999))
)
PERMITS = numbers(st.sampled_from(["810000", "820000", "830000"]))
EIGHTEEN = st.one_of(RESIDENTS, PERMITS)
EIGHT = st.from_regex("[0-9]{8}", fullmatch=True).filter(lambda digits: len(set(digits)) > 1)


@pytest.mark.parametrize("number", ["360426199101010071", "45010219900101001X"])
def test_it_takes_a_residents_number(number):
    document = ResidentId.parse(number)
    assert (document.number, document.kind) == (number, "resident_id")


@pytest.mark.parametrize(
    ("number", "region"),
    [("830000199001010012", "台湾"), ("810000199001010019", "香港"), ("820000199001010010", "澳门")],
)
def test_it_takes_the_residence_permits_that_others_lock_out(number, region):
    permit = ResidencePermit.parse(number)
    assert (permit.number, permit.kind, permit.region) == (number, "residence_permit", region)
    assert parse_document(None, number) == parse_document("residence_permit", number) == permit


def test_a_residents_number_tells_birth_date_and_sex():
    document = ResidentId.parse("45010219900101001X")
    assert (document.birth_date, document.sex) == (date(1990, 1, 1), "male")
    assert ResidentId.parse(with_check("45010219900101002")).sex == "female"


@pytest.mark.parametrize(
    "written",
    [
        "45010219900101001x",
        " 450102 19900101 001X",
        "４５０１０２１９９００１０１００１ｘ",
        "450102-19900101-001X",
        "'45010219900101001X",
    ],
)
def test_a_residents_number_is_one_number_however_it_is_written(written):
    assert ResidentId.parse(written).number == "45010219900101001X"


@given(EIGHTEEN)
def test_every_number_made_by_the_standard_passes_and_is_recognised(number):
    document = parse_document(None, number)
    assert document.number == number
    assert parse_document(document.kind, number.lower()) == document


@given(EIGHTEEN, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_wrong_character_is_always_found(number, at, wrong):
    assume(number[at] != wrong)
    with pytest.raises(no.BadDocument):
        parse_document(
            "resident_id" if number[0] != "8" else "residence_permit", number[:at] + wrong + number[at + 1 :]
        )


@given(EIGHTEEN, st.integers(0, 16))
def test_two_neighbours_exchanged_are_always_found(number, at):
    assume(number[at] != number[at + 1])
    wrong = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    with pytest.raises(no.BadDocument):
        parse_document("resident_id" if number[0] != "8" else "residence_permit", wrong)


RESIDENT_TROUBLES = [
    ("", no.DocumentMissing, "没有填写"),
    (" \u200b", no.DocumentMissing, "没有填写"),
    ("1.1E+17", no.ExcelNumber, "1.1E+17"),
    ("1.1e17", no.ExcelNumber, "丢失"),
    ("4.50102199001010E+17", no.ExcelNumber, "表格"),
    ("450102199001010000.0", no.ExcelLostDigits, "末尾"),
    ("450102199001010000", no.ExcelLostDigits, "末尾"),
    ("110101900307451", no.OldResidentId, "15 位"),
    ("110101900307451.0", no.OldResidentId, "15 位"),
    ("4501021990010100", no.WrongLength, "16"),
    ("4501021990010100190", no.WrongLength, "19"),
    ("1", no.WrongLength, "1 位"),
    ("45010219900101O01X", no.StrangeCharacter, "“O”"),
    ("林小雨", no.StrangeCharacter, "“林”"),
    ("=450102", no.StrangeCharacter, "“=”"),
    ("45010X19900101001X", no.MisplacedX, "X 不在最后一位"),
    ("٤50102199001010019", no.StrangeCharacter, "不能使用"),
    ("450102199002300019", no.ImpossibleDate, "1990-02-30"),
    ("450102199013010018", no.ImpossibleDate, "1990-13-01"),
    ("450102000001010018", no.ImpossibleDate, "0000-01-01"),
    (with_check("45010218991231001"), no.DateTooEarly, "1899-12-31"),
    (with_check("45010220260308001"), no.FutureDate, "2026年3月8日"),
    (with_check("45010299991231001"), no.FutureDate, "9999年12月31日"),
    ("450102199001010019", no.BadCheckDigit, "校验码"),
    ("00010219900101001X", no.UnknownProvince, "00"),
    ("160102199001010018", no.UnknownProvince, "16"),
    ("830000199001010012", no.ResidentIdIsPermit, "居住证"),
    ("810000199001010019", no.ResidentIdIsPermit, "居住证"),
    ("820000199001010010", no.ResidentIdIsPermit, "居住证"),
    ("911100199001010018", no.ForeignResident, "永久居留"),
]


@pytest.mark.parametrize(("written", "expected", "word"), RESIDENT_TROUBLES)
def test_it_says_what_is_wrong_with_a_residents_number(written, expected, word):
    assert word in refusal(expected, ResidentId.parse, written, today=TODAY).sentence()


def test_someone_may_be_born_today_in_china_but_not_tomorrow():
    number = with_check("45010220260307001")
    assert ResidentId.parse(number, today=TODAY).birth_date == TODAY
    refusal(no.FutureDate, ResidentId.parse, number, today=date(2026, 3, 6))


def test_without_a_day_given_the_machines_own_bounds_the_birth_date():
    refusal(no.FutureDate, ResidentId.parse, with_check("45010229990101001"))


def test_the_29th_of_february_is_there_every_fourth_year_only():
    assert ResidentId.parse(with_check("45010220000229001")).birth_date == date(2000, 2, 29)
    refusal(no.ImpossibleDate, ResidentId.parse, with_check("45010219000229001"))


@pytest.mark.parametrize(
    ("written", "expected", "word"),
    [
        ("45010219900101001X", no.PermitPrefix, "450102"),
        (with_check("83000119900101001"), no.PermitPrefix, "830001"),
        (with_check("83000019900230001"), no.ImpossibleDate, "1990-02-30"),
        ("830000199001010013", no.BadCheckDigit, "校验码"),
        ("12345678", no.WrongLength, "8 位"),
    ],
)
def test_it_says_what_is_wrong_with_a_residence_permit(written, expected, word):
    assert word in refusal(expected, ResidencePermit.parse, written).sentence()


@pytest.mark.parametrize(
    "written",
    [
        "01234567",
        "0123456701",
        "01234567 01",
        "01234567(01)",
        "01234567（01）",
        "0123456701(B)",
        "01234567 01（Ｂ）",
        "0123456701[b]",
        "01234567(B)",
        "０１２３４５６７",
        "01234567.0",
    ],
)
def test_a_taiwan_permit_is_its_first_eight_digits(written):
    permit = MainlandTravelPermit.parse(written)
    assert (permit.number, permit.kind) == ("01234567", "taiwan_permit")
    assert parse_document(None, written) == parse_document("taiwan_permit", written) == permit


@given(EIGHT, st.integers(0, 99), st.sampled_from(["", "B", "(B)", "（台）"[:0]]))
def test_the_number_stays_the_same_however_often_the_card_was_issued(number, times, issuer):
    assert MainlandTravelPermit.parse(f"{number}{times:02}{issuer}") == MainlandTravelPermit.parse(number)


@pytest.mark.parametrize(
    "written", ["H12345678", "h12345678", "H1234567801", "H12345678 01", "Ｈ12345678", "H12345678(01)"]
)
def test_a_hong_kong_or_macao_permit_is_a_letter_and_eight_digits(written):
    permit = MainlandTravelPermit.parse(written)
    assert (permit.number, permit.kind) == ("H12345678", "hk_macao_permit")
    assert parse_document(None, written) == parse_document("hk_macao_permit", written) == permit


@pytest.mark.parametrize(
    ("kind", "written", "expected", "word"),
    [
        ("taiwan_permit", "1234567", no.TaiwanPermitShort, "开头的 0"),
        ("taiwan_permit", "1234567.0", no.TaiwanPermitShort, "7 位"),
        ("taiwan_permit", "123456789", no.TaiwanPermitShape, "8 位"),
        ("taiwan_permit", "1234567A", no.TaiwanPermitShape, "8 位"),
        ("taiwan_permit", "H12345678", no.PermitOfOtherKind, "港澳居民"),
        ("taiwan_permit", "830000199001010012", no.PermitIsEighteen, "不是通行证"),
        ("taiwan_permit", "00000000", no.Placeholder, "同一个数字"),
        ("taiwan_permit", "1.2E+9", no.ExcelNumber, "1.2E+9"),
        ("taiwan_permit", "", no.DocumentMissing, "没有填写"),
        ("hk_macao_permit", "12345678", no.HongKongMacaoPermitShape, "H 或 M"),
        ("hk_macao_permit", "H1234567", no.HongKongMacaoPermitShape, "8 位"),
        ("hk_macao_permit", "810000199001010019", no.PermitIsEighteen, "居住证"),
        ("hk_macao_permit", "M00000000", no.Placeholder, "同一个数字"),
        ("passport", "12345", no.PassportShape, "6 到 9 位"),
        ("passport", "E1234567890", no.PassportShape, "6 到 9 位"),
        ("passport", "ABCDEFG", no.PassportShape, "字母和数字"),
        ("passport", "E1234567号", no.PassportShape, "字母和数字"),
        ("passport", "000000000", no.Placeholder, "同一个数字"),
        (None, "123456789", no.DocumentUnrecognised, "看不出"),
        (None, "林小雨", no.DocumentUnrecognised, "看不出"),
        (None, "45010219900101", no.WrongLength, "14 位"),
        (None, "110101900307451", no.OldResidentId, "15 位"),
        (None, "830000199001010013", no.BadCheckDigit, "校验码"),
    ],
)
def test_it_says_what_is_wrong_with_other_documents(kind, written, expected, word):
    assert word in refusal(expected, parse_document, kind, written).sentence()


def test_a_passport_is_kept_in_capitals_without_spaces():
    passport = Passport.parse("e 1234 5678")
    assert (passport.number, passport.kind) == ("E12345678", "passport")
    assert parse_document(None, "e12345678") == passport


def test_a_passport_with_an_e_between_digits_is_not_taken_for_a_number():
    assert Passport.parse("12E45678").number == "12E45678"


def test_an_unknown_kind_is_a_mistake_of_the_programme():
    with pytest.raises(ValueError, match="library_card"):
        parse_document("library_card", "12345678")


@pytest.mark.parametrize(("kind", "words"), KIND_WORDS.items())
def test_people_may_name_the_kind_in_their_own_words(kind, words):
    assert {document_kind(f" {word} ") for word in words} == {kind}
    assert document_kind(kind) == kind


def test_traditional_characters_name_the_kind_too():
    assert document_kind("臺胞證".replace("證", "证")) == "taiwan_permit"


def test_it_lists_the_kinds_to_someone_who_named_another():
    refused = refusal(no.DocumentKindUnknown, document_kind, "工作证")
    assert "工作证" in refused.sentence()
    assert "护照" in refused.advice()


@pytest.mark.parametrize(
    ("written", "masked", "tail"),
    [
        ("360426199101010071", "36*************071", "0071"),
        ("45010219900101001X", "45*************01X", "001X"),
        ("01234567", "0*****67", "4567"),
        ("H12345678", "H******78", "5678"),
        ("E12345678", "E******78", "5678"),
    ],
)
def test_masked_it_shows_its_ends_only(written, masked, tail):
    document = parse_document(None, written)
    assert (document.masked, document.tail) == (masked, tail)
    assert len(masked) == len(document.number)


@given(st.one_of(EIGHTEEN, EIGHT, EIGHT.map(lambda digits: "H" + digits), EIGHT.map(lambda digits: "E" + digits)))
def test_printing_one_by_mistake_shows_no_number(number):
    document = parse_document(None, number)
    assert document.number not in f"{document} {document!r} {[document]}"


@given(EIGHTEEN, st.integers(0, 17), st.sampled_from("0123456789X"), st.sampled_from([None, *KIND_WORDS]))
def test_no_refusal_repeats_a_number(number, at, wrong, kind):
    written = number[:at] + wrong + number[at + 1 :]
    assume(written != number)
    with pytest.raises(no.BadDocument) as caught:
        parse_document(kind, written)
    assert not any(len(str(fact)) > 10 for fact in caught.value.facts.values())


@given(st.text(st.characters(codec=None), max_size=24), st.sampled_from([None, *KIND_WORDS]))
def test_any_text_is_a_document_or_a_spoken_refusal(written, kind):
    document = value_or_refusal(parse_document, kind, written)
    assert document is None or document.number.isascii()


@given(st.text("0123456789XHM()E.+ ", max_size=20), st.sampled_from([None, *KIND_WORDS]))
def test_any_near_miss_is_a_document_or_a_spoken_refusal(written, kind):
    if document := value_or_refusal(parse_document, kind, written):
        assert parse_document(document.kind, document.number) == document


@pytest.mark.parametrize(
    ("cls", "number", "expected"),
    [
        (ResidentId, "45010219900101001x", no.StrangeCharacter),
        (ResidentId, "450102199001010019", no.BadCheckDigit),
        (ResidencePermit, "45010219900101001X", no.PermitPrefix),
        (MainlandTravelPermit, "1234567801", no.TaiwanPermitShape),
        (Passport, "e12345678", no.PassportShape),
    ],
)
def test_no_other_way_makes_a_wrong_one(cls, number, expected):
    refusal(expected, cls, number)


def test_documents_of_different_kinds_are_different_and_all_are_frozen_and_hashable():
    documents = {
        parse_document(None, number) for number in ("E12345678", "H12345678", "12345678", "45010219900101001X")
    }
    assert len(documents) == 4
    assert Passport("H12345678") != MainlandTravelPermit("H12345678")
    for document in documents:
        assert not hasattr(document, "__dict__")
        with pytest.raises(AttributeError):
            document.number = ""


def test_a_roster_of_fifty_thousand_is_read_in_a_moment():
    written = [with_check(f"450102{1950 + at % 50}0{1 + at % 9}{10 + at % 18}{at % 1000:03}") for at in range(1_000)]
    starts = time.process_time()
    for _ in range(50):
        for number in written:
            parse_document(None, number)
    assert time.process_time() - starts < 5


def test_the_province_list_is_the_standards():
    assert [f"{prefix:02}" for prefix in range(100) if identity.PROVINCE.match(f"{prefix:02}")] == PROVINCES
