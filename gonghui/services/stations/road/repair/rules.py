"""What a repair call must say, how far a quote may go, and which state a call is in. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from gonghui.kernel.geo import Datum, Point
from gonghui.kernel.money import Fen
from gonghui.kernel.text import fold

from . import refusals

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PLATE = re.compile(rf"[{PROVINCES}][A-HJ-NP-Z][A-HJ-NP-Z0-9]{{4,5}}[A-HJ-NP-Z0-9挂学港澳]")
LONGEST_MINUTES = 24 * 60
STARS = range(1, 6)
STRETCH_KM = 60  # so far along a road the next known stone may stand, to guess a position from it
STUCK = timedelta(hours=12)  # after the mechanic came; then the driver may end what nobody ends


def plate(text: str) -> str:
    """A lorry's number plate in its one spelling: 7 characters, 8 for new-energy. Raises BadPlate."""
    spelled = re.sub(r"[\s·.\-—_]", "", fold(text)).upper()
    if not PLATE.fullmatch(spelled):
        raise refusals.BadPlate(plate=fold(text)[:12])
    return spelled


def position(lat: str, lon: str, datum: Datum = Datum.WGS84) -> Point | None:
    """Where the phone says it is; None when it says nothing, and the driver's words have to do. Raises geo.BadPoint."""
    return Point.parse(lat, lon, datum) if lat.strip() or lon.strip() else None


def check_minutes(minutes: int) -> int:
    """Minutes until a workshop is there. Raises BadQuote."""
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise refusals.BadQuote(most=LONGEST_MINUTES)
    return minutes


def check_charge(charged: Fen, quoted: Fen) -> Fen:
    """What is asked in the end is at most what was quoted. Raises PriceRaised."""
    if charged > quoted:
        raise refusals.PriceRaised(charged=charged.shown, price=quoted.shown)
    return charged


def check_stars(stars: int) -> int:
    """Raises BadStars."""
    if stars not in STARS:
        raise refusals.BadStars()
    return stars


@dataclass(frozen=True, slots=True)
class Progress:
    """The moments of a call, as far as they have come."""

    chosen_at: datetime | None
    arrived_at: datetime | None
    done_at: datetime | None
    cancelled_at: datetime | None
    rated_at: datetime | None = None

    @property
    def state(self) -> str:
        """asked, coming, there, done, rated or cancelled."""
        if self.cancelled_at is not None:
            return "cancelled"
        moments = (("rated", self.rated_at), ("done", self.done_at), ("there", self.arrived_at))
        for name, at in (*moments, ("coming", self.chosen_at)):
            if at is not None:
                return name
        return "asked"


def may_cancel(progress: Progress, now: datetime) -> bool:
    """A driver may cancel until the mechanic is there, and STUCK later when nobody has said that it is done."""
    stuck = progress.arrived_at is not None and progress.arrived_at <= now - STUCK
    return progress.state in ("asked", "coming") or (progress.state == "there" and stuck)
