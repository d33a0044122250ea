"""The number of a book: ISBN-10 and ISBN-13, kept as the thirteen digits; the wrong check is named."""

import re

from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold
from gonghui.kernel.words import gettext_noop as _

SIGNS = re.compile(r"[\s\-‐‑‒–—―−_.·]")
LABEL = re.compile(r"^ISBN(-?1[03](?=\W))?[:：]?", re.IGNORECASE)
PREFIXES = ("978", "979")


class BadIsbn(Refused):
    code = "isbn.bad"
    says = _("ISBN 不能使用")
    mend = _("请照版权页或封底条码再抄一次；没有 ISBN 的书请留空")


class IsbnMissing(BadIsbn):
    code = "isbn.missing"
    says = _("没有填写 ISBN")


class IsbnLetter(BadIsbn):
    code = "isbn.letter"
    says = _("ISBN 里不会有“%(character)s”")
    mend = _("ISBN 只有数字，10 位的最后一位可以是 X；请照版权页再抄一次")


class IsbnLength(BadIsbn):
    code = "isbn.length"
    says = _("ISBN 应有 13 位或 10 位，现在是 %(length)s 位")
    mend = _("请补全或删去多余的数字；表格会丢掉开头的 0，请把这一列设为“文本”格式")


class IsbnPrefix(BadIsbn):
    code = "isbn.prefix"
    says = _("13 位 ISBN 以 978 或 979 开头，现在是 %(prefix)s")
    mend = _("这可能是商品条码，不是 ISBN；请照版权页填写")


class IsbnCheck(BadIsbn):
    code = "isbn.check"
    says = _("ISBN 的校验位应是 %(expected)s，现在是 %(found)s")
    mend = _("有一位抄错或两位颠倒，请照版权页或封底条码再抄一次")


def parse_isbn(text: str) -> str:
    """The thirteen digits of an ISBN in any spelling. Raises BadIsbn."""
    digits = SIGNS.sub("", LABEL.sub("", fold(text).upper().strip()))
    if not digits:
        raise IsbnMissing()
    for at, character in enumerate(digits):
        if not ("0" <= character <= "9" or (character == "X" and at == 9 and len(digits) == 10)):
            raise IsbnLetter(character=character)
    if len(digits) == 10:
        _hold(digits, check_of_ten(digits[:9]))
        return _thirteen(digits[:9])
    if len(digits) != 13:
        raise IsbnLength(length=len(digits))
    if not digits.startswith(PREFIXES):
        raise IsbnPrefix(prefix=digits[:3])
    _hold(digits, check_of_thirteen(digits[:12]))
    return digits


def check_of_ten(nine: str) -> str:
    """The check of an ISBN-10: weights 10 to 2, modulo 11, X for ten."""
    total = sum((10 - at) * int(digit) for at, digit in enumerate(nine))
    return "0123456789X"[-total % 11]


def check_of_thirteen(twelve: str) -> str:
    """The check of an ISBN-13: weights 1 and 3, modulo 10."""
    total = sum((3 if at % 2 else 1) * int(digit) for at, digit in enumerate(twelve))
    return str(-total % 10)


def _thirteen(nine: str) -> str:
    twelve = "978" + nine
    return twelve + check_of_thirteen(twelve)


def _hold(digits: str, expected: str) -> None:
    if digits[-1] != expected:
        raise IsbnCheck(expected=expected, found=digits[-1])
