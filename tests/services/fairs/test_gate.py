"""The gate: each no is its own."""

from datetime import timedelta

import pytest

from gonghui.kernel.codes import BadCode, new_code, parse_code
from gonghui.kernel.live_codes import ForgedCode, StaleCode
from gonghui.primitives.admission import live_codes as live
from gonghui.primitives.admission.models import CheckIn, Scan
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.card_codes import codes_ahead
from gonghui.primitives.people.refusals import CardRecalled
from gonghui.primitives.rows import new_id
from gonghui.services.fairs import actions, refusals
from gonghui.services.fairs.models import Turned
from gonghui.services.fairs.refusals.gate import CompareName, NameDiffers
from tests.cast import mobile

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(lin, sessions, by, now):
    return actions.sign_up(sessions[0], lin, key="k1", by=by, now=now)


def checked(code: str) -> bool:
    try:
        return parse_code(code) == code
    except BadCode:
        return False


live_code = live.code_at
DIGITS = next(code for code in (f"234567{n}" for n in range(2222, 10_000)) if checked(code))
WAYS = ["receipt", "receipt, small letters and spaces", "member card", "mobile"]


def text_of(shown, place):
    return {
        "receipt": place.code,
        "receipt, small letters and spaces": f" {place.code[:3].lower()} {place.code[3:]} ",
        "member card": place.holder.member_code,
        "mobile": mobile(101).national,
    }[shown]


def test_the_changing_code_admits_at_once(place, taiyuan_venue, by, now):
    inside = actions.admit(taiyuan_venue, live_code(place, now), by=by, now=now)
    assert (inside.place, inside.way) == (place, "live")
    assert Entry.objects.get(act="fairs.admit").facts == {"way": "live"}


def card_code(person, at):
    """What the member card on a phone shows."""
    return codes_ahead(person, person.memberships.active().first(), at)[0]


def test_the_changing_code_of_a_member_card_admits_at_once_too_and_an_old_one_does_not(place, taiyuan_venue, by, now):
    with pytest.raises(StaleCode):
        actions.admit(taiyuan_venue, card_code(place.holder, now - timedelta(minutes=2)), by=by, now=now)
    address = f"https://gonghui.example/membership/check/answer/?code={card_code(place.holder, now)}"
    inside = actions.admit(taiyuan_venue, address, by=by, now=now)
    assert (inside.place, inside.way) == (place, "live")


def test_a_member_card_of_who_has_no_place_or_that_nobody_made_admits_nobody(place, chen, taiyuan_venue, by, now):
    with pytest.raises(refusals.NotSignedUp):
        actions.admit(taiyuan_venue, card_code(chen, now), by=by, now=now)
    made = card_code(place.holder, now)
    with pytest.raises(ForgedCode):
        actions.admit(taiyuan_venue, made[:-1] + ("A" if made[-1] != "A" else "B"), by=by, now=now)
    with pytest.raises(refusals.UnknownReceipt):
        actions.admit(taiyuan_venue, f"GH1.{new_code()}{made[14:]}", by=by, now=now)
    assert not CheckIn.objects.exists()


def test_a_recalled_card_admits_nobody_and_what_was_scanned_before_is_kept(place, taiyuan_venue, by, now):
    old = card_code(place.holder, now)
    letters, soon = place.holder.member_code, now + timedelta(minutes=1)
    people.recall_card(place.holder, why="丢了", by=by, now=now + timedelta(seconds=20))
    for text in (letters, old):
        with pytest.raises(CardRecalled):
            actions.admit(taiyuan_venue, text, by=by, now=soon)
    seen = [actions.Seen(new_id(), place.pk, at, "member_card", letters) for at in (soon, now)]
    late, before = actions.record_scans(taiyuan_venue, seen, device=new_id(), by=by, now=soon)
    assert isinstance(late, CardRecalled)
    assert before.outcome == "admitted"


@pytest.mark.parametrize("shown", WAYS)
def test_what_can_be_passed_on_admits_only_with_the_name(shown, place, taiyuan_venue, by, now):
    text = text_of(shown, place)
    with pytest.raises(CompareName, match=r"林\*雨"):
        actions.admit(taiyuan_venue, text, by=by, now=now)
    assert not Turned.objects.exists(), "to be asked a name is not to be turned away"
    with pytest.raises(NameDiffers):
        actions.admit(taiyuan_venue, text, name="林大雨", by=by, now=now)
    assert not CheckIn.objects.exists()
    assert actions.admit(taiyuan_venue, text, name="林*雨", by=by, now=now).place == place


def test_the_name_said_in_full_is_as_good_as_the_masked_one(place, lin, taiyuan_venue, by, now):
    assert actions.admit(taiyuan_venue, place.code, name=f" {lin.name} ", by=by, now=now).way == "receipt"


@pytest.mark.parametrize("said", ["阿依古丽买买提", "阿依古丽．买买提", "阿依古丽﹒买买提"])
def test_a_name_is_the_same_with_another_dot_or_none(said, place, lin, taiyuan_venue, by, now):
    people.rename(lin, "阿依古丽·买买提", by=by, now=now)
    place.refresh_from_db()
    assert actions.admit(taiyuan_venue, place.code, name=said, by=by, now=now).way == "receipt"


def test_a_receipt_code_of_digits_alone_is_no_mobile_number(place, lin, taiyuan_venue, by, now):
    place.code = DIGITS
    place.save(update_fields=["code"])
    assert actions.admit(taiyuan_venue, DIGITS, name=lin.name, by=by, now=now).way == "receipt"


@pytest.mark.parametrize("age", [90, 150, 3600])
def test_a_screenshot_is_refused_by_name(age, place, taiyuan_venue, by, now):
    with pytest.raises(StaleCode, match="截图"):
        actions.admit(taiyuan_venue, live_code(place, now - timedelta(seconds=age)), by=by, now=now)
    assert Turned.objects.get().code == "codes.stale"


def test_the_code_of_a_place_moved_away_from_is_void(place, lin, sessions, taiyuan_venue, by, now):
    old = live_code(place, now)
    moved = actions.move(sessions[1], lin, key="k2", by=by, now=now)
    with pytest.raises(refusals.GivenBack):
        actions.admit(taiyuan_venue, old, by=by, now=now)
    later = sessions[1].starts_at
    assert actions.admit(taiyuan_venue, live_code(moved, later), by=by, now=later)


def test_a_code_made_for_another_persons_place_is_forged(place, chen, sessions, taiyuan_venue, by, now):
    other = actions.sign_up(sessions[0], chen, key="k2", by=by, now=now)
    swapped = live_code(other, now).replace(other.code, place.code)
    with pytest.raises(ForgedCode):
        actions.admit(taiyuan_venue, swapped, by=by, now=now)


def test_the_same_scan_again_is_answered_and_journalled_once(place, taiyuan_venue, by, now):
    scan, text = new_id(), live_code(place, now)
    first = actions.admit(taiyuan_venue, text, scan=scan, by=by, now=now)
    again = actions.admit(taiyuan_venue, text, scan=scan, by=by, now=now + timedelta(seconds=20))
    assert (again.at, Scan.objects.count()) == (first.at, 1)
    assert Entry.objects.filter(act="fairs.admit").count() == 1


def test_a_second_time_is_refused_with_the_time_of_the_first(place, taiyuan_venue, by, now):
    actions.admit(taiyuan_venue, place.code, name="林*雨", by=by, now=now)
    with pytest.raises(refusals.AlreadyAdmitted) as refused:
        actions.admit(taiyuan_venue, place.code, by=by, now=now + timedelta(minutes=1))
    assert "10:00" in refused.value.sentence()
    assert Turned.objects.filter(desk="gate", code="fairs.already_admitted").count() == 1


def test_a_receipt_of_another_city_names_where_it_belongs(place, datong_venue, by, now):
    for text in (place.code, live_code(place, now)):
        with pytest.raises(refusals.OtherVenue) as refused:
            actions.admit(datong_venue, text, by=by, now=now)
        assert "滨河会展中心" in refused.value.sentence()


@pytest.mark.parametrize("moment", [timedelta(hours=-1), timedelta(hours=2)])
def test_a_receipt_of_another_session_names_its_time(moment, place, taiyuan_venue, by, now):
    for text in (place.code, live_code(place, now + moment)):
        with pytest.raises(refusals.WrongSession) as refused:
            actions.admit(taiyuan_venue, text, by=by, now=now + moment)
        assert "09:30" in refused.value.sentence()


def test_a_place_given_back_does_not_open_the_gate(place, lin, fair, taiyuan_venue, by, now):
    actions.give_back(fair, lin, by=by, now=now)
    with pytest.raises(refusals.GivenBack):
        actions.admit(taiyuan_venue, place.code, by=by, now=now)
    with pytest.raises(refusals.NotSignedUp):
        actions.admit(taiyuan_venue, lin.member_code, by=by, now=now)


@pytest.mark.parametrize("text", ["", "???", "ABC", "长长长", new_code(), "x" * 500], ids=range(6))
def test_unknown_and_unreadable_codes_are_refused_by_name(text, fair, taiyuan_venue, by, now):
    with pytest.raises(refusals.UnknownReceipt):
        actions.admit(taiyuan_venue, text, by=by, now=now)


def test_a_member_without_sign_up_is_told_to_sign_up(chen, fair, taiyuan_venue, by, now):
    with pytest.raises(refusals.NotSignedUp):
        actions.admit(taiyuan_venue, chen.member_code, by=by, now=now)
