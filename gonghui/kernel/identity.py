"""Identity documents: what their numbers must look like, and the one form in which each is kept.

Formulas: GB 11643 (resident ID and residence permits). Travel permits and passports have no check digit.
"""

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Self

from gonghui.kernel import document_refusals as no
from gonghui.kernel.document_kinds import (
    HONGKONG_MACAO_PERMIT,
    PASSPORT,
    RESIDENCE_PERMIT,
    RESIDENT_ID,
    TAIWAN_PERMIT,
)
from gonghui.kernel.document_kinds import document_kind as document_kind
from gonghui.kernel.document_refusals import BadDocument as BadDocument
from gonghui.kernel.text import fold

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
# GB/T 2260, first two digits. Hong Kong (81), Macao (82) and Taiwan's 83 belong to residence permits.
PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71")
PERMIT_PREFIXES = {"810000": "香港", "820000": "澳门", "830000": "台湾"}
OLDEST = 1900  # the first birth year taken for real
MISREAD = 3  # letters in a long number that are misread digits: O for 0, × for X
CHINA_OFFSET = timedelta(hours=8)

SPACES = re.compile(r"[\s\-‐‑‒–—―_.'\"`]")
BRACKETS = str.maketrans("[]{}【】〔〕", "()()()()")
SCIENTIFIC = re.compile(r"[0-9]+(?:\.[0-9]*E\+?|E\+)[0-9]+")  # 12E45678 may be a passport, 1.2E+7 may not
DECIMAL = re.compile(r"([0-9]+)\.0*")
TAIWAN = re.compile(r"([0-9]{8})(?:\(?[0-9]{2}\)?)?(?:\(?[A-Z]{1,2}\)?)?")
HONGKONG_MACAO = re.compile(r"([HM][0-9]{8})(?:\(?[0-9]{2}\)?)?")
PASSPORT_SHAPE = re.compile(r"(?=.*[0-9])[A-Z0-9]{6,9}")


@dataclass(frozen=True, slots=True)
class IdentityDocument(ABC):
    """What every document has: its number in the one form that is kept.

    `parse` takes what people write; the constructor takes only that one form. Both raise BadDocument.
    """

    number: str

    def __post_init__(self) -> None:
        self._examine()

    @abstractmethod
    def _examine(self) -> None:
        """Raise BadDocument unless `number` is in the form that is kept."""

    @property
    @abstractmethod
    def kind(self) -> str:
        """The value under which documents of this kind are stored."""

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

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.masked})"


@dataclass(frozen=True, slots=True, repr=False)
class NumberedByBirth(IdentityDocument):
    """18 characters by GB 11643: place, birth date, sequence (odd for men), check."""

    @classmethod
    def parse(cls, text: str, *, today: date | None = None) -> Self:
        """Lower-case x becomes X. `today` (else China's day by this machine) bounds birth dates. Raises BadDocument."""
        document = cls(_bare(text))
        if document.birth_date > (today or (datetime.now(UTC) + CHINA_OFFSET).date()):
            raise no.FutureDate(date=document.birth_date)
        return document

    @property
    def birth_date(self) -> date:
        return _birth_date(self.number)

    @property
    def sex(self) -> str:
        """ "male" or "female"."""
        return "male" if int(self.number[16]) % 2 else "female"

    def _examine(self) -> None:
        _eighteen(self.number)
        self._examine_place()
        _birth_date(self.number)
        _check_digit(self.number)

    @abstractmethod
    def _examine_place(self) -> None:
        """Raise BadDocument unless the number begins as this kind does."""


@dataclass(frozen=True, slots=True, repr=False)
class ResidentId(NumberedByBirth):
    """居民身份证."""

    @property
    def kind(self) -> str:
        return RESIDENT_ID

    def _examine_place(self) -> None:
        if self.number[:2] in {"81", "82", "83"}:
            raise no.ResidentIdIsPermit()
        if self.number[0] == "9":
            raise no.ForeignResident()
        if not PROVINCE.match(self.number):
            raise no.UnknownProvince(prefix=self.number[:2])


@dataclass(frozen=True, slots=True, repr=False)
class ResidencePermit(NumberedByBirth):
    """港澳台居民居住证."""

    @property
    def kind(self) -> str:
        return RESIDENCE_PERMIT

    @property
    def region(self) -> str:
        """香港, 澳门 or 台湾."""
        return PERMIT_PREFIXES[self.number[:6]]

    def _examine_place(self) -> None:
        if self.number[:6] not in PERMIT_PREFIXES:
            raise no.PermitPrefix(prefix=self.number[:6])


@dataclass(frozen=True, slots=True, repr=False)
class MainlandTravelPermit(IdentityDocument):
    """台湾居民来往大陆通行证 (8 digits for life) and 港澳居民来往内地通行证 (H or M and 8 digits)."""

    @classmethod
    def parse(cls, text: str, *, kind: str | None = None) -> Self:
        """Issue counts and issuing codes are dropped. `kind` insists on one of the two. Raises BadDocument."""
        number = _bare(text)
        lettered = kind == HONGKONG_MACAO_PERMIT or (kind is None and number[0] in "HM")
        if found := (HONGKONG_MACAO if lettered else TAIWAN).fullmatch(number):
            return cls(found[1])
        raise _no_hongkong_macao_permit(number) if lettered else _no_taiwan_permit(number)

    @property
    def kind(self) -> str:
        return HONGKONG_MACAO_PERMIT if self.number[0] in "HM" else TAIWAN_PERMIT

    def _examine(self) -> None:
        if not re.fullmatch("[HM]?[0-9]{8}", self.number):
            raise _no_taiwan_permit(self.number)
        if len(set(self.number[-8:])) == 1:
            raise no.Placeholder()


@dataclass(frozen=True, slots=True, repr=False)
class Passport(IdentityDocument):
    """护照 of any country: 6 to 9 letters and digits (ICAO 9303)."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises BadDocument."""
        return cls(_bare(text))

    @property
    def kind(self) -> str:
        return PASSPORT

    def _examine(self) -> None:
        if not PASSPORT_SHAPE.fullmatch(self.number):
            raise no.PassportShape()
        if len(set(self.number)) == 1:
            raise no.Placeholder()


AnyDocument = ResidentId | ResidencePermit | MainlandTravelPermit | Passport


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
    if 14 <= len(number) <= 21 and sum(letter.isdigit() for letter in number) >= len(number) - MISREAD:
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


def _eighteen(number: str) -> None:
    """Raises BadDocument: an 18-character number is 17 digits, then a digit or X."""
    if re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return
    if re.fullmatch(r"[0-9]{15}", number):
        raise no.OldResidentId()
    if odd := re.search(r"[^0-9X]", number):
        raise no.StrangeCharacter(character=odd[0])
    if "X" in number[:-1]:
        raise no.MisplacedX()
    raise no.WrongLength(length=len(number))


def _birth_date(number: str) -> date:
    """Raises ImpossibleDate (30 February), DateTooEarly."""
    year, month, day = number[6:10], number[10:12], number[12:14]
    try:
        born = date(int(year), int(month), int(day))
    except ValueError:
        raise no.ImpossibleDate(date=f"{year}-{month}-{day}") from None
    if born.year < OLDEST:
        raise no.DateTooEarly(date=f"{year}-{month}-{day}")
    return born


def _check_digit(number: str) -> None:
    """Raises BadCheckDigit, or ExcelLostDigits where the end shows why."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number[:17], strict=True))
    if number[17] != CHECK_DIGITS[total % 11]:
        raise no.ExcelLostDigits() if number.endswith("000") else no.BadCheckDigit()


def _no_taiwan_permit(number: str) -> no.BadDocument:
    if number[0] in "HM":
        return no.PermitOfOtherKind()
    if re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return no.PermitIsEighteen()
    if re.fullmatch(r"[0-9]{6,7}", number):
        return no.TaiwanPermitShort(length=len(number))
    return no.TaiwanPermitShape()


def _no_hongkong_macao_permit(number: str) -> no.BadDocument:
    if re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return no.PermitIsEighteen()
    return no.HongKongMacaoPermitShape()
