"""Whether a text holds a way to reach somebody past us: a telephone number or the name in a messenger, however spelled.

Whoever harvests or defrauds drivers writes the number so that a simple pattern passes over it: with dots, in Chinese
numerals, a digit at a time, behind 微信.
"""

import re

from gonghui.kernel.text import HAN, fold

NUMERALS = str.maketrans("〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两", "00012345678912345678912")
LOOKS_LIKE = {"o": "0", "O": "0", "l": "1", "I": "1", "|": "1"}  # typed in the middle of digits
LETTER_FOR_DIGIT = re.compile(r"(?<=\d)[oOlI|](?=[\doOlI|]|\W|$)|(?<![A-Za-z])[oOlI|](?=\d)")
CLOCK_OR_DAY = re.compile(r"(?<!\d)(?:[01]?\d|2[0-4]):[0-5]\d(?!\s*[:\d])|\d{4}([-/.])\d{1,2}\1\d{1,2}(?!\d)|\d{4}年")
# Digits with what is no word between them, and where their groups begin and end.
DIGITS = re.compile(rf"\d+(?:(?:[^\w{HAN}]|_){{1,8}}\d+)*")
PHONE = re.compile(r"(?:(?:00)?86)?1[3-9]\d{9}|(?:86)?0(?:10|2\d|[3-9]\d{2})\d{7,8}|[48]00\d{7}|0?9\d{8}")
MESSENGER = (
    r"(?:[微薇威徽v]\W*信|wei\W*xin|we\W*chat|v\W*x|w\W*x|[加+➕]\W*[v微薇]"
    r"|扣扣|q\W*q|企鹅|抖音|快手|钉钉)"
)
ACCOUNT = r"[a-z][a-z0-9_-]{4,}|\d{5,}"
NAMED = re.compile(rf"{MESSENGER}(?:号码?|名|id|同号|是|为|[\W_])*(?:{ACCOUNT})", re.IGNORECASE)
NAMED_BEFORE = re.compile(rf"(?<![a-z0-9_-])[a-z][a-z0-9_-]{{5,}}\W*(?:是|为)?\W*(?:我的?)?{MESSENGER}", re.IGNORECASE)
ADDRESS = re.compile(r"[\w.+-]+\s*@\s*[\w-]+\s*\.\s*\w+|https?:|www\s*\.", re.IGNORECASE)


def holds_contact(text: str) -> bool:
    """Whether it holds a number or name by which somebody can be reached."""
    folded = fold(text)
    return bool(ADDRESS.search(folded) or NAMED.search(folded) or NAMED_BEFORE.search(folded) or _holds_phone(folded))


def _holds_phone(text: str) -> bool:
    digits = LETTER_FOR_DIGIT.sub(lambda found: LOOKS_LIKE[found[0]], text.translate(NUMERALS))
    digits = CLOCK_OR_DAY.sub("，", digits)
    return any(map(_is_or_holds_phone, DIGITS.findall(digits)))


def _is_or_holds_phone(run: str) -> bool:
    """Whether some of the groups of a run, taken together, are a telephone number."""
    groups = re.findall(r"\d+", run)
    return any(
        PHONE.fullmatch("".join(groups[first:last]))
        for first in range(len(groups))
        for last in range(first + 1, min(len(groups), first + 13) + 1)
    )
