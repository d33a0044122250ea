"""Admission lists: what a gate needs to know to say yes and no without a network, and nothing more.

Codes are on a list as keyed hashes, names masked. Who holds a list can judge the codes of its pools; that is its
purpose, so it is kept encrypted, for hours, and signed: a device believes no list that another hand has touched.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gonghui.kernel.live_codes import tag
from gonghui.primitives.people.keys import keyring
from gonghui.primitives.people.rules import name_to_compare

from . import live
from .models import Place

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the curve P-256


def holders_of(pool_ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """For each pool its key, who holds a place, and which codes stand for places given back; two queries.

    `people`: place, hash of its code, hash of the member card's, what binds its code, masked name, came in (ms or 0).
    `gone`: hash of the code, given back (ms).
    """
    keys = {pk: live.key_of(pk) for pk in pool_ids}
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
        own["people"].append([str(place.pk), code, card, live.bound(key, place), masked, came])
    return lists


def milliseconds(at: Any) -> int:
    return int(at.timestamp() * 1000)


def sign(text: str) -> str:
    """ECDSA over P-256 with SHA-256, as WebCrypto verifies it: both halves of the signature, 32 bytes each."""
    r, s = decode_dss_signature(_signing_key().sign(text.encode(), ec.ECDSA(SHA256())))
    return plain(r.to_bytes(32, "big") + s.to_bytes(32, "big"))


def public_key() -> str:
    """The point that verifies `sign`, uncompressed."""
    return plain(_signing_key().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def plain(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _signing_key() -> ec.EllipticCurvePrivateKey:
    return _key_from(keyring().derive("admission.list"))


@lru_cache(maxsize=4)
def _key_from(seed: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(seed, "big") % (ORDER - 1) + 1, ec.SECP256R1())
