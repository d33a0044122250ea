"""Officers answer, count what came back, and look after the library."""

from dataclasses import replace
from datetime import timedelta
from importlib import import_module

import pytest
from django.urls import reverse

from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.models import Case
from gonghui.primitives.journal.models import Entry
from gonghui.services.legal import actions, refusals
from gonghui.services.legal.models import TOPICS, LegalAnswer

from .conftest import CONTENT, WORDS

pytestmark = pytest.mark.django_db
INDEX, LIBRARY, NEW = (reverse(f"legal-console:{name}") for name in ("index", "library", "new"))


def page(response):
    return response.content.decode()


def at(name, thing):
    return reverse(f"legal-console:{name}", args=[thing.pk])


def written(**more):
    return {name: str(getattr(CONTENT, name)) for name in CONTENT.__dataclass_fields__} | more


@pytest.fixture
def desk(browser, guo):
    return browser(guo)


def test_from_the_question_to_what_came_back(desk, browser, lin, guo, asked):
    case = asked(trade="courier")
    listed = desk.get(INDEX, {"trade": "courier"}).context["listing"].page.object_list
    assert [row.pk for row in listed] == [case.pk]
    shown = page(desk.get(at("one", case)))
    for there in (WORDS, "小店区", "要回多少元"):
        assert there in shown
    assert "难易程度" not in shown
    desk.post(at("assign", case), {"to": str(guo.pk)})
    desk.post(at("answer", case), {"words": "先投诉，再仲裁", "done": "on"})
    form = {"outcome": "settled", "words": "已付清", "recovered": "9600.50", "hours": "16"}
    assert desk.post(at("close", case), form).url == INDEX

    found = Case.objects.select_related("matter").get()
    assert (found.outcome, found.matter.recovered_fen, found.matter.recovered_hours) == ("settled", 960050, 16)
    assert Entry.objects.get(act="legal.recover").facts == {"fen": 960050, "hours": 16}
    assert "9,600.50" in page(desk.get(at("one", case)))
    assert "调解成功" in page(browser(lin).get(reverse("legal:one", args=[case.pk])))


@pytest.mark.parametrize(
    "more", [{"recovered": "-1"}, {"recovered": "1e9"}, {"hours": "-3"}, {"hours": "很多"}, {"outcome": "gold"}]
)
def test_what_came_back_is_no_nonsense(desk, asked, more):
    case = asked()
    form = {"outcome": "settled", "words": "已付清", "recovered": "1", "hours": "1"} | more
    answer = desk.post(at("close", case), form)
    assert answer.status_code == 422
    assert "<details open>" in page(answer)
    assert Case.objects.get().is_open


def test_nothing_came_back_and_nothing_is_written_of_it(as_guo, asked, now):
    actions.close(asked(), "explained", "已说明", recovered=None, by=as_guo, now=now)
    assert not Entry.objects.filter(act="legal.recover").exists()


def test_an_officer_writes_an_answer_of_the_union_and_it_is_found(desk, browser, taiyuan):
    assert desk.post(NEW, written(union=str(taiyuan.pk))).url == LIBRARY
    made = LegalAnswer.objects.get(title=CONTENT.title)
    assert made.union == taiyuan
    assert made.title in page(browser().post(reverse("legal:home"), {"said": "包工头跑了"}))
    assert [row.pk for row in desk.get(LIBRARY).context["listing"].page.object_list] == [made.pk]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"title": ""}, "aria-invalid"),
        ({"law": ""}, "aria-invalid"),
        ({"checked_on": "2199-01-01"}, "还没有到"),
        ({"checked_on": "昨天"}, "aria-invalid"),
        ({"topic": "gold"}, "gold"),
        ({"union": ""}, "aria-invalid"),
    ],
)
def test_an_answer_without_its_law_or_its_day_is_none(desk, taiyuan, more, says):
    answer = desk.post(NEW, written(union=str(taiyuan.pk)) | more)
    assert answer.status_code == 422
    assert says in page(answer)
    assert not LegalAnswer.objects.filter(title=CONTENT.title).exists()


def test_two_of_one_title_are_one_too_many(desk, answer, taiyuan, by, now):
    assert desk.post(NEW, written(union=str(taiyuan.pk))).status_code == 409
    other = actions.write(taiyuan, replace(CONTENT, title="另一条"), by=by, now=now)
    with pytest.raises(refusals.SameTitle):
        actions.change(other, CONTENT, by=by, now=now)


def test_what_it_said_before_stands_in_the_journal(desk, answer):
    desk.post(at("edit", answer), written(words="总包先付，再追分包。"))
    assert LegalAnswer.objects.get(pk=answer.pk).words == "总包先付，再追分包。"
    assert Entry.objects.get(act="legal.change_answer").facts["was"] == {"words": CONTENT.words}


def test_what_was_taken_down_is_changed_no_more(desk, answer, by, now):
    assert desk.post(at("withdraw", answer), {"reason": "法条改了"}).url == LIBRARY
    assert desk.post(at("edit", answer), written()).status_code == 404
    with pytest.raises(refusals.AnswerWithdrawn):
        actions.change(answer, CONTENT, by=by, now=now)


def test_an_answer_for_all_is_changed_by_who_stands_above_all_unions(desk, browser, zhao, taiyuan, by, now):
    made = actions.write(None, CONTENT, by=by, now=now)
    assert desk.get(at("edit", made)).status_code == 404
    assert "全国适用" not in page(desk.get(NEW))
    top = browser(zhao)
    assert top.get(at("edit", made)).status_code == 200
    assert top.post(NEW, written(title="又一条", union="")).url == LIBRARY
    assert LegalAnswer.objects.get(title="又一条").union is None


def test_the_first_answers_came_with_the_product():
    """By their migration; a test that commits may have emptied the table, so it is read from there."""
    rows = import_module("gonghui.services.legal.migrations.0002_library").ANSWERS
    assert len({title for _topic, title, *_rest in rows}) == len(rows) >= 14
    assert {topic for topic, *_rest in rows} == set(dict(TOPICS))
    for _topic, title, words, law, source, asked in rows:
        assert "第" in law
        assert len(title) <= 60
        assert len(source) <= 120
        assert len(asked) <= 300
        assert words


def test_the_worker_warns_escalates_and_forgets(asked, guo, as_guo, now):
    case = casework.assign(asked(), guo, by=as_guo, now=now)
    assert actions.sweep(case.due_at + timedelta(seconds=1)) == 1
    assert Case.objects.get().escalated_at
    casework.close(case, "solved", "好了", by=as_guo, now=now)
    assert actions.forget(now + timedelta(days=3 * 365 + 1)) == 1
