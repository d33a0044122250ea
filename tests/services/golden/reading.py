"""The golden set: invented people before benefits, with the verdict that the rule's text gives them.

Each table is written case by case: a household is put together backwards from the line it is to stand on, an age from
the calendar. No line was filled in by the code that it judges.
"""

import csv
from pathlib import Path

HERE = Path(__file__).parent


def cases(name):
    """Rows of a table as dicts."""
    with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def differs(case, found, missing):
    """In what a judgement differs from the case; empty for none. `missing`: a reason -> what the table calls it."""
    first = found.refusal.code if found.refusal else ""
    lacks = ",".join(sorted({missing(one) for one in found.reasons if one.held.missing and one.needed}))
    from_on = found.from_on.isoformat() if found.from_on else ""
    told = {"answer": found.answer.value, "first_no": first, "missing": lacks, "from_on": from_on}
    return {name: (case[name], says) for name, says in told.items() if case.get(name, says) != says}


def said_whole(found):
    """Whether every reason has its rule and source, every no its mend, and the whole how to appeal."""
    ruled = all(one.rule.number and one.rule.source for one in found.reasons)
    return ruled and bool(found.appeal) and all(one.held.refusal.mend for one in found.noes)
