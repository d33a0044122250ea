"""The kinds of identity document, as they are stored and as people name them."""

import re

from gonghui.kernel.document_refusals import DocumentKindUnknown
from gonghui.kernel.text import fold

RESIDENT_ID = "resident_id"
TAIWAN_PERMIT = "taiwan_permit"
HONGKONG_MACAO_PERMIT = "hk_macao_permit"
RESIDENCE_PERMIT = "residence_permit"
PASSPORT = "passport"

KIND_WORDS = {
    RESIDENT_ID: ("居民身份证", "身份证", "二代身份证", "第二代居民身份证", "中华人民共和国居民身份证"),
    TAIWAN_PERMIT: ("台湾居民来往大陆通行证", "台胞证", "大陆通行证", "台湾居民通行证"),
    HONGKONG_MACAO_PERMIT: ("港澳居民来往内地通行证", "回乡证", "港澳居民通行证"),
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
IN_BRACKETS = re.compile(r"\([^()]*\)|（[^（）]*）")
KIND_OF_WORD = {word: kind for kind, words in KIND_WORDS.items() for word in (kind, *words)}


def document_kind(text: str) -> str:
    """The kind a person names: "台胞证" is "taiwan_permit". Raises DocumentKindUnknown."""
    word = fold(text).replace("臺", "台").replace(" ", "")
    bare = IN_BRACKETS.sub("", word).removeprefix("中华人民共和国")  # as forms have it: 居民身份证（户口簿）
    if bare not in KIND_OF_WORD:
        raise DocumentKindUnknown(text=word[:20])
    return KIND_OF_WORD[bare]
