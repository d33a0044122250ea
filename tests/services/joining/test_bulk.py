"""One word on all that a filter shows: the worker goes by deadline, names who stays, counts each once, stops."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices.models import Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Membership
from gonghui.services.joining import refusals as noes
from gonghui.services.joining import rules
from gonghui.services.joining.actions import deciding, going_on, late
from gonghui.services.joining.bulk import actions, refusals
from gonghui.services.joining.bulk.models import BulkDecision, BulkRefusal
from gonghui.services.joining.models import Application

KEY = UUID("01a00000-0000-4000-8000-000000000001")


@pytest.fixture
def four(enrol, applied):
    """Four who wait, of whom the last drives a lorry."""
    trades = ("courier", "courier", "courier", "lorry_driver")
    return [applied(enrol(f"申请人{'甲乙丙丁'[n]}", 920 + n), document=None, trade=trades[n]) for n in range(4)]


@pytest.fixture
def said(zhao, as_officer, now):
    """`said("approved", trade="courier")` by Zhao, of all below the union of the office."""

    def begun(word="approved", *, key=None, ground="", reason="", at=now, **asked):
        unions = [office.union for office in zhao.offices.select_related("union")]
        more = {"unions": unions, "key": key or uuid4(), "by_person": zhao, "by": as_officer, "now": at}
        return actions.begin(asked, word, ground=ground, reason=reason, **more)

    return begun


def worked(bulk, now):
    while actions.work(now):
        pass
    bulk.refresh_from_db()
    return bulk


def states():
    return list(Application.objects.order_by("pk").values_list("state", flat=True))


def test_all_that_is_asked_for_is_decided_and_who_stays_is_named(four, said, motors, zhao, by, now):
    people.join(four[1].person, motors, starts_on=now.date(), by=by, now=now)
    bulk = worked(said(trade="courier"), now)

    assert states() == ["approved", "waiting", "approved", "waiting"]
    assert (bulk.total, bulk.done, bulk.left, bulk.gone, bulk.percent, bulk.state) == (3, 2, 1, 0, 100, "done")
    stayed = bulk.refusals.get()
    assert (stayed.application_id, stayed.code) == (four[1].pk, "joining.is_member_elsewhere")
    assert "平城电机厂工会" in stayed.says
    assert Notice.objects.get(template="joining.bulk").person_id == zhao.pk
    assert set(Entry.objects.filter(act="joining.approve").values_list("by_person", flat=True)) == {zhao.pk}


def test_the_same_key_is_the_same_and_of_another_it_is_refused(four, said):
    first = said(key=KEY, trade="courier")

    assert said(key=KEY, trade="courier") == first
    with pytest.raises(refusals.OtherBulk):
        said(key=KEY)
    assert BulkDecision.objects.count() == 1


def test_nothing_to_decide_and_no_reason_begin_nothing(four, said):
    with pytest.raises(refusals.NothingToDecide):
        said(trade="care_worker")
    with pytest.raises(noes.ReasonNeeded):
        said("returned")
    assert not BulkDecision.objects.exists()


def test_a_no_to_many_has_one_of_the_grounds_and_says_so_to_each(four, said, now):
    for ground, no in (("", noes.GroundNeeded), ("same_row", noes.UnknownGround)):
        with pytest.raises(no):
            said("refused", ground=ground)
    with pytest.raises(noes.NamesFeature):
        said("refused", ground="document", reason="外地户口")
    bulk = worked(said("refused", ground="not_moved"), now)
    assert set(bulk.refusals.values_list("code", flat=True)) == {"joining.ground_not_for"}

    worked(said("refused", ground="document", reason="照片看不清"), now)
    told = set(Application.objects.values_list("state", "ground", "reason"))
    assert told == {("refused", "document", "照片看不清")}


def test_it_stops_between_two_portions_and_the_rest_waits(four, said, as_officer, now, monkeypatch):
    monkeypatch.setattr(deciding, "PORTION", 1)
    bulk = said()
    actions.work(now)
    stopped = actions.stop(bulk, by=as_officer, now=now)

    assert actions.work(now) == 0
    assert (stopped.state, stopped.done, stopped.percent) == ("stopped", 1, 25)
    assert states().count("waiting") == 3
    with pytest.raises(refusals.BulkEnded):
        actions.stop(bulk, by=as_officer, now=now)


def test_what_is_sent_afterwards_is_not_meant(four, said, enrol, applied, now):
    bulk = said()
    later = applied(enrol("申请人戊", 930), document=None)
    Application.objects.filter(pk=later.pk).update(sent_at=now + rules.UNDO)
    worked(bulk, now)

    assert Application.objects.get(pk=later.pk).state == "waiting"
    assert bulk.done == 4


def test_what_others_decided_meanwhile_is_counted_as_gone(four, said, by, now):
    bulk = said()
    deciding.approve(four[0], by=by, now=now)
    worked(bulk, now)

    assert (bulk.total, bulk.done, bulk.left, bulk.gone) == (4, 3, 0, 1)


def test_who_stays_and_goes_up_meanwhile_is_named_once(four, said, motors, by, now, monkeypatch):
    monkeypatch.setattr(deciding, "PORTION", 1)
    people.join(four[0].person, motors, starts_on=now.date(), by=by, now=now)
    bulk = said()
    actions.work(now)
    late.raise_late(four[0].due_at)  # all of them have a later deadline now, and come by after those that were seen
    worked(bulk, now)

    assert (bulk.state, bulk.done, bulk.left) == ("done", 3, 1)


def test_an_appeal_that_came_afterwards_is_not_meant(four, said, by, now):
    no = deciding.refuse(four[0], ground="no_work", by=by, now=now)
    bulk = said()
    going_on.appeal(no, reason="再看看", by=by, now=now + rules.UNDO)
    worked(bulk, now)

    assert (Application.objects.get(pk=no.pk).state, bulk.done) == ("waiting", 3)


def test_one_that_breaks_holds_up_none_behind_it(four, said, now, monkeypatch):
    first, second, go_on = said(trade="courier"), said(trade="lorry_driver"), actions._go_on

    def failing(each, *, now):
        if each == first:
            raise RuntimeError
        return go_on(each, now=now)

    monkeypatch.setattr(actions, "_go_on", failing)
    assert worked(second, now).done == 1


def test_a_worker_killed_in_a_portion_leaves_it_whole_and_counts_each_once(four, said, now, monkeypatch):
    monkeypatch.setattr(deciding, "PORTION", 2)
    bulk = said()
    with monkeypatch.context() as killed:
        killed.setattr(actions, "insert_many", _killed)
        with pytest.raises(SystemExit):
            actions.work(now)
    assert states() == ["waiting"] * 4

    worked(bulk, now)
    assert (bulk.done, bulk.left) == (4, 0)
    assert Membership.objects.filter(person__in=[one.person_id for one in four]).count() == 4


def _killed(_rows):
    raise SystemExit


def test_where_the_database_refuses_a_portion_each_is_asked_alone(four, said, now, monkeypatch):
    write = deciding.take_in

    def take_in(held, *args, **named):
        if four[2].pk in {one.pk for one in held}:
            raise noes.InConflict()
        write(held, *args, **named)

    monkeypatch.setattr(deciding, "take_in", take_in)
    bulk = worked(said(), now)

    assert states() == ["approved", "approved", "waiting", "approved"]
    assert (bulk.done, bulk.left, bulk.refusals.get().application_id) == (3, 1, four[2].pk)


def test_whose_office_has_ended_decides_nothing_more(four, said, zhao, by, now):
    bulk = said()
    people.dismiss(zhao.offices.get(), by=by, now=now)
    worked(bulk, now)

    assert states() == ["waiting"] * 4
    assert (bulk.state, bulk.done, bulk.gone, bulk.rest) == ("stopped", 0, 0, 4)
    told = Notice.objects.get(person=zhao, template__startswith="joining.bulk")
    assert (told.template, "还有 4 份留在队列里" in told.text, told.link) == ("joining.bulk_stopped", True, "")
    assert Entry.objects.get(act="joining.stop").by_person is None


def test_of_two_offices_the_one_that_ended_leaves_its_own(four, said, zhao, works, applied, enrol, motors, by, now):
    people.dismiss(zhao.offices.get(), by=by, now=now)
    for union in (works, motors):
        people.appoint(zhao, union, "officer", by=by, now=now)
    there = applied(enrol("申请人戊", 930), motors, document=None)
    bulk = said()
    people.dismiss(zhao.offices.open_at(now).get(union=motors), by=by, now=now)
    worked(bulk, now)

    assert (bulk.state, bulk.done, bulk.rest) == ("stopped", 4, 1)
    assert Application.objects.get(pk=there.pk).state == "waiting"


def test_what_came_and_went_since_the_number_was_shown_is_said(browser, zhao, four, applied, enrol, by, now):
    desk, every = browser(zhao), reverse("joining-console:every")
    page = desk.get(every).text
    shown = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("as_of", "count", "key")}
    deciding.approve(four[0], by=by, now=now)
    later = applied(enrol("申请人戊", 930), document=None)
    Application.objects.filter(pk=later.pk).update(sent_at=now + timedelta(seconds=1))
    answer = desk.post(every, shown | {"word": "approved"}, follow=True)

    assert "页面打开以后又来了 1 份，没有算进去；有 1 份已先由别人办过或撤回" in answer.text
    bulk = worked(BulkDecision.objects.get(), now)
    assert (bulk.total, bulk.done, bulk.state) == (3, 3, "done")
    assert Application.objects.get(pk=later.pk).state == "waiting"
    for odd in ("2026-13-40T00:00:00Z", "2026-05-20", "x"):
        sent = shown | {"as_of": odd, "count": odd, "key": str(uuid4()), "word": "approved"}
        assert desk.post(every, sent).status_code == 409, odd


def test_ones_own_is_left_to_another(said, zhao, applied, now):
    own = applied(zhao, document=None)
    bulk = worked(said(), now)

    assert bulk.refusals.get().code == "joining.own_application"
    assert Application.objects.get(pk=own.pk).state == "waiting"


def test_it_is_forgotten_a_month_after_its_end(four, said, motors, by, now):
    people.join(four[1].person, motors, starts_on=now.date(), by=by, now=now)
    worked(said(), now)

    assert actions.forget(now + rules.BULK_KEPT) == 0
    assert actions.forget(now + rules.BULK_KEPT * 2) == 1
    assert not BulkRefusal.objects.exists()


def test_an_officer_answers_all_that_the_filters_show(browser, zhao, four, motors, by, now):
    people.join(four[1].person, motors, starts_on=now.date(), by=by, now=now)
    desk, every = browser(zhao), f"{reverse('joining-console:every')}?trade=courier"
    assert f'href="{every}"' in desk.get(f"{reverse('joining-console:index')}?trade=courier&page=2").text
    assert "共 <b>3</b> 份" in desk.get(every).text

    begun = desk.post(every, {"word": "approved", "key": str(KEY)})["Location"]
    assert "正在办理，已到 0%" in desk.get(begun).text
    worked(BulkDecision.objects.get(), now)
    assert "申请人乙" in desk.get(begun).text
    assert desk.get(f"{begun}?export=xlsx")["Content-Type"].startswith("application/vnd.openxml")
    assert "办完了" in desk.get(reverse("joining-console:bulks")).text


def test_a_word_that_needs_a_reason_or_a_ground_is_asked_for_it(browser, zhao, four):
    for word in ("returned", "refused"):
        answer = browser(zhao).post(reverse("joining-console:every"), {"word": word, "key": str(KEY)})
        assert answer.status_code == 422, word
    assert not BulkDecision.objects.exists()


def test_a_program_does_the_same(account_of, zhao, four, by, now, client):
    token = people.issue_token(account_of(zhao), name="测试", days=1, by_password=True, by=by, now=now)
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(KEY)}
    path, asked = "/api/v1/joining/queue/bulk", {"decision": "approved", "trade": "courier"}
    begun = client.post(path, asked, content_type="application/json", headers=headers).json()
    again = client.post(path, asked, content_type="application/json", headers=headers).json()
    worked(BulkDecision.objects.get(), now)
    told = client.get(f"{path}/{begun['id']}", headers=headers).json()

    assert again["id"] == begun["id"]
    assert (told["state"], told["percent"], told["total"], told["done"]) == ("done", 100, 3, 3)
    assert client.get(f"{path}/{begun['id']}/left", headers=headers).json()["items"] == []
    assert [one["id"] for one in client.get(path, headers=headers).json()["items"]] == [begun["id"]]
