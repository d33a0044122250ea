"""What officers do: write, bring, publish, correct, withdraw, take along; and what they are never told."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gonghui.kernel.workbooks import workbook
from gonghui.primitives.journal.models import Entry
from gonghui.services.announcements import actions
from gonghui.services.announcements.models import Announcement, Attachment
from tests.kernel.test_pictures import photograph

pytestmark = pytest.mark.django_db
INDEX, NEW = reverse("announcements-console:index"), reverse("announcements-console:new")
DAY = timedelta(days=1)
WORDS = {"title": "送清凉：通知", "text": "一、时间；\r\n\r\n二、地点。", "kind": "notice", "audience": "members"}


def url(name, *ids):
    return reverse(f"announcements-console:{name}", args=ids)


def test_what_is_written_is_kept_as_it_was_written(browser, taiyuan, zhao):
    desk = browser(zhao)
    answer = desk.post(NEW, WORDS | {"union": str(taiyuan.pk), "title": " 送清凉：\u200b通知 "})
    made = Announcement.objects.get()
    assert answer["Location"] == url("one", made.pk)
    assert (made.title, made.text) == ("送清凉：通知", "一、时间；\n\n二、地点。")
    assert "请检查一遍" in desk.get(answer["Location"]).text


def test_a_form_that_is_wrong_comes_back_as_it_was(browser, taiyuan, zhao):
    answer = browser(zhao).post(NEW, WORDS | {"union": str(taiyuan.pk), "ends_at": "2026-05-01T09:00", "title": "还在"})
    assert (answer.status_code, answer.context["refusal"].code) == (422, "announcements.already_over")
    assert 'value="还在"' in answer.text
    assert not Announcement.objects.exists()


def test_nobody_announces_for_a_union_out_of_their_office(browser, enrol, taiyuan, datong, by, now):
    from gonghui.primitives.people import actions as people

    officer = enrol("王大同", 203)
    people.appoint(officer, datong, "officer", by=by, now=now)
    answer = browser(officer).post(NEW, WORDS | {"union": str(taiyuan.pk)})
    assert (answer.status_code, Announcement.objects.count()) == (422, 0)


def test_its_whole_life_at_the_desk(browser, draft, taiyuan, zhao, lin):
    one, desk = draft(taiyuan), browser(zhao)
    page = url("one", one.pk)
    assert "已发布" in desk.post(url("publish", one.pk), follow=True).text
    change = WORDS | {"why": "时间改了", "edition": "1", "ends_at": ""}
    assert "已更正" in desk.post(url("correct", one.pk), change, follow=True).text
    again = desk.post(url("correct", one.pk), change | {"text": "再改"})
    assert again.context["refusal"].code == "announcements.changed_meanwhile"
    assert "置顶" in desk.post(url("pin", one.pk), {"pinned": "1"}, follow=True).text
    assert Announcement.objects.get().pinned
    desk.post(url("pin", one.pk), {"pinned": "0"})
    assert desk.post(url("withdraw", one.pk), {"reason": ""}).context["refusal"].code == "announcements.reason_missing"
    assert "已撤回" in desk.post(url("withdraw", one.pk), {"reason": "发错了"}, follow=True).text
    copy = desk.post(url("copy", one.pk))["Location"]
    assert copy != page
    assert "草稿" in desk.get(copy).text


def test_a_published_one_has_no_draft_form(browser, publish, taiyuan, zhao):
    one = publish(taiyuan)
    assert browser(zhao).get(url("edit", one.pk)).status_code == 409
    assert browser(zhao).post(url("edit", one.pk), WORDS).status_code == 409


def test_a_draft_is_changed_scheduled_and_thrown_away(browser, draft, taiyuan, zhao):
    one, desk = draft(taiyuan), browser(zhao)
    desk.post(url("edit", one.pk), WORDS | {"starts_at": "2026-06-01T09:00"})
    assert "已定时" in desk.post(url("publish", one.pk), follow=True).text
    assert "定时发布" in desk.get(INDEX).text
    other = draft(taiyuan)
    assert "草稿已删除" in desk.post(url("remove", other.pk), follow=True).text
    assert Announcement.objects.count() == 1


def test_of_two_who_change_one_draft_the_second_is_told(browser, draft, taiyuan, zhao):
    one, desk = draft(taiyuan), browser(zhao)
    seen = desk.get(url("edit", one.pk)).context["form"].initial["seen"]
    assert desk.post(url("edit", one.pk), WORDS | {"seen": seen}).status_code == 303
    answer = desk.post(url("edit", one.pk), WORDS | {"seen": seen, "title": "另一个人写的"})
    assert (answer.status_code, answer.context["refusal"].code) == (409, "announcements.changed_meanwhile")
    assert 'value="另一个人写的"' in answer.text
    one.refresh_from_db()
    assert one.title == WORDS["title"]


def test_the_neighbours_officer_finds_and_opens_nothing(browser, draft, publish, enrol, taiyuan, datong, by, now):
    from gonghui.primitives.people import actions as people

    officer = enrol("王大同", 203)
    people.appoint(officer, datong, "officer", by=by, now=now)
    desk, one, out = browser(officer), draft(taiyuan, "外市的草稿"), publish(taiyuan, "外市的公告")
    assert "外市的" not in desk.get(INDEX).text
    desk.post(INDEX, {"bulk": "publish", "row": [str(one.pk)]})
    answers = [desk.get(url("one", one.pk)), desk.get(url("edit", one.pk)), desk.get(url("correct", out.pk))]
    answers += [desk.post(url(act, one.pk)) for act in ("publish", "remove", "copy", "pin")]
    assert {answer.status_code for answer in answers} == {404}
    one.refresh_from_db()
    assert (one.published_at, Announcement.objects.count()) == (None, 2)


def test_several_files_come_together_or_not_at_all(browser, draft, taiyuan, zhao):
    one, desk = draft(taiyuan), browser(zhao)
    good, bad = SimpleUploadedFile("门口.jpg", photograph()), SimpleUploadedFile("程序.exe", b"MZ" + bytes(200))
    answer = desk.post(url("attach", one.pk), {"files": [good, bad]})
    assert (answer.status_code, "程序.exe" in answer.text, Attachment.objects.count()) == (422, True, 0)
    good.seek(0)
    other = SimpleUploadedFile("二.jpg", photograph())
    answer = desk.post(url("attach", one.pk), {"files": [good, other]}, follow=True)
    assert "已添加 2 个附件" in answer.text
    kept = Attachment.objects.first()
    assert desk.get(url("attachment", one.pk, kept.pk))["Content-Type"] == "image/jpeg"
    desk.post(url("detach", one.pk, kept.pk))
    assert Attachment.objects.count() == 1


def sheet(*rows):
    return SimpleUploadedFile("公告.xlsx", workbook(["标题", "正文", "类别", "开始日期", "截止日期"], rows))


def test_a_sheet_becomes_drafts_with_their_paragraphs(browser, taiyuan, zhao):
    rows = [["送清凉", "一、时间；\n\n二、地点。", "活动", "2026-06-01", "2026-06-30"], ["放假", "三天。", "", "", ""]]
    answer = browser(zhao).post(url("import"), {"union": str(taiyuan.pk), "sheet": sheet(*rows)}, follow=True)
    assert "已导入 2 份草稿" in answer.text
    one = Announcement.objects.get(title="送清凉")
    assert (one.text, one.kind, one.published_at) == ("一、时间；\n\n二、地点。", "event", None)
    assert (f"{one.starts_at:%F %H}", f"{one.ends_at:%F %H}") == ("2026-05-31 16", "2026-06-30 16")  # midnights, UTC


def test_one_bad_row_keeps_all_of_a_sheet_out(browser, taiyuan, zhao):
    rows = [["送清凉", "好", "", "", ""], ["送清凉", "坏", "", "2026-06-02", "2026-06-01"]]
    answer = browser(zhao).post(url("import"), {"union": str(taiyuan.pk), "sheet": sheet(*rows)})
    assert (answer.status_code, Announcement.objects.count()) == (422, 0)
    assert "截止时间不在开始时间之后" in answer.text
    twice = browser(zhao).post(url("import"), {"union": str(taiyuan.pk), "sheet": sheet(rows[0], rows[0])})
    assert "标题和第 2 行相同" in twice.text


def test_the_list_is_searched_narrowed_and_taken_along(browser, draft, publish, taiyuan, province, zhao):
    draft(taiyuan, "草稿一")
    publish(province, "省里的办法", kind="policy")
    publish(taiyuan, "市里的活动", kind="event")
    desk = browser(zhao)
    for query, titles in (
        ({"state": "draft"}, {"草稿一"}),
        ({"state": "shown", "kind": "policy"}, {"省里的办法"}),
        ({"union": str(taiyuan.pk)}, {"草稿一", "市里的活动"}),
        ({"q": "辦法"}, {"省里的办法"}),
        ({"q": "活动 市里"}, {"市里的活动"}),
    ):
        data = desk.get(INDEX, query | {"export": "1"}).content
        header, *rows = openpyxl.load_workbook(io.BytesIO(data)).active.values
        assert {row[0] for row in rows} == titles
        assert "正文" in header


def test_several_are_withdrawn_together_and_a_draft_is_named(browser, draft, publish, taiyuan, zhao):
    out, other = publish(taiyuan, "一"), draft(taiyuan, "还是草稿")
    rows = {"bulk": "withdraw", "row": [str(out.pk), str(other.pk)], "reason-withdraw": "都发错了"}
    answer = browser(zhao).post(INDEX, rows)
    out.refresh_from_db()
    assert out.withdrawn_because == "都发错了"
    assert "这条公告还没有发布" in answer.text


def test_several_drafts_are_published_together_and_what_is_out_is_named(browser, draft, publish, taiyuan, zhao):
    one, out = draft(taiyuan), publish(taiyuan)
    answer = browser(zhao).post(INDEX, {"bulk": "publish", "row": [str(one.pk), str(out.pk)]})
    one.refresh_from_db()
    assert one.published_at
    assert "这条公告已经发布" in answer.text


def test_a_reason_is_told_as_it_was_written(browser, publish, taiyuan, zhao):
    one = publish(taiyuan)
    browser(zhao).post(url("withdraw", one.pk), {"reason": " 发错了范围，\n请看新的（第２号）：\x00谢谢 "})
    one.refresh_from_db()
    assert one.withdrawn_because == "发错了范围， 请看新的（第２号）：谢谢"


def test_officers_read_what_it_said_before_and_members_do_not(browser, publish, correct, taiyuan, zhao, lin):
    one = publish(taiyuan, text="周五前<b>报送</b>。")
    correct(one, text="周六前报送。", why="时间改了")
    page = browser(zhao).get(url("one", one.pk)).text
    assert "第 1 版" in page
    assert "周五前&lt;b&gt;报送" in page
    assert "周五前" not in browser(lin).get(reverse("announcements:one", args=[one.pk])).text


def test_my_work_shows_what_waits_and_nothing_else(browser, draft, publish, taiyuan, zhao, now):
    draft(taiyuan, "今天该发", now=now - 2 * DAY, starts_at=now - DAY)
    draft(taiyuan, "以后再发", starts_at=now + DAY)
    publish(taiyuan, "置顶快到期", pinned=True, ends_at=now + DAY)
    publish(taiyuan, "不置顶快到期", ends_at=now + DAY)
    page = browser(zhao).get(reverse("faces:work")).text
    assert "今天该发" in page
    assert "置顶快到期" in page
    assert "以后再发" not in page
    assert "不置顶快到期" not in page


def test_officers_are_told_numbers_and_never_who(browser, publish, taiyuan, works, lin, chen, zhao, enrol, now):
    one = publish(taiyuan)
    actions.read(one, lin, now=now)
    desk = browser(zhao)
    page = desk.get(url("one", one.pk)).text
    assert "少于 5" in page
    assert lin.name not in page
    for number in range(4):
        actions.read(one, enrol(f"工友{'甲乙丙丁'[number]}", 400 + number, works), now=now)
    page = desk.get(url("one", one.pk)).text
    assert f"<dt>{works.name}</dt><dd>5</dd>" in page
    for told in (page, desk.get(INDEX).text, desk.get(INDEX, {"export": "1"}).content.decode(errors="replace")):
        assert lin.name not in told
        assert str(lin.pk) not in told


def test_the_page_says_how_many_were_told(browser, publish, taiyuan, lin, chen, zhao, now):
    one = publish(taiyuan, tells=True)
    assert "发布后发给每位会员" in browser(zhao).get(url("one", one.pk)).text
    actions.work(now)
    assert "已发给 2 位会员" in browser(zhao).get(url("one", one.pk)).text


def test_one_page_costs_as_much_with_many_readers(
    browser, publish, enrol, taiyuan, works, zhao, now, django_assert_max_num_queries
):
    one = publish(taiyuan)
    for number in range(12):
        actions.read(one, enrol(f"工友{'甲乙丙丁戊己庚辛壬癸子丑'[number]}", 400 + number, works), now=now)
    desk = browser(zhao)
    desk.get(url("one", one.pk))
    with django_assert_max_num_queries(17):
        assert desk.get(url("one", one.pk)).status_code == 200


def test_a_form_that_comes_twice_is_one_draft_and_so_is_a_copy(browser, draft, taiyuan, zhao):
    desk, sent = browser(zhao), WORDS | {"union": str(taiyuan.pk), "key": "0b8f9c2e-4a31-4a55-9d0a-7a40f2f3c001"}
    assert 'name="key"' in desk.get(NEW).text
    assert len({desk.post(NEW, sent)["Location"] for _twice in range(2)}) == 1
    assert Announcement.objects.count() == 1
    one = Announcement.objects.get()
    key = {"key": "0b8f9c2e-4a31-4a55-9d0a-7a40f2f3c002"}
    assert len({desk.post(url("copy", one.pk), key)["Location"] for _twice in range(2)}) == 1
    assert Announcement.objects.count() == 2
    assert Entry.objects.filter(act="announcements.draft").count() == 2


def test_files_of_what_is_out_change_with_a_reason_that_everybody_reads(browser, publish, taiyuan, zhao, lin):
    one, desk = publish(taiyuan), browser(zhao)
    data = photograph().read() if hasattr(photograph(), "read") else photograph()

    def sent(why):
        return {"files": SimpleUploadedFile("路线.jpg", data, "image/jpeg"), "why": why}

    refused = desk.post(url("attach", one.pk), sent(""))
    assert refused.status_code == 422
    assert "k-field-wrong" in refused.text
    assert not Attachment.objects.exists()
    assert "已添加 1 个附件" in desk.post(url("attach", one.pk), sent("补上路线图"), follow=True).text
    kept = Attachment.objects.get()
    read = browser(lin).get(reverse("announcements:one", args=[one.pk])).text
    assert "补上路线图" in read
    assert "路线.jpg" in read
    off = url("detach", one.pk, kept.pk)
    assert desk.post(off).context["refusal"].code == "announcements.reason_missing"
    assert "附件已去掉" in desk.post(off, {"reason": "路线改了"}, follow=True).text
    one.refresh_from_db()
    assert (one.edition, Attachment.objects.count()) == (3, 0)
    assert Entry.objects.filter(act__in=("announcements.attach", "announcements.detach")).count() == 2
    desk.post(url("withdraw", one.pk), {"reason": "发错了"})
    assert desk.post(url("attach", one.pk), sent("再补")).context["refusal"].code == "announcements.gone_already"
