"""What workers, officers and lawyers type, parsed once at the door."""

from .aid import ApplyForm, EndForm, FactsForm, RefuseForm, StepForm
from .aid import CheckForm as CheckAidForm
from .helping import CheckForm, CloseForm, ContentForm, EvidenceForm, FindForm, InjuryForm, NewAnswerForm, WagesForm

__all__ = [
    "ApplyForm", "CheckAidForm", "CheckForm", "CloseForm", "ContentForm", "EndForm", "EvidenceForm", "FactsForm",
    "FindForm", "InjuryForm", "NewAnswerForm", "RefuseForm", "StepForm", "WagesForm",
]  # fmt: skip
