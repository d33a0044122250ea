"""Views of a list that the asker keeps: a name for its filters and its order."""

from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gonghui.faces import actions, answers
from gonghui.faces.guards import staff
from gonghui.faces.listing import ListPage
from gonghui.faces.models import SavedView
from gonghui.faces.requests import PersonalRequest

LONGEST_PATH, LONGEST_QUERY = 200, 500


@staff()
@require_POST
def keep(request: PersonalRequest) -> HttpResponse:
    """Give a name to what a list is asked for."""
    path, query = request.POST.get("path", ""), request.POST.get("query", "")
    if not is_list(path) or len(query) > LONGEST_QUERY:
        raise Http404
    name = request.POST.get("name", "")
    kept = actions.keep_view(request.person, path=path, query=plain(query), name=name)
    return answers.done(request, _("已保存“%(name)s”") % {"name": kept.name}, address(kept))


@staff()
@require_POST
def forget(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """The list loses the name; what it names is there as before."""
    kept = get_object_or_404(SavedView.objects.filter(person=request.person), pk=pk)
    actions.forget_view(kept)
    return answers.done(request, _("已删除“%(name)s”") % {"name": kept.name}, kept.path)


def address(kept: SavedView) -> str:
    return f"{kept.path}?{kept.query}"


def is_list(path: str) -> bool:
    """Whether a list's page stands there: nothing else is kept."""
    try:
        return len(path) <= LONGEST_PATH and isinstance(resolve(path).func, ListPage)
    except Resolver404:
        return False


def plain(query: str) -> str:
    """A query in one spelling."""
    return QueryDict(query).urlencode()
