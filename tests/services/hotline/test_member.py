"""A worker asks in one screen, sees the clock, the answers and who looked, and has the last word."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gonghui.kernel import codes
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.models import Attachment, Case, Message
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.services.hotline import member
from gonghui.services.hotline.actions import asking

from .conftest import WORDS

pytestmark = pytest.mark.django_db
HOME = reverse("hotline:home")
KEY = "0190a0a0-0000-7000-8000-000000000001"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n" + (
    b"trailer<</Root 1 0 R>>\n%%EOF"
)


def typed(**more):
    return {
        "topic": "wages",
        "words": WORDS,
        "place": "太原市小店区",
        "key": KEY,
    } | more


def page(response):
    return response.content.decode()


def test_one_screen_and_it_is_with_the_union_of_the_place(browser, lin, taiyuan, now):
    phone = browser(lin)
    assert "只有受理的地方工会" in page(phone.get(HOME))
    answer = phone.post(HOME, typed())

    case = Case.objects.get()
    assert answer.url == reverse("hotline:one", args=[case.pk])
    assert (case.union, case.person, case.via, case.ticket.division_id) == (taiyuan, lin, "self", "140105")
    shown = page(phone.get(answer.url))
    assert WORDS in shown
    assert "等待受理" in shown
    assert "还没有人打开过" in shown


def test_the_same_form_sent_twice_is_one(browser, lin, taiyuan):
    phone = browser(lin)
    assert phone.post(HOME, typed()).url == phone.post(HOME, typed()).url
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"words": ""}, 'aria-invalid="true"'),
        ({"words": "字" * 4001}, "4000"),
        ({"place": "月球"}, "没有找到这个地方"),
        ({"place": "鼓楼区"}, "几个地方"),
        ({"topic": "gold"}, "gold"),
    ],
)
def test_what_cannot_be_sent_says_what_to_mend_and_keeps_what_was_typed(browser, lin, taiyuan, more, says):
    answer = browser(lin).post(HOME, typed(**more))

    assert answer.status_code == 422
    assert says in page(answer)
    assert more.get("place", "太原市小店区") in page(answer)
    assert not Case.objects.exists()


def test_what_she_asked_long_ago_stands_on_the_next_page(browser, lin, asked, monkeypatch):
    monkeypatch.setattr(member, "LISTED", 1)
    old, phone = asked(), browser(lin)
    asked()

    assert str(old.pk) not in page(phone.get(HOME))
    assert str(old.pk) in page(phone.get(HOME, {"page": "2"}))


def test_the_place_of_her_union_stands_there_first(browser, lin):
    assert 'value="太原市晋源区"' in page(browser(lin).get(HOME))


def test_where_no_union_answers_the_page_says_whom_to_call(browser, lin, taiyuan):
    answer = browser(lin).post(HOME, typed(place="广州市"))
    assert answer.status_code == 409
    assert "12351" in page(answer)


def test_a_rider_comes_to_the_federation_of_the_trade(browser, lin, found, taiyuan):
    riders = found("TY-WM", "太原市外卖行业工会联合会", "industry", taiyuan, "140100")
    browser(lin).post(HOME, typed(trade="food_rider"))
    assert Case.objects.get().union == riders


def test_the_union_of_the_firm_sees_nothing(browser, lin, enrol, works, asked, by, now):
    boss = enrol("厂里干事", 310)
    people.appoint(boss, works, Role.OFFICER, by=by, now=now)
    case = asked()

    assert browser(boss).get(reverse("hotline-console:one", args=[case.pk])).status_code == 404
    assert codes.shown(case.code) not in page(browser(boss).get(reverse("hotline-console:index")))
    assert "提交诉求" not in page(browser(boss).get(reverse("faces:person", args=[lin.pk])))


def test_nobody_else_opens_it_and_every_look_is_shown(browser, lin, chen, zhao, asked):
    case = asked()
    url = reverse("hotline:one", args=[case.pk])
    assert browser(chen).get(url).status_code == 404
    browser(zhao).get(reverse("hotline-console:one", args=[case.pk]))

    shown = page(browser(lin).get(url))
    assert "还没有人打开过" not in shown
    assert "赵" in shown


def test_she_adds_a_paper_that_others_do_not_open(browser, lin, chen, asked):
    case = asked()
    said = {"words": "这是合同", "key": KEY, "files": SimpleUploadedFile("合同.pdf", PDF)}
    assert browser(lin).post(reverse("hotline:say", args=[case.pk]), said).status_code == 303

    one = Attachment.objects.get()
    url = reverse("hotline:attachment", args=[case.pk, one.pk])
    answer = browser(lin).get(url)
    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer["Cache-Control"]
    assert browser(chen).get(url).status_code == 404


def test_she_reads_who_opened_her_paper(browser, lin, zhao, asked):
    case = asked()
    browser(lin).post(
        reverse("hotline:say", args=[case.pk]),
        {"words": "合同", "files": SimpleUploadedFile("合同.pdf", PDF), "key": KEY},
    )
    browser(zhao).get(reverse("hotline-console:attachment", args=[case.pk, Attachment.objects.get().pk]))

    assert "赵" in page(browser(lin).get(reverse("hotline:one", args=[case.pk])))


def test_a_program_under_another_name_is_refused_and_nothing_is_said(browser, lin, asked):
    case = asked()
    said = {"words": "看看", "key": KEY, "files": SimpleUploadedFile("照片.jpg", b"MZ\x90\x00" + b"\x00" * 500)}
    answer = browser(lin).post(reverse("hotline:say", args=[case.pk]), said)

    assert answer.status_code == 422
    assert "照片.jpg" in page(answer)
    assert Message.objects.filter(what="say").count() == 0


def test_a_note_is_not_shown_to_her(browser, lin, asked, as_guo, now):
    case = asked()
    casework.note(case, "先给单位打电话", by=as_guo, now=now)
    assert "先给单位打电话" not in page(browser(lin).get(reverse("hotline:one", args=[case.pk])))


def test_she_rates_the_answer_or_says_that_it_is_not_solved(browser, lin, asked, guo, as_guo, now):
    case = casework.assign(asked(), guo, by=as_guo, now=now)
    phone, at = browser(lin), lambda name: reverse(f"hotline:{name}", args=[case.pk])
    assert "解决了吗" not in page(phone.get(at("one")))
    assert phone.post(at("rate"), {"stars": "5"}).status_code == 409
    casework.answer(case, "月底发清", stage="answered", by=as_guo, now=now)
    assert "解决了吗" in page(phone.get(at("one")))

    phone.post(at("reopen"), {"why": "没到账"})
    assert Case.objects.get().stage == "working"
    casework.answer(case, "今天发了", stage="answered", by=as_guo, now=now)
    phone.post(at("rate"), {"stars": "4", "words": "谢谢"})

    found = Case.objects.get()
    assert (found.stars, found.stage) == (4, "closed")


def test_she_takes_it_back(browser, lin, asked):
    case = asked()
    browser(lin).post(reverse("hotline:withdraw", args=[case.pk]))
    assert "职工撤回" in page(browser(lin).get(reverse("hotline:one", args=[case.pk])))


def test_by_its_code_a_visitor_reads_where_it_stands_and_no_word(browser, asked, taiyuan):
    case = asked()
    shown = page(browser().post(reverse("hotline:code"), {"code": case.code.lower()}))

    assert "等待受理" in shown
    assert taiyuan.name in shown
    assert WORDS not in shown
    assert "林" not in shown
    for wrong in ("ABCDEFGHJK", "23", "月"):
        assert browser().post(reverse("hotline:code"), {"code": wrong}).status_code == 404


def look_for(browser, code):
    return browser().post(reverse("hotline:code"), {"code": code}).status_code


def test_one_code_is_looked_for_twenty_times_an_hour_and_shuts_nobody_else_out(browser, asked):
    mine, others = asked().code, asked().code
    assert {look_for(browser, mine) for _each in range(20)} == {200}
    assert look_for(browser, mine) == 429
    assert look_for(browser, others) == 200


def test_a_hall_of_many_looks_from_one_address_and_who_guesses_does_not(browser, asked, monkeypatch):
    monkeypatch.setattr(asking, "LOOKED_WRONG_PER_HOUR", 2)
    assert {look_for(browser, asked().code) for _each in range(4)} == {200}
    assert [look_for(browser, code) for code in ("23", "ABCDEFGHJK", "23")] == [404, 404, 429]


def test_a_visitor_is_told_how_it_goes(browser):
    assert "登录后提交" in page(browser().get(HOME))


def test_a_message_whose_button_is_pressed_twice_is_sent_once(browser, lin, asked):
    phone, to = browser(lin), reverse("hotline:say", args=[asked().pk])
    for _time in range(2):
        assert phone.post(to, {"words": "有工资条", "key": KEY}).status_code == 303
    assert Message.objects.filter(what="say").count() == 1


def test_who_looked_three_times_stands_there_once_with_how_often(browser, lin, asked, as_guo, now):
    case = asked()
    for _time in range(3):
        casework.look(case, by=as_guo, now=now)
    shown = page(browser(lin).get(reverse("hotline:one", args=[case.pk])))
    assert shown.count(as_guo.name) == 1
    assert "3 次" in shown


def test_her_page_tells_what_her_papers_are_called(browser, lin, asked):
    case, phone = asked(), browser(lin)
    to = reverse("hotline:say", args=[case.pk])
    phone.post(to, {"words": "有工资条", "files": [SimpleUploadedFile("三月工资条.pdf", PDF)], "key": KEY})
    assert "三月工资条.pdf" in page(phone.get(reverse("hotline:one", args=[case.pk])))


def test_a_paper_that_comes_later_with_the_same_form_is_not_dropped_without_a_word(browser, lin, asked, taiyuan):
    """The answer to the first try was lost; she puts the paper that she forgot into the same page."""
    phone, to = browser(lin), reverse("hotline:say", args=[asked().pk])

    def sent(url, form, *names):
        return phone.post(url, form | {"files": [SimpleUploadedFile(name, PDF) for name in names]}).status_code

    said = {"words": "有工资条", "key": KEY}
    assert [sent(to, said, *names) for names in ((), (), ("三月.pdf",))] == [303, 303, 409]
    papers = [("三月.pdf",), ("三月.pdf",), ("三月.pdf", "四月.pdf"), ("五月.pdf",)]
    assert [sent(HOME, typed(), *names) for names in papers] == [303, 303, 409, 409]
    assert Attachment.objects.count() == 1
