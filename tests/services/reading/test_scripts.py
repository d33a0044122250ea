"""Whoever reads Traditional script finds no sentence of ours in Simplified, and no figure left as a name in braces."""

import re
from pathlib import Path

import pytest

import gonghui
from gonghui.faces.scripts import traditional
from gonghui.kernel.window import Window
from gonghui.services.reading import actions as reading
from gonghui.services.reading.models import NamingRule

from .conftest import to

pytestmark = pytest.mark.django_db
HAN = re.compile("[\u4e00-\u9fff]+")
PACKAGE = Path(gonghui.__file__).parent
# What officers wrote, in the console, and the examples of a sheet: they are to be typed so.
AS_WRITTEN = {
    "三体", "刘慈欣", "重庆出版社", "号", "太原市总工会", "工惠图书馆", "红楼梦", "自习室", "迎泽大街",
}  # fmt: skip


def shown(client, address):
    client.cookies["language"] = client.cookies["django_language"] = "zh-hant"
    page = client.get(address, headers={"accept-language": "zh-hant"})
    assert page.status_code == 200, address
    return re.sub(r"<script.*?</script>|<[^>]+>", " ", page.content.decode(), flags=re.DOTALL)


def test_every_page_is_read_in_one_script(
    library, hall, seat, dream, lin, chen, officer, lend, hold, browser_of, by, now
):
    NamingRule.objects.get_or_create(
        starts_on="2020-01-01", defaults={"volumes": 3000, "platforms": 1, "staff": 1, "source": "A"}
    )
    lend(dream, chen)
    hold(dream.title, lin)
    reading.book_seat(seat, lin, Window(now, now.replace(hour=11)), key="k", by=by, now=now)
    reader, office, room = browser_of(lin), browser_of(officer), library.premises
    pages = [(reader, to(":home")), (reader, to(":mine")), (reader, to(":search") + "?q=hlm")]
    pages += [(reader, to(f":{name}", room)) for name in ("room", "seats", "proposal")]
    pages += [(reader, to(":title", dream.title)), (reader, to(":here", room.code))]
    console = ("room", "plate", "rules", "books", "labels", "add", "import", "stock", "seats", "use", "dead", "overdue")
    pages += [(office, to(f"-console:{name}", library)) for name in console]
    simplified = set()
    for client, address in pages:
        text = shown(client, address)
        assert "{" not in text, address
        simplified |= {words for words in HAN.findall(text) if words != traditional(words)}
    assert simplified <= AS_WRITTEN


def test_words_are_marked_by_names_under_which_they_are_collected():
    """What is marked by another name (`_now`) is in no catalogue, and stays Simplified for everybody."""
    calls = re.compile(r"import gettext as (_\w+)")
    found = {path.name: calls.findall(path.read_text()) for path in PACKAGE.rglob("*.py")}
    assert {name: names for name, names in found.items() if names} == {}
