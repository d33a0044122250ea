"""What waits for an administrator: another's wish to change somebody's number."""

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.requests import Request
from gonghui.faces.services import WorkItem
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import MobileRequest, Person
from gonghui.primitives.people.permissions import unions_for
from gonghui.primitives.people.powers import ADMINISTER

MOST = 50


def waiting(request: Request) -> list[WorkItem]:
    """Numbers to agree to or refuse, in my jurisdiction; nobody decides on their own wish, nor on their own number."""
    unions = unions_for(request.offices, ADMINISTER)
    if request.person is None or not unions:
        return []
    asked = MobileRequest.objects.filter(decided_at=None, created_at__gte=request.now - people.STANDS)
    mine = asked.exclude(by_person=request.person).exclude(person=request.person)
    mine = mine.filter(person__in=Person.objects.wholly_under(unions, now=request.now)).select_related("person")
    return [
        WorkItem(
            title=_("%(name)s 换手机号") % {"name": one.person.name},
            url=reverse("faces:account", args=[one.person_id]),
            act=_("去确认"),
            queue=_("换手机号"),
            due=one.created_at + people.STANDS,
            note=one.proof,
        )
        for one in mine.order_by("created_at", "pk")[:MOST]
    ]
