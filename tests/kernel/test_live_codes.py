"""Codes that are good for a minute: whose they are, how late they may be, what nobody made."""

from datetime import UTC, datetime, timedelta

import pytest

from gonghui.kernel import live_codes
from gonghui.kernel.codes import new_code
from gonghui.kernel.live_codes import EarlyCode, ForgedCode, StaleCode

KEY, OTHER = b"k" * 32, b"o" * 32
BOUND = "whose"
NOON = datetime(2026, 6, 1, 4, 0, 0, tzinfo=UTC)  # a step begins here


@pytest.fixture
def code():
    return new_code()


@pytest.fixture
def shown(code):
    return live_codes.write(KEY, code, BOUND, live_codes.step_at(NOON))


def late(text, seconds, key=KEY, bound=BOUND):
    live_codes.check(live_codes.read(text), key, bound, now=NOON + timedelta(seconds=seconds))


@pytest.mark.parametrize("seconds", [0, 29, 30, 59, -1, -30])
def test_it_is_good_for_its_half_minute_and_one_on_either_side(seconds, shown):
    late(shown, seconds)


@pytest.mark.parametrize("seconds", [60, 90, 3600])
def test_a_screenshot_is_stale_and_says_how_old(seconds, shown):
    with pytest.raises(StaleCode, match=f"{seconds}秒"):
        late(shown, seconds)


def test_a_code_from_the_future_means_a_wrong_clock(shown):
    with pytest.raises(EarlyCode):
        late(shown, -31)


def test_another_key_another_holder_or_a_later_step_is_forged(shown):
    version, code, step, mac = shown.split(".")
    for text, key, bound in (
        (shown, OTHER, BOUND),
        (shown, KEY, "another"),
        (f"{version}.{code}.{step[:-1] + ('0' if step[-1] != '0' else '1')}.{mac}", KEY, BOUND),
        (f"{version}.{new_code()}.{step}.{mac}", KEY, BOUND),
    ):
        with pytest.raises(ForgedCode):
            late(text, 0, key, bound)


def test_a_forged_code_is_called_forged_however_old(shown):
    with pytest.raises(ForgedCode):
        late(shown, 3600, OTHER)


@pytest.mark.parametrize("text", ["", "K7M2PX9QR4", "13800001234", "https://example.org/GH1."])
def test_other_texts_are_no_live_codes(text):
    assert live_codes.read(text) is None


@pytest.mark.parametrize("text", ["GH1.", "GH1.A.B.C", "GH1.K7M2PX9QR4.1.AAAAAAAAAAAAAAAA", "GH1." + "x" * 500])
def test_what_looks_like_one_and_is_none_is_forged(text):
    with pytest.raises(ForgedCode):
        live_codes.read(text)


def test_a_scanner_may_change_case_and_add_spaces(shown):
    assert live_codes.read(f" {shown.lower()}\n") == live_codes.read(shown)


def test_the_step_stands_in_base_36_and_fits_a_small_qr(shown, code):
    assert shown.split(".")[:3] == ["GH1", code, live_codes._base36(live_codes.step_at(NOON))]
    assert len(shown) == 37
    assert live_codes.starts(live_codes.step_at(NOON)) == NOON
