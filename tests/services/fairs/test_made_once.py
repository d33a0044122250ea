"""Pages of a fair are made once for all who see the same: a cache that stops hitting says nothing."""

import pytest

from gonghui.services.fairs import actions

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["/subsidies/", "/subsidies/{fair.pk}/", "/subsidies/sessions/{session.pk}/"])
def test_who_comes_second_is_shown_what_was_made_for_the_first(page, store, fair, sessions, lin, chen, browser_of):
    path = page.format(fair=fair, session=sessions[0])
    assert browser_of(lin).get(path).status_code == 200
    made, hits = store.makes, store.hits
    assert made > 3
    assert browser_of(chen).get(path).status_code == 200
    assert store.makes == made
    assert store.hits > hits + 3


def test_who_holds_a_place_is_shown_their_own_and_nobody_elses(store, fair, sessions, lin, chen, browser_of, by, now):
    actions.sign_up(sessions[0], lin, key="k", by=by, now=now)
    hers, his = browser_of(lin), browser_of(chen)
    for _again in range(2):
        assert "我报的这一场" in hers.get(f"/subsidies/{fair.pk}/").content.decode()
        assert "我报的这一场" not in his.get(f"/subsidies/{fair.pk}/").content.decode()


def test_goods_are_looked_up_once_for_all_and_what_one_types_is_kept_nowhere(
    made_once, store, fair, lin, chen, browser_of
):
    made_once(f"/subsidies/{fair.pk}/goods/", browser_of(lin), browser_of(chen))
    browser_of(lin).get(f"/subsidies/{fair.pk}/goods/", {"q": "海星冰箱"})
    assert "海星冰箱" not in repr([key for key, _value in store.everything()])


def test_in_the_list_a_place_is_its_holders_alone(store, fair, sessions, lin, chen, browser_of, by, now):
    actions.sign_up(sessions[0], lin, key="k", by=by, now=now)
    for _again in range(2):
        assert "看凭证" in browser_of(lin).get("/subsidies/").text
        assert "看凭证" not in browser_of(chen).get("/subsidies/").text
