"""Keys of forms are Django's own: it knows them, they differ each time, and no letter is likelier than another."""

from collections import Counter

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, _check_token_format, _does_token_match, _unmask_cipher_token

from gonghui.faces import form_keys


def test_a_key_is_of_the_secret_in_the_cookie_and_another_each_time():
    request = HttpRequest()
    request.META["CSRF_COOKIE"] = secret = form_keys.by_chance()
    first, second = form_keys.form_key(request), form_keys.form_key(request)
    assert first != second
    for key in (first, second):
        _check_token_format(key)
        assert _unmask_cipher_token(key) == secret
        assert _does_token_match(key, secret)
    assert request.META["CSRF_COOKIE_NEEDS_UPDATE"]


def test_who_has_no_cookie_gets_a_secret_of_their_own():
    one, other = HttpRequest(), HttpRequest()
    key = form_keys.form_key(one)
    form_keys.form_key(other)
    assert _does_token_match(key, one.META["CSRF_COOKIE"])
    assert not _does_token_match(key, other.META["CSRF_COOKIE"])


def test_every_letter_comes_as_often_as_any_other(monkeypatch):
    evenly = iter([bytes(range(256))[at : at + 48] for at in range(0, 256, 48)] * 2)
    monkeypatch.setattr(form_keys.secrets, "token_bytes", lambda _many: next(evenly))
    monkeypatch.setattr(form_keys, "CSRF_SECRET_LENGTH", 256 - 256 % 62)
    assert Counter(form_keys.by_chance()) == dict.fromkeys(CSRF_ALLOWED_CHARS, 4)


def test_of_chance_that_gives_too_little_more_is_asked_for(monkeypatch):
    given = iter([b"\xff" * 48, b"\x00" * 20, b"\x01" * 48])
    monkeypatch.setattr(form_keys.secrets, "token_bytes", lambda _many: next(given))
    assert form_keys.by_chance() == "a" * 20 + "b" * 12
