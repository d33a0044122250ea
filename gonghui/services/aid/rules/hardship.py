"""Who is a worker in hardship: 深度困难, 相对困难 or 意外致困, with the formula and its numbers. Pure."""

from dataclasses import dataclass
from datetime import date

from gonghui.kernel import dates
from gonghui.kernel.benefits import Answer, Benefit, Condition, Held, Judgement, Rule, Said, no, unknown, yes
from gonghui.kernel.money import Fen
from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _

from .. import refusals
from . import APPEAL
from .household import COSTS, REPORTED, Formula, Household

DEEP, RELATIVE, ACCIDENT = "deep", "relative", "accident"
CLASSES = {DEEP: _("深度困难"), RELATIVE: _("相对困难"), ACCIDENT: _("意外致困")}
PREFIX = "aid."
YEAR = 1  # of a factual labour relation, of who comes from the country


@dataclass(frozen=True, slots=True)
class Line:
    """The 低保 line of a place on a day: fen a head a month, and whose paper says so."""

    monthly: Fen
    place: str
    source: str
    since: date
    weak: bool

    def rule(self, by: Formula) -> Rule:
        """Whose formula it is measured by, and whose line."""
        return Rule(_("困难职工标准；当地低保标准"), f"{by.source}；{self.source}", self.since, by.weak or self.weak)


@dataclass(frozen=True, slots=True)
class Facts:
    """Who asks, their household, by which line and formula. `works`, `migrant`: None while nobody said."""

    home: Household
    formula: Formula
    line: Line | None
    works: bool | None
    migrant: bool | None = False  # from the country, without a household registration here
    employed_since: date | None = None


def anniversary(since: date) -> date:
    """The day on which a year is full; of 29 February 1 March."""
    try:
        return since.replace(year=since.year + YEAR)
    except ValueError:
        return date(since.year + YEAR, 3, 1)


def _worker(facts: Facts, _on: date) -> Held:
    if facts.works is None:
        return unknown(_("在哪里劳动"))
    return yes() if facts.works else no(refusals.NoWorker())


def _a_year(facts: Facts, on: date) -> Held | None:
    if facts.migrant is None:
        return unknown(_("是不是在城市务工的农民工"))
    if not facts.migrant:
        return None
    if facts.employed_since is None:
        return unknown(_("从哪天开始在这里劳动"))
    full = anniversary(facts.employed_since)
    said = Said(_("%(since)s开始，%(full)s满一年"), {"since": facts.employed_since, "full": full})
    return yes(said) if full <= on else no(
        refusals.NotAYearYet(since=dates.day(facts.employed_since)), said, from_on=full
    )  # fmt: skip


def _excluded(answer: bool | None, refusal: Refused, missing: str) -> Held:
    if answer is None:
        return unknown(missing)
    return no(refusal) if answer else yes()


def _below(facts: Facts, times: int, name: str) -> Held:
    """Fewer yuan a head a month than so many times the line."""
    if facts.line is None:
        return unknown(_("当地低保标准（工会还没有录入）"))
    home, by = facts.home, facts.formula
    monthly, line = by.monthly(home), Fen(facts.line.monthly * times)
    told = {
        "income": by.income(home), "rigid": by.rigid(home), "people": home.people, "monthly": monthly,
        "line": line, "costs": tuple(Word(COSTS[one]) for one in COSTS if one in by.costs), "name": Word(name),
    }  # fmt: skip
    said = Said(FORMULA_SAYS, told)
    if monthly < line:
        return yes(said, rule=facts.line.rule(by))
    return no(refusals.NotBelowTheLine(monthly=monthly, line=line), said, rule=facts.line.rule(by))


FORMULA_SAYS = _(
    "（家庭年收入 %(income)s 元 − 刚性支出（%(costs)s）%(rigid)s 元）÷ 12 ÷ %(people)s 人 ＝ 每人每月 %(monthly)s 元；"
    "%(name)s %(line)s 元，要低于它"
)


def _blow(facts: Facts, _on: date) -> Held:
    home, by = facts.home, facts.formula
    rule = Rule(_("意外致困"), by.source, by.since, by.weak)
    income, spent = by.income(home), home.sudden
    if home.hurt:
        return yes(Said(_("因灾害、事故伤残或死亡")), rule=rule)
    told = {"spent": spent, "income": income, "share": by.share}
    said = Said(_("突发支出 %(spent)s 元，家庭年收入 %(income)s 元，要超过它的百分之%(share)s"), told)
    if spent * 100 > income * by.share:
        return yes(said, rule=rule)
    if home.hurt is None:
        return unknown(_("有没有因灾害、事故伤残或死亡"), rule=rule)
    return no(refusals.NoSuddenBlow(share=by.share), said, rule=rule)


TOWNSHIP = _("困难职工帮扶“先建档、后帮扶、实名制管理”（按公开报道）")
WEAK = Rule(_("帮扶对象"), TOWNSHIP, weak=True)
MIGRANT = Rule(_("农民工"), REPORTED, weak=True)
EXCLUDED = Rule(_("不予认定的情形"), REPORTED, weak=True)
LINES = Rule(_("困难职工标准"), REPORTED, weak=True)

HARDSHIP: Benefit[Facts] = Benefit(
    code="aid.hardship",
    headings=(_("符合困难职工的条件，可以申请"), _("按填写的情况，还不符合"), _("还差一些信息，补上就知道")),
    appeal=APPEAL,
    conditions=(
        Condition("aid.worker", _("是职工，或在城市务工的农民工"), (WEAK,), _worker),
        Condition("aid.a_year", _("农民工：有一年以上的事实劳动关系"), (MIGRANT,), _a_year),
        Condition(
            "aid.no_private_school", _("子女没有自费上学费高于公办两倍的民办学校"), (EXCLUDED,),
            lambda facts, _on: _excluded(facts.home.private_school, refusals.PrivateSchool(), _("孩子上学的情况")),
        ),
        Condition(
            "aid.no_study_abroad", _("没有人自费出国留学"), (EXCLUDED,),
            lambda facts, _on: _excluded(facts.home.study_abroad, refusals.StudyAbroad(), _("有没有人自费留学")),
        ),
    ),
    one_of=(
        Condition(
            PREFIX + DEEP, CLASSES[DEEP], (LINES,), lambda facts, _on: _below(facts, 1, _("低保标准"))
        ),
        Condition(
            PREFIX + RELATIVE, CLASSES[RELATIVE], (LINES,),
            lambda facts, _on: _below(facts, facts.formula.relative, _("低保标准的倍数")),
        ),
        Condition(PREFIX + ACCIDENT, CLASSES[ACCIDENT], (LINES,), _blow),
    ),
)  # fmt: skip


def class_of(found: Judgement) -> str:
    """The heaviest class that is met; "" for none, or while anything else is no or unknown."""
    met = [code.removeprefix(PREFIX) for code in found.enough] if found.answer is Answer.YES else []
    return next(iter(met), "")


def near_miss(facts: Facts) -> int | None:
    """How many basis points a household lies above the relative line, if at most the formula's few per cent; else
    None."""
    if facts.line is None:
        return None
    monthly, line = facts.formula.monthly(facts.home), facts.line.monthly * facts.formula.relative
    above = (monthly - line) * 10_000
    return above // line if 0 <= above <= line * facts.formula.near * 100 else None
