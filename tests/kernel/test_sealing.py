import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel.sealing import OVERHEAD, VERSION, Keyring, Unsealable

KEYRING = Keyring(b"k" * 32)
OTHER = Keyring(b"o" * 32)
CONTEXT = "people.Document.number:1"


@given(st.binary(max_size=200), st.text(max_size=40))
def test_what_is_sealed_opens_under_the_same_context(plain, context):
    assert KEYRING.unseal(KEYRING.seal(plain, context=context), context=context) == plain


def test_a_keyring_made_again_from_the_same_key_opens_it():
    sealed = KEYRING.seal(b"45010219900101001X", context=CONTEXT)
    assert Keyring(b"k" * 32).unseal(sealed, context=CONTEXT) == b"45010219900101001X"


def test_what_the_database_hands_back_as_a_memoryview_opens_too():
    assert KEYRING.unseal(memoryview(KEYRING.seal(b"x", context=CONTEXT)), context=CONTEXT) == b"x"


def test_it_does_not_open_under_another_context_or_key():
    sealed = KEYRING.seal(b"secret", context=CONTEXT)
    with pytest.raises(Unsealable):
        KEYRING.unseal(sealed, context="people.Document.number:2")
    with pytest.raises(Unsealable):
        OTHER.unseal(sealed, context=CONTEXT)


@given(st.integers(0, 34), st.integers(1, 255))
def test_any_changed_byte_is_noticed(at, change):
    sealed = bytearray(KEYRING.seal(b"secret", context=CONTEXT))
    assert len(sealed) == OVERHEAD + len(b"secret") == 35
    sealed[at] ^= change
    with pytest.raises(Unsealable):
        KEYRING.unseal(bytes(sealed), context=CONTEXT)


@given(st.binary(max_size=40))
def test_bytes_that_were_never_sealed_do_not_open(noise):
    with pytest.raises(Unsealable):
        KEYRING.unseal(noise, context=CONTEXT)
    with pytest.raises(Unsealable):
        KEYRING.unseal(VERSION + noise, context=CONTEXT)


def test_the_same_text_is_never_sealed_to_the_same_bytes():
    assert len({KEYRING.seal(b"secret", context=CONTEXT) for _ in range(100)}) == 100
    assert b"secret" not in KEYRING.seal(b"secret", context=CONTEXT)


def test_a_blind_index_is_equal_for_equal_values_of_one_kind_only():
    index = KEYRING.blind_index("13812341234", kind="mobile")
    assert len(index) == 32
    assert index == Keyring(b"k" * 32).blind_index("13812341234", kind="mobile")
    assert index != KEYRING.blind_index("13812341235", kind="mobile")
    assert index != KEYRING.blind_index("13812341234", kind="document")
    assert index != OTHER.blind_index("13812341234", kind="mobile")


def test_kind_and_value_do_not_run_into_each_other():
    assert KEYRING.blind_index("bc", kind="a") != KEYRING.blind_index("c", kind="ab")


def test_keys_of_different_purposes_differ_and_are_not_the_master():
    keys = {KEYRING.derive(purpose) for purpose in ("seal", "index", "journal")}
    assert len(keys | {KEYRING.master}) == 4
    assert {len(key) for key in keys} == {32}


def test_the_derived_keys_stay_the_same_over_versions():
    # Changing these makes every stored number unreadable: it needs a migration, not a new expected value.
    assert KEYRING.derive("seal").hex() == "e487d6dfc877c2935433c11a2338f058a8f012320b800391711c8deae6521a47"
    assert (
        KEYRING.blind_index("13812341234", kind="mobile").hex()
        == "a3202900853ebed08bf091df1e97c2c4e9722b79d779d50d10309775fec03643"
    )


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_master_key_has_32_bytes(length):
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring(b"k" * length)


def test_printing_a_keyring_by_mistake_shows_no_key():
    assert "kkk" not in f"{KEYRING} {KEYRING!r}"


def test_fifty_thousand_blind_indexes_are_made_in_a_moment():
    starts = time.process_time()
    for at in range(50_000):
        KEYRING.blind_index(f"138{at:08}", kind="mobile")
    assert time.process_time() - starts < 5


def test_it_is_frozen_hashable_and_equal_by_its_key():
    with pytest.raises(AttributeError):
        KEYRING.master = b"x" * 32
    assert {KEYRING, Keyring(b"k" * 32)} == {KEYRING}
