"""Pages of rooms, seats and titles are made once for all who see the same; what is a reader's own is made for them."""

from datetime import timedelta

import pytest
from django.conf import settings

from gonghui.kernel.window import Window
from gonghui.services.reading import actions as reading

from .conftest import said, to

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("name", [":room", ":seats"])
def test_a_room_and_its_seats_are_made_once(name, made_once, library, hall, lin, chen, browser_of):
    made_once(to(name, library.premises), browser_of(lin), browser_of(chen))


def test_a_title_is_made_once(made_once, dream, lin, chen, browser_of):
    made_once(to(":title", dream.title), browser_of(lin), browser_of(chen))


def test_a_seat_is_its_readers_alone(store, library, seat, lin, chen, browser_of, by, now):
    reading.book_seat(seat, lin, Window(now + HOUR, now + 2 * HOUR), key="k", by=by, now=now)
    hers, his = browser_of(lin), browser_of(chen)
    for _again in range(2):
        assert "A1 我的" in said(hers.get(to(":seats", library.premises)))
        assert "A1 我的" not in said(his.get(to(":seats", library.premises)))


def test_a_book_in_my_hands_is_said_to_me_alone(store, dream, lend, lin, chen, browser_of):
    lend(dream, lin)
    hers, his = browser_of(lin), browser_of(chen)
    for _again in range(2):
        assert "这本书在你手上" in said(hers.get(to(":title", dream.title)))
        assert "这本书在你手上" not in said(his.get(to(":title", dream.title)))


def test_each_reads_the_state_of_a_room_in_their_own_script(store, library, lin, chen, browser_of):
    traditional, simplified = browser_of(lin), browser_of(chen)
    traditional.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hant"
    for path in ("/reading/", to(":room", library.premises)):
        assert "按時間應當開著" in said(traditional.get(path))
        assert "按时间应当开着" in said(simplified.get(path))
