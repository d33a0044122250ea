"""What an officer changes after the first draft: halls, words, days, places; and last year's fair again."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gonghui.kernel.money import Fen
from gonghui.kernel.window import Window
from gonghui.primitives.admission.models import Place
from gonghui.primitives.admission.refusals import BelowTaken
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.ledger import actions as ledger
from gonghui.primitives.notices.models import Notice
from gonghui.services.fairs import actions, refusals
from gonghui.services.fairs.models import Fair, Session

pytestmark = pytest.mark.django_db

WHERE = {"hall": "滨河会展中心", "address": "一号路1号", "route": "", "hotline": "0351-0000000"}


def address(name, *names):
    return reverse(f"fairs-console:{name}", args=names)


def told(template):
    """The names of those who were told, once for each time."""
    return sorted(Notice.objects.filter(template=template).values_list("person__name", flat=True))


@pytest.mark.parametrize(("funded", "more"), [(12_000_000, 2_000_000), (1_000_000, -9_000_000), (10_000_000, 0)])
def test_a_draft_s_hall_gets_another_name_and_its_fund_what_the_form_says(funded, more, taiyuan_venue, by, now):
    outside = ledger.balance(ledger.outside())
    actions.revise_venue(
        taiyuan_venue, **WHERE | {"hall": "汾河馆"}, division=taiyuan_venue.division, funded=Fen(funded), by=by, now=now
    )
    taiyuan_venue.refresh_from_db()
    assert (taiyuan_venue.hall, taiyuan_venue.funded) == ("汾河馆", funded)
    assert ledger.balance(taiyuan_venue.fund) == funded
    assert ledger.balance(ledger.outside()) == outside - more
    assert ledger.audit() == []
    assert Entry.objects.get(act="fairs.revise_venue").facts["was_hall"] == "滨河会展中心"


def test_another_hall_s_name_is_refused(taiyuan_venue, datong_venue, by, now):
    where = WHERE | {"hall": datong_venue.hall, "division": datong_venue.division, "funded": Fen(5)}
    with pytest.raises(refusals.HallTaken):
        actions.revise_venue(taiyuan_venue, **where, by=by, now=now)


def test_a_hall_of_a_draft_goes_with_its_sessions_and_its_money(draft, dealer, taiyuan_venue, datong_venue, by, now):
    hours = {"opens": time(9), "closes": time(11), "minutes": 60, "capacity": 2}
    actions.add_sessions(taiyuan_venue, days=[(now + timedelta(days=3)).date()], **hours, by=by, now=now)
    actions.remove_venue(taiyuan_venue, by=by, now=now)
    assert ledger.balance(taiyuan_venue.fund) == 0
    assert ledger.audit() == []
    assert (Session.objects.count(), draft.venues.count(), draft.offers.count()) == (0, 1, 2)
    actions.remove_venue(taiyuan_venue, by=by, now=now)  # a second click
    actions.remove_venue(datong_venue, by=by, now=now)
    assert (draft.venues.count(), draft.offers.count()) == (0, 0), "their dealer is at no hall any more"


def test_a_dealer_typed_wrong_leaves_the_draft_and_comes_under_the_right_name(draft, dealer, clerk, by, now):
    for venue in draft.venues.all():
        actions.remove_stall(venue.stalls.get(), by=by, now=now)
    assert draft.offers.count() == 0
    assert draft.clerks.get().ends_at == now
    facts = list(Entry.objects.filter(act="fairs.remove_stall").order_by("id").values_list("facts", flat=True))
    assert [(each.get("goods"), each.get("clerks")) for each in facts] == [(None, None), (2, 1)], "and the journal"
    assert Entry.objects.get(act="fairs.remove_clerk").on_person == clerk.pk
    venue = draft.venues.first()
    stall = actions.invite_dealer(venue, credit_code=dealer.credit_code, name="海星电器行", hotline="1", by=by, now=now)
    assert stall.merchant.name == "海星电器行"


def test_of_a_published_fair_neither_hall_nor_stall_nor_money_goes(fair, taiyuan_venue, by, now):
    with pytest.raises(refusals.AlreadyPublished):
        actions.remove_venue(taiyuan_venue, by=by, now=now)
    with pytest.raises(refusals.AlreadyPublished):
        actions.remove_stall(taiyuan_venue.stalls.get(), by=by, now=now)
    with pytest.raises(refusals.AlreadyPublished):
        actions.revise_venue(taiyuan_venue, **WHERE, division=taiyuan_venue.division, funded=Fen(1), by=by, now=now)


def test_who_goes_to_a_hall_hears_of_its_new_address_and_nobody_of_its_telephone(
    fair, taiyuan_venue, sessions, lin, chen, by, now
):
    actions.sign_up(sessions[1], lin, key="k", by=by, now=now)
    assert actions.revise_venue(taiyuan_venue, **WHERE | {"hotline": "0351-1"}, by=by, now=now) == 0
    where = WHERE | {"hotline": "0351-1", "address": "二号路2号"}
    assert actions.revise_venue(taiyuan_venue, **where, by=by, now=now) == 1
    assert actions.revise_venue(taiyuan_venue, **where, by=by, now=now) == 0, "nothing is other than it was"
    assert told("fairs.place_changed") == [lin.name]
    assert "二号路2号" in Notice.objects.get(template="fairs.place_changed").text
    assert Entry.objects.filter(act="fairs.revise_venue").count() == 2


def test_words_are_corrected_and_the_journal_keeps_what_they_said(fair, zhao, browser_of):
    office = browser_of(zhao)
    form = {"name": fair.name, "about": "凭会员证入场", "guarantee": fair.guarantee, "funded_by": fair.funded_by}
    page = address("texts", fair.pk)
    assert "本人报名,凭码入场" in office.get(page).content.decode()
    assert office.post(page, form | {"rate_source": fair.rate_source}).status_code == 303
    fair.refresh_from_db()
    assert fair.about == "凭会员证入场"
    assert Entry.objects.get(act="fairs.correct").facts == {"was_about": "本人报名,凭码入场"}
    assert "原来的怎么参加 本人报名,凭码入场" in office.get(address("journal", fair.pk)).content.decode()
    long = office.post(page, form | {"name": "惠" * 60, "rate_source": "x"})
    assert long.status_code == 422, "its receipts could not be sent"


def test_a_draft_has_no_published_words_to_correct(draft, by, now):
    with pytest.raises(refusals.NotPublished):
        actions.correct(draft, texts={"about": "x"}, by=by, now=now)


def test_last_year_s_fair_is_copied_with_halls_money_and_dealers_and_its_sign_up_ahead(
    fair, dealer, clerk, zhao, browser_of, now
):
    office = browser_of(zhao)
    answer = office.post(address("copy", fair.pk))
    made = Fair.objects.exclude(pk=fair.pk).get()
    assert answer.headers["Location"] == address("terms", made.pk)
    assert made.published_at is None
    assert made.sign_up_opens_at > now
    assert (made.sign_up_opens_at - fair.sign_up_opens_at) == timedelta(days=7)
    assert made.sign_up_closes_at - made.sign_up_opens_at == fair.sign_up_closes_at - fair.sign_up_opens_at
    assert [(v.hall, v.funded, ledger.balance(v.fund), v.stalls.get().merchant) for v in made.venues.all()] == [
        (v.hall, v.funded, v.funded, dealer) for v in fair.venues.all()
    ]
    assert (made.offers.count(), made.clerks.count(), Session.objects.filter(venue__fair=made).count()) == (0, 0, 0)
    assert ledger.audit() == []


def test_a_day_moves_whole_and_everyone_in_it_is_told_once(fair, taiyuan_venue, sessions, lin, chen, by, now):
    actions.sign_up(sessions[2], lin, key="k", by=by, now=now)
    actions.sign_up(sessions[3], chen, key="k", by=by, now=now)
    day, to = (now + timedelta(days=1)).date(), (now + timedelta(days=4)).date()
    assert actions.move_day(taiyuan_venue, day, to=to, reason="停电", by=by, now=now) == 2
    moved = [row.starts_at - old.starts_at for row, old in zip(fresh(sessions[2:]), sessions[2:], strict=True)]
    assert moved == [timedelta(days=3)] * 2
    assert told("fairs.session_moved") == sorted([lin.name, chen.name])
    assert Place.objects.live().count() == 2
    assert sessions[0].starts_at == fresh(sessions[:1])[0].starts_at
    with pytest.raises(refusals.SessionGone):
        actions.move_day(taiyuan_venue, day, to=to, reason="停电", by=by, now=now)


def test_a_day_does_not_move_onto_sessions_that_stand_and_nothing_is_half_moved(fair, taiyuan_venue, sessions, by, now):
    with pytest.raises(refusals.SessionsOverlap):
        actions.move_day(taiyuan_venue, (now + timedelta(days=1)).date(), to=now.date(), reason="早点", by=by,
                         now=now - timedelta(hours=3))  # fmt: skip
    assert [row.starts_at for row in fresh(sessions)] == [row.starts_at for row in sessions]


def test_more_places_go_to_the_line_and_fewer_never_below_those_taken(
    fair, sessions, enrol, works, by, now, browser_of, zhao
):
    people = [enrol(f"职工{name}", 400 + n, works) for n, name in enumerate("甲乙丙丁戊")]
    for person in people[:3]:
        actions.sign_up(sessions[1], person, key="k", by=by, now=now)
    for person in people[3:]:
        actions.wait(sessions[1], person, by=by, now=now)
    office, page = browser_of(zhao), address("change-capacity", fair.pk, sessions[1].pk)
    assert office.post(page, {"capacity": "4"}).status_code == 303
    assert told("fairs.promoted") == [people[3].name]
    refused = office.post(page, {"capacity": "3"})
    assert (refused.status_code, "已有 4 人报名" in refused.content.decode()) == (409, True)
    with pytest.raises(BelowTaken):
        actions.change_capacity(sessions[1], 3, by=by, now=now)
    assert actions.change_capacity(sessions[1], 9, by=by, now=now) == 1
    assert Entry.objects.filter(act="fairs.change_capacity").count() == 2


def test_the_plan_offers_what_can_be_done(draft, dealer, zhao, browser_of, taiyuan_venue):
    plan = browser_of(zhao).get(address("fair", draft.pk)).content.decode()
    for name in ("venue", "remove-venue"):
        assert address(name, draft.pk, taiyuan_venue.pk) in plan
    assert address("texts", draft.pk) not in plan


def test_the_pages_of_a_published_fair_offer_no_more_than_the_acts_allow(fair, dealer, taiyuan_venue, zhao, browser_of):
    office = browser_of(zhao)
    plan = office.get(address("fair", fair.pk)).content.decode()
    for name in ("venue", "move-day", "add-sessions"):
        assert address(name, fair.pk, taiyuan_venue.pk) in plan
    for gone in (address("remove-venue", fair.pk, taiyuan_venue.pk), "fairs-console:remove-stall"):
        assert gone not in plan
    assert address("goods", fair.pk, dealer.pk) in plan, "a dealer who comes late brings goods"
    page = office.get(address("venue", fair.pk, taiyuan_venue.pk)).content.decode()
    assert 'name="funded"' not in page
    assert 'name="hall"' in page


@pytest.mark.parametrize("over", ["closed_at", "cancelled_at"])
def test_a_fair_that_is_over_gets_no_session_and_no_goods_and_its_pages_offer_none(
    over, fair, dealer, taiyuan_venue, zhao, browser_of, by, now
):
    Fair.objects.filter(pk=fair.pk).update(**{over: now})
    hours = {"opens": time(9), "closes": time(11), "minutes": 60, "capacity": 2}
    with pytest.raises(refusals.FairOver):
        actions.add_sessions(taiyuan_venue, days=[(now + timedelta(days=3)).date()], **hours, by=by, now=now)
    office = browser_of(zhao)
    plan = office.get(address("fair", fair.pk)).content.decode()
    for page in (address("add-sessions", fair.pk, taiyuan_venue.pk), address("goods", fair.pk, dealer.pk)):
        assert page not in plan
        assert office.get(page).status_code == 410
    assert office.get(address("venues", fair.pk)).status_code == 409


def test_a_session_that_has_begun_stays_where_it_is(fair, taiyuan_venue, sessions, zhao, browser_of, by, now):
    later = Window(now + timedelta(days=5), now + timedelta(days=5, hours=1))
    with pytest.raises(refusals.SessionBegun):
        actions.move_session(sessions[0], to=later, reason="停电", by=by, now=now)
    actions.move_day(taiyuan_venue, now.date(), to=later.starts.date(), reason="停电", by=by, now=now)
    moved = [row.starts_at - old.starts_at for row, old in zip(fresh(sessions), sessions, strict=True)]
    assert moved == [timedelta(0), timedelta(days=5), timedelta(0), timedelta(0)]
    with pytest.raises(refusals.SessionBegun):
        actions.move_day(taiyuan_venue, now.date(), to=later.starts.date(), reason="停电", by=by, now=now)
    office = browser_of(zhao)
    page = office.get(address("sessions", fair.pk)).content.decode()
    begun, ahead = (address("move-session", fair.pk, one.pk) for one in (sessions[0], sessions[2]))
    assert (begun in page, ahead in page) == (False, True)
    assert (office.get(begun).status_code, office.get(ahead).status_code) == (409, 200)


def test_the_sessions_of_a_fair_that_is_over_are_neither_moved_nor_resized(
    fair, taiyuan_venue, sessions, zhao, browser_of, by, now
):
    actions.close_fair(fair, by=by, now=now)
    later = Window(now + timedelta(days=5), now + timedelta(days=5, hours=1))
    acts = (
        lambda: actions.move_session(sessions[2], to=later, reason="停电", by=by, now=now),
        lambda: actions.move_day(
            taiyuan_venue, day_of(sessions[2]), to=later.starts.date(), reason="x", by=by, now=now
        ),
        lambda: actions.change_capacity(sessions[2], 9, by=by, now=now),
    )
    for act in acts:
        with pytest.raises(refusals.FairOver):
            act()
    page = browser_of(zhao).get(address("sessions", fair.pk)).content.decode()
    assert address("move-session", fair.pk, sessions[2].pk) not in page
    assert address("cancel-session", fair.pk, sessions[2].pk) in page, "who has a place can still be spared the way"


def test_who_waits_in_line_hears_of_another_time_another_hall_and_of_its_end(
    fair, taiyuan_venue, sessions, enrol, works, by, now
):
    people = [enrol(f"职工{name}", 400 + n, works) for n, name in enumerate("甲乙丙丁")]
    for person in people[:3]:
        actions.sign_up(sessions[2], person, key="k", by=by, now=now)
    actions.wait(sessions[2], people[3], by=by, now=now)
    held, hoped = sorted(person.name for person in people[:3]), [people[3].name]
    later = Window(now + timedelta(days=5), now + timedelta(days=5, hours=1))
    assert actions.move_session(sessions[2], to=later, reason="停电", by=by, now=now) == 4
    assert (told("fairs.session_moved"), told("fairs.hoped_moved")) == (held, hoped)
    assert "次序和机会不变" in Notice.objects.get(template="fairs.hoped_moved").text
    assert actions.revise_venue(taiyuan_venue, **WHERE | {"address": "二号路2号"}, by=by, now=now) == 4
    assert (told("fairs.place_changed"), told("fairs.hoped_elsewhere")) == (held, hoped)
    assert actions.cancel_session(sessions[2], reason="停电", by=by, now=now) == 4
    assert (told("fairs.session_cancelled"), told("fairs.hoped_cancelled")) == (held, hoped)
    assert not Place.objects.live().exists()


def test_the_sign_up_that_was_changed_last_is_when_places_are_given(draft, dealer, taiyuan_venue, lin, by, now):
    hours = {"opens": time(9), "closes": time(11), "minutes": 60, "capacity": 2}
    [session, _next] = actions.add_sessions(
        taiyuan_venue, days=[(now + timedelta(days=3)).date()], **hours, by=by, now=now
    )
    later = {"sign_up_opens_at": now + timedelta(hours=2)}
    actions.revise(draft, terms=later, by=by, now=now)
    actions.publish(draft, by=by, now=now)
    session.pool.refresh_from_db()
    assert session.pool.opens_at == now + timedelta(hours=2)


def test_a_fair_is_not_published_with_a_session_that_ends_before_its_sign_up(draft, dealer, taiyuan_venue, by, now):
    hours = {"opens": time(9), "closes": time(10), "minutes": 60, "capacity": 2}
    actions.add_sessions(taiyuan_venue, days=[(now + timedelta(days=3)).date()], **hours, by=by, now=now)
    late = {"sign_up_opens_at": now + timedelta(days=5), "sign_up_closes_at": now + timedelta(days=6)}
    actions.revise(draft, terms=late, by=by, now=now)
    with pytest.raises(refusals.EndsBeforeSignUp):
        actions.publish(draft, by=by, now=now)


def test_an_officer_who_plans_a_hall_that_was_just_removed_is_told_so(
    draft, dealer, taiyuan_venue, sessions_of, by, now
):
    [session] = sessions_of(taiyuan_venue)
    actions.remove_venue(taiyuan_venue, by=by, now=now)
    later = Window(now + timedelta(days=5), now + timedelta(days=5, hours=1))
    acts = (
        lambda: sessions_of(taiyuan_venue),
        lambda: actions.move_session(session, to=later, reason="停电", by=by, now=now),
        lambda: actions.revise_venue(taiyuan_venue, **WHERE, by=by, now=now),
        lambda: actions.join_stall(taiyuan_venue, dealer, hotline="1", by=by, now=now),
    )
    for act in acts:
        with pytest.raises(refusals.HallGone):
            act()


def test_words_are_not_corrected_into_nothing(fair, by, now):
    with pytest.raises(refusals.EmptyText):
        actions.correct(fair, texts={"about": " "}, by=by, now=now)


def day_of(session):
    return timezone.localdate(session.starts_at)


@pytest.fixture
def sessions_of(by, now):
    """One session more in a hall, three days on: `sessions_of(venue)`."""
    hours = {"opens": time(9), "closes": time(10), "minutes": 60, "capacity": 2}

    def added(venue):
        return actions.add_sessions(venue, days=[(now + timedelta(days=3)).date()], **hours, by=by, now=now)

    return added


def fresh(sessions):
    return [Session.objects.get(pk=session.pk) for session in sessions]
