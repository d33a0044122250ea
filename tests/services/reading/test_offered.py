"""A reader's pages offer what the act gives; where it would say no, the page says why and has no button."""

from datetime import timedelta

import pytest

from gonghui.services.reading import actions as reading
from gonghui.services.reading.models import LoanRule

from .conftest import key_of, refusal, said, to

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_loan_has_the_button_while_it_can_be_renewed_and_then_the_reason(dream, lin, lend, browser_of, by, now):
    loan, client = lend(dream, lin), browser_of(lin)
    button = f'action="{to(":renewal", loan)}"'
    assert button in client.get(to(":mine")).content.decode()
    reading.renew(loan, by=by, now=now)
    page = client.get(to(":mine"))
    assert button not in page.content.decode()
    assert "已经续借 1 次，不能再续" in said(page)
    assert refusal(client.post(to(":renewal", loan))) == (409, "reading.no_more_renewals")


def test_who_is_late_or_kept_waiting_for_sees_no_button(dream, lin, chen, lend, hold, browser_of, set_clock, now):
    loan, client = lend(dream, lin), browser_of(lin)
    hold(dream.title, chen)
    assert "有 1 位读者在等这本书，不能续借" in said(client.get(to(":mine")))
    set_clock(now + 40 * DAY)
    page = browser_of(lin).get(to(":mine"))  # signed in once more
    assert "过期的书不能续借" in said(page)
    assert to(":renewal", loan) not in page.content.decode()


def test_only_places_where_the_book_may_be_fetched_are_offered(dream, library, bank, lin, browser_of, by, now):
    terms = {"books": 0, "days": 1, "renewals": 0, "renewal_days": 1, "holds": 0, "hold_days": 1, "stop_days": 0}
    reading.set_rule(
        union=bank.premises.union, premises=bank.premises, reader="member", starts_on=now.date(), terms=terms,
        by=by, now=now,
    )  # fmt: skip
    client, page = browser_of(lin), to(":title", dream.title)
    assert [place.name for place in client.get(page).context["pick_ups"]] == ["工惠图书馆"]
    fields = {"pick_up": bank.premises.pk, "key": key_of(1)}
    assert refusal(client.post(to(":hold", dream.title), fields))[1] == "reading.reads_here_only"


def test_who_may_hold_nothing_is_told_why_instead_of_being_asked_where(dream, add, lin, hold, browser_of):
    page = to(":title", dream.title)
    for number in range(3):
        hold(add(f"书{number}", codes=(f"H{number}",))[0].title, lin)
    full = browser_of(lin).get(page)
    assert "最多同时预约 3 本书，已经约满" in said(full)
    assert "预约这本书" not in said(full)
    LoanRule.objects.all().delete()
    assert "还没有给“本工会会员”定借阅规则" in said(browser_of(lin).get(page))


def test_a_title_without_copies_is_not_offered_to_be_reserved(dream, lin, browser_of, by, now):
    reading.weed([dream], reason="破损", by=by, now=now)
    assert "去预约" not in said(browser_of(lin).get(to(":search") + "?q=hlm"))
