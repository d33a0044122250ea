"""Forms are drafted and published, answered, and their answers forgotten. The verbs of `drafting` and `answering`."""

from .answering import Brought, answer, bring, forget_answers, look_at_number, open_answers
from .drafting import make_form, publish, redraft

__all__ = [
    "Brought",
    "answer",
    "bring",
    "forget_answers",
    "look_at_number",
    "make_form",
    "open_answers",
    "publish",
    "redraft",
]
