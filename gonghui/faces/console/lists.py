"""The lists of the console's own pages."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from gonghui.faces.listing import MONO, Column, Empty, Listing, RowAct, Search, states
from gonghui.faces.requests import Request
from gonghui.primitives.people.models import Union


def below(union: Union, request: Request) -> str:
    """What stands below it."""
    return f"{reverse('faces:unions')}?{urlencode({'at': union.code})}"


def is_chosen(union: Union, request: Request) -> bool:
    chosen = request.beside["chosen"]
    return chosen is not None and union.pk == chosen.pk


UNIONS = Listing(
    title=_("工会组织"),
    columns=(
        Column(_("工会"), "name", sort=True),
        Column(_("层级"), "get_kind_display"),
        Column(_("代码"), "code", MONO, sort=True),
        Column(_("现在"), is_chosen, states({True: (_("正在看"), "good"), False: ("", "")})),
    ),
    order=("path", "pk"),
    filters=(Search(("name", "code"), _("工会名称或代码")),),
    link=below,
    acts=(
        RowAct(
            _("只看这里"),
            lambda union, request: reverse("faces:switch"),
            hidden={"code": lambda union, request: union.code},
            tone="",
            open=lambda union, request: not is_chosen(union, request),
        ),
    ),
    empty=Empty(_("下面没有别的工会"), icon="building-community"),
    nothing=Empty(_("没有找到工会"), icon="search"),
    keep=("at",),
    template="console/unions.html",
)
