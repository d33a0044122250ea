"""What is typed about founding, parsed once at the door."""

from .cases import (
    ApprovalForm,
    BallotForm,
    CandidateForm,
    CaseForm,
    EmployerPickForm,
    GatherForm,
    PapersForm,
    PlanForm,
    RegisterForm,
    StepForm,
)
from .homes import JudgeForm, KeptForm, PledgeForm, RoundForm
from .pleas import AnswerForm, PleaForm
from .unions import CertificateForm, ChangeForm, EmployerForm, FiledForm, ImportForm, TermForm

__all__ = [
    "AnswerForm", "ApprovalForm", "BallotForm", "CandidateForm", "CaseForm", "CertificateForm", "ChangeForm",
    "EmployerForm", "EmployerPickForm", "FiledForm", "GatherForm", "ImportForm", "JudgeForm", "KeptForm", "PapersForm",
    "PlanForm", "PleaForm", "PledgeForm", "RegisterForm", "RoundForm", "StepForm", "TermForm",
]  # fmt: skip
