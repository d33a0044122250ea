"""What officers bring to a fair as a spreadsheet: a dealer's goods, and the list of members in need. No database."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gonghui.kernel.identity import AnyDocument
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.money import Fen
from gonghui.kernel.percent import Percent
from gonghui.kernel.refusals import Refused
from gonghui.kernel.sheets import MEGABYTE, Money, Once, Rate, RowTrouble, Rule, Table, TableSheet, Text
from gonghui.kernel.text import same_name
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people import columns
from gonghui.primitives.people.rules import Known, within

from .. import rules


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """One row, parsed: prices in fen."""

    number: int
    brand: str
    model: str
    name: str
    category: str
    list_price: Fen
    ex_factory_price: Fen
    proof: str
    rate: Percent


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One row, parsed: at least one of `document` and `mobile`. The document, where there is one, says who it is."""

    number: int
    name: str
    kind: str | None
    document: AnyDocument | None
    mobile: Mobile | None

    @property
    def told_by(self) -> str:
        """The column that says who it is."""
        return "document" if self.document else "mobile"


class ListBelowExFactory(Refused):
    code = "fairs.list_below_ex_factory"
    says = _("市场价低于出厂价")
    mend = _("请核对两列是否填反")


class ModelTwice(Refused):
    code = "fairs.model_twice"
    says = _("与第%(first)s行是同一品牌同一型号")
    mend = _("同一型号只保留一行")


class NotAMemberHere(Refused):
    """The same for a stranger, a member elsewhere and one who left: whose number it is, this list does not tell."""

    code = "fairs.need_not_a_member"
    says = _("%(union)s和所属工会里没有这位会员")
    mend = _("请核对号码；还没有登记会籍的，请先登记")


class NeedNameDiffers(Refused):
    """Which name is registered is not for this list to tell."""

    code = "fairs.need_name_differs"
    says = _("姓名与会籍登记的不一致")
    mend = _("请核对姓名和号码是不是同一个人")


class PersonTwice(Refused):
    code = "fairs.need_person_twice"
    says = _("与第%(first)s行是同一个人")
    mend = _("同一个人只保留一行")


def _not_below(list_price: Fen, ex_factory_price: Fen) -> None:
    if list_price < ex_factory_price:
        raise ListBelowExFactory()


GOODS = Table(
    GoodsRow,
    Text("brand", _("品牌"), 60, also=("品牌名称",), required=True, example="海星", width=14),
    Text(
        "model",
        _("型号"),
        60,
        also=("规格型号", "产品型号"),
        required=True,
        note=_("机身铭牌上的完整型号。"),
        example="BX-200",
        width=18,
    ),
    Text("name", _("商品名称"), 120, also=("名称", "品名", "产品名称"), required=True, example="双门冰箱", width=24),
    Text("category", _("品类"), 30, also=("类别", "种类"), required=True, example="冰箱", width=12),
    Money(
        "list_price",
        _("市场价"),
        also=("标价", "零售价", "市场价元"),
        required=True,
        note=_("元，最多两位小数。"),
        example="10000",
    ),
    Money(
        "ex_factory_price",
        _("出厂价"),
        also=("出厂价格", "出厂价元"),
        required=True,
        note=_("元，不高于市场价。"),
        example="8000",
    ),
    Text(
        "proof",
        _("出厂价证明"),
        200,
        also=("价格证明", "证明文件"),
        required=True,
        note=_("证明文件的名称或编号。"),
        example="出厂价函 2026-001",
        width=28,
    ),
    Rate(
        "rate",
        _("补贴率"),
        also=("补贴比例", "优惠幅度"),
        required=True,
        parse=rules.check_rate,
        after=("low", "high", "source"),
        note=_("须在协议范围内。"),
        example="30%",
    ),
    rules=(Rule("list_price", ("list_price", "ex_factory_price"), _not_below),),
    once=(Once(("brand", "model"), ModelTwice),),
    own=("model", "name"),
    max_rows=5_000,
    max_bytes=5 * MEGABYTE,
)

NEED = Table(
    NeedRow,
    columns.NAME,
    columns.KIND,
    columns.DOCUMENT,
    replace(columns.MOBILE, note=_("证件号码和手机号填一项就可以。")),
    any_of=("document", "mobile"),
    max_rows=20_000,
    max_bytes=5 * MEGABYTE,
)


def check_persons(
    sheet: TableSheet, rows: Sequence[NeedRow], known: Mapping[int, Known], *, path: str, union: str
) -> tuple[list[uuid.UUID], list[RowTrouble]]:
    """Whom the rows mean, by row number in `known`, or what is wrong: members of `union` (at `path`) and below only."""
    first_seen: dict[uuid.UUID, int] = {}
    troubles = []
    for row in rows:
        refusal = _check_person(row, known.get(row.number), path, union, first_seen)
        if refusal is not None:
            key = "name" if isinstance(refusal, NeedNameDiffers) else row.told_by
            troubles.append(sheet.trouble(row.number, key, refusal))
    return list(first_seen), troubles


def _check_person(
    row: NeedRow, known: Known | None, path: str, union: str, first_seen: dict[uuid.UUID, int]
) -> Refused | None:
    if known is None or known.union is None or not within(known.union_path, path):
        return NotAMemberHere(union=union)
    if not same_name(known.name, row.name):
        return NeedNameDiffers()
    first = first_seen.setdefault(known.person, row.number)
    return None if first == row.number else PersonTwice(first=first)
