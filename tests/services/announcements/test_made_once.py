"""What a union says is listed once for all its members; what of it is new is each one's own."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
HOME = reverse("announcements:home")


def test_who_comes_second_is_shown_what_was_made_for_the_first(made_once, publish, taiyuan, lin, chen, browser):
    publish(taiyuan)
    made_once(HOME, browser(lin), browser(chen))


def test_what_one_has_read_is_still_new_to_the_other(store, publish, taiyuan, lin, chen, browser):
    one = publish(taiyuan)
    browser(lin).get(reverse("announcements:one", args=[one.pk]))
    for _again in range(2):
        assert "未读" not in browser(lin).get(HOME).text
        assert "未读" in browser(chen).get(HOME).text


def test_members_of_another_union_are_not_shown_ours(store, publish, taiyuan, lin, su, browser):
    publish(taiyuan, "市里的")
    assert "市里的" in browser(lin).get(HOME).text
    assert "市里的" not in browser(su).get(HOME).text
