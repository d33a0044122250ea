"""What workers see: answers, wizards and letters, a person who answers; the evidence box; legal aid."""

from . import aid
from .evidence import archive, check, delete, evidence, file, printed
from .helping import answer, ask, home, injury, injury_letter, wages, wages_letter

__all__ = [
    "aid", "answer", "archive", "ask", "check", "delete", "evidence", "file", "home", "injury", "injury_letter",
    "printed", "wages", "wages_letter",
]  # fmt: skip
