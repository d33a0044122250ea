"""What a command of bin/gonghui is. Nothing here needs Django: the help page comes at once."""

from dataclasses import dataclass
from enum import IntEnum


class Needs(IntEnum):
    """What a command finds ready when it starts; each holds what is before it."""

    NOTHING = 0
    STATE = 1  # the state folder and the key
    DATABASE = 2  # a database that answers
    DJANGO = 3  # Django, set up


@dataclass(frozen=True)
class Command:
    """A target is "module:verb". The module offers `verb(options) -> int | None` (the exit code, None for 0) and
    `verb_arguments(parser)`, which adds its arguments to an argparse parser. It is imported when its command runs.
    """

    name: str
    target: str
    needs: Needs
    summary: str
    passes_on: bool = False  # arguments that it does not know go on, in options.rest, to the program it runs
