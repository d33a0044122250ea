"""Identity documents: what their numbers must look like, and the one form in which each is kept.

Formulas: GB 11643 (resident ID and residence permits). Travel permits and passports have no check digit.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from gonghui.kernel import document_refusals as no
from gonghui.kernel.document_refusals import BadDocument as BadDocument
from gonghui.kernel.text import fold

RESIDENT_ID = "resident_id"
TAIWAN_PERMIT = "taiwan_permit"
HONGKONG_MACAO_PERMIT = "hk_macao_permit"
RESIDENCE_PERMIT = "residence_permit"
PASSPORT = "passport"

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
# GB/T 2260, first two digits. Hong Kong (81), Macao (82) and Taiwan's 83 belong to residence permits.
PROVINCES = frozenset(
    ["11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43"]
    + ["44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71"]
)
PERMIT_PREFIXES = {"810000": "香港", "820000": "澳门", "830000": "台湾"}
OLDEST = 1900  # the first birth year taken for real

SPACES = re.compile(r"[\s\-‐‑‒–—―_.'\"`]")
BRACKETS = str.maketrans("[]{}【】〔〕", "()()()()")
SCIENTIFIC = re.compile(r"\d+(?:\.\d*)?E\+?\d+", re.IGNORECASE)
DECIMAL = re.compile(r"(\d+)\.0*")
TAIWAN = re.compile(r"(\d{8})(?:\(?\d{2}\)?)?(?:\(?[A-Z]{1,2}\)?)?")
HONGKONG_MACAO = re.compile(r"([HM]\d{8})(?:\(?\d{2}\)?)?")
PASSPORT_SHAPE = re.compile(r"(?=.*\d)[A-Z0-9]{6,9}")


@dataclass(frozen=True, slots=True)
class IdentityDocument:
    """What every document has: the normalised number. Make one with a subclass's `parse`."""

    number: str

    @property
    def kind(self) -> str:
        """The value under which documents of this kind are stored."""
        raise NotImplementedError

    @property
    def tail(self) -> str:
        """The last four characters."""
        return self.number[-4:]

    @property
    def masked(self) -> str:
        """ "35*************123"; of a short number only the first and the last two: "1*****78"."""
        first, last = (2, 3) if len(self.number) >= 15 else (1, 2)
        return f"{self.number[:first]}{'*' * (len(self.number) - first - last)}{self.number[-last:]}"

    def __str__(self) -> str:
        # What is printed by mistake must not be a whole number.
        return self.masked


@dataclass(frozen=True, slots=True)
class _Numbered(IdentityDocument):
    """18 characters by GB 11643: place, birth date, sequence (odd for men), check."""

    @property
    def birth_date(self) -> date:
        return date(int(self.number[6:10]), int(self.number[10:12]), int(self.number[12:14]))

    @property
    def sex(self) -> str:
        """ "male" or "female"."""
        return "male" if int(self.number[16]) % 2 else "female"


@dataclass(frozen=True, slots=True)
class ResidentId(_Numbered):
    """居民身份证."""

    @property
    def kind(self) -> str:
        return RESIDENT_ID

    @classmethod
    def parse(cls, text: str, *, today: date | None = None) -> "ResidentId":
        """Lower-case x becomes X. `today` (else China's day by this machine) bounds birth dates. Raises BadDocument."""
        number = _eighteen(_bare(text))
        if number[:2] in {"81", "82", "83"}:
            raise no.ResidentIdIsPermit()
        if number[0] == "9":
            raise no.ForeignResident()
        if number[:2] not in PROVINCES:
            raise no.UnknownProvince(prefix=number[:2])
        _check(number, today)
        return cls(number)


@dataclass(frozen=True, slots=True)
class ResidencePermit(_Numbered):
    """港澳台居民居住证."""

    @property
    def kind(self) -> str:
        return RESIDENCE_PERMIT

    @property
    def region(self) -> str:
        """香港, 澳门 or 台湾."""
        return PERMIT_PREFIXES[self.number[:6]]

    @classmethod
    def parse(cls, text: str, *, today: date | None = None) -> "ResidencePermit":
        """18 characters that start with 810000, 820000 or 830000. Raises BadDocument."""
        number = _eighteen(_bare(text))
        if number[:6] not in PERMIT_PREFIXES:
            raise no.PermitPrefix(prefix=number[:6])
        _check(number, today)
        return cls(number)


@dataclass(frozen=True, slots=True)
class MainlandTravelPermit(IdentityDocument):
    """台湾居民来往大陆通行证 (8 digits for life) and 港澳居民来往内地通行证 (H or M and 8 digits)."""

    @property
    def kind(self) -> str:
        return HONGKONG_MACAO_PERMIT if self.number[0] in "HM" else TAIWAN_PERMIT

    @classmethod
    def parse(cls, text: str, *, kind: str | None = None) -> "MainlandTravelPermit":
        """Issue counts and issuing codes are dropped. `kind` insists on one of the two. Raises BadDocument."""
        number = _bare(text)
        letters = kind == HONGKONG_MACAO_PERMIT or (kind is None and number[0] in "HM")
        if found := (HONGKONG_MACAO if letters else TAIWAN).fullmatch(number):
            if len(set(found[1][-8:])) == 1:
                raise no.Placeholder()
            return cls(found[1])
        raise _no_hongkong_macao_permit(number) if letters else _no_taiwan_permit(number)


@dataclass(frozen=True, slots=True)
class Passport(IdentityDocument):
    """护照 of any country: 6 to 9 letters and digits (ICAO 9303)."""

    @property
    def kind(self) -> str:
        return PASSPORT

    @classmethod
    def parse(cls, text: str) -> "Passport":
        """Raises BadDocument."""
        number = _bare(text)
        if not PASSPORT_SHAPE.fullmatch(number):
            raise no.PassportShape()
        if len(set(number)) == 1:
            raise no.Placeholder()
        return cls(number)


AnyDocument = ResidentId | ResidencePermit | MainlandTravelPermit | Passport

KIND_WORDS = {
    RESIDENT_ID: ("居民身份证", "身份证", "二代身份证", "第二代居民身份证", "中华人民共和国居民身份证"),
    TAIWAN_PERMIT: ("台湾居民来往大陆通行证", "台胞证", "台湾通行证", "大陆通行证", "台湾居民通行证"),
    HONGKONG_MACAO_PERMIT: ("港澳居民来往内地通行证", "回乡证", "港澳通行证", "港澳居民通行证"),
    RESIDENCE_PERMIT: (
        "港澳台居民居住证",
        "居住证",
        "台湾居民居住证",
        "港澳居民居住证",
        "香港居民居住证",
        "澳门居民居住证",
    ),
    PASSPORT: ("护照", "外国护照", "中国护照", "普通护照"),
}
KIND_OF_WORD = {word: kind for kind, words in KIND_WORDS.items() for word in (kind, *words)}


def document_kind(text: str) -> str:
    """The kind a person names: "台胞证" is "taiwan_permit". Raises DocumentKindUnknown."""
    word = fold(text).replace("臺", "台").replace(" ", "")
    if word not in KIND_OF_WORD:
        raise no.DocumentKindUnknown(text=word[:20])
    return KIND_OF_WORD[word]


def parse_document(kind: str | None, text: str, *, today: date | None = None) -> AnyDocument:
    """The document of this kind; with None, of the kind its number shows. Raises BadDocument, ValueError (kind)."""
    match _guess(text) if kind is None else str(kind):
        case "resident_id":
            return ResidentId.parse(text, today=today)
        case "residence_permit":
            return ResidencePermit.parse(text, today=today)
        case "taiwan_permit" | "hk_macao_permit" as permit:
            return MainlandTravelPermit.parse(text, kind=permit)
        case "passport":
            return Passport.parse(text)
    raise ValueError(f"no document is of kind {kind!r}")


def _guess(text: str) -> str:
    number = _bare(text)
    if HONGKONG_MACAO.fullmatch(number):
        return HONGKONG_MACAO_PERMIT
    if TAIWAN.fullmatch(number):
        return TAIWAN_PERMIT
    if len(number) == 18 and number[:2] in {"81", "82", "83"}:
        return RESIDENCE_PERMIT
    if re.fullmatch(r"\d{14,20}X?", number):
        return RESIDENT_ID  # right or wrong, it was meant as one, and its refusal is the helpful one
    if PASSPORT_SHAPE.fullmatch(number) and not number.isdigit():
        return PASSPORT
    raise no.DocumentUnrecognised()


def _bare(text: str) -> str:
    """Folded, upper case, without spaces and hyphens. Raises DocumentMissing, ExcelNumber."""
    folded = fold(text).upper().translate(BRACKETS)
    if SCIENTIFIC.fullmatch(folded):
        raise no.ExcelNumber(text=folded)
    if decimal := DECIMAL.fullmatch(folded):
        # A number cell keeps 15 digits; what was longer is gone.
        if len(decimal[1]) > 15:
            raise no.ExcelLostDigits()
        folded = decimal[1]
    number = SPACES.sub("", folded)
    if not number:
        raise no.DocumentMissing()
    return number


def _eighteen(number: str) -> str:
    """Raises: an 18-character number is 17 digits, then a digit or X."""
    if re.fullmatch(r"\d{17}[\dX]", number):
        return number
    if re.fullmatch(r"\d{15}", number):
        raise no.OldResidentId()
    if odd := re.search(r"[^\dX]", number):
        raise no.StrangeCharacter(character=odd[0])
    if "X" in number[:-1]:
        raise no.MisplacedX()
    raise no.WrongLength(length=len(number))


def _check(number: str, today: date | None) -> None:
    """Raises: the birth date is real and not in the future, and the check digit is right."""
    year, month, day = number[6:10], number[10:12], number[12:14]
    shown = f"{year}-{month}-{day}"
    try:
        born = date(int(year), int(month), int(day))
    except ValueError:
        raise no.ImpossibleDate(date=shown) from None
    if born.year < OLDEST:
        raise no.DateTooEarly(date=shown)
    if born > (today or (datetime.now(UTC) + timedelta(hours=8)).date()):
        raise no.FutureDate(date=shown)
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number[:17], strict=True))
    if number[17] != CHECK_DIGITS[total % 11]:
        raise no.ExcelLostDigits() if number.endswith("000") else no.BadCheckDigit()


def _no_taiwan_permit(number: str) -> no.BadDocument:
    if number[0] in "HM":
        return no.PermitOfOtherKind()
    if re.fullmatch(r"\d{17}[\dX]", number):
        return no.PermitIsEighteen()
    if re.fullmatch(r"\d{6,7}", number):
        return no.TaiwanPermitShort(length=len(number))
    return no.TaiwanPermitShape()


def _no_hongkong_macao_permit(number: str) -> no.BadDocument:
    if re.fullmatch(r"\d{17}[\dX]", number):
        return no.PermitIsEighteen()
    return no.HongKongMacaoPermitShape()
