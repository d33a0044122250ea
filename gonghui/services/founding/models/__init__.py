"""The nouns of founding."""

from .cases import Candidate, Case, CaseEmployer, CasePreparer, Election, Paper, Step
from .entered import EnteredEmployer
from .homes import Invitation, Judged, Pledge, Round, Tally
from .pleas import Plea
from .readiness import Ready
from .terms import Certificate, Change, Term

__all__ = [
    "Candidate", "Case", "CaseEmployer", "CasePreparer", "Certificate", "Change", "Election", "EnteredEmployer",
    "Invitation", "Judged", "Paper", "Plea", "Pledge", "Ready", "Round", "Step", "Tally", "Term",
]  # fmt: skip
