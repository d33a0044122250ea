"""The key by which a form shows that a page of ours sent it: Django's own, made by one look at chance instead of
thirty-two."""

import secrets

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH

LETTERS = CSRF_ALLOWED_CHARS.encode()
MANY = len(LETTERS)
LETTER_OF = bytes(LETTERS[byte % MANY] for byte in range(256))
UNEVEN = bytes(range(256 - 256 % MANY, 256))  # with these some letters would be likelier than others
AT = {letter: at for at, letter in enumerate(CSRF_ALLOWED_CHARS)}


def form_key(request: HttpRequest) -> str:
    """As `django.middleware.csrf.get_token`: a key masked anew, and the cookie that goes with it is sent along."""
    secret = request.META.get("CSRF_COOKIE") or by_chance()
    request.META |= {"CSRF_COOKIE": secret, "CSRF_COOKIE_NEEDS_UPDATE": True}
    mask = by_chance()
    masked = (CSRF_ALLOWED_CHARS[(AT[x] + AT[y]) % MANY] for x, y in zip(secret, mask, strict=True))
    return mask + "".join(masked)


def by_chance() -> str:
    """As many letters as a secret has, each as likely as any other."""
    found = b""
    while len(found) < CSRF_SECRET_LENGTH:
        found += secrets.token_bytes(CSRF_SECRET_LENGTH + 16).translate(LETTER_OF, UNEVEN)
    return found[:CSRF_SECRET_LENGTH].decode()
