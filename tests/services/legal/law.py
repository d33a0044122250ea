"""Lin's question to Taiyuan's union and her application for legal aid, each with a paper, and an answer of its library;
the same of the other province. Su's application has been given to a lawyer."""

from dataclasses import replace

import pytest

from gonghui.kernel.attachments import TEXT, Caps, Incoming, prepare
from gonghui.primitives.casework.dispatch import Words
from gonghui.primitives.casework.models import Attachment
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Division, Role
from gonghui.services.legal import actions
from gonghui.services.legal.rules.entitled import Facts
from tests.law import casework
from tests.law.cases import EVERYONE, LIN, MANAGE, MANAGERS, SIGNED_IN, Law, Operation
from tests.services.legal.conftest import CONTENT

NAMES = ("legal:one", "legal-console:one")
AID = ("legal:aid-one", "legal-console:aid-one")
AID_PAGES = casework.pages(*AID, "legal-console:aid-index", "legal_aid", without=("call-back",)) | {
    "GET legal:aid": EVERYONE,
    "POST legal:aid": EVERYONE,
    "GET legal:aid-apply": SIGNED_IN,
    "POST legal:aid-apply": SIGNED_IN,
    "POST legal:aid-tell legal_aid": LIN,
    "GET legal:aid-refusal legal_aid": LIN,
    "GET legal-console:aid-figures": MANAGERS,
    "POST legal-console:aid-tell legal_aid": MANAGE,
    "POST legal-console:aid-grant legal_aid": MANAGE,
    "POST legal-console:aid-refuse legal_aid": MANAGE,
    "POST legal-console:aid-step legal_aid": MANAGE,
}
GIVEN_PAGES = {
    "GET legal-console:aid-one given_aid": MANAGE,
    "GET legal-console:aid-attachment given_aid given_aid_file": MANAGE,
    "POST legal-console:aid-answer given_aid": MANAGE,
    "POST legal-console:aid-note given_aid": MANAGE,
    "POST legal-console:aid-step given_aid": MANAGE,
    "POST legal-console:aid-close given_aid": MANAGE,
}
NOT_A_LAWYERS = {
    "POST legal-console:aid-grant given_aid": MANAGE,
    "POST legal-console:aid-refuse given_aid": MANAGE,
    "POST legal-console:aid-assign given_aid": MANAGE,
    "POST legal-console:aid-hand-over given_aid": MANAGE,
}
PAGES = (
    casework.pages(*NAMES, "legal-console:index", "question", without=("grade",))
    | AID_PAGES
    | GIVEN_PAGES
    | NOT_A_LAWYERS
    | {
        "GET legal:home": EVERYONE,
        "POST legal:home": EVERYONE,
        "GET legal:answer legal_answer": EVERYONE,
        "GET legal:ask": SIGNED_IN,
        "POST legal:ask": SIGNED_IN,
        "GET legal:wages": EVERYONE,
        "POST legal:wages": EVERYONE,
        "POST legal:wages-letter": EVERYONE,
        "GET legal:injury": EVERYONE,
        "POST legal:injury": EVERYONE,
        "POST legal:injury-letter": EVERYONE,
        "GET legal:evidence": SIGNED_IN,
        "POST legal:evidence": SIGNED_IN,
        "GET legal:evidence-list": SIGNED_IN,
        "GET legal:evidence-archive": SIGNED_IN,
        "GET legal:evidence-check": EVERYONE,
        "POST legal:evidence-check": EVERYONE,
        "GET legal:evidence-file piece": LIN,
        "POST legal:evidence-delete piece": LIN,
        "GET legal-console:library": MANAGERS,
        "GET legal-console:new": MANAGERS,
        "POST legal-console:new": MANAGERS,
        "GET legal-console:edit legal_answer": MANAGE,
        "POST legal-console:edit legal_answer": MANAGE,
        "POST legal-console:withdraw legal_answer": MANAGE,
    }
)
ASKED = {"topic": "wages", "words": "欠薪三个月", "place": "140105"}
LIMIT = {"limit": "lawsuit", "start": "2026-05-01"}
NOBODY = "innnnnnnnnnnn"  # of the cast
FACTS = {"migrant": True, "exempt": "", "hardship": False}
STEP = {"what": "hearing", "on": "2026-05-20", "minutes": 90, "words": "开了庭"}
REFUSAL = {"ground": "papers", "why": "告知后一直没有补材料"}
AID_OPERATIONS = casework.operations("/legal/aid/cases", "/legal/aid/queue", "legal_aid", "won") | {
    "POST /legal/aid/check": Operation("yyyyyyyyyyyyy", "", {"topic": "wages"} | FACTS),
    "POST /legal/aid/cases": Operation(SIGNED_IN, "", ASKED | {"known": FACTS}),
    "POST /legal/aid/cases/{pk}/facts": Operation(LIN, "legal_aid", FACTS),
    "GET /legal/aid/cases/{pk}/refusal": Operation(LIN, "legal_aid"),
    "POST /legal/aid/queue/{pk}/facts": Operation(MANAGE, "legal_aid", FACTS),
    "POST /legal/aid/queue/{pk}/grant": Operation(MANAGE, "legal_aid"),
    "POST /legal/aid/queue/{pk}/refusal": Operation(MANAGE, "legal_aid", REFUSAL),
    "GET /legal/aid/figures": Operation(MANAGERS),
    "GET /legal/aid/desk": Operation(NOBODY),
    "GET /legal/aid/desk/{pk}": Operation(NOBODY, "given_aid"),
    "POST /legal/aid/desk/{pk}/answer": Operation(NOBODY, "given_aid", casework.SAID),
    "POST /legal/aid/desk/{pk}/files": Operation(NOBODY, "given_aid"),
    "GET /legal/aid/desk/{pk}/files/{file}": Operation(NOBODY, "given_aid given_aid_file"),
    "POST /legal/aid/desk/{pk}/note": Operation(NOBODY, "given_aid", casework.SAID),
    "POST /legal/aid/desk/{pk}/steps": Operation(NOBODY, "given_aid", STEP),
    "POST /legal/aid/desk/{pk}/closure": Operation(NOBODY, "given_aid", casework.SAID | {"outcome": "won"}),
}
OPERATIONS = (
    casework.operations("/legal/cases", "/legal/queue", "question", "solved")
    | AID_OPERATIONS
    | {
        "POST /legal/cases": Operation(SIGNED_IN, "", ASKED),
        "POST /legal/answers": Operation("yyyyyyyyyyyyy", "", {"said": "欠薪"}),
        "GET /legal/answers/{pk}": Operation("yyyyyyyyyyyyy", "legal_answer"),
        "GET /legal/evidence": Operation(SIGNED_IN),
        "POST /legal/limits": Operation("yyyyyyyyyyyyy", "", LIMIT),
    }
)


def with_a_lawyer(rows, opened):
    """One letter more in each row, the lawyer's: what `opened` says, else as any worker's who is a stranger there."""
    letter = {row: opened.get(row, (one if isinstance(one, str) else one.letters)[2]) for row, one in rows.items()}
    return {
        row: one + letter[row] if isinstance(one, str) else replace(one, letters=one.letters + letter[row])
        for row, one in rows.items()
    }


# A lawyer stands at the officers' desk of legal aid, where there is nothing but what was given to them.
DESK_ROWS = [row for row in AID_PAGES if " legal-console:aid-" in row and " legal_aid" in row]
LAWYERS = (
    {row: "y" for row, one in AID_OPERATIONS.items() if one.letters == NOBODY}
    | dict.fromkeys((*DESK_ROWS, *NOT_A_LAWYERS), "-")
    | dict.fromkeys(GIVEN_PAGES, "y")
    | {"GET legal-console:aid-index": "y"}
)
DAYS = {"owed_since": "2026-01-01", "left_on": "2026-04-30", "amount": "9600"}
TYPED = {"name": "林小雨", "employer": "太原某公司", "facts": "二月起没有发"}


def forms(things):
    written = {name: str(getattr(CONTENT, name)) for name in CONTENT.__dataclass_fields__}
    known = {"migrant": "1", "exempt": "none", "hardship": "0"}
    aid = dict(casework.forms(*AID, "legal_aid", things, outcome="won", level="urgent"))
    del aid["legal-console:aid-call-back"]  # nobody is asked whether it is solved before it is over
    return (
        casework.forms(*NAMES, "question", things, outcome="solved")
        | aid
        | {
            "legal:aid": known | {"topic": "wages"},
            "legal:aid-apply": known | ASKED | {"place": "太原市小店区", "trade": "", "limit_on": "2026-06-20"},
            "legal:aid-tell": known,
            "legal-console:aid-tell": known,
            "legal-console:aid-refuse": REFUSAL,
            "legal-console:aid-step": STEP | {"minutes": "90"},
            "legal-console:aid-close": casework.SAID | {"outcome": "won", "recovered": "9600", "hours": ""},
            "legal:home": {"said": "老板不发工资"},
            "legal:ask": ASKED | {"place": "太原市小店区", "trade": ""},
            "legal:wages": DAYS | TYPED,
            "legal:wages-letter": DAYS | TYPED,
            "legal:injury": TYPED | {"hurt_on": "2026-04-30", "insured": "1"},
            "legal:injury-letter": TYPED | {"hurt_on": "2026-04-30", "insured": "1"},
            "legal:evidence": {"words": "欠条"},
            "legal:evidence-check": {"code": "ABCDEFGHJK"},
            "legal-console:new": written | {"title": "另一条", "union": str(things["library_union"])},
            "legal-console:edit": written,
            "legal-console:withdraw": {"reason": "法条改了"},
            "legal-console:close": casework.SAID | {"outcome": "solved", "recovered": "9600", "hours": "8"},
        }
    )


@pytest.fixture
def lawyer_of_su(enrol, taiyuan, by, now):
    return _lawyer(enrol("纪守正", 941), taiyuan, by, now)


def _lawyer(person, union, by, now):
    people.appoint(person, union, Role.LAWYER, by=by, now=now)
    return person


@pytest.fixture
def questions(lin, su, zhao, taiyuan, lawyer_of_su, by, now):
    made = _asked(lin, taiyuan, "140105", by, now) | _given(su, lawyer_of_su, "140105", by, now)
    return made | {"question_handler": zhao.pk, "legal_aid_handler": zhao.pk, "library_union": taiyuan.pk}


@pytest.fixture
def foreign_questions(cast, enrol, by, now):
    union = cast["foreign officer"].offices.get().union
    lawyer = _lawyer(enrol("何律师", 942), union, by, now)
    there = _given(enrol("牛师傅", 907), lawyer, "410000", by, now)
    return there | _asked(enrol("马师傅", 906), union, "410000", by, now)


def _applied(person, place, by, now):
    said = Words("wages", "欠薪三个月", Division.objects.get(pk=place))
    chosen = prepare([Incoming("经过.txt", "三月起没有发".encode())], Caps(kinds=(TEXT,)))
    caller = replace(by, person=person.pk)
    case = actions.aid.apply(person, said, Facts("wages", migrant=True), chosen=chosen, by=caller, now=now)
    return case, Attachment.objects.get(message__case=case)


def _given(person, lawyer, place, by, now):
    """One that was granted and is in the hands of a lawyer."""
    case, file = _applied(person, place, by, now)
    actions.aid.grant(case, by=by, now=now)
    actions.aid.assign(case, lawyer, by=by, now=now)
    return {"given_aid": case.pk, "given_aid_file": file.pk}


def _asked(person, union, place, by, now):
    said = Words("wages", "欠薪三个月", Division.objects.get(pk=place))
    chosen = prepare([Incoming("经过.txt", "三月起没有发".encode())], Caps(kinds=(TEXT,)))
    made = actions.ask(person, said, chosen=chosen, by=replace(by, person=person.pk), now=now)
    file = Attachment.objects.get(message__case=made)
    aid, aid_file = _applied(person, place, by, now)
    answer = actions.write(union, CONTENT, by=by, now=now)
    [piece] = actions.keep(person, chosen, "欠条", by=replace(by, person=person.pk), now=now)
    return {
        "piece": piece.pk,
        "question": made.pk,
        "question_code": made.code,
        "question_file": file.pk,
        "legal_answer": answer.pk,
        "legal_aid": aid.pk,
        "legal_aid_code": aid.code,
        "legal_aid_file": aid_file.pk,
    }


LAW = Law(
    world="questions",
    own_cast={"lawyer": "lawyer_of_su"},
    pages=with_a_lawyer(PAGES, LAWYERS),
    operations=with_a_lawyer(OPERATIONS, LAWYERS),
    forms=forms,
    asked=(*casework.ASKED, "trade"),
    own="foreign_questions",
)
