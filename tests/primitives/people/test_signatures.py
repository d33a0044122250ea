"""What a device without a network believes: our signature of exactly this text, and no other."""

from base64 import urlsafe_b64decode

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from gonghui.primitives.people import signatures
from gonghui.primitives.people.keys import keyring


def raw(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def verify(text: str, signature: str) -> None:
    """As a device does it: the key is a point of 65 bytes, the signature two numbers of 32."""
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(signatures.public_key()))
    halves = raw(signature)
    assert len(halves) == 64
    told = encode_dss_signature(int.from_bytes(halves[:32], "big"), int.from_bytes(halves[32:], "big"))
    key.verify(told, text.encode(), ec.ECDSA(SHA256()))


def test_a_device_verifies_what_the_site_signed():
    verify("名单", signatures.sign("名单"))


def test_a_text_that_another_hand_has_touched_is_not_believed():
    with pytest.raises(InvalidSignature):
        verify("名单二", signatures.sign("名单"))


def test_the_key_is_the_one_that_devices_hold_since_the_first_list():
    seed = int.from_bytes(keyring().derive("admission.list"), "big") % (signatures.ORDER - 1) + 1
    numbers = ec.derive_private_key(seed, ec.SECP256R1()).public_key().public_numbers()
    assert raw(signatures.public_key())[1:33] == numbers.x.to_bytes(32, "big")
