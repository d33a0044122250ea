"""Each of the ways to a union, step by step: in which order, with what, by when, and what each leaves."""

from datetime import timedelta

import pytest

from gonghui.kernel.refusals import Refused
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people.models import Union
from gonghui.services.founding import actions, refusals, rules
from gonghui.services.founding.models import Case, Certificate, Step, Term
from gonghui.services.founding.rules import cases

from .conftest import BALLOT, VOTES, credit_code, queue_of, take

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FOUNDING = ["prepare", "agree", "recruit", "elect", "approve", "register", "seal", "account"]
RENEWING = ["prepare", "agree", "elect", "approve", "register"]
WAYS = {
    "party_led": ([64], "grassroots"),
    "key_firm": ([900], "grassroots"),
    "joint": ([8, 9, 12], "joint"),
    "federation": ([40, 80], "industry"),
}


@pytest.fixture
def case_of(opened, employ):
    """`case_of("joint")`: a case with the employers of its way."""

    def made(way):
        firms = [employ(f"第{nth}家", many) for nth, many in enumerate(WAYS[way][0], 1)]
        more = {"industry": "logistics"} if way == "federation" else {}
        return opened(way, firms, name=f"{way}工会", **more)

    return made


@pytest.fixture
def do(zhao, wang, by, now):
    """`do(case, "prepare")`: the step, by who may take it."""

    def done(case, kind):
        own = {"by_person": wang if kind in cases.BY_ANOTHER else zhao, "by": by, "now": now}
        take(case, kind, own, now)
        case.refresh_from_db()

    return done


@pytest.mark.parametrize("way", WAYS)
def test_every_step_of_a_way_is_taken_in_its_order(case_of, do, zhao, wang, now, way):
    case = case_of(way)
    for nth, kind in enumerate(FOUNDING):
        officer, queue = (wang, "建会待批准") if kind in cases.BY_ANOTHER else (zhao, "建会办理")
        [waiting] = queue_of(officer, now, queue)
        assert waiting.title == f"{way}工会：{Step.Kind(kind).label}"
        for later in FOUNDING[nth + 1 :]:
            with pytest.raises(Refused):
                do(case, later)
        do(case, kind)
        assert set(case.steps.filter(done_at__isnull=False).values_list("kind", flat=True)) == set(FOUNDING[: nth + 1])
        with pytest.raises((refusals.StepDone, refusals.CaseOver)):
            do(case, kind)
    assert case.state == rules.DONE
    assert (case.union.kind, case.union.parent) == (WAYS[way][1], case.area)
    assert queue_of(zhao, now, "建会办理") == queue_of(wang, now, "建会待批准") == []


@pytest.mark.parametrize("way", WAYS)
def test_a_union_of_each_way_has_its_employers_its_term_and_its_certificate(case_of, walk, way, now):
    case = walk(case_of(way), None)
    assert {each.employer.union for each in case.employers.select_related("employer__union")} == {case.union}
    assert not case.employers.filter(ended_at=None).exists()
    term, certificate = Term.objects.get(union=case.union), Certificate.objects.get(union=case.union)
    assert (term.case, term.starts_on, term.ends_on) == (case, now.date(), now.date().replace(year=now.year + 5))
    assert certificate.number == case.steps.get(kind="register").number == case.union.credit_code
    acts = set(Entry.objects.filter(act__startswith="founding.").values_list("act", flat=True))
    assert {"founding.open", "founding.step", "founding.count", "founding.approve", "founding.certify"} <= acts


def test_a_reelection_has_five_steps_and_founds_nothing(works, do, zhao, by, now):
    case, many = actions.reelect(works, by_person=zhao, by=by, now=now), Union.objects.count()
    assert list(case.steps.order_by("place").values_list("kind", flat=True)) == RENEWING
    for kind in RENEWING:
        do(case, kind)
    assert (case.state, case.union, Union.objects.count()) == (rules.DONE, works, many)
    assert Term.objects.in_force().get(union=works).chair == "孙主席"
    with pytest.raises(refusals.CaseOver):
        actions.take_step(case, "seal", done_on=now.date(), by_person=zhao, by=by, now=now)


def test_a_second_reelection_ends_the_first_term_and_keeps_it_for_the_record(works, walk, zhao, by, now):
    for _each in range(2):
        walk(actions.reelect(works, by_person=zhao, by=by, now=now), None)
    first, second = Term.objects.filter(union=works).order_by("pk")
    assert (first.ended_at, second.ended_at) == (now, None)


@pytest.mark.parametrize("way", [*WAYS, "reelection"])
def test_the_days_that_are_proposed_follow_one_another(way, now):
    planned = cases.planned(way, now.date())
    assert [kind for kind, _day in planned] == (RENEWING if way == "reelection" else FOUNDING)
    days = [day for _kind, day in planned]
    assert days == sorted(days)
    assert days[0] > now.date()


@pytest.mark.parametrize("kind", ["elect", "approve", "register"])
def test_what_has_an_act_of_its_own_is_no_plain_step(opened, walk, zhao, by, now, kind):
    case = walk(opened(), kind)
    with pytest.raises(refusals.NoSuchStep):
        actions.take_step(case, kind, done_on=now.date(), number="1号", by_person=zhao, by=by, now=now)
    assert case.steps.get(kind=kind).done_at is None


@pytest.mark.parametrize("kind", ["prepare", "recruit", "seal", "account"])
def test_no_step_is_done_tomorrow(opened, walk, zhao, by, now, kind):
    case = walk(opened(), kind)
    with pytest.raises(refusals.DayToCome):
        actions.take_step(case, kind, done_on=now.date() + DAY, by_person=zhao, by=by, now=now)
    assert case.steps.get(kind=kind).done_at is None


def test_the_yes_to_a_preparation_has_a_number(opened, walk, wang, by, now):
    case = walk(opened(), "agree")
    with pytest.raises(refusals.NumberMissing):
        actions.take_step(case, "agree", done_on=now.date(), by_person=wang, by=by, now=now)
    assert case.steps.get(kind="agree").done_at is None


@pytest.mark.parametrize(("way", "many", "no"), [
    ("party_led", 0, refusals.NoEmployers), ("key_firm", 2, refusals.KeyFirmIsOne),
    ("joint", 1, refusals.JointOfOne), ("federation", 0, refusals.NoEmployers),
])  # fmt: skip
def test_a_preparation_without_the_right_employers_goes_no_further(opened, employ, zhao, by, now, way, many, no):
    case = opened(way, [employ(f"第{nth}家") for nth in range(many)])
    with pytest.raises(no):
        actions.take_step(case, "prepare", done_on=now.date(), by_person=zhao, by=by, now=now)
    assert not case.steps.filter(done_at__isnull=False).exists()


def test_employers_are_settled_with_the_preparation_itself(opened, walk, employ, by, now):
    case, other = walk(opened(), "prepare"), employ("另一家")
    actions.add_employer(case, other, by=by, now=now)
    actions.drop_employer(case.employers.get(employer=other), by=by, now=now)
    walk(case, "agree")  # prepared, and not agreed to yet
    with pytest.raises(refusals.StepDone):
        actions.add_employer(case, other, by=by, now=now)
    with pytest.raises(refusals.StepDone):
        actions.drop_employer(case.employers.get(), by=by, now=now)
    actions.undo_step(case, by=by, now=now)
    actions.add_employer(case, other, by=by, now=now)
    assert case.employers.count() == 2


def test_who_is_stopped_or_done_takes_no_employer(opened, walk, employ, by, now):
    stopped, done = opened(employers=[], name="停"), walk(opened(name="完"), None)
    actions.stop(stopped, "不办了", by=by, now=now)
    for case in (stopped, done):
        with pytest.raises(refusals.CaseOver):
            actions.add_employer(case, employ("另一家"), by=by, now=now)


def test_the_same_form_twice_opens_one_case(opened, employ):
    firm = employ()
    assert opened(employers=[firm], key="a") == opened(employers=[firm], key="a")
    assert Case.objects.count() == 1


def test_a_code_that_is_taken_founds_nothing(opened, walk, wang, works, by, now):
    case = walk(opened(), "approve")
    own = {"by_person": wang, "by": by, "now": now}
    with pytest.raises(Exception, match=works.code):
        actions.approve(case, number="15号", years=5, starts_on=now.date(), code=works.code, **own)
    assert (Case.objects.get().approved_at, Term.objects.count()) == (None, 0)


def test_a_certificate_of_another_union_is_not_given_twice(opened, walk, works, zhao, by, now):
    number, until = credit_code(50, first="8"), now.date() + 900 * DAY
    actions.certify(
        works, number=number, kind="first", issued_on=now.date(), ends_on=until, authority="市总", by=by, now=now
    )
    case = walk(opened(), "register")
    own = {"by_person": zhao, "by": by, "now": now}
    with pytest.raises(refusals.CertificateTaken) as no:
        actions.register(case, number=number, issued_on=now.date(), ends_on=until, authority="市总", **own)
    assert works.name in no.value.sentence()
    assert (case.union.credit_code, case.steps.get(kind="register").done_at) == (None, None)


def test_members_without_a_choice_are_no_election(opened, walk, zhao, by, now):
    case, own = walk(opened(), "elect"), {"by_person": zhao, "by": by, "now": now}
    with pytest.raises(refusals.NoChoice) as no:
        actions.record_election(case, BALLOT, VOTES[:2], **own)
    assert "委员当选 1 人，候选人只有 1 人" in no.value.sentence()
    assert case.steps.get(kind="elect").done_at is None
    actions.record_election(case, BALLOT, VOTES, **own)
