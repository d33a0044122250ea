"""Who there is: persons and their documents, the union tree, memberships, employers, offices, and how they sign in."""

from ..trades import Trade
from .accounts import Account, AccountManager, MobileRequest, Office, RateCount, Role, SignInCode, Token
from .employers import Employer, Employment
from .memberships import Membership, Standing, Transfer
from .persons import Document, Person, RecalledCode
from .tree import Division, Union

__all__ = [
    "Account",
    "AccountManager",
    "Division",
    "Document",
    "Employer",
    "Employment",
    "Membership",
    "MobileRequest",
    "Office",
    "Person",
    "RateCount",
    "RecalledCode",
    "Role",
    "SignInCode",
    "Standing",
    "Token",
    "Trade",
    "Transfer",
    "Union",
]
