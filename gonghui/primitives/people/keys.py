"""The key that seals numbers, the blind indexes that find them, and the only places where they are opened."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings

from gonghui.kernel.mobile import Mobile
from gonghui.kernel.sealing import Keyring

from .refusals import NoNumber

if TYPE_CHECKING:
    from .models import Document, MobileRequest, Person


def keyring() -> Keyring:
    """The site's keys, all derived from settings.MASTER_KEY."""
    return _keyring(settings.MASTER_KEY)


@lru_cache(maxsize=4)
def _keyring(master: bytes) -> Keyring:
    return Keyring(master)


def mobile_index(mobile: Mobile) -> bytes:
    """The blind index under which a person's mobile number is found."""
    return keyring().blind_index(mobile.e164, kind="mobile")


def document_index(kind: str, number: str) -> bytes:
    """The blind index of a normalised document number (`kernel.identity`); equal numbers of two kinds differ."""
    return keyring().blind_index(number, kind=f"document.{kind}")


def seal_mobile(person: Person | MobileRequest, mobile: Mobile) -> None:
    """Set the three mobile fields of a person or of a request. Saves nothing."""
    person.mobile_sealed = keyring().seal(mobile.e164.encode(), context=_mobile_context(person))
    person.mobile_index = mobile_index(mobile)
    person.mobile_tail = mobile.tail


def own_or(number: Mobile | Person | MobileRequest) -> Mobile:
    """The number itself, or the one that a person has or is to have. Raises NoNumber."""
    found = number if isinstance(number, Mobile) else mobile_of(number)
    if found is None:
        raise NoNumber()
    return found


def mobile_of(person: Person | MobileRequest) -> Mobile | None:
    """The person's number in the clear, for sending to it; people see it through actions.look_at_number."""
    phone = phone_of(person)
    return None if phone is None else Mobile.parse(phone)


def phone_of(person: Person | MobileRequest) -> str | None:
    """As `mobile_of`, as text (E.164): for what is sealed anew at once."""
    if person.mobile_sealed is None:
        return None
    return keyring().unseal(bytes(person.mobile_sealed), context=_mobile_context(person)).decode()


def seal_number(document: Document, number: str, *, tail: str) -> None:
    """Set the document's three number fields; its kind must be set. Saves nothing."""
    document.number_sealed = keyring().seal(number.encode(), context=_number_context(document))
    document.number_index = document_index(document.kind, number)
    document.number_tail = tail


def number_of(document: Document) -> str:
    """The document's number in the clear; people see it through actions.look_at_number."""
    return keyring().unseal(bytes(document.number_sealed), context=_number_context(document)).decode()


def _mobile_context(row: Person | MobileRequest) -> str:
    return f"people.{type(row).__name__}.mobile:{row.pk}"


def _number_context(document: Document) -> str:
    return f"people.Document.number:{document.pk}"
