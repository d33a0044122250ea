"""Admission lists: what a gate needs to know to say yes and no without a network, and nothing more.

Codes are on a list as keyed hashes, names masked. Who holds a list can judge the codes of its pools; that is its
purpose, so it is kept encrypted, for hours, and signed: a device believes no list that another hand has touched.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from gonghui.kernel.dates import milliseconds
from gonghui.kernel.live_codes import tag
from gonghui.primitives.people.rules import name_to_compare
from gonghui.primitives.people.signatures import plain

from . import live_codes
from .models import Place


def holders_of(pool_ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """For each pool its key, who holds a place, and which codes stand for places given back; two queries.

    `people`: place, hash of its code, hash of the member card's, what binds its code, masked name, came in (ms or 0).
    `gone`: hash of the code, given back (ms).
    """
    keys = {pk: live_codes.key_of(pk) for pk in pool_ids}
    lists: dict[UUID, dict[str, Any]] = {pk: {"key": plain(key), "people": [], "gone": []} for pk, key in keys.items()}
    places = Place.objects.filter(pool__in=keys).select_related("holder", "check_in").order_by("pk")
    for place in places:
        key, own = keys[place.pool_id], lists[place.pool_id]
        code = tag(key, "code", place.code)
        if place.released_at is not None:
            own["gone"].append([code, milliseconds(place.released_at)])
            continue
        card = tag(key, "card", place.holder.member_code)
        inside = getattr(place, "check_in", None)
        came = milliseconds(inside.at) if inside else 0
        masked = name_to_compare(place.holder.name)
        own["people"].append([str(place.pk), code, card, live_codes.bound(key, place), masked, came])
    return lists
