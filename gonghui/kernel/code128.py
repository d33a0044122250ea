"""Code 128, the barcode that every scanner at a desk reads: letters and digits of a code as widths of bars and gaps."""

WIDTHS = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 "
    "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 "
    "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
    "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 "
    "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 "
    "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 "
    "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112"
)
PATTERNS = WIDTHS.split()  # bar and gap in turn, of each symbol by its value
LETTERS, PAIRS, STOP = 104, 105, 106  # the set of letters, that of pairs of digits, the end
MODULUS = 103
QUIET = 10  # modules of white on either side


def values(text: str) -> list[int]:
    """The symbols of a text, with its start, check and stop. Raises ValueError for what the code has no bars for."""
    if text.isdecimal() and text.isascii() and len(text) % 2 == 0 and text:
        symbols = [PAIRS, *(int(text[at : at + 2]) for at in range(0, len(text), 2))]
    elif text and all(" " <= letter <= "~" for letter in text):
        symbols = [LETTERS, *(ord(letter) - 32 for letter in text)]
    else:
        raise ValueError("Code 128 has bars for printable ASCII only")
    check = symbols[0] + sum(place * value for place, value in enumerate(symbols))
    return [*symbols, check % MODULUS, STOP]


def bars(text: str) -> tuple[list[tuple[int, int]], int]:
    """(from, width) of each black bar in modules, and the width of all with the white around. Raises ValueError."""
    at, drawn = QUIET, []
    for value in values(text):
        for place, width in enumerate(map(int, PATTERNS[value])):
            if place % 2 == 0:
                drawn.append((at, width))
            at += width
    return drawn, at + QUIET
