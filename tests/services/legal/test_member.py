"""A worker finds an answer in her own words, is told how long there is, prints a letter, and asks a person."""

from dataclasses import replace

import pytest
from django.urls import reverse

from gonghui.primitives.casework.models import Case
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.services.legal import actions
from gonghui.services.legal.models import LegalAnswer, Matter
from gonghui.services.legal.pages import library

from .conftest import CONTENT, WORDS

pytestmark = pytest.mark.django_db
HOME, ASK, WAGES, INJURY = (reverse(f"legal:{name}") for name in ("home", "ask", "wages", "injury"))
KEY = "0190a0a0-0000-7000-8000-000000000001"


def page(response):
    return response.content.decode()


def typed(**more):
    return {"topic": "wages", "words": WORDS, "place": "太原市小店区", "key": KEY} | more


def test_what_happened_in_her_own_words_finds_the_answer_and_nobody_must_sign_in(browser, answer):
    shown = page(browser().post(HOME, {"said": "包工头跑了 没拿到钱"}))
    assert "先看看这些" in shown
    assert reverse("legal:answer", args=[answer.pk]) in shown

    read = page(browser().get(reverse("legal:answer", args=[answer.pk])))
    for said in ("由总包先付", "条例第三十条", "2026年5月1日 核对", f"{ASK}?topic=wages"):
        assert said in read


def test_what_no_answer_fits_is_said(browser, answer):
    assert "解答库里没有合适的" in page(browser().post(HOME, {"said": "食堂的饭凉了"}))
    assert browser().post(HOME, {"said": ""}).status_code == 422


def test_what_was_taken_down_is_found_no_more(browser, answer, by, now):
    actions.withdraw(answer, reason="法条改了", by=by, now=now)
    assert answer.title not in page(browser().post(HOME, {"said": "包工头跑了"}))
    assert browser().get(reverse("legal:answer", args=[answer.pk])).status_code == 404


def test_home_has_as_many_queries_for_a_hundred_answers(browser, answer, django_assert_max_num_queries):
    rows = [LegalAnswer(**{**vars_of(answer), "title": f"解答{n}"}) for n in range(100)]
    LegalAnswer.objects.bulk_create(rows)
    with django_assert_max_num_queries(6):
        browser().get(HOME)


def test_of_each_topic_so_many_stand_there_those_of_all_first(browser, answer, by, now, monkeypatch):
    monkeypatch.setattr(library, "ON_A_SHELF", 2)
    for title in ("全国一", "全国二", "全国三"):
        actions.write(None, replace(CONTENT, title=title), by=by, now=now)
    LegalAnswer.objects.filter(union=None).exclude(title__startswith="全国").delete()
    shown = page(browser().get(HOME))

    assert [title in shown for title in ("全国一", "全国二", "全国三", answer.title)] == [True, True, False, False]
    assert "全国三" in page(browser().post(HOME, {"said": "全国三"})), "it is found by what happened"


def test_what_a_firms_union_writes_is_read_by_its_own_members_alone(browser, works, lin, su, by, now):
    """The boss sits at its table: of whom a worker complains does not answer them everywhere."""
    made = actions.write(works, replace(CONTENT, title="别去仲裁，先找厂里"), by=by, now=now)
    at = reverse("legal:answer", args=[made.pk])
    for reader, reads in ((None, False), (su, False), (lin, True)):
        phone = browser(reader)
        assert (made.title in page(phone.post(HOME, {"said": "包工头跑了"}))) is reads
        assert (made.title in page(phone.get(HOME))) is reads
        assert phone.get(at).status_code == (200 if reads else 404)


def vars_of(answer):
    return {name: getattr(answer, name) for name in ("topic", "words", "law", "source", "checked_on", "asked")}


def test_she_is_told_how_long_there_is_and_nothing_is_kept(browser, now):
    day = now.date()
    shown = page(
        browser().post(WAGES, {"owed_since": f"{day.year - 1}-01-01", "left_on": str(day), "no_contract": "on"})
    )
    for said in ("还剩 365 天", "第二十七条第四款", "二倍工资", "工资条", f"{ASK}?topic=wages"):
        assert said in shown
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("url", "form", "says"),
    [
        (WAGES, {"owed_since": ""}, "aria-invalid"),
        (WAGES, {"owed_since": "2199-01-01"}, "还没有到"),
        (WAGES, {"owed_since": "0001-01-01"}, "填错了"),
        (WAGES, {"owed_since": "2026-02-30"}, "aria-invalid"),
        (WAGES, {"owed_since": "2026-03-01", "left_on": "2026-02-01"}, "早于开始拖欠的日子"),
        (WAGES, {"owed_since": "2026-03-01", "amount": "很多"}, "aria-invalid"),
        (WAGES, {"owed_since": "2026-03-01", "amount": "-5"}, "aria-invalid"),
        (WAGES, {"owed_since": "2026-03-01", "started_on": "2026-03-02"}, "晚于开始拖欠的日子"),
        (INJURY, {"hurt_on": "2026-03-01", "insured": "1", "accepted_on": "2026-02-01"}, "早于受伤的日子"),
        (INJURY, {"hurt_on": "2026-03-01", "insured": "gold"}, "gold"),
    ],
)
@pytest.mark.parametrize("letter", ["", "letter/"])
def test_what_cannot_be_meant_says_what_to_mend(browser, url, form, says, letter):
    answer = browser().post(url + letter, form)
    assert answer.status_code == 422
    assert says in page(answer)


def test_the_letter_has_what_she_typed_and_blanks_for_the_rest(browser):
    form = {
        "owed_since": "2026-01-01",
        "amount": "9600",
        "name": "林小雨",
        "facts": "二月起没有发",
        "no_contract": "on",
    }
    shown = page(browser().post(f"{WAGES}letter/", form))
    for said in ("劳动人事争议仲裁申请书", "林小雨", "9,600", "二月起没有发", "第八十二条", "________", "data-print"):
        assert said in shown
    shown = page(browser().post(f"{INJURY}letter/", {"hurt_on": "2026-04-30", "insured": "1"}))
    assert "2026年4月30日" in shown
    assert "工伤保险条例第十四条" in shown


def test_a_person_is_asked_at_the_union_of_the_place(browser, lin, taiyuan, answer):
    phone = browser(lin)
    assert 'value="太原市晋源区"' in page(phone.get(ASK))
    assert '<option value="injury" selected>' in page(phone.get(f"{ASK}?topic=injury"))
    sent = phone.post(ASK, typed(trade="courier"))
    assert phone.post(ASK, typed(trade="courier")).url == sent.url

    case = Case.objects.get()
    assert (case.union, case.kind, case.stage, case.matter.trade) == (taiyuan, "legal", "waiting", "courier")
    shown = page(phone.get(sent.url))
    assert WORDS in shown
    assert answer.title not in shown or "等答复时先看看" in shown
    assert str(case.pk) in page(phone.get(HOME))
    assert Matter.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "says"), [({"words": ""}, "aria-invalid"), ({"place": "月球"}, "没有找到这个地方"), ({"topic": "x"}, "x")]
)
def test_what_cannot_be_sent_keeps_what_was_typed(browser, lin, taiyuan, more, says):
    answer = browser(lin).post(ASK, typed(**more))
    assert (answer.status_code, Case.objects.count()) == (422, 0)
    assert says in page(answer)


def test_where_no_union_answers_the_page_says_whom_to_call(browser, lin, taiyuan):
    answer = browser(lin).post(ASK, typed(place="广州市"))
    assert answer.status_code == 409
    assert "12351" in page(answer)


def test_the_union_of_the_firm_she_complains_of_sees_nothing(browser, enrol, works, asked, by, now):
    boss = enrol("厂里干事", 310)
    people.appoint(boss, works, Role.OFFICER, by=by, now=now)
    case = asked()
    assert browser(boss).get(reverse("legal-console:one", args=[case.pk])).status_code == 404
    assert not browser(boss).get(reverse("legal-console:index")).context["listing"].page.object_list


def test_a_visitor_is_asked_to_sign_in_before_a_person_is_asked(browser):
    assert "/sign-in/" in browser().get(ASK).url
