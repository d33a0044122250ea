"""Chinese text as people type and paste it, folded to one spelling; search tokens; names of persons."""

import re
import unicodedata

from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import gettext_noop as _

HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
MIDDLE_DOT = "·"
NAME_LENGTH = 60  # characters
LONGEST_HAN, LONGEST_LISTED = 30, 40  # more is nobody's on a document: two cells run together, or a remark

# Zero-width marks, direction marks, variation selectors, fillers, controls, lone surrogates: nobody sees them,
# PostgreSQL or UTF-8 cannot store some of them, and two equal-looking names would differ by them.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
DOTS = re.compile("[•‧∙⋅●・·◦∘⸰⸱⸳ꞏ᛫ᐧ\u119e\U00010101]")  # \u119e: what NFKC makes of ㆍ
SPACE_IN_HAN = re.compile(f"(?<=[{HAN}]) (?=[{HAN}])")
SPACE_AT_DOT = re.compile(f" ?{MIDDLE_DOT} ?")
# What is typed for the dot of a name; elsewhere these end a sentence. U+0307: what NFKC makes of ˙.
DOT_IN_NAME = re.compile(f"(?<=[{HAN}])(?: ?[.。{MIDDLE_DOT}\u0307])+ ?(?=[{HAN}])")
NOT_A_WORD = re.compile(r"[\W_]+")
# What stands between words and is no part of them, for searching in a database.
MARKS = " \t·.-_,:;!?'\"()[]{}<>/\\|@#&*+=~`^%$，。、；：？！…—–～“”‘’（）【】〔〕《》〈〉「」『』•・／－"
WORD = re.compile(f"[{HAN}]+|[^\\W_{HAN}]+")
EMPTY_LINES = re.compile("\n{3,}")
HAN_RUN = re.compile(f"[{HAN}]+")
SIGNS = f" .'’-{MIDDLE_DOT}"  # allowed between the letters of a name
NOT_IN_A_NAME = re.compile(f"[^{HAN}a-zA-Z\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f{MIDDLE_DOT} .'’-]")


def fold(text: str) -> str:
    """One spelling for what looks the same: NFKC, nothing unseen, single spaces, none between Han characters."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = UNSEEN.sub("", unicodedata.normalize("NFKC", UNSEEN.sub("", text)))
    text = " ".join(DOTS.sub(MIDDLE_DOT, text).split())
    return SPACE_AT_DOT.sub(MIDDLE_DOT, SPACE_IN_HAN.sub("", text))


def tidy(text: str) -> str:
    """What people write to be read: as they wrote it, signs and lines too; nothing unseen, one space or empty line.

    Not `fold`, which makes ：and ，of a sentence into : and , for the sake of comparing.
    """
    lines = (" ".join(line.split()) for line in UNSEEN.sub("", unicodedata.normalize("NFC", text)).splitlines())
    return EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def one_line(text: str, longest: int | None = None) -> str:
    """As `tidy`, on one line, and no longer than that: a reason, a name of something."""
    return " ".join(tidy(text).split())[:longest]


def unmarked(text: str) -> str:
    """Letters and digits alone, lower-cased: 加西亚·马尔克斯 and 加西亚马尔克斯 are one."""
    return NOT_A_WORD.sub("", fold(text).casefold())


def bigrams(text: str) -> list[str]:
    """Search tokens in order, each once: every pair of neighbouring Han characters, and whole other words.

    Lower-cased. A Han character that stands alone is its own token. What is to be found by words that pass over a mark
    in it holds the tokens of `unmarked` too.
    """
    tokens: dict[str, None] = {}
    for word in WORD.findall(fold(text).casefold()):
        if len(word) > 1 and HAN_RUN.match(word):
            tokens.update(dict.fromkeys(word[at : at + 2] for at in range(len(word) - 1)))
        else:
            tokens[word] = None
    return list(tokens)


class BadName(Refused):
    code = "text.bad_name"
    says = _("姓名不能使用")
    mend = _("请按证件上的写法填写姓名")


class NameMissing(BadName):
    code = "text.name_missing"
    says = _("没有填写姓名")


class NameTooShort(BadName):
    code = "text.name_too_short"
    says = _("姓名只有一个字")
    mend = _("请填写完整的姓和名")


class NameTooLong(BadName):
    code = "text.name_too_long"
    says = _("姓名有 %(length)s 个字符，超过了 %(limit)s 个")


class NameDoubtful(BadName):
    code = "text.name_doubtful"
    says = _("姓名有 %(length)s 个字，证件上真有这么长吗")
    mend = _("请核对这一格是不是把别的内容也填了进来；外文姓名可以按护照机读码写，不超过 %(limit)s 个字符")


class NameHasDigit(BadName):
    code = "text.name_has_digit"
    says = _("姓名里有数字“%(character)s”")
    mend = _("请去掉数字；编号、工号请填在其他列")


class NameGarbled(BadName):
    code = "text.name_garbled"
    says = _("姓名里有乱码或没有存下来的生僻字")
    mend = _("请按证件重新输入这个字；如果整份文件都有乱码，请另存为“CSV UTF-8”或 .xlsx 后再上传")


class NameHasSign(BadName):
    code = "text.name_has_sign"
    says = _("姓名里有不能使用的符号“%(character)s”")
    mend = _("请只填姓名，去掉符号和备注；少数民族和外文姓名中间的点请用“·”")


def name_folded(text: str) -> str:
    """As `fold`, and whatever stands for the dot between the Han characters of a name is that dot."""
    return DOT_IN_NAME.sub(MIDDLE_DOT, fold(text))


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, in any case of letters, with their dots or without."""
    return unmarked(one) == unmarked(other)


def person_name(text: str) -> str:
    """The name as it is stored and compared. Raises BadName."""
    name = name_folded(text)
    if not name:
        raise NameMissing()
    if len(name) > NAME_LENGTH:
        raise NameTooLong(length=len(name), limit=NAME_LENGTH)
    if bad := NOT_IN_A_NAME.search(name):
        raise _misfit(bad[0])
    if name[0] in SIGNS or name[-1] in "·-":
        raise NameHasSign(character=name[0] if name[0] in SIGNS else name[-1])
    if sum(character not in SIGNS for character in name) < 2:
        raise NameTooShort()
    return name


def listed_name(text: str) -> str:
    """As `person_name`, for a name that came in a list: nobody typed it who could be asked, so a doubt is told.

    Raises BadName.
    """
    name = person_name(text)
    if len(name) > LONGEST_LISTED or (HAN_RUN.search(name) and len(name) > LONGEST_HAN):
        raise NameDoubtful(length=len(name), limit=LONGEST_LISTED)
    return name


def _misfit(character: str) -> BadName:
    if character.isdigit():
        return NameHasDigit(character=character)
    if character in "?\ufffd" or unicodedata.category(character) in {"Co", "Cn"}:
        return NameGarbled()
    return NameHasSign(character=character)
