"""The columns by which lists name people: what offices call them, and what a cell of each must hold."""

from datetime import date

from gonghui.kernel.document_kinds import KIND_WORDS, document_kind
from gonghui.kernel.document_refusals import DocumentMissing
from gonghui.kernel.identity import AnyDocument, parse_document
from gonghui.kernel.mobile import Mobile, MobileMissing
from gonghui.kernel.sheets import Choice, Code, Text
from gonghui.kernel.text import NameMissing, listed_name
from gonghui.kernel.words import gettext_noop as _

WITHOUT_MOBILE = {"无", "无手机", "没有", "没有手机"}


def _document(text: str, kind: str | None, today: date) -> AnyDocument:
    return parse_document(kind, text, today=today)


def _mobile(text: str) -> Mobile | None:
    return None if text in WITHOUT_MOBILE else Mobile.parse(text)


NAME = Text(
    "name",
    _("姓名"),
    also=("会员姓名", "职工姓名", "员工姓名", "困难职工姓名", "真实姓名", "名字"),
    required=True,
    missing=NameMissing,
    parse=listed_name,
    note=_("按证件上的写法。"),
    example="林晓",
    width=14,
)
KIND = Choice(
    "kind",
    _("证件类型"),
    also=("证件种类", "证件类别", "有效证件类型", "证件名称"),
    of=KIND_WORDS,
    parse=document_kind,
    note=_("不填时按号码识别。"),
    width=26,
)
DOCUMENT = Code(
    "document",
    _("证件号码"),
    also=(
        "证件号",
        "身份证号码",
        "身份证号",
        "公民身份号码",
        "公民身份证号码",
        "居民身份证号码",
        "居民身份证号",
        "身份证件号码",
        "有效证件号码",
        "通行证号码",
        "台胞证号",
        "身份证",
    ),
    missing=DocumentMissing,
    parse=_document,
    after=("kind", "today"),
    note=_("居民身份证 18 位；台湾居民来往大陆通行证 8 位。"),
    width=24,
)
MOBILE = Code(
    "mobile",
    _("手机号"),
    also=(
        "手机号码",
        "本人手机",
        "本人手机号",
        "移动电话",
        "手机",
        "联系手机",
        "联系电话",
        "联系方式",
        "电话号码",
        "电话",
    ),
    missing=MobileMissing,
    parse=_mobile,
    width=18,
)
