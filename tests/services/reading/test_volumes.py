"""Volumes of a set have one ISBN and are titles of their own."""

import pytest

from gonghui.services.reading import actions as reading
from gonghui.services.reading.forms.sheets import BOOKS
from gonghui.services.reading.models import Copy
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
