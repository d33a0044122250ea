"""What holds in which place and from which day, loaded as a sheet."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gonghui.faces.acting import Done
from gonghui.faces.forms import unions_to_choose
from gonghui.faces.guards import staff
from gonghui.faces.importing import importing
from gonghui.faces.listing import DAY, MONEY, Column, Empty, Link, Listing, Search, states
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.sheets import TableSheet

from .. import actions
from ..forms import ImportForm
from ..forms.sheets import STANDARDS as SHEET
from ..models import Standard
from ..querysets import StandardQuerySet
from ..refusals import standards as standard_refusals
from ..rules import HANDLE, LOADERS, WATCH

BRING = Link(gettext_lazy("导入"), "aid-console:import", "upload", "primary", may=HANDLE)
STANDARDS = Listing(
    title=gettext_lazy("帮扶标准"),
    columns=(
        Column(gettext_lazy("地区"), "division.with_city", sort="division"),
        Column(gettext_lazy("起"), "since", DAY, sort=True),
        Column(gettext_lazy("低保（人/月）"), "monthly", MONEY),
        Column(gettext_lazy("深度困难"), "deep", MONEY),
        Column(gettext_lazy("相对困难"), "relative", MONEY),
        Column(gettext_lazy("意外致困"), "accident", MONEY),
        Column(gettext_lazy("文件和文号"), "source"),
        Column(
            gettext_lazy("来源"), lambda row, request: "weak" if row.weak else "seen",
            states({"weak": (gettext_lazy("待核实"), "warn"), "seen": (gettext_lazy("已看过原文"), "good")}),
        ),
    ),
    order=("division", "-since", "pk"),
    lead=gettext_lazy("自测和认定都按这里的数字；区县没有的按市，市没有的按省。"),
    filters=(Search(("division__name", "source"), gettext_lazy("地区、文件")),),
    links=(BRING,),
    empty=Empty(
        gettext_lazy("还没有标准"), gettext_lazy("导入当地的低保标准和帮扶标准，职工就能自测。"), "file-text", BRING
    ),
    nothing=Empty(gettext_lazy("没有这样的标准"), gettext_lazy("换一个词再找。"), "search"),
    file=gettext_lazy("帮扶标准"),
)  # fmt: skip


@STANDARDS.page("aid-console:standards", staff(WATCH))
def standards(request: PersonalRequest) -> StandardQuerySet:
    """All places: they are public."""
    return Standard.objects.all()


def unions(request: PersonalRequest) -> dict[str, Any]:
    """Raises NoAreaUnion for who is of none."""
    found = unions_to_choose(request).filter(kind__in=LOADERS)
    if not found:
        raise standard_refusals.NoAreaUnion(union=request.office_unions[0].name)
    return {"unions": found}


@importing("aid-console:import", SHEET, staff(HANDLE))
def bring(request: PersonalRequest) -> dict[str, Any]:
    """All rows or none; the same place and day say what this sheet says."""
    listed = (reverse("aid-console:standards"), _("帮扶标准"))
    return {
        "title": _("导入帮扶标准"),
        "above": listed,
        "lead": _("一行一个地区、一个起始日期。有一行不对，就一行也不写入；同一地区同一天再导入，以新的为准。"),
        "back": listed,
    }


@bring.load(ImportForm, given=unions)
def load(request: PersonalRequest, *, sheet: TableSheet, form: ImportForm) -> Done:
    """Of my union's places."""
    many = actions.load_standards(form.cleaned_data["union"], sheet, by=request.caller, now=request.now)
    return Done(_("已导入 %(many)s 行标准") % {"many": many}, to=reverse("aid-console:standards"))
