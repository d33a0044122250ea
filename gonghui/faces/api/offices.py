"""At which unions the asker may do something: what every operation of officers begins with."""

from gonghui.faces.guards import NotYourOffice
from gonghui.faces.requests import Request
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Union
from gonghui.primitives.people.permissions import may_somewhere, unions_for
from gonghui.primitives.people.powers import Act


def check_office(request: Request, act: Act) -> None:
    """Raises NotYourOffice for who may do it nowhere."""
    if not may_somewhere(request.offices, act):
        raise NotYourOffice()


def check_password_again(request: Request, password: str) -> None:
    """As the console asks it, of who lets money go or takes whole numbers away. Raises WrongPassword, TooManyTries."""
    request.sensitive_post_parameters = ["password"]  # type: ignore[attr-defined]
    name = request.account.username if request.account else ""
    people.check_password(name or "", password, by=request.caller, now=request.now)


def unions_of(request: Request, act: Act) -> list[Union]:
    """The unions at whose subtrees the asker may do it. Raises NotYourOffice."""
    check_office(request, act)
    return unions_for(request.offices, act)
