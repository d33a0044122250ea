"""Computing a published draw again, step by step, from its file alone."""

from collections import Counter
from dataclasses import dataclass

from gonghui.kernel.words import gettext_noop as _

from .drawing import allot, commitment, in_order, seed
from .papers import Paper, list_hash


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that must fit. `found` says what is in the file and what was computed, when they differ."""

    name: str
    says: str
    fits: bool
    found: str = ""


def verify(paper: Paper) -> list[Step]:
    """Every step for a file that was drawn; only those of the list while it is closed and not yet drawn."""
    steps = [_list(paper), _entries(paper)]
    if paper.is_drawn:
        steps += [_commitment(paper), _seed(paper), _beacon(paper), _result(paper)]
    return steps


def _list(paper: Paper) -> Step:
    computed = list_hash(paper.header, paper.entries)
    return _equal("list", _("名单、规则和名额与公布的名单指纹一致"), paper.list_hash, computed)


def _entries(paper: Paper) -> Step:
    says = _("每人一个编号，注数都在规则以内")
    [(code, times)] = Counter(entry.code for entry in paper.entries).most_common(1) or [("", 0)]
    if times > 1:
        return Step("entries", says, False, f"{code} ×{times}")
    allowed = paper.header.rule.weights
    wrong = next((entry for entry in paper.entries if entry.weight not in allowed), None)
    return Step("entries", says, wrong is None, f"{wrong.code}: {wrong.weight}" if wrong else "")


def _commitment(paper: Paper) -> Step:
    computed = commitment(paper.header.draw, paper.secret)
    return _equal("commitment", _("公开的密数就是开始前封存的那一个"), paper.header.commitment, computed)


def _seed(paper: Paper) -> Step:
    computed = seed(paper.header.draw, paper.secret, paper.list_hash, paper.beacon)
    return _equal("seed", _("种子由密数、名单和公共随机数算出"), paper.seed, computed)


def _beacon(paper: Paper) -> Step:
    says = _("事先约定用公共随机数的，已经填入")
    return Step("beacon", says, bool(paper.beacon) == bool(paper.header.beacon_rule), paper.beacon)


def _result(paper: Paper) -> Step:
    says = _("次序和名额逐一相符")
    ordered = in_order(paper.seed, paper.entries)
    pools = allot(ordered, [pool.places for pool in paper.header.pools])
    computed = [(entry.code, pool) for entry, pool in zip(ordered, pools, strict=True)]
    if len(computed) != len(paper.result):
        return Step("result", says, False, f"{len(paper.result)} ≠ {len(computed)}")
    pairs = enumerate(zip(paper.result, computed, strict=True), 1)
    wrong = next((f"{at}: {said} ≠ {true}" for at, (said, true) in pairs if tuple(said) != true), "")
    return Step("result", says, not wrong, wrong)


def _equal(name: str, says: str, said: str, computed: str) -> Step:
    return Step(name, says, said == computed, "" if said == computed else f"{said} ≠ {computed}")
