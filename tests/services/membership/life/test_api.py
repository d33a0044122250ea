"""Memberships by a program: ended, corrected, put on a card of paper by officers; one's own card and leaving."""

from datetime import timedelta
from urllib.parse import parse_qs, urlparse

import pytest
from django.utils.timezone import localdate

from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people.models import Membership
from gonghui.services.membership.life import actions
from gonghui.services.membership.models import Lapse
from gonghui.services.membership.pages import card_answers

pytestmark = pytest.mark.django_db


def code_of(answer):
    return answer.status_code, answer.json()["error"]["code"]


@pytest.fixture
def held(lin):
    return lin.memberships.get()


def test_a_membership_ends_today_with_a_reason_and_once(program, zhao, lin, held, now):
    desk, path = program(zhao), f"/members/{held.pk}/end"
    assert desk("POST", path, why="").status_code == 422
    assert code_of(desk("POST", path, why=" ")) == (422, "people.reason_missing")
    told = desk("POST", path, why="调到外地工作").json()
    assert (told["ends_on"], told["name"]) == (localdate(now).isoformat(), "林**")
    assert "调到外地工作" in lin.notices.get().text
    assert code_of(desk("POST", path, why="调到外地工作")) == (409, "people.not_a_member")
    assert lin.notices.count() == 1
    assert desk("GET", f"/members/{held.pk}").json()["ends_on"] == localdate(now).isoformat()


def test_what_a_membership_should_have_said_is_put_right_and_told(program, zhao, lin, held, works, taiyuan):
    desk, path = program(zhao), f"/members/{held.pk}/correction"
    right = {"union": str(taiyuan.pk), "starts_on": "2019-09-01", "ends_on": None, "why": "入会日期录错了"}
    assert code_of(desk("POST", path, **{name: right[name] for name in ("union", "starts_on", "why")}))[0] == 422
    told = desk("POST", path, **right).json()
    assert (told["union_code"], told["starts_on"], told["ends_on"]) == (taiyuan.code, "2019-09-01", None)
    facts = Entry.objects.get(act="people.correct_membership").facts
    assert facts["before"] == {"union": works.name, "starts_on": "2020-05-01", "ends_on": None}
    assert "入会日期录错了" in lin.notices.get().text
    refused = desk("POST", path, **right)
    assert (refused.status_code, lin.notices.count()) == (422, 1), "the same again changes nothing"
    assert refused.json()["error"]["code"] == "people.nothing_to_correct"


def test_no_membership_is_put_into_a_union_that_is_not_of_the_officer(program, elsewhere, su, works):
    own = su.memberships.get()
    right = {"union": str(works.pk), "starts_on": "2019-09-01", "ends_on": None, "why": "录错了"}
    assert program(elsewhere)("POST", f"/members/{own.pk}/correction", **right).status_code == 404
    own.refresh_from_db()
    assert own.union != works


def test_what_goes_on_paper_is_a_card_and_is_written_down(program, zhao, lin, held, by, now):
    desk, path = program(zhao), f"/members/{held.pk}/card/printing"
    assert code_of(desk("POST", path, why=" ")) == (422, "people.reason_missing")
    assert not Entry.objects.filter(act="membership.print_card").exists()
    told = desk("POST", path, why="没有手机").json()
    assert (told["name"], told["union"], told["code"]) == (lin.name, held.union.name, lin.member_code)
    assert card_answers.check(told["address"], now=now).member
    entry = Entry.objects.get(act="membership.print_card")
    assert (entry.by_person, entry.on_person, entry.facts) == (zhao.pk, lin.pk, {"why": "没有手机"})
    actions.end_membership(held, why="调走", by=by, now=now)
    assert desk("POST", path, why="没有手机").status_code == 404


def test_the_officer_of_another_union_finds_no_membership_to_read_end_correct_or_print(
    program, elsewhere, lin, held, works
):
    desk, one = program(elsewhere), f"/members/{held.pk}"
    right = {"union": str(works.pk), "starts_on": "2019-09-01", "ends_on": None, "why": "录错了"}
    assert desk("GET", one).status_code == 404
    assert desk("POST", f"{one}/end", why="调走").status_code == 404
    assert desk("POST", f"{one}/correction", **right).status_code == 404
    assert desk("POST", f"{one}/card/printing", why="没有手机").status_code == 404
    assert program(lin)("POST", f"{one}/end", why="调走").status_code == 403
    assert Membership.objects.active().filter(pk=held.pk, union=works).exists()
    assert not Entry.objects.filter(act="membership.print_card").exists()


def test_my_card_shows_the_codes_of_the_next_minutes(program, lin, qian, now):
    told = program(lin)("GET", "/card").json()
    assert (told["name"], told["code"], told["seconds"]) == (lin.name, lin.member_code, 30)
    assert len(set(told["codes"])) == 40
    for at in (0, 39):
        shown = now + at * timedelta(seconds=told["seconds"])
        assert card_answers.check(told["codes"][at], now=shown).name == "林**"
    assert card_answers.check(told["codes"][39], now=now).why.code == "codes.early"
    assert parse_qs(urlparse(told["codes"][0]).query)["code"][0].startswith("GH1.")
    assert code_of(program(qian)("GET", "/card")) == (409, "people.not_a_member")


def test_my_statement_of_leaving_and_what_i_was_told_of_a_lapse_are_there_to_read(program, lin, zhao, chen, held):
    mine, desk = program(lin), program(zhao)
    assert mine("GET", "/leaving").json() == []
    said = mine("POST", "/leaving", reason="换城市").json()
    assert mine("GET", "/leaving").json() == [said]
    assert program(chen)("GET", "/leaving").json() == []
    assert mine("DELETE", f"/leaving/{said['id']}").status_code == 204
    assert mine("GET", "/leaving").json() == []

    of = f"/members/{held.pk}/lapse"
    desk("POST", of, idle_since="2025-10-01")
    desk("POST", f"{of}/talk", talked_on="2026-05-20", talk="不愿参加")
    assert mine("GET", "/mine").json()[0]["lapses_on"] is None
    desk("POST", f"{of}/notice")
    assert mine("GET", "/mine").json()[0]["lapses_on"] == Lapse.objects.get().ends_on.isoformat()


def test_a_death_that_was_recorded_is_read_and_none_is_404(program, zhao, elsewhere, lin):
    of, desk = f"/persons/{lin.pk}/death", program(zhao)
    assert desk("GET", of).status_code == 404
    desk("POST", of, died_on="2026-05-19", proof="死亡证明 3 号")
    assert desk("GET", of).json()["proof"] == "死亡证明 3 号"
    assert program(elsewhere)("GET", of).status_code == 404
