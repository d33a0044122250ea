"""A room's seats as lines of letters, the way an officer draws them: one line a row, one letter a square. Pure."""

from dataclasses import dataclass

from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _

from ..refusals.seats import BadPlan, PlanTooLarge, TooManySeats

LETTERS = {"D": "desk", "Q": "quiet", "C": "computer", "S": "sofa", "A": "accessible"}
SOCKETS = {"C", "Q"}  # these have a socket; a small letter says the seat has none, or, for the others, that it has one
AISLE = " .．　"
MOST = 60  # squares a side
MOST_SEATS = 500


@dataclass(frozen=True, slots=True)
class Drawn:
    """One seat of a plan. Its label is its row's letter and its column's number, so that it keeps it."""

    x: int
    y: int
    kind: str
    socket: bool

    @property
    def label(self) -> str:
        return f"{row_letter(self.y)}{self.x + 1}"


def row_letter(y: int) -> str:
    """A, B … Z, AA, AB …"""
    return chr(65 + y) if y < 26 else chr(64 + y // 26) + chr(65 + y % 26)


def read_plan(text: str) -> list[Drawn]:
    """The seats of a plan. Raises BadPlan."""
    lines = text.replace("\r\n", "\n").rstrip().split("\n")
    if len(lines) > MOST or any(len(line.rstrip()) > MOST for line in lines):
        raise PlanTooLarge(most=MOST)
    seats = [seat for y, line in enumerate(lines) for x, letter in enumerate(line) if (seat := _seat(x, y, letter))]
    if not seats:
        raise BadPlan(why=Word(_("没有画座位")))
    if len(seats) > MOST_SEATS:
        raise TooManySeats(most=MOST_SEATS)
    return seats


def _seat(x: int, y: int, letter: str) -> Drawn | None:
    if letter in AISLE:
        return None
    kind = LETTERS.get(letter.upper())
    if kind is None:
        raise BadPlan(why=Word(_("有不认识的字")))
    usual = letter.upper() in SOCKETS
    return Drawn(x, y, kind, socket=usual if letter.isupper() else not usual)


def written(seats: list[Drawn]) -> str:
    """The plan that `read_plan` reads as these seats."""
    if not seats:
        return ""
    squares = [["."] * (max(seat.x for seat in seats) + 1) for _row in range(max(seat.y for seat in seats) + 1)]
    letters = {kind: letter for letter, kind in LETTERS.items()}
    for seat in seats:
        letter = letters[seat.kind]
        squares[seat.y][seat.x] = letter if seat.socket == (letter in SOCKETS) else letter.lower()
    return "\n".join("".join(row).rstrip(".") for row in squares)
