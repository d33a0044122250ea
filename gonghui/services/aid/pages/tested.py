"""What the rules say of a household that somebody typed in: nothing of it is kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gonghui.kernel.benefits import Judgement
from gonghui.primitives import clock

from ..rules.hardship import HARDSHIP, Facts
from ..rules.household import Household
from .homes import measured


def tested(said: Mapping[str, Any], home: Household, *, now: datetime) -> Judgement:
    """`said`: place, works, migrant and employed_since."""
    by = measured(said["place"].pk, on=clock.date_of(now))
    facts = Facts(home, by.formula, by.line, said["works"], said["migrant"], said["employed_since"])
    return HARDSHIP.judge(facts, on=clock.date_of(now))
