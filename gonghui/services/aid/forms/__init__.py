"""What workers, officers and finance type about aid, parsed once at the door."""

from .deciding import EndForm, GiveForm, ImportForm, ObjectForm, ObjectionForm, PayForm, ProposeForm, VisitForm
from .household import ApplyForm, HomeForm, SelfTestForm

__all__ = [
    "ApplyForm",
    "EndForm",
    "GiveForm",
    "HomeForm",
    "ImportForm",
    "ObjectForm",
    "ObjectionForm",
    "PayForm",
    "ProposeForm",
    "SelfTestForm",
    "VisitForm",
]
