"""One table: which role holds which power. What an act needs is a power; the acts themselves stay with the slices."""

from dataclasses import dataclass
from enum import StrEnum


class Power(StrEnum):
    WATCH = "watch"  # sees lists, figures, what things cost
    AUDIT = "audit"  # sees what was done and what came of it
    MANAGE = "manage"  # decides: opens, changes, closes, answers
    RECEIVE = "receive"  # stands at a counter: lets in, hands out, taps open
    PREPARE = "prepare"  # makes a payment ready for who approves it
    APPROVE = "approve"  # lets money go: never the one who prepared it alone
    CONFIGURE = "configure"  # changes what holds for every union
    ADMINISTER = "administer"  # appoints and dismisses, and looks after accounts
    COUNSEL = "counsel"  # hears what nobody else does: no officer and no administrator has it
    REPRESENT = "represent"  # acts for a worker, in what was given to them alone


# Whoever runs the system for a union may do whatever its officers may, and sets what holds for every union. Money is
# let go by finance alone. Clerks, judges and providers act by what they are entered for, not by an office.
HELD_BY: dict[Power, frozenset[str]] = {
    Power.WATCH: frozenset({"officer", "administrator", "finance", "auditor"}),
    Power.AUDIT: frozenset({"officer", "administrator", "auditor"}),
    Power.MANAGE: frozenset({"officer", "administrator"}),
    Power.RECEIVE: frozenset({"officer", "administrator", "operator"}),
    Power.PREPARE: frozenset({"officer", "administrator", "finance"}),
    Power.APPROVE: frozenset({"finance"}),
    Power.CONFIGURE: frozenset({"administrator"}),
    Power.ADMINISTER: frozenset({"administrator"}),
    Power.COUNSEL: frozenset({"counsellor"}),
    Power.REPRESENT: frozenset({"lawyer"}),
}


@dataclass(frozen=True, slots=True, init=False)
class Act:
    """Something only some roles may do at a union, and everywhere below it: those that hold one of its powers."""

    name: str
    roles: frozenset[str]
    of_money: bool  # lets money go: whoever does it gives the password once more

    def __init__(self, name: str, *powers: Power) -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "roles", frozenset().union(*(HELD_BY[power] for power in powers)))
        object.__setattr__(self, "of_money", Power.APPROVE in powers)
        NAMED[name] = self


NAMED: dict[str, Act] = {}  # every act of the product, once its slice is imported


def acts_of(role: str) -> list[str]:
    """The names of what an office of this role may do; a stored row names the act that it waits for."""
    return [name for name, act in NAMED.items() if role in act.roles]


SEE_PERSONS = Act("people.see_persons", Power.MANAGE)
ADMINISTER = Act("people.administer", Power.ADMINISTER)
