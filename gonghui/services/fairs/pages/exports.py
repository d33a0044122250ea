"""The sheet that a dealer fills in."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from gonghui.faces import answers
from gonghui.kernel.workbooks import Column


def goods_template() -> HttpResponse:
    """The sheet a dealer fills in, with one example row."""
    columns = [
        Column("品牌", 14),
        Column("型号", 18, note=_("机身铭牌上的完整型号"), text=True),
        Column("商品名称", 24),
        Column("品类", 12),
        Column("市场价", 12, note=_("元，最多两位小数")),
        Column("出厂价", 12, note=_("元，不高于市场价")),
        Column("出厂价证明", 28, note=_("证明文件的名称或编号")),
        Column("补贴率", 10, note=_("如 30%，须在协议范围内")),
    ]
    example = ["海星", "BX-200", "海星双门冰箱", "冰箱", 10000, 8000, "出厂价函 2026-001", "30%"]
    return answers.excel(_("商品目录模板"), columns, [example])
