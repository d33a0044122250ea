"""Mobile numbers of the mainland, Hong Kong, Macao and Taiwan.

Only the shape is checked, not the carriers' prefix lists: those change every year, and a refused new prefix
would lock a worker out.
"""

import re
from dataclasses import dataclass

from gonghui.kernel.codes import may_be_code
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold
from gonghui.kernel.words import gettext_noop as _

# Calling code: what a mobile number looks like after it, and what is dialled before it inside the region.
REGIONS = {
    "86": (re.compile("1[3-9][0-9]{9}"), ""),
    "886": (re.compile("9[0-9]{8}"), "0"),
    "852": (re.compile("[4-9][0-9]{7}"), ""),
    "853": (re.compile("6[0-9]{7}"), ""),
}
PLAIN = re.compile("(?:[+]?86)?(1[3-9][0-9]{9})")
ABROAD = re.compile("[+](886|852|853)0?([0-9]+)")
SEPARATORS = re.compile(r"[\s\-‐‑‒–—―_.()]")
NUMBER_CELL = re.compile(r"^([0-9]{11,13})\.0+$")  # a spreadsheet's 13800138000.0
SCIENTIFIC = re.compile(r"[0-9.]+[Ee]\+?[0-9]+")


class BadMobile(Refused):
    code = "mobile.bad_mobile"
    says = _("手机号不正确")
    mend = _("请填写 11 位的内地手机号；台湾、香港、澳门的号码前面加 +886、+852、+853")


class MobileMissing(BadMobile):
    code = "mobile.missing"
    says = _("没有填写手机号")


class MobileLength(BadMobile):
    code = "mobile.length"
    says = _("内地手机号应有 11 位，现在是 %(length)s 位")
    mend = _("请检查是否少写或多写了数字；台湾、香港、澳门的号码前面加 +886、+852、+853")


class MobileLetters(BadMobile):
    code = "mobile.letters"
    says = _("手机号里有不能使用的字符“%(character)s”")
    mend = _("请只填一个手机号，只写数字")


class MobileScientific(BadMobile):
    code = "mobile.scientific"
    says = _("手机号被表格变成了科学计数法")
    mend = _("请把这一列设为“文本”格式，再重新填写手机号")


class MobileTwo(BadMobile):
    code = "mobile.two_numbers"
    says = _("一格里写了不止一个手机号")
    mend = _("请只留一个能收短信的手机号")


class MobileLandline(BadMobile):
    code = "mobile.landline"
    says = _("这是固定电话，收不到短信")
    mend = _("请填写 11 位的手机号")


class MobilePrefix(BadMobile):
    code = "mobile.prefix"
    says = _("没有以 %(prefix)s 开头的手机号")
    mend = _("内地手机号以 13 到 19 开头，请核对前几位")


class MobileElsewhere(BadMobile):
    code = "mobile.elsewhere"
    says = _("这不是内地、台湾、香港或澳门的手机号")


class MobileAbroad(BadMobile):
    code = "mobile.abroad"
    says = _("%(region)s 后面的不是手机号")
    mend = _("请核对号码：台湾为 +886 加 9 位，香港为 +852 加 8 位，澳门为 +853 加 8 位")


class MobileTaiwan(BadMobile):
    code = "mobile.taiwan"
    says = _("这像是台湾的手机号，但没有写地区号")
    mend = _("请在前面加 +886，例如 +886 912 345 678")


@dataclass(frozen=True, slots=True)
class Mobile:
    """A mobile number that can be one. `region` is its calling code ("86"), `digits` what follows it."""

    region: str
    digits: str

    def __post_init__(self) -> None:
        if self.region not in REGIONS or not REGIONS[self.region][0].fullmatch(self.digits):
            raise BadMobile()

    @classmethod
    def parse(cls, text: str) -> "Mobile":
        """11 mainland digits, +86 or not; or +886, +852, +853; spaces, hyphens, full width. Raises BadMobile."""
        if found := PLAIN.fullmatch(text):
            return cls("86", found[1])
        folded = fold(text)
        bare = NUMBER_CELL.sub(r"\1", folded)
        bare = re.sub(r"^00(?=8)", "+", SEPARATORS.sub("", bare))
        if found := PLAIN.fullmatch(bare):
            return cls("86", found[1])
        if (found := ABROAD.fullmatch(bare)) and REGIONS[found[1]][0].fullmatch(found[2]):
            return cls(found[1], found[2])
        raise _refusal(folded, bare)

    @property
    def e164(self) -> str:
        """The international form: "+8613812341234"."""
        return f"+{self.region}{self.digits}"

    @property
    def national(self) -> str:
        """As dialled inside its region: "13812341234", "0912345678"."""
        return REGIONS[self.region][1] + self.digits

    @property
    def tail(self) -> str:
        """The last four digits."""
        return self.digits[-4:]

    @property
    def masked(self) -> str:
        """ "138****1234": all but the last eight digits, four hidden, the last four."""
        return f"{self.national[:-8]}****{self.tail}"

    def __str__(self) -> str:
        # What is printed by mistake must not be a whole number.
        return self.masked

    def __repr__(self) -> str:
        return f"Mobile({self.masked})"


def number_said(text: str, *, shortest: int = 8) -> Mobile | None:
    """The number that somebody says instead of showing a code; None where a code may be meant. Raises BadMobile.

    A code may be all digits too: ten of them, without 0 and 1, are one, right or mistyped.
    """
    digits = SEPARATORS.sub("", fold(text))
    if not digits.lstrip("+").isdigit() or len(digits) < shortest or may_be_code(digits):
        return None
    return Mobile.parse(text)


def _refusal(folded: str, bare: str) -> BadMobile:
    if not bare:
        return MobileMissing()
    if SCIENTIFIC.fullmatch(folded):
        return MobileScientific()
    if re.fullmatch(r"(?:\+?86)?1[3-9][0-9]{9}([,;/、|]?(?:\+?86)?1[3-9][0-9]{9})+", bare):
        return MobileTwo()
    if odd := re.search(r"[^0-9+]", bare):
        return MobileLetters(character=odd[0])
    if bare.startswith(("+852", "+853", "+886")):
        return MobileAbroad(region=bare[:4])
    if bare.startswith("+") and not bare.startswith("+86"):
        return MobileElsewhere()
    if re.fullmatch(r"09[0-9]{8}", bare):
        return MobileTaiwan()
    if re.fullmatch(r"(?:\+86)?0[1-9][0-9]{8,10}", bare):
        return MobileLandline()
    digits = re.sub(r"^\+86|\+", "", bare)
    if len(digits) != 11:
        return MobileLength(length=len(digits))
    return MobilePrefix(prefix=digits[:2])
