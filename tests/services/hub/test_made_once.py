"""Pages of houses and rooms are made once for all who see the same; what is somebody's own in them is made for them."""

import pytest
from django.conf import settings

from .conftest import TOMORROW, at, text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["", "{house.pk}/", "{house.pk}/month/", "rooms/{room.pk}/"])
def test_who_comes_second_is_shown_what_was_made_for_the_first(page, made_once, house, tea_room, lin, chen, client_of):
    made_once("/spaces/" + page.format(house=house, room=tea_room), client_of(lin), client_of(chen))


def test_what_somebody_booked_is_shown_as_theirs_to_them_alone(store, house, tea_room, lin, chen, book, client_of):
    book(tea_room, lin, at(10))
    hers, his = client_of(lin), client_of(chen)
    for path in (f"/spaces/{house.pk}/", f"/spaces/rooms/{tea_room.pk}/"):
        for _again in range(2):
            asked = {"day": TOMORROW.isoformat()}
            assert "h-mine" in text(hers.get(path, asked))
            assert "h-mine" not in text(his.get(path, asked))


def test_why_somebody_may_not_book_is_told_to_them_alone(store, house, make_room, lin, su, client_of):
    room = make_room("内部会议室", who="own_members")
    hers, theirs = client_of(lin), client_of(su)
    for _again in range(2):
        for path in (f"/spaces/{house.pk}/", f"/spaces/rooms/{room.pk}/"):
            assert "你的会籍在平城电机厂工会" not in text(hers.get(path))
            assert "你的会籍在平城电机厂工会" in text(theirs.get(path))


def test_each_reads_the_state_of_a_house_in_their_own_script(store, house, tea_room, lin, chen, client_of):
    traditional, simplified = client_of(lin), client_of(chen)
    traditional.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hant"
    for path in ("/spaces/", f"/spaces/{house.pk}/"):
        assert "按時間應當開著" in text(traditional.get(path))
        assert "按时间应当开着" in text(simplified.get(path))
