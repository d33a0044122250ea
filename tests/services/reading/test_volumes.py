"""Volumes of a set have one ISBN and are titles of their own."""

from importlib import import_module

import pytest
from django.apps import apps

from gonghui.services.reading import actions as reading
from gonghui.services.reading.forms.sheets import BOOKS
from gonghui.services.reading.models import Copy, Title
from gonghui.services.reading.pages import finding
from gonghui.services.reading.rules.volumes import volume

SET = """书名,作者,ISBN,条码
三国演义（上）,罗贯中,978-7-02-000872-8,ST001
三国演义（下）,罗贯中,978-7-02-000872-8,ST002
"""
AGAIN = "书名,作者,ISBN,条码\n三国演义 上册,罗贯中,9787020008728,ST003\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("三国演义（上）", "上"),
        ("三国演义·上", "上"),
        ("水浒传 下", "下"),
        ("水浒传下册", "下"),
        ("资本论 第二卷", "2"),
        ("资本论（第2卷）", "2"),
        ("资本论 卷二", "2"),
        ("毛泽东选集 II", "2"),
        ("资治通鉴（十二）", "12"),
        ("三体2", "2"),
        ("三体2（上册）", "2.上"),
        ("资本论 第二卷上册", "2.上"),
        ("资本论 第二卷（下）", "2.下"),
        ("资治通鉴 第十二卷 第3册", "12.3"),
        ("三体", ""),
        ("1984", ""),
        ("二十四史", ""),
        ("第二次世界大战", ""),
        ("第三部门", ""),
        ("平凡的世界（全三册）", ""),
        ("红楼梦（第3版）", ""),
        ("上海", ""),
    ],
)
def test_a_name_says_which_volume_it_is(name, said):
    assert volume(name) == said


@pytest.mark.django_db
def test_volumes_under_one_isbn_are_titles_and_the_same_volume_is_one(library, by, now):
    for text in (SET, AGAIN):
        reading.import_books(library, BOOKS.open(text.encode(), "书单.csv"), by=by, now=now)
    titles = dict(Copy.objects.values_list("code", "title__name"))
    assert titles == {"ST001": "三国演义(上)", "ST002": "三国演义(下)", "ST003": "三国演义(上)"}
    assert len(finding.find("9787020008728").titles) == 2


@pytest.mark.django_db
def test_parts_of_a_volume_and_a_mark_behind_a_gap_are_titles_too(library, by, now):
    rows = ("资本论 第二卷上册,ZB21", "资本论 第二卷下册,ZB22", "水浒传 上,SH1", "水浒传 下,SH2")
    text = "书名,条码,ISBN\n" + "".join(f"{row},9787020008728\n" for row in rows)
    reading.import_books(library, BOOKS.open(text.encode(), "书单.csv"), by=by, now=now)
    assert Title.objects.count() == 4
    assert set(Copy.objects.values_list("code", "title__name")) >= {("ZB22", "资本论第二卷下册"), ("SH2", "水浒传下")}


@pytest.mark.django_db
def test_titles_stored_before_are_found_by_simplified_words_and_have_the_key_of_their_volume(add):
    """As a migration left them: indexed as they were written, 第二卷上册 under the key of 第二卷."""
    old = add("紅樓夢 第二卷上册", codes=("H1",), isbn="9787020008728")[0].title
    taken = add("红楼梦 第三卷下册", codes=("H2",), isbn="9787020008728")[0].title
    double = add("别的书", codes=("H3",), isbn="9787020008728")[0].title
    Title.objects.filter(pk=old.pk).update(plain="紅樓夢第二卷上册", tokens=["紅樓"], key="9787020008728#2")
    Title.objects.filter(pk=double.pk).update(name="红楼梦 第三卷下册", key="9787020008728#3")
    migration = import_module("gonghui.services.reading.migrations.0010_every_mark_of_a_volume")
    for _time in range(2):
        migration.index_again(apps, None)
        keys = dict(Title.objects.values_list("pk", "key"))
        assert keys[old.pk] == "9787020008728#2.上"
        assert (keys[taken.pk], keys[double.pk]) == ("9787020008728#3.下", "9787020008728#3"), "its copies stay with it"
        assert old in finding.find("红楼梦 第二卷").titles
