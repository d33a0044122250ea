"""The addresses of legal help: for workers, and for officers."""

from django.urls import path

from . import console, member
from .pages.aid import CASES as AID_CASES
from .pages.cases import CASES

member_urls = (
    [
        path("", member.home, name="home"),
        path("answers/<uuid:pk>/", member.answer, name="answer"),
        path("ask/", member.ask, name="ask"),
        path("wages/", member.wages, name="wages"),
        path("wages/letter/", member.wages_letter, name="wages-letter"),
        path("injury/", member.injury, name="injury"),
        path("injury/letter/", member.injury_letter, name="injury-letter"),
        path("evidence/", member.evidence, name="evidence"),
        path("evidence/list/", member.printed, name="evidence-list"),
        path("evidence/archive/", member.archive, name="evidence-archive"),
        path("evidence/check/", member.check, name="evidence-check"),
        path("evidence/<uuid:pk>/", member.file, name="evidence-file"),
        path("evidence/<uuid:pk>/removal/", member.delete, name="evidence-delete"),
        *CASES.asker_urls("cases/"),
        path("aid/", member.aid.check, name="aid"),
        path("aid/apply/", member.aid.apply, name="aid-apply"),
        path("aid/cases/<uuid:pk>/facts/", member.aid.tell, name="aid-tell"),
        path("aid/cases/<uuid:pk>/refusal/", member.aid.refusal, name="aid-refusal"),
        *AID_CASES.asker_urls("aid/cases/"),
    ],
    "legal",
)

console_urls = (
    [
        *CASES.handler_urls("cases/"),
        path("cases/<uuid:pk>/closure/", console.close, name="close"),
        *AID_CASES.handler_urls("aid/"),
        path("aid/figures/", console.aid.figures, name="aid-figures"),
        path("aid/<uuid:pk>/facts/", console.aid.tell, name="aid-tell"),
        path("aid/<uuid:pk>/grant/", console.aid.grant, name="aid-grant"),
        path("aid/<uuid:pk>/refusal/", console.aid.refuse, name="aid-refuse"),
        path("aid/<uuid:pk>/assignment/", console.aid.assign, name="aid-assign"),
        path("aid/<uuid:pk>/union/", console.aid.hand_over, name="aid-hand-over"),
        path("aid/<uuid:pk>/steps/", console.aid.step, name="aid-step"),
        path("aid/<uuid:pk>/closure/", console.aid.end, name="aid-close"),
        path("library/", console.index, name="library"),
        path("library/new/", console.new, name="new"),
        path("library/<uuid:pk>/", console.edit, name="edit"),
        path("library/<uuid:pk>/withdrawal/", console.withdraw, name="withdraw"),
    ],
    "legal-console",
)
