"""What the API is given and reckons with: its bounds are looked at before anything else is."""

from datetime import date, datetime
from typing import Annotated, TypeVar

from pydantic import AfterValidator, AwareDatetime

from gonghui.kernel.dates import of_our_age

T = TypeVar("T", bound=date)


def _of_our_age(value: T) -> T:
    if not of_our_age(value):
        raise ValueError("the year is not of this age")
    return value


Day = Annotated[date, AfterValidator(_of_our_age)]
Moment = Annotated[datetime, AfterValidator(_of_our_age)]
AwareMoment = Annotated[AwareDatetime, AfterValidator(_of_our_age)]
