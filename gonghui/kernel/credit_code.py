"""The unified social credit code of an organisation (GB 32100)."""

import re
from dataclasses import dataclass

from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold
from gonghui.kernel.words import gettext_noop as _

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
VALUE = {letter: value for value, letter in enumerate(ALPHABET)}
WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
RUINED = re.compile(r"[0-9]+(?:\.[0-9]*E\+?|E\+)[0-9]+|[0-9]+\.[0-9]*")  # digits around an E alone can be a code
DEPARTMENTS = frozenset("123456789ANY")  # who registered it; 8 is the trade unions


class BadCreditCode(Refused):
    code = "credit_code.bad"
    says = _("统一社会信用代码不正确")
    mend = _("请对照营业执照或法人资格证书，填写 18 位统一社会信用代码")


class CreditCodeMissing(BadCreditCode):
    code = "credit_code.missing"
    says = _("没有填写统一社会信用代码")


class CreditCodeScientific(BadCreditCode):
    code = "credit_code.scientific"
    says = _("统一社会信用代码被表格变成了数字“%(text)s”，后几位已经丢失")
    mend = _("请把这一列设为“文本”格式，再重新填写代码")


class CreditCodeOld(BadCreditCode):
    code = "credit_code.old"
    says = _("这是旧的营业执照注册号或组织机构代码")
    mend = _("请填写换证后的 18 位统一社会信用代码")


class CreditCodeLength(BadCreditCode):
    code = "credit_code.length"
    says = _("统一社会信用代码应有 18 位，现在是 %(length)s 位")


class CreditCodeLetter(BadCreditCode):
    code = "credit_code.letter"
    says = _("统一社会信用代码第 %(place)s 位不能是“%(character)s”")
    mend = _("代码里没有字母 I、O、S、V、Z，请看看是不是 1、0、5、U、2；第 3 到 8 位是数字")


class CreditCodeDepartment(BadCreditCode):
    code = "credit_code.department"
    says = _("没有以“%(character)s”开头的统一社会信用代码")
    mend = _("请核对第一位：企业是 9，工会是 8，社会组织是 5，机关事业单位是 1")


class CreditCodeCheck(BadCreditCode):
    code = "credit_code.check"
    says = _("统一社会信用代码的校验位对不上，至少有一位写错")


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A code whose check character is right. The constructor takes only the form that is kept; both raise."""

    number: str

    def __post_init__(self) -> None:
        _examine(self.number)

    @classmethod
    def parse(cls, text: str) -> "CreditCode":
        """Spaces, hyphens, lower case and full width are folded. Raises BadCreditCode."""
        number = re.sub(r"[\s\-]", "", fold(text)).upper()
        if not number:
            raise CreditCodeMissing()
        if RUINED.fullmatch(number):
            raise CreditCodeScientific(text=number)
        return cls(number)

    @property
    def is_union(self) -> bool:
        """Registered by a trade-union federation."""
        return self.number[0] == "8"

    def __str__(self) -> str:
        return self.number


def _examine(number: str) -> None:
    if re.fullmatch(r"[0-9]{15}|[0-9A-Z]{8}[0-9X]", number):
        raise CreditCodeOld()
    if len(number) != 18:
        raise CreditCodeLength(length=len(number))
    for place, character in enumerate(number, 1):
        if character not in (ALPHABET[:10] if 3 <= place <= 8 else VALUE):
            raise CreditCodeLetter(place=place, character=character)
    if number[0] not in DEPARTMENTS:
        raise CreditCodeDepartment(character=number[0])
    total = sum(weight * VALUE[letter] for weight, letter in zip(WEIGHTS, number[:17], strict=True))
    if VALUE[number[17]] != -total % 31:
        raise CreditCodeCheck()
