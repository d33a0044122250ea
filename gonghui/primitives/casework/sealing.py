"""Words of a case, encrypted with the site's key and bound to their message."""

from gonghui.primitives.people import keys

from .models import Message


def seal(message: Message, words: str) -> None:
    """Set what a message says. Saves nothing."""
    message.words = keys.keyring().seal(words.encode(), context=_context(message))


def unsealed(message: Message) -> str:
    """What it says; "" once it is forgotten. For whoever has loaded the case through a queryset that knows who asks."""
    sealed = bytes(message.words)
    return keys.keyring().unseal(sealed, context=_context(message)).decode() if sealed else ""


def _context(message: Message) -> str:
    return f"casework.Message.words:{message.pk}"
