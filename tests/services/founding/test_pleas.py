"""A worker asks in confidence: who sees it, what stays when it is taken back, what is told."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices.models import Notice
from gonghui.primitives.people import actions as people
from gonghui.services.founding import actions, refusals, rules
from gonghui.services.founding.models import Plea
from gonghui.services.founding.pages.pleas import answer_of, words_of

pytestmark = pytest.mark.django_db
ASK, HOME = reverse("founding:ask"), reverse("founding:home")


def url(name, *ids):
    return reverse(f"founding-console:{name}", args=ids)


def test_a_worker_asks_and_reads_the_answer(browser, lin, zhao, taiyuan):
    phone = browser(lin)
    sent = phone.post(
        ASK, {"employer": "并州快运", "place": "太原市小店区", "text": "想建工会", "key": KEY}, follow=True
    )
    assert "已送到太原市总工会" in sent.text
    made = Plea.objects.get()
    assert (made.area, words_of(made).employer) == (taiyuan, "并州快运")
    desk = browser(zhao)
    assert "并州快运" in desk.get(url("plea", made.pk)).text
    assert "已答复" in desk.post(url("answer", made.pk), {"answer": "下周上门", "key": KEY}, follow=True).text
    page = phone.get(reverse("founding:plea", args=[made.pk])).text
    assert "下周上门" in page
    assert "工会干部打开过" in page
    assert Notice.objects.get(person=lin).deliveries.count() == 0, "no SMS: a phone lies about at work"


KEY = "0197a000-0000-7000-8000-000000000001"


def test_neither_the_row_nor_the_journal_nor_the_list_says_where_or_who(browser, plead, lin, zhao, now):
    made = plead(lin)
    assert "并州".encode() not in bytes(made.sealed)
    desk = browser(zhao)
    listed = desk.get(url("pleas")).text
    assert "并州" not in listed
    assert "林" not in listed
    desk.get(url("plea", made.pk))
    told = Entry.objects.filter(act__startswith="founding.")
    assert {entry.act for entry in told} == {"founding.ask", "founding.look"}
    assert all(entry.on_person is None and "并州" not in str(entry.facts) + entry.label for entry in told)
    assert told.get(act="founding.ask").by_person is None


def test_the_officers_of_the_employers_union_see_nothing(browser, plead, lin, works, enrol, by, now):
    made, chair = plead(lin), enrol("马主席", 301, works)
    people.appoint(chair, works, "officer", by=by, now=now)
    desk = browser(chair)
    assert desk.get(url("plea", made.pk)).status_code == 404
    assert "还没有求助" in desk.get(url("pleas")).text
    assert "请求帮助建会" not in desk.get(reverse("faces:work")).text
    assert "建会求助" not in desk.get(reverse("faces:person", args=[lin.pk])).text.split("<main")[-1]


def test_what_was_taken_back_is_gone(browser, plead, lin, zhao, by, now):
    made = plead(lin)
    assert "内容已经删除" in browser(lin).post(reverse("founding:withdraw", args=[made.pk]), follow=True).text
    made.refresh_from_db()
    assert (made.sealed, made.state) == (None, rules.WITHDRAWN)
    assert "内容已经删除" in browser(zhao).get(url("plea", made.pk)).text
    with pytest.raises(refusals.Settled):
        actions.answer(made, "来了", by_person=zhao, by=by, now=now)
    plead(lin)  # may ask again


def test_one_at_a_time_and_the_same_form_once(plead, lin):
    first = plead(lin, key="a")
    assert plead(lin, key="a") == first
    with pytest.raises(refusals.AskedAlready):
        plead(lin, key="b")


def test_a_place_without_any_union_above_is_a_named_no(plead, lin):
    with pytest.raises(refusals.NobodyAbove):
        plead(lin, place="110101")


def test_it_waits_for_the_officers_of_the_area_until_it_is_answered(plead, lin, zhao, by, now):
    made = plead(lin)
    [waiting] = agenda.of_offices(zhao.offices.select_related("union"), now=now, queue="建会求助")
    assert waiting.due == now + rules.ANSWER_WITHIN
    assert "并州" not in waiting.title + waiting.note
    actions.answer(made, "下周上门", by_person=zhao, by=by, now=now)
    assert not agenda.of_offices(zhao.offices.select_related("union"), now=now, queue="建会求助")
    assert answer_of(Plea.objects.get()) == "下周上门"


def test_settled_pleas_are_forgotten_after_a_year(plead, lin, zhao, by, now):
    actions.answer(plead(lin), "下周上门", by_person=zhao, by=by, now=now)
    assert actions.forget(now + rules.PLEA_KEPT - timedelta(days=1)) == 0
    assert actions.forget(now + rules.PLEA_KEPT) == 1


def test_a_program_asks_reads_and_withdraws(api, account_of, lin, taiyuan, by, now, client):
    token = people.issue_token(account_of(lin), name="测试", days=1, by_password=False, by=by, now=now)
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": KEY}
    asked = {"employer": "并州快运", "place": "140105"}
    made = client.post("/api/v1/founding/pleas", asked, "application/json", headers=headers).json()
    assert (made["state"], made["employer"], made["area"]) == ("waiting", "并州快运", "太原市总工会")
    wrong = client.post("/api/v1/founding/pleas", asked | {"place": "999999"}, "application/json", headers=headers)
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (422, "founding.no_such_place")
    gone = client.delete(f"/api/v1/founding/pleas/{made['id']}", headers=headers)
    assert gone.status_code == 204
    assert api(lin)("/founding/pleas").json()["items"][0]["state"] == "withdrawn"
