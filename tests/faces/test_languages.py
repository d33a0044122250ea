"""In which script a page speaks: as was chosen here, else as the browser prefers, else the site's own."""

import pytest
from django.urls import reverse

from gonghui.faces.middleware import LONGEST_ACCEPTED, language_for


@pytest.mark.parametrize(
    ("chosen", "accepted", "spoken"),
    [
        ("", "", "zh-hans"),
        ("zh-hant", "zh-CN", "zh-hant"),
        ("", "zh-TW,zh;q=0.9", "zh-hant"),
        ("", "en, zh-TW;q=0.2, zh-CN;q=0.9", "zh-hans"),
        ("xx", "zh-HK", "zh-hant"),
        ("../zh-hant", "ta;q=x,,;;\0", "zh-hans"),
        ("zh-hant" * 9, "*", "zh-hans"),
        ("", "x" * LONGEST_ACCEPTED + ",zh-TW", "zh-hans"),
    ],
)
def test_what_was_chosen_comes_first_then_what_the_browser_says(chosen, accepted, spoken):
    assert language_for(chosen, accepted) == spoken


@pytest.mark.django_db
def test_of_two_who_ask_one_after_the_other_each_reads_their_own(client):
    said = [
        client.get(reverse("faces:sign-in"), headers={"Accept-Language": one})
        for one in ("zh-TW", "zh-CN", "zh-TW", "")
    ]
    assert [one["Content-Language"] for one in said] == ["zh-hant", "zh-hans", "zh-hant", "zh-hans"]
    assert all("Accept-Language" in one["Vary"] for one in said)
    assert [one.content.count("登入".encode()) > 0 for one in said] == [True, False, True, False]
