"""What officers take along: the template to fill in."""

from django.utils.translation import gettext as _

from gonghui.kernel.workbooks import Column, workbook
from gonghui.primitives.people.models import Document

from .columns import JOINED, KIND, MOBILE, NAME, NUMBER, UNION


def template_workbook() -> bytes:
    """An empty roster: columns in text format, so that numbers keep their digits, with a note on each."""
    kinds = tuple(str(label) for label in Document.Kind.labels)
    columns = [
        Column(NAME, 14, _("必填。按证件上的写法。"), text=True),
        Column(KIND, 26, _("选填。不填时按号码识别。"), choices=kinds, text=True),
        Column(NUMBER, 24, _("必填。居民身份证 18 位；台湾居民来往大陆通行证 8 位。"), text=True),
        Column(MOBILE, 18, _("必填。没有手机的人填“无”。"), text=True),
        Column(UNION, 20, _("选填。下级工会的代码；不填表示导入时所选的工会。"), text=True),
        Column(JOINED, 14, _("选填。例如 2020-01-31；不填表示导入当天。"), text=True),
    ]
    return workbook(columns, [], sheet=_("会员名单"))
