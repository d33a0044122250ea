"""Texts that a device believes without a network: signed by this site, verified by the device itself."""

from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .keys import keyring

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the curve P-256


def sign(text: str) -> str:
    """ECDSA over P-256 with SHA-256, as WebCrypto verifies it: both halves of the signature, 32 bytes each."""
    r, s = decode_dss_signature(_signing_key().sign(text.encode(), ec.ECDSA(SHA256())))
    return plain(r.to_bytes(32, "big") + s.to_bytes(32, "big"))


def public_key() -> str:
    """The point that verifies `sign`, uncompressed."""
    return plain(_signing_key().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def plain(raw: bytes) -> str:
    """Bytes as URL-safe base64 without padding."""
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _signing_key() -> ec.EllipticCurvePrivateKey:
    # As it was called first: devices hold the public half, and believe no other.
    return _key_from(keyring().derive("admission.list"))


@lru_cache(maxsize=4)
def _key_from(seed: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(seed, "big") % (ORDER - 1) + 1, ec.SECP256R1())
