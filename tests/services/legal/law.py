"""Lin's question to Taiyuan's union, with a paper, and an answer of its library; the same of the other province."""

from dataclasses import replace

import pytest

from gonghui.kernel.attachments import TEXT, Caps, Incoming, prepare
from gonghui.primitives.casework.dispatch import Words
from gonghui.primitives.casework.models import Attachment
from gonghui.primitives.people.models import Division
from gonghui.services.legal import actions
from tests.law import casework
from tests.law.cases import EVERYONE, LIN, MANAGE, MANAGERS, SIGNED_IN, Law, Operation
from tests.services.legal.conftest import CONTENT

NAMES = ("legal:one", "legal-console:one")
PAGES = casework.pages(*NAMES, "legal-console:index", "question", without=("grade",)) | {
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
ASKED = {"topic": "wages", "words": "欠薪三个月", "place": "140105"}
LIMIT = {"limit": "lawsuit", "start": "2026-05-01"}
OPERATIONS = casework.operations("/legal/cases", "/legal/queue", "question", "solved") | {
    "POST /legal/cases": Operation(SIGNED_IN, "", ASKED),
    "POST /legal/answers": Operation("yyyyyyyyyyyyy", "", {"said": "欠薪"}),
    "GET /legal/answers/{pk}": Operation("yyyyyyyyyyyyy", "legal_answer"),
    "GET /legal/evidence": Operation(SIGNED_IN),
    "POST /legal/limits": Operation("yyyyyyyyyyyyy", "", LIMIT),
}
DAYS = {"owed_since": "2026-01-01", "left_on": "2026-04-30", "amount": "9600"}
TYPED = {"name": "林小雨", "employer": "太原某公司", "facts": "二月起没有发"}


def forms(things):
    written = {name: str(getattr(CONTENT, name)) for name in CONTENT.__dataclass_fields__}
    return casework.forms(*NAMES, "question", things, outcome="solved") | {
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


@pytest.fixture
def questions(lin, zhao, taiyuan, by, now):
    return _asked(lin, taiyuan, "140105", by, now) | {"question_handler": zhao.pk, "library_union": taiyuan.pk}


@pytest.fixture
def foreign_questions(cast, enrol, by, now):
    union = cast["foreign officer"].offices.get().union
    return _asked(enrol("马师傅", 906), union, "410000", by, now)


def _asked(person, union, place, by, now):
    said = Words("wages", "欠薪三个月", Division.objects.get(pk=place))
    chosen = prepare([Incoming("经过.txt", "三月起没有发".encode())], Caps(kinds=(TEXT,)))
    made = actions.ask(person, said, chosen=chosen, by=replace(by, person=person.pk), now=now)
    file = Attachment.objects.get(message__case=made)
    answer = actions.write(union, CONTENT, by=by, now=now)
    [piece] = actions.keep(person, chosen, "欠条", by=replace(by, person=person.pk), now=now)
    return {
        "piece": piece.pk,
        "question": made.pk,
        "question_code": made.code,
        "question_file": file.pk,
        "legal_answer": answer.pk,
    }


LAW = Law(
    world="questions",
    pages=PAGES,
    operations=OPERATIONS,
    forms=forms,
    asked=(*casework.ASKED, "trade"),
    own="foreign_questions",
)
