"""What Lin asks of Taiyuan in confidence, for the laws."""

import pytest
from django.urls import reverse

from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Division, Employer
from gonghui.services.founding import actions
from gonghui.services.founding.models import Case, Plea, Pledge, Ready, Step
from gonghui.services.founding.pages.agenda import KEPT, PLEDGES, STEPS
from gonghui.services.founding.pages.pleas import PleaWords
from gonghui.services.founding.rules.elections import Ballot, Vote
from gonghui.services.founding.rules.homes import questions_of
from tests.kernel.test_pictures import prepared_photograph
from tests.law.cases import (
    EVERYONE,
    LIN,
    MANAGE,
    MANAGERS,
    SIGNED_IN,
    WATCH,
    WATCHERS,
    Import,
    Law,
)

from .law_api import CERTIFICATE, COUNTS, OPERATIONS, VOTE

PAGES = {
    "GET founding:home": EVERYONE,
    "GET founding:ask": SIGNED_IN,
    "POST founding:ask": SIGNED_IN,
    "GET founding:plea plea": LIN,
    "POST founding:withdraw plea": LIN,
    "GET founding:judge": SIGNED_IN,
    "POST founding:rate judging": LIN,
    "GET founding-console:rounds": WATCHERS,
    "GET founding-console:round-new": MANAGERS,
    "POST founding-console:round-new": MANAGERS,
    "GET founding-console:round judging": WATCH,
    "POST founding-console:pledge judging": MANAGE,
    "POST founding-console:kept judging promise": MANAGE,
    "GET founding-console:pleas": MANAGERS,
    "GET founding-console:plea plea": MANAGE,
    "POST founding-console:answer plea": MANAGE,
    "GET founding-console:cases": WATCHERS,
    "GET founding-console:new": MANAGERS,
    "POST founding-console:new": MANAGERS,
    "GET founding-console:case founding_case": WATCH,
    "POST founding-console:employer founding_case": MANAGE,
    "POST founding-console:drop founding_case case_employer": MANAGE,
    "POST founding-console:add-all founding_case": MANAGE,
    "POST founding-console:bring-home founding_case": MANAGE,
    "POST founding-console:plan founding_case first_step": MANAGE,
    "POST founding-console:step founding_case first_step": MANAGE,
    "POST founding-console:undo founding_case": MANAGE,
    "POST founding-console:ballots voting_case": MANAGE,
    "POST founding-console:candidate voting_case": MANAGE,
    "POST founding-console:strike voting_case candidate": MANAGE,
    "POST founding-console:close-election voting_case": MANAGE,
    "POST founding-console:approve founding_case": MANAGE,
    "POST founding-console:register founding_case": MANAGE,
    "POST founding-console:stop founding_case": MANAGE,
    "POST founding-console:attach founding_case": MANAGE,
    "GET founding-console:paper founding_case case_paper": MANAGE,
    "POST founding-console:detach founding_case case_paper": MANAGE,
    "GET founding-console:document founding_case": WATCH,
    "GET founding-console:employers": WATCHERS,
    "GET founding-console:ready": WATCHERS,
    "GET founding-console:employer-new": MANAGERS,
    "POST founding-console:employer-new": MANAGERS,
    "GET founding-console:employers-import": MANAGERS,
    "POST founding-console:employers-import": MANAGERS,
    "GET founding-console:unions": WATCHERS,
    "GET founding-console:union termed_union": WATCH,
    "POST founding-console:term termed_union": MANAGE,
    "POST founding-console:certify termed_union": MANAGE,
    "POST founding-console:change termed_union": MANAGE,
    "POST founding-console:filed termed_union union_change": MANAGE,
    "POST founding-console:reelect termed_union": MANAGE,
}


def forms(things):
    return {
        "founding:ask": {"employer": "并州快运", "place": "140105", "text": "想建工会"},
        "founding-console:answer": {"answer": "下周上门"},
        "founding:rate": dict.fromkeys(questions_of(2026).questions, "5"),
        "founding-console:round-new": {"union": str(things["judged_union"]), "year": "2027"}
        | {"opens_on": "2027-05-01", "closes_on": "2027-06-01"},
        "founding-console:pledge": {"text": "公开经费"},
        "founding-console:kept": {"kept": "yes", "note": "贴出来了"},
        "founding-console:new": {"union": str(things["founding_area"]), "way": "party_led", "name": "工会"},
        "founding-console:employer": {"employer": "并州快运"},
        "founding-console:add-all": {"division": "太原市小店区", "trade": "courier"},
        "founding-console:plan": {"who": "张科长", "due_on": "2026-06-20"},
        "founding-console:step": {"done_on": "2026-05-20", "note": "孙、李"},
        "founding-console:ballots": {name: str(many) for name, many in COUNTS.items()}
        | {"held_on": "2026-05-20", "leader": "赵老板"},
        "founding-console:candidate": {name: str(said) for name, said in VOTE.items()} | {"name": "李委员"},
        "founding-console:approve": {"number": "15号", "years": "5", "starts_on": "2026-05-20"},
        "founding-console:register": CERTIFICATE,
        "founding-console:stop": {"reason": "不办了"},
        "founding-console:employer-new": {"union": str(things["founding_area"]), "name": "新厂", "headcount": "40"},
        "founding-console:term": {"number": "9号", "years": "3", "starts_on": "2026-05-20"},
        "founding-console:certify": CERTIFICATE | {"kind": "first"},
        "founding-console:change": {"what": "chair", "before": "李", "after": "孙", "happened_on": "2026-05-20"},
        "founding-console:filed": {"filed_on": "2026-05-20"},
    }


def _asked(person, place, by, now):
    return actions.ask(person, Division.objects.get(pk=place), PleaWords("并州快运"), key="", by=by, now=now)


def _world(union, officer, word, by, now):
    """A case with a paper, one that is voting, a union with a change to file; at a union above employers."""
    own, today = {"by_person": officer, "by": by, "now": now}, now.date()
    firm = people.add_employer(name=f"{word}快运", area=union, headcount=60, by=by, now=now)
    case = actions.open_case(union, "party_led", f"{word}快运工会", [firm], **own)
    Ready.objects.create(employer=firm, area=union, members=25, created_at=now)
    [paper] = actions.attach(case, "prepare", [prepared_photograph()], by=by, now=now)
    voting = actions.reelect(union, **own)
    Step.objects.filter(case=voting, place__lt=2).update(done_at=now, done_on=today, done_by=officer)
    agenda.renew(STEPS, [voting.pk], now=now)
    election = actions.count_ballots(voting, Ballot(today, "老板", **COUNTS), **own)
    stood = actions.enter_candidate(voting, Vote(f"{word}委员", **VOTE, elected=True), **own)
    change = actions.report_change(union, what="name", before="", after=word, happened_on=today, by=by, now=now)
    return {
        "founding_case": case.pk,
        "case_employer": case.employers.get().pk,
        "firm": firm.pk,
        "document_kind": "letter",
        "first_step": case.steps.get(kind="prepare").pk,
        "step_kind": "prepare",
        "case_paper": paper.pk,
        "voting_case": election.case_id,
        "candidate": stood.pk,
        "termed_union": union.pk,
        "union_change": change.pk,
        "founding_area": union.pk,
    }


@pytest.fixture
def founding_world(cast, taiyuan, by, now):
    made = _world(taiyuan, cast["officer"], "并州", by, now)
    asked = actions.ask(
        cast["worker"], Division.objects.get(pk="140105"), PleaWords("并州快运"), key="", by=by, now=now
    )
    return made | {"plea": asked.pk} | _round(cast["worker"].memberships.get().union, by, now)


@pytest.fixture
def foreign_founding(cast, by, now):
    """The same of the other province."""
    union = cast["foreign officer"].offices.get().union
    plea = Plea.objects.create(person=cast["stranger"], area=union, created_at=now)
    return _world(union, cast["foreign officer"], "外省", by, now) | {"plea": plea.pk} | _round(union, by, now)


def _round(union, by, now):
    """A round that is open, with something promised beforehand."""
    held = actions.open_round(union, year=2026, opens_on=now.date(), closes_on=now.date(), by=by, now=now)
    promise = Pledge.objects.create(round=held, text="公开经费", created_at=now)
    agenda.renew(PLEDGES, [held.pk], now=now)
    agenda.renew(KEPT, [promise.pk], now=now)
    return {"judging": held.pk, "promise": promise.pk, "judged_union": union.pk}


def spoil(things, text, *, by, now):
    """What officers type; what a worker writes stands in no list and no workbook."""
    Employer.objects.filter(area=things["founding_area"]).update(name=text)
    Case.objects.filter(pk=things["founding_case"]).update(name=text)
    Step.objects.filter(case=things["founding_case"]).update(who=text[:60])


@pytest.fixture
def employers_door(taiyuan):
    return reverse("founding-console:employers-import"), {"union": str(taiyuan.pk)}


LAW = Law(
    world="founding_world",
    pages=PAGES,
    operations=OPERATIONS,
    forms=forms,
    first=frozenset({"founding:rate"}),
    asked=("page", "state", "way", "size", "members", "town", "trade", "q", "ending", "kind"),
    own="foreign_founding",
    exports=frozenset({"founding-console:cases", "founding-console:employers"}),
    spoil=spoil,
    imports=(
        Import(
            name="employers",
            page="founding-console:employers-import",
            union="pk",
            door="employers_door",
            header=("单位名称", "统一社会信用代码", "区县", "行业", "职工人数", "人数日期"),
            good=("新厂有限公司", "91310000132612172J", "太原市小店区", "快递员", "40", "2026-05-01"),
            cells=(
                ("单位名称", "", "没有填写"),
                ("统一社会信用代码", "91310000132612172K", "校验"),
                ("区县", "没有这个区", "没有找到"),
                ("行业", "宇航员", "快递员"),
                ("职工人数", "很多", "数"),
                ("人数日期", "五月", "日期"),
            ),
            kept=Employer.objects.count,
        ),
    ),
)
