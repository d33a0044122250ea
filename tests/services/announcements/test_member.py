"""What a worker reads: the announcements of the unions above, what is new, what was corrected; and the API."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from gonghui.primitives.agenda import actions as agenda
from gonghui.services.announcements import actions
from gonghui.services.announcements.models import Reading
from gonghui.services.announcements.pages.readers import readers_of
from tests.kernel.test_pictures import prepared_photograph

pytestmark = pytest.mark.django_db
HOME = reverse("announcements:home")
DAY = timedelta(days=1)


def address(one):
    return reverse("announcements:one", args=[one.pk])


def test_a_worker_reads_what_the_unions_above_say(browser, publish, works, taiyuan, datong, province, lin):
    for union, title in ((works, "厂里的"), (taiyuan, "市里的"), (province, "省里的"), (datong, "外市的")):
        publish(union, title)
    page = browser(lin).get(HOME).text
    assert [title for title in ("厂里的", "市里的", "省里的") if title in page] == ["厂里的", "市里的", "省里的"]
    assert "外市的" not in page


def test_a_visitor_reads_what_the_province_says_to_everybody(browser, publish, taiyuan, province, qian):
    publish(province, "省里对大家说的", audience="everybody")
    publish(province, "省里对会员说的")
    publish(taiyuan, "市里对大家说的", audience="everybody")
    for person in (None, qian):
        page = browser(person).get(HOME).text
        assert "省里对大家说的" in page
        assert "省里对会员说的" not in page
        assert "市里对大家说的" not in page


def test_whoever_has_the_address_reads_what_is_for_everybody(browser, publish, taiyuan, lin, su):
    open_, closed = publish(taiyuan, audience="everybody"), publish(taiyuan)
    assert [browser(who).get(address(open_)).status_code for who in (None, su, lin)] == [200, 200, 200]
    assert [browser(who).get(address(closed)).status_code for who in (None, su, lin)] == [303, 404, 200]
    assert reverse("faces:sign-in") in browser().get(address(closed))["Location"]


def test_one_is_read_and_is_then_no_longer_new(browser, publish, taiyuan, lin):
    one, phone = publish(taiyuan), browser(lin)
    assert "未读" in phone.get(HOME).text
    assert "送清凉从 6 月 1 日开始" in phone.get(address(one)).text
    phone.get(address(one))
    assert "未读" not in phone.get(HOME).text
    assert Reading.objects.count() == 1


def test_who_read_the_former_words_is_told_of_the_correction_once(browser, publish, correct, taiyuan, lin, chen):
    one, phone = publish(taiyuan), browser(lin)
    phone.get(address(one))
    correct(one, text="六月十日。", why="时间改到十日")
    assert "有更正" in phone.get(HOME).text
    page = phone.get(address(one)).text
    assert "在你看过以后有更正" in page
    assert "时间改到十日" in page
    assert "在你看过以后有更正" not in phone.get(address(one)).text
    assert "有更正" not in phone.get(HOME).text
    assert "在你看过以后有更正" not in browser(chen).get(address(one)).text


@pytest.mark.parametrize("words", ["补贴 住院", "補貼", "住院補貼", "办法", "一百ＡＢＣ"])
def test_it_is_found_by_words_of_either_script(browser, publish, taiyuan, lin, words):
    publish(taiyuan, "互助保障新办法", "住院补贴每天一百abc元。")
    publish(taiyuan, "送清凉", "六月一日。")
    page = browser(lin).get(HOME, {"q": words}).text
    assert "互助保障新办法" in page
    assert "送清凉" not in page


def test_kinds_are_told_apart_and_an_unknown_one_asks_for_nothing(browser, publish, taiyuan, lin):
    publish(taiyuan, "新政策", kind="policy")
    publish(taiyuan, "新活动", kind="event")
    phone = browser(lin)
    assert "新政策" not in phone.get(HOME, {"kind": "event"}).text
    assert "新政策" in phone.get(HOME, {"kind": "x"}).text


def test_pinned_ones_stand_first_then_the_newest(browser, publish, taiyuan, lin, now):
    publish(taiyuan, "旧的", now=now - 2 * DAY)
    publish(taiyuan, "置顶的", now=now - 3 * DAY, pinned=True)
    publish(taiyuan, "新的", now=now - DAY)
    page = browser(lin).get(HOME).text
    assert sorted(("旧的", "置顶的", "新的"), key=page.index) == ["置顶的", "新的", "旧的"]


def test_an_old_address_says_what_became_of_it(browser, publish, taiyuan, lin, su, by, now):
    gone = actions.withdraw(publish(taiyuan), reason="发错了范围", by=by, now=now)
    over = publish(taiyuan, now=now - 2 * DAY, ends_at=now)
    phone = browser(lin)
    assert (phone.get(address(gone)).status_code, "发错了范围" in phone.get(address(gone)).text) == (410, True)
    assert (phone.get(address(over)).status_code, "已于" in phone.get(address(over)).text) == (410, True)
    assert browser(su).get(address(gone)).status_code == 404


def test_its_words_are_text_and_nothing_else(browser, publish, taiyuan, lin):
    bad = '<script>alert(1)</script> https://example.org/"onmouseover=1'
    page = browser(lin).get(address(publish(taiyuan, "<b>粗</b>", bad))).text
    assert "<script>alert" not in page
    assert "<b>粗</b>" not in page
    assert re.search(r'<a\s+href="https://example.org/"\s+rel="nofollow noopener noreferrer">', page)


def test_everything_is_read_in_the_readers_script(browser, publish, taiyuan, lin):
    one, phone = publish(taiyuan, "职工体检", "见https://example.org/体检 的安排"), browser(lin)
    phone.post(reverse("faces:language"), {"language": "zh-hant", "next": "/"})
    page = phone.get(address(one)).text
    assert "職工體檢" in page
    assert "https://example.org/" in page


def test_what_lin_was_told_of_waits_on_home_until_she_has_opened_it(browser, publish, correct, taiyuan, lin, now):
    one, quiet = publish(taiyuan, "要紧的", tells=True), publish(taiyuan, "不声张的")
    phone = browser(lin)
    assert "要紧的" not in phone.get("/").text, "nobody was told yet"
    actions.work(now)
    assert "要紧的" in (page := phone.get("/").text)
    assert "不声张的" not in page
    correct(one, title="更要紧的")
    assert "更要紧的" in phone.get("/").text
    phone.get(address(one))
    phone.get(address(quiet))
    assert "更要紧的" not in phone.get("/").text


def test_it_waits_no_longer_than_it_is_shown(publish, taiyuan, lin, by, now):
    publish(taiyuan, "一天", tells=True, ends_at=now + DAY)
    gone = publish(taiyuan, "撤回的", tells=True)
    actions.work(now)
    actions.work(now)
    assert len(agenda.of(lin, now=now)) == 2
    actions.withdraw(gone, reason="发错了", by=by, now=now)
    assert [one.title for one in agenda.of(lin, now=now)] == ["一天"]
    assert agenda.of(lin, now=now + DAY) == []


def test_who_was_told_is_no_reader_and_it_is_new_to_them(browser, publish, taiyuan, lin, chen, now):
    one = publish(taiyuan, tells=True)
    actions.work(now)
    assert readers_of(one).total == 0
    page = browser(lin).get(HOME).text
    assert "有更正" not in page
    assert actions.read(one, lin, now=now) is None


def test_the_list_costs_as_much_for_thirty_as_for_one(browser, publish, taiyuan, lin, django_assert_max_num_queries):
    for number in range(30):
        publish(taiyuan, f"第{number}条")
    phone = browser(lin)
    phone.get(HOME)
    with django_assert_max_num_queries(13):
        assert "下一页" in phone.get(HOME).text


def test_files_are_reached_through_what_one_may_read(browser, draft, taiyuan, lin, su, by, now):
    one = draft(taiyuan)
    [kept] = actions.attach(one, [prepared_photograph()], by=by, now=now)
    file = reverse("announcements:attachment", args=[one.pk, kept.pk])
    assert browser(lin).get(file).status_code == 404
    actions.publish(one, by=by, now=now)
    assert browser(lin).get(file)["Content-Type"] == "image/jpeg"
    assert file in browser(lin).get(address(one)).text
    assert (browser(su).get(file).status_code, browser().get(file).status_code) == (404, 303)
    other = actions.publish(draft(taiyuan), by=by, now=now)
    assert browser(lin).get(reverse("announcements:attachment", args=[other.pk, kept.pk])).status_code == 404


def test_the_api_tells_the_same_in_pages(api, publish, taiyuan, lin):
    for number in range(3):
        publish(taiyuan, f"第{number}条")
    ask = api(lin)
    first = ask("/announcements/", limit=2).json()
    assert [each["title"] for each in first["items"]] == ["第2条", "第1条"]
    rest = ask("/announcements/", limit=2, after=first["next"]).json()
    assert ([each["title"] for each in rest["items"]], rest["next"]) == (["第0条"], None)
    assert [each["title"] for each in ask("/announcements/", q="第1條").json()["items"]] == ["第1条"]
    assert api()("/announcements/").json()["items"] == []


def test_the_api_marks_what_it_told_as_read(api, publish, correct, taiyuan, lin):
    one = publish(taiyuan)
    correct(one, text="新", why="改了")
    ask = api(lin)
    told = ask(f"/announcements/{one.pk}").json()
    assert (told["text"], told["unread"], [each["why"] for each in told["corrections"]]) == ("新", True, ["改了"])
    assert ask(f"/announcements/{one.pk}").json()["unread"] is False
    assert ask("/announcements/").json()["items"][0]["unread"] is False


def test_the_api_gives_the_files(api, draft, taiyuan, lin, by, now):
    one = draft(taiyuan)
    actions.attach(one, [prepared_photograph()], by=by, now=now)
    actions.publish(one, by=by, now=now)
    ask = api(lin)
    [file] = ask(f"/announcements/{one.pk}").json()["files"]
    assert (file["media_type"], file["bytes"] > 0) == ("image/jpeg", True)
    assert ask(f"/announcements/{one.pk}/files/{file['id']}").content[:2] == b"\xff\xd8"


def test_asking_for_the_head_alone_reads_nothing(browser, publish, taiyuan, lin):
    one, phone = publish(taiyuan), browser(lin)
    assert phone.head(reverse("announcements:one", args=[one.pk])).status_code == 200
    assert not Reading.objects.exists()
    phone.get(reverse("announcements:one", args=[one.pk]))
    assert Reading.objects.count() == 1


def test_the_api_lists_by_publication_pinned_first_as_the_page_does(api, draft, publish, taiyuan, lin, by, now):
    first_written = draft(taiyuan, "早起草晚发布")
    for at in range(3):
        publish(taiyuan, f"第{at}条", pinned=at == 1, now=now - timedelta(hours=9 - at))
    actions.publish(first_written, by=by, now=now)
    ask, seen, asked = api(lin), [], {"limit": 1}
    while True:
        page = ask("/announcements/", **asked).json()
        seen += [row["title"] for row in page["items"]]
        if not page["next"]:
            break
        asked["after"] = page["next"]
    assert seen == ["第1条", "早起草晚发布", "第2条", "第0条"]
