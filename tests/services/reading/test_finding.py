import pytest

from gonghui.kernel.isbn import IsbnCheck
from gonghui.services.reading.models import Title
from gonghui.services.reading.pages import finding

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(add, bank):
    """Ten books of the library, one of the bank."""
    for number, (name, author) in enumerate(
        [
            ("红楼梦", "曹雪芹"),
            ("红楼梦魇", "张爱玲"),
            ("《红星照耀中国》", "埃德加·斯诺"),
            ("活着", "余华"),
            ("家", "巴金"),
            ("家常菜谱大全", "陈厨"),
            ("西安事变", "杨虎"),
            ("先秦史", "黎东方"),
            ("Python编程从入门到实践", "埃里克·马瑟斯"),
            ("管理学基础", "周三多"),
            ("百年孤独", "[哥伦比亚]加西亚·马尔克斯"),
            ("英语(精读)·上", "董亚芬"),
        ]
    ):
        add(name, author, codes=(f"L{number}",))
    add("三体", "刘慈欣", codes=("BANK1",), room=bank, isbn="9787536692930")


def names(text, **more):
    return [title.name for title in finding.find(text, **more).titles]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("红楼梦", "红楼梦"),
        ("紅樓夢", "红楼梦"),
        ("楼梦魇", "红楼梦魇"),
        ("《活着》", "活着"),
        ("活着 余华", "活着"),
        ("巴金", "家"),
        ("家", "家"),
        ("hongloumeng", "红楼梦"),
        ("hong lou meng", "红楼梦"),
        ("HLM", "红楼梦"),
        ("hlmy", "红楼梦魇"),
        ("loumeng", "红楼梦"),
        ("huozhe", "活着"),
        ("yuhua", "活着"),
        ("yh", "活着"),
        ("zhaoyaozhongguo", "《红星照耀中国》"),
        ("xian", "先秦史"),
        ("xianshibian", "西安事变"),
        ("python", "Python编程从入门到实践"),
        ("glxjc", "管理学基础"),
        ("978-7-5366-9293-0", "三体"),
        ("7536692935", "三体"),
        ("曹雪芹", "红楼梦"),
        ("加西亚马尔克斯", "百年孤独"),
        ("加西亚．马尔克斯", "百年孤独"),
        ("马尔克斯 百年", "百年孤独"),
        ("英语精读", "英语(精读)·上"),
        ("英语·精读", "英语(精读)·上"),
        ("精读上", "英语(精读)·上"),
        ("yingyujingdu", "英语(精读)·上"),
    ],
)
def test_a_book_is_found_by(text, first, shelf):
    assert names(text)[0] == first


@pytest.mark.parametrize("text", ["", "　", "没有这本书", "qqqzzz", "*", "%", "_", "'", "\\", "🙂", "1984"])
def test_nothing_is_found_by(text, shelf):
    assert names(text) == []


def test_a_number_of_many_volumes_answers_in_order_and_no_more_than_are_listed(add, monkeypatch):
    for part in "丙甲乙":
        add(f"全集（{part}）", codes=(f"Q{ord(part)}",), isbn="9787020002207")
        Title.objects.filter(name=f"全集（{part}）").update(key=part)
    monkeypatch.setattr(finding, "MOST", 2)
    found = finding.find("978-7-02-000220-7")
    assert ([title.name for title in found.titles], found.more) == (["全集（丙）", "全集（乙）"], True)


def test_a_wrong_isbn_is_named(shelf):
    with pytest.raises(IsbnCheck):
        names("9787536692931")


def test_within_one_room(shelf, library, bank):
    assert names("三体", premises=bank.premises.pk) == ["三体"]
    assert names("三体", premises=library.premises.pk) == []


def test_where_the_copies_are(shelf, library, bank, add, lin, lend):
    copy, _other = add("活着", "余华", codes=("M1", "M2"), room=bank)
    lend(copy, lin)
    [title] = finding.find("活着").titles
    standing = finding.standings([title.pk])[title.pk]
    assert (standing.free, standing.copies) == (2, 3)
    assert standing.places == {library.premises.pk: 1, bank.premises.pk: 1}


def test_a_page_asks_a_bounded_number_of_questions(shelf, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        found = finding.find("hongloumeng")
        finding.standings([title.pk for title in found.titles[:20]])
