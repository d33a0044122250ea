"""A worker applies and prints a refusal, an officer decides, a lawyer sees what they were given and nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gonghui.primitives.casework.models import Case
from gonghui.primitives.casework.speaking import looks
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.services.legal import actions
from gonghui.services.legal.models import AidApplication, AidDecision, AidStep, Matter
from gonghui.services.legal.rules.entitled import Facts

from .conftest import WORDS

pytestmark = pytest.mark.django_db
CHECK, APPLY = reverse("legal:aid"), reverse("legal:aid-apply")
QUEUE, FIGURES = reverse("legal-console:aid-index"), reverse("legal-console:aid-figures")
KEY = {"key": "0190a0a0-0000-7000-8000-000000000001"}
KNOWN = {"migrant": "1", "exempt": "none", "hardship": ""}
FORM = KNOWN | {"topic": "wages", "words": WORDS, "place": "太原市小店区", "trade": ""} | KEY
STEP = {"what": "hearing", "on": "2026-05-20", "minutes": "90", "words": "开了庭"} | KEY


def page(response):
    return response.content.decode()


def at(name, case):
    return reverse(f"legal-console:aid-{name}", args=[case.pk])


def mine(name, case):
    return reverse(f"legal:aid-{name}", args=[case.pk])


@pytest.fixture
def desk(browser, guo):
    return browser(guo)


@pytest.fixture
def bench(browser, lawyer):
    """The lawyer's browser."""
    return browser(lawyer)


def test_a_visitor_reads_by_which_article_and_nothing_is_kept(browser):
    shown = page(browser().post(CHECK, KNOWN | {"topic": "wages"}))
    assert "符合法律援助的条件" in shown
    assert "第四十二条第三项" in shown
    shown = page(browser().post(CHECK, {"topic": "dismissal"}))
    assert "还缺下面其中一样：" in shown
    assert not AidApplication.objects.exists()


def test_from_the_application_to_what_came_back(browser, desk, bench, lin, lawyer):
    worker = browser(lin)
    assert page(worker.get(APPLY, {"topic": "wages"})).count("selected") >= 1
    to = worker.post(APPLY, FORM).url
    case = Case.objects.get()
    assert to == mine("one", case)
    assert AidApplication.objects.get().facts == Facts("wages", True, "", None, False)
    assert "7 天，节假日也算。依据：法律援助法第四十三条第一款" in page(worker.get(to))

    assert WORDS not in page(desk.get(QUEUE))
    assert WORDS in page(desk.get(at("one", case)))
    desk.post(at("grant", case))
    assert "指派律师" in page(desk.get(at("one", case)))
    desk.post(at("assign", case), {"to": str(lawyer.pk)})
    assert "已指派援助律师" in page(worker.get(to))
    desk.post(at("tell", case), KNOWN)

    shown = page(bench.get(at("one", case)))
    assert WORDS in shown
    for theirs in ("同意援助</button>", "转给另一个工会", "暂停时限"):
        assert theirs not in shown
    bench.post(at("step", case), STEP)
    bench.post(at("answer", case), {"words": "请带上身份证", "key": KEY["key"][:-1] + "2"})
    ended = {"outcome": "won", "words": "裁决支持", "recovered": "9600.50", "hours": "8"}
    assert bench.post(at("close", case), ended).url == QUEUE

    assert Matter.objects.get().recovered_fen == 960050
    for told in ("开庭", "90 分钟", "请带上身份证", "裁决支持", "仲裁或诉讼支持"):
        assert told in page(worker.get(to))
    names = {one.by_name for one in looks(Case.objects.get())}
    assert lawyer.name in names
    shown = page(desk.get(FIGURES))
    assert "9,600.50" in shown
    assert "1.5" in shown


def test_a_lawyer_sees_what_was_given_to_them_and_nothing_else(bench, applied, helped, chen, lawyer):
    given, other = helped(), applied(chen)
    assert [row.pk for row in bench.get(QUEUE).context["listing"].page.object_list] == [given.pk]
    for name in ("one", "answer", "note", "step", "close"):
        assert bench.get(at(name, other), follow=True).status_code == 404
    assert bench.post(at("note", other), {"words": "看看"}).status_code == 404
    assert bench.get(FIGURES).status_code == 403
    assert bench.get(reverse("legal-console:index")).status_code == 403


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("grant", {}), ("tell", KNOWN), ("refuse", {"ground": "papers", "why": "没有补"}), ("hand-over", {"to": "DT"}),
        ("pause", {"reason": "等"}), ("resume", {}), ("grade", {"level": "urgent", "why": "急"}), ("check", {}),
        ("reopen", {"reason": "再办"}), ("merge", {"code": "X"}), ("assign", {}),
    ],
)  # fmt: skip
def test_what_officers_do_a_lawyers_hand_does_not_reach(bench, helped, name, form):
    case = helped()
    assert bench.post(at(name, case), form).status_code == 404
    assert Case.objects.get(pk=case.pk).stage == "helping"


def test_a_lawyer_who_is_no_lawyer_any_more_sees_nothing(bench, helped, lawyer, by, now):
    case = helped()
    assert bench.get(at("one", case)).status_code == 200
    people.dismiss(lawyer.offices.get(), by=by, now=now)
    assert bench.get(at("one", case)).status_code == 403


def test_a_lawyer_does_not_handle_what_they_ask_themselves(bench, browser, applied, lawyer):
    case = applied(lawyer)
    assert bench.get(at("one", case)).status_code == 404
    assert WORDS in page(bench.get(mine("one", case)))


def test_a_refusal_is_printed_with_its_article_and_how_to_have_it_reviewed(desk, browser, lin, su, applied):
    case = applied(topic="dismissal", facts=Facts("dismissal", exempt="", hardship=False))
    assert browser(lin).get(mine("refusal", case)).status_code == 404
    answer = desk.post(at("refuse", case), {"ground": "cause", "why": "不是"})
    assert answer.status_code == 409
    assert "不成立" in page(answer)
    assert desk.post(at("refuse", case), {"ground": "means", "why": "家庭收入高于标准"}).url == QUEUE
    assert AidDecision.objects.get().ground == "means"

    shown = page(browser(lin).get(mine("refusal", case)))
    for told in (lin.name, "不予法律援助决定书", "第三十四条、第四十二条", "家庭收入高于标准", "第四十九条", "12351"):
        assert told in shown
    assert mine("refusal", case) in page(browser(lin).get(mine("one", case)))
    assert browser(su).get(mine("refusal", case)).status_code == 404


def test_a_worker_adds_what_was_missing_and_it_becomes_a_yes(browser, lin, applied):
    case = applied(topic="dismissal", facts=Facts("dismissal"))
    worker = browser(lin)
    assert "还缺下面其中一样：" in page(worker.get(mine("one", case)))
    worker.post(mine("tell", case), {"migrant": "0", "exempt": "none", "hardship": "1"})
    assert "符合法律援助的条件" in page(worker.get(mine("one", case)))


def test_an_officer_who_grants_without_knowing_is_told_what_is_missing(desk, applied):
    case = applied(topic="dismissal", facts=Facts("dismissal"))
    answer = desk.post(at("grant", case))
    assert answer.status_code == 409
    assert "还不知道" in page(answer)


def test_figures_are_of_my_unions_in_numbers_alone(
    desk, browser, applied, helped, enrol, datong, lin, as_guo, as_lawyer, by, now
):
    late = applied()
    actions.sweep(late.due_at)
    helped()
    shown = desk.get(FIGURES)
    [row] = shown.context["listing"].page.object_list
    assert row.name == "太原市总工会"
    assert lin.name not in page(shown)
    head = page(shown)
    assert "一共申请 2 件，同意 1 件" in head

    other = enrol("王大同", 320)
    people.appoint(other, datong, Role.OFFICER, by=by, now=now)
    assert "太原市总工会" not in page(browser(other).get(FIGURES))


def test_decided_on_the_eighth_day_is_not_in_time(applied, as_guo, taiyuan, now):
    from gonghui.services.legal.pages.aid_figures import figures

    for days in (7, 8):
        actions.aid.grant(applied(), by=as_guo, now=now + timedelta(days=days))
    found = figures([taiyuan])[taiyuan.pk]
    assert (found.granted, found.in_time) == (2, 1)


@pytest.mark.parametrize("more", [{"minutes": "-1"}, {"minutes": "1441"}, {"on": "0001-01-01"}, {"what": "gold"}])
def test_a_step_is_no_nonsense(bench, helped, more):
    case = helped()
    assert bench.post(at("step", case), STEP | more).status_code == 422
    assert not AidStep.objects.exists()
    assert bench.post(at("step", case), STEP).status_code == 303, "the control"
