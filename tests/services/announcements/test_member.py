"""What a worker reads: the announcements of the unions above, what is new, what was corrected."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
HOME = reverse("announcements:home")


def address(one):
    return reverse("announcements:one", args=[one.pk])


def test_a_worker_reads_what_the_unions_above_say(browser, publish, works, taiyuan, datong, province, lin):
    for union, title in ((works, "厂里的"), (taiyuan, "市里的"), (province, "省里的"), (datong, "外市的")):
        publish(union, title)
    page = browser(lin).get(HOME).text
    assert [title for title in ("厂里的", "市里的", "省里的") if title in page] == ["厂里的", "市里的", "省里的"]
    assert "外市的" not in page


def test_one_is_read_and_is_then_no_longer_new(browser, publish, taiyuan, lin):
    one, phone = publish(taiyuan), browser(lin)
    assert "未读" in phone.get(HOME).text
    assert "送清凉从 6 月 1 日开始" in phone.get(address(one)).text
    assert "未读" not in phone.get(HOME).text
