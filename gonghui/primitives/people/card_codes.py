"""The member card: its code that changes every half minute, and whose card it is that was shown. Reads only.

Bound to the membership: who has left or moved shows other codes. The ten letters printed below it stay the same, for
who has no phone; whoever reads those compares the name.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gonghui.kernel import live_codes
from gonghui.kernel.codes import parse_code
from gonghui.kernel.live_codes import LiveCode

from .keys import keyring
from .models import Membership, Person, RecalledCode
from .refusals import CardOfBefore, CardRecalled

AHEAD = timedelta(minutes=20)  # as a receipt's page: a door without a network does not stop it


@dataclass(frozen=True, slots=True)
class Card:
    """A card that was shown: whose, of which membership, and the changing code, where it was that."""

    person: Person
    membership: Membership | None
    live: LiveCode | None

    def check(self, *, now: datetime) -> None:
        """Raises CardOfBefore, ForgedCode, StaleCode or EarlyCode for a changing code that is not of just now; letters
        stand."""
        if self.live:
            key = _key(self.person)
            bound = _bound(key, self.membership)
            if not live_codes.is_made_for(self.live, key, bound) and self._is_of_before(self.live, key):
                raise CardOfBefore()
            live_codes.check(self.live, key, bound, now=now)

    def _is_of_before(self, live: LiveCode, key: bytes) -> bool:
        """Whether the phone made it before its holder joined, moved or left, and has had no network since."""
        former = (None, *Membership.objects.filter(person=self.person).exclude(ends_on=None))
        return any(live_codes.is_made_for(live, key, _bound(key, one)) for one in former)


def codes_ahead(person: Person, membership: Membership | None, now: datetime) -> list[str]:
    """What the card shows from now on, one for each half minute."""
    key = _key(person)
    whose, first = _bound(key, membership), live_codes.step_at(now)
    return [live_codes.write(key, person.member_code, whose, first + n) for n in range(AHEAD // live_codes.STEP)]


def card_shown(text: str, *, at: datetime | None = None) -> Card | None:
    """The card that a code, the letters below it, or an address with either stands for; None for nobody's.

    `at`: when it was shown, where that was before now. Raises CardRecalled; ForgedCode, BadCode for what is no code.
    """
    plain = live_codes.carried(text)
    live = live_codes.read(plain)
    code = live.code if live else parse_code(plain)
    person = Person.objects.by_member_code(code).first()
    if person is None and (recalled := RecalledCode.objects.filter(code=code).select_related("person").first()):
        if at is None or at >= recalled.created_at:
            raise CardRecalled()
        person = recalled.person
    if person is None:
        return None
    return Card(person, Membership.objects.active().filter(person=person).first(), live)


def _key(person: Person) -> bytes:
    return keyring().derive(f"membership.card:{person.pk}")


def _bound(key: bytes, membership: Membership | None) -> str:
    return live_codes.tag(key, "bound", str(membership.pk) if membership else "")
