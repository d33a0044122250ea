"""Who is on the list of workers in hardship, and who fell short of it by a little."""

from django.utils.translation import gettext_lazy as _

from gonghui.faces.guards import staff
from gonghui.faces.listing import (
    CODE,
    DAY,
    MASKED,
    PERCENT,
    WRITTEN,
    Choice,
    Column,
    Empty,
    Link,
    Listing,
    Search,
    states,
)
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.primitives import clock
from gonghui.primitives.casework.querysets import CaseQuerySet

from ..models import Class
from ..pages.cases import CASES
from ..rules import AID, HANDLE, NEAR_KEPT

REVIEWS = [("due", _("该复核的")), ("changed", _("更新了家庭情况的"))]


def which(rows: CaseQuerySet, asked: str, request: Request) -> CaseQuerySet:
    due = rows.filter(claim__review_on__lte=clock.date_of(request.now))
    return due if asked == "due" else rows.filter(claim__changed_at__isnull=False)


WHO = (
    Column(_("编号"), "code", CODE),
    Column(_("职工"), "person", MASKED),
    Column(_("地区"), "claim.division.name"),
    Column(_("工会"), "union.name", WRITTEN),
)
FIND = Search(lambda rows, words, request: rows.saying(words), _("编号、姓名开头、手机后四位"))

LISTED = Listing(
    title=_("困难职工名单"),
    columns=(
        *WHO,
        Column(_("类别"), "claim.listed_as", states(Class)),
        Column(_("列入"), "claim.listed_on", DAY, sort=True),
        Column(_("该复核"), "claim.review_on", DAY, sort=True),
    ),
    order=("claim__review_on", "pk"),
    lead=_("摇号的困难职工加注可以直接用这份名单；名单不公开。"),
    links=(Link(_("边缘困难名单"), "aid-console:near", "users", may=HANDLE),),
    filters=(
        Choice("class", _("类别"), Class.choices, "claim.listed_as"),
        Choice("which", _("其他"), REVIEWS, which),
        FIND,
    ),
    link=AID.desk,
    empty=Empty(_("名单里还没有人"), _("申请通过两人认定、公示和发放后，列在这里。"), "home-heart"),
    nothing=Empty(_("没有这样的人"), _("换一个条件再找。"), "search"),
    file=_("困难职工名单"),
)
NEAR = Listing(
    title=_("边缘困难名单"),
    columns=(
        *WHO,
        Column(_("超出标准"), "claim.near", PERCENT, sort=True),
        Column(_("申请"), "created_at", DAY, sort=True),
    ),
    order=("claim__near", "pk"),
    lead=_("差一点没有认定的家庭，超出相对困难线不到一成（本平台定，供参考）。情况变了可以请他们再申请。"),
    filters=(FIND,),
    link=AID.desk,
    empty=Empty(_("还没有边缘困难的家庭"), _("不予认定、但只差一点的，列在这里一年。"), "home-heart"),
    nothing=Empty(_("没有这样的人"), _("换一个条件再找。"), "search"),
    file=_("边缘困难名单"),
)


@LISTED.page("aid-console:listed", staff(HANDLE))
def listed(request: PersonalRequest) -> CaseQuerySet:
    """Of my unions and below; never myself."""
    return CASES.mine(request).filter(claim__listed_on__isnull=False, claim__ended_on=None)


@NEAR.page("aid-console:near", staff(HANDLE))
def near(request: PersonalRequest) -> CaseQuerySet:
    """Refused within the year for a little."""
    since = request.now - NEAR_KEPT
    return CASES.mine(request).filter(claim__near__isnull=False, claim__listed_on=None, closed_at__gte=since)
