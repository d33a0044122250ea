"""A card that somebody checks: yes or no and a masked name, by a code of this half minute or the number."""

from datetime import timedelta
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from gonghui.kernel.codes import new_code
from gonghui.kernel.codes import shown as shown_code
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.actions import persons
from gonghui.primitives.people.card_codes import card_shown, codes_ahead
from gonghui.primitives.people.models import Person, RecalledCode
from gonghui.primitives.people.refusals import CardRecalled, NotAMember
from gonghui.services.membership.card.actions import A_MINUTE, print_card, recall
from gonghui.services.membership.pages import card_answers as codes

pytestmark = pytest.mark.django_db
CHECK, CARD = reverse("membership-member:checked"), reverse("membership-member:card")


@pytest.fixture
def shown(lin, now):
    """What Lin's card shows now."""
    return codes_ahead(lin, lin.memberships.get(), now)[0]


def test_a_code_is_a_yes_in_its_half_minute_and_a_no_later(lin, shown, now):
    found = codes.check(shown, now=now)
    assert (found.member, found.name) == (True, "林**")
    late = codes.check(shown, now=now + timedelta(minutes=2))
    assert (late.member, late.name, late.why.code) == (False, "", "codes.stale")
    early = codes.check(shown, now=now - timedelta(minutes=2))
    assert early.why.code == "codes.early"


def test_a_code_of_another_membership_or_by_hand_is_a_no(lin, shown, foundry_like, by, now):
    assert codes.check(shown[:-1] + ("A" if shown[-1] != "A" else "B"), now=now).why.code == "codes.forged"
    people.transfer(lin, foundry_like, on=localdate(now), by=by, now=now)
    assert codes.check(shown, now=now).why.code == "people.card_of_before", "genuine, and of the membership before"
    assert codes.check(shown.replace(".", ".2", 1), now=now).why.code == "codes.forged"


def test_a_card_that_was_opened_before_its_holder_joined_is_not_called_forged(qian, works, by, now):
    shown = codes_ahead(qian, None, now)[0]
    people.join(qian, works, starts_on=localdate(now), by=by, now=now)
    said = codes.check(shown, now=now).why
    assert (said.code, "联网重新打开" in said.advice()) == ("people.card_of_before", True)
    assert codes.check(codes_ahead(qian, qian.memberships.get(), now)[0], now=now).member


@pytest.fixture
def foundry_like(found, taiyuan):
    return found("TY-ZZ", "晋阳铸造厂工会", "grassroots", taiyuan, "140110")


def test_who_has_left_is_no_member_by_code_nor_number(lin, shown, by, now):
    assert codes.check(lin.member_code, now=now).member
    people.leave(lin, ends_on=localdate(now), by=by, now=now)
    assert not codes.check(shown, now=now).member
    assert not codes.check(lin.member_code, now=now).member
    assert not codes.check(new_code(), now=now).member
    assert codes.check("不是码", now=now).why


def test_a_merchant_opens_what_the_card_says_and_reads_yes_or_no(browser, lin, shown, now):
    shop = browser()
    page = shop.get(f"{CHECK}?code={quote(shown)}").text
    assert "是会员" in page
    assert "林**" in page
    assert lin.name not in page
    assert lin.memberships.get().union.name not in page, "of a works it is the employer"
    assert "不能确认" in shop.get(CHECK, {"code": new_code()}).text


def test_numbers_are_not_tried_one_after_another(browser, lin):
    shop = browser()
    for _n in range(A_MINUTE.limit):
        shop.get(CHECK, {"code": new_code()})
    refused = shop.get(CHECK, {"code": lin.member_code})
    assert refused.status_code == 429
    assert "林**" not in refused.text


def test_the_card_shows_twenty_minutes_ahead_and_is_no_ones_but_mine(browser, lin, qian):
    told = browser(lin).get(reverse("membership-member:card-codes")).json()
    assert len(told["codes"]) == 40
    assert len(set(told["codes"])) == 40
    assert "data-live-codes" in browser(lin).get(CARD).text
    assert browser(qian).get(reverse("membership-member:card-codes")).json()["codes"] == []
    assert browser().get(reverse("membership-member:card-codes")).status_code in (302, 303)


def test_an_officer_prints_the_card_of_who_has_no_phone_and_it_is_written_down(browser, zhao, lin, now):
    held, desk = lin.memberships.get(), browser(zhao)
    page = reverse("membership:member-card", args=[held.pk])
    assert page in desk.get(reverse("faces:person", args=[lin.pk])).text
    letters = shown_code(lin.member_code)
    assert letters not in desk.get(page).text, "shown once it was written down who printed it"
    act = reverse("membership:print-card", args=[held.pk])
    assert desk.post(act).status_code == 422
    assert not Entry.objects.filter(act="membership.print_card").exists()
    assert letters in desk.post(act, {"reason": "没有手机"}).text
    entry = Entry.objects.get(act="membership.print_card")
    assert (entry.by_person, entry.on_person, entry.facts) == (zhao.pk, lin.pk, {"why": "没有手机"})
    assert "打印会员证" in browser(lin).get(reverse("faces:my-data")).text


def test_no_card_is_printed_of_who_has_left_nor_by_another_union(browser, enrol, zhao, lin, motors, by, now):
    held, there = lin.memberships.get(), enrol("厂干部", 421)
    people.appoint(there, motors, "officer", by=by, now=now)
    act = reverse("membership:print-card", args=[held.pk])
    assert browser(there).post(act, {"reason": "没有手机"}).status_code == 404
    people.leave(lin, ends_on=localdate(now), by=by, now=now)
    assert browser(zhao).post(act, {"reason": "没有手机"}).status_code == 404
    with pytest.raises(NotAMember):
        print_card(held, why="没有手机", by=by, now=now)
    assert not Entry.objects.filter(act="membership.print_card").exists()


def test_a_card_is_read_from_the_address_that_its_code_is_and_from_the_one_on_paper(lin, shown, now):
    for text in (shown, lin.member_code):
        assert codes.check(f"https://gonghui.example/membership/check/answer/?code={quote(text)}", now=now).member
    assert not codes.check("https://gonghui.example/?code=", now=now).member


def test_the_api_lets_nobody_try_numbers_either(api, lin):
    for _n in range(A_MINUTE.limit):
        api()("/membership/check", code=new_code())
    refused = api()("/membership/check", code=lin.member_code)
    assert refused.status_code == 429
    assert "林**" not in refused.content.decode()


def test_a_card_that_was_lost_is_recalled_at_every_check_and_its_holder_reads_why(browser, zhao, lin, shown, now):
    held, old, desk = lin.memberships.get(), lin.member_code, browser(zhao)
    act, sent = reverse("membership:recall-card", args=[held.pk]), {"key": str(uuid4())}
    assert desk.post(act, sent).status_code == 422
    for _time in range(2):
        desk.post(act, sent | {"reason": "钱包丢了"})
    lin.refresh_from_db()

    assert RecalledCode.objects.get().code == old != lin.member_code
    for text in (old, shown):
        assert codes.check(text, now=now).why.code == "people.card_recalled"
    assert "已经作废" in browser().get(CHECK, {"code": old}).text
    for text in (lin.member_code, codes_ahead(lin, held, now)[0]):
        assert codes.check(text, now=now).member
    assert "钱包丢了" in notices.inbox(lin)[0].text
    entry = Entry.objects.get(act="people.recall_card")
    assert (entry.by_person, entry.on_person, entry.facts) == (zhao.pk, lin.pk, {"why": "钱包丢了"})


def test_who_sent_a_recall_twice_at_once_has_the_holder_told_once(lin, by, now):
    as_both_found_it = Person.objects.get(pk=lin.pk)
    made = [recall(as_both_found_it, why="丢了", key="k", by=by, now=now).member_code for _time in range(2)]
    assert made[0] == made[1]
    assert len(notices.inbox(lin)) == 1


def test_what_was_shown_before_the_recall_was_a_card(lin, shown, by, now):
    people.recall_card(lin, why="丢了", by=by, now=now)
    assert card_shown(shown, at=now - timedelta(seconds=20)).person == lin
    with pytest.raises(CardRecalled):
        card_shown(shown, at=now)


def test_no_code_is_given_that_was_recalled(lin, by, now, monkeypatch):
    given = iter([lin.member_code, "2345678", "3456789"])
    RecalledCode.objects.create(person=lin, code="2345678")
    monkeypatch.setattr(persons, "new_code", lambda: next(given))
    assert people.recall_card(lin, why="丢了", by=by, now=now).member_code == "3456789"


def test_a_program_of_an_officer_recalls_one_too(lin, zhao, account_of, client, by, now):
    token = people.issue_token(account_of(zhao), name="测试", days=1, by_password=True, by=by, now=now)
    path = f"/api/v1/membership/members/{lin.memberships.get().pk}/card/recall"
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4())}
    for _time in range(2):
        assert client.post(path, {"why": "丢了"}, "application/json", headers=headers).status_code == 204
    assert RecalledCode.objects.get().code == lin.member_code


def test_the_former_union_recalls_no_card_of_who_moved_on(lin, works, datong, enrol, account_of, client, by, now):
    low, former = enrol("厂干部", 421), lin.memberships.get()
    people.appoint(low, works, "officer", by=by, now=now)
    people.transfer(lin, datong, on=localdate(now), by=by, now=now)
    token = people.issue_token(account_of(low), name="测试", days=1, by_password=True, by=by, now=now)
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4())}
    path = f"/api/v1/membership/members/{former.pk}/card/recall"
    assert client.post(path, {"why": "丢了"}, "application/json", headers=headers).status_code == 404
    assert not RecalledCode.objects.exists()
