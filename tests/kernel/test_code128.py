"""Barcodes: what is drawn is read back bar by bar, as a scanner does."""

import pytest

from gonghui.kernel.code128 import MODULUS, PATTERNS, QUIET, STOP, bars, values


def read(text):
    """What a scanner makes of the bars: widths of black and white in turn, six to a symbol."""
    drawn, wide = bars(text)
    widths = []
    for (at, width), following in zip(drawn, [*drawn[1:], (wide - QUIET, 0)], strict=True):
        widths += [width, following[0] - at - width]
    symbols = ["".join(map(str, widths[at : at + 6])) for at in range(0, len(widths) - 8, 6)]
    found = [PATTERNS.index(symbol) for symbol in symbols]
    start, *said, check = found
    assert check == (start + sum(place * value for place, value in enumerate(said, 1))) % MODULUS
    return "".join(f"{value:02}" if start == 105 else chr(value + 32) for value in said)


def test_the_patterns_are_those_of_the_standard():
    assert len(PATTERNS) == 107
    assert len(set(PATTERNS)) == 107
    for pattern in PATTERNS[:STOP]:
        assert sum(map(int, pattern)) == 11
        assert sum(map(int, pattern[::2])) % 2 == 0, "the bars of a symbol are of even width"
    assert sum(map(int, PATTERNS[STOP])) == 13


@pytest.mark.parametrize("text", ["HLM1", "K7M2PX9QR4", "HZ-1", "0000123", "00001234", "9787020002207", "A" * 30])
def test_a_barcode_is_read_back(text):
    assert read(text) == text


def test_known_symbols_are_as_the_standard_has_them():
    assert values("PJJ123C") == [104, 48, 42, 42, 17, 18, 19, 35, 55, 106]  # the example of every description
    assert len(bars("00001234")[0]) < len(bars("0000123")[0]), "pairs of digits take half the room"


@pytest.mark.parametrize("text", ["", "红楼梦", "A\n", "１２３４"])
def test_what_has_no_bars_is_refused(text):
    with pytest.raises(ValueError, match="Code 128"):
        bars(text)
