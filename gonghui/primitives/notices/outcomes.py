"""The words in which a backend reports what became of a message. Pure."""

from datetime import datetime, timedelta


class SendingTrouble(Exception):
    """A message that did not surely go. `reason` is a short code for the operator: no number, no text."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class TryLater(SendingTrouble):
    """Surely not sent; the same message may go later, not before `after` if that is given."""

    def __init__(self, reason: str, *, after: timedelta | None = None) -> None:
        self.after = after
        super().__init__(reason)


class Limited(TryLater):
    """Surely not sent: a minute, a day or a month has had its number of messages. It goes after `until`."""

    def __init__(self, reason: str, *, until: datetime) -> None:
        self.until = until
        super().__init__(reason)


class Held(TryLater):
    """Surely not sent, until an operator mends the cause: the account is empty, a right or a template is missing."""


class NeverWill(SendingTrouble):
    """Surely not sent, and these words to this number never will be. `permanent`: the number itself is dead."""

    def __init__(self, reason: str, *, permanent: bool = False) -> None:
        self.permanent = permanent
        super().__init__(reason)


class Unsure(SendingTrouble):
    """It may have been sent: never send again without asking `was_sent`."""


class Unlisted(Unsure):
    """The provider answered with a word we do not know: what it has not on record is not sent again by itself."""

    MARK = "unlisted "

    def __init__(self, code: str) -> None:
        super().__init__(f"{self.MARK}{code}")


Outcome = str | SendingTrouble  # the provider's own id of the message, or what went wrong
