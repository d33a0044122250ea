"""Why yes, why not, in the reader's words: what kit/why.html and the API show of a kernel.benefits.Judgement."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gonghui.kernel import dates
from gonghui.kernel.benefits import Answer, Judgement, Reason, Said
from gonghui.kernel.words import gettext_noop as N_  # noqa: N812

from .scripts import in_script, sentence
from .speech import fill, shown, speak

ICONS = {Answer.YES: "circle-check", Answer.NO: "circle-x", Answer.UNKNOWN: "help-circle"}
SPARED = "spared"  # one of several of which another is met
WORDS = {"yes": N_("符合"), "no": N_("不符合"), "unknown": N_("还不知道"), SPARED: N_("不必符合")}


@dataclass(frozen=True, slots=True)
class ToldReason:
    """A condition as it is read. `says` of a no is what is the matter; `asks` what the condition asks."""

    code: str
    answer: str
    icon: str
    asks: str
    says: str
    mend: str
    because: str
    missing: list[str]
    from_on: date | None
    rule: str
    source: str
    since: date | None
    weak: bool

    @property
    def by(self) -> str:
        """The rule in one line: its number, its paper, since when."""
        since = _("%(day)s起") % {"day": dates.day(self.since)} if self.since else ""
        return " · ".join(filter(None, (self.rule, self.source, since)))

    @property
    def word(self) -> str:
        return sentence(WORDS[self.answer])


@dataclass(frozen=True, slots=True)
class Told:
    """A judgement as it is read."""

    benefit: str
    answer: str
    icon: str
    heading: str
    from_on: date | None
    missing: list[str]
    missing_one_of: list[str]
    appeal: str
    reasons: list[ToldReason]

    @property
    def when(self) -> str:
        """From when it would be a yes; "" where no day makes it one."""
        return _("%(day)s起就可以") % {"day": dates.day(self.from_on)} if self.from_on else ""


def told(found: Judgement | None) -> Told | None:
    """In the active language and its script; None stays None."""
    if found is None:
        return None
    return Told(
        benefit=found.benefit,
        answer=found.answer.value,
        icon=ICONS[found.answer],
        heading=sentence(found.heading),
        from_on=found.from_on,
        missing=[sentence(each) for each in found.missing],
        missing_one_of=["、".join(map(sentence, way)) for way in found.missing_one_of],
        appeal=sentence(found.appeal),
        reasons=[_reason(one) for one in found.reasons],
    )


def _reason(one: Reason) -> ToldReason:
    refusal = speak(one.held.refusal) if one.held.refusal and one.needed else None
    rule, language = one.rule, get_language() or ""
    answer = one.answer.value if one.needed else SPARED
    return ToldReason(
        code=one.held.refusal.code if one.held.refusal else one.code,
        answer=answer,
        icon=ICONS[one.answer] if one.needed else "minus",
        asks=sentence(one.says),
        says=refusal.says if refusal else "",
        mend=refusal.mend if refusal else "",
        because=_said(one.held.because),
        missing=[sentence(each) for each in one.held.missing],
        from_on=one.held.from_on,
        rule=in_script(sentence(rule.number), language),
        source=in_script(sentence(rule.source), language),
        since=rule.since,
        weak=rule.weak,
    )


def _said(because: Said | None) -> str:
    if because is None:
        return ""
    language = get_language() or ""
    facts = {name: shown(value) for name, value in because.facts.items()}
    return fill(because.words, {k: in_script(v, language) if isinstance(v, str) else v for k, v in facts.items()})
