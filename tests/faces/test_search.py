"""One touch: everyday sentences, both scripts, pinyin."""

import pytest

from gonghui.faces.search import find
from gonghui.faces.services import signs

FIRST = {
    "老板不发工资": "legal",
    "老闆不發薪水": "legal",
    "被开除了没有赔偿": "legal",
    "附近能洗澡的地方": "truckers",
    "想喝水": "stations",
    "外卖骑手哪里歇脚": "stations",
    "上厕所": "stations",
    "买冰箱": "subsidies",
    "家电补贴": "subsidies",
    "借书": "reading",
    "圖書館": "reading",
    "睡不着觉": "counselling",
    "孩子上学没钱": "aid",
    "我想加入工会": "join",
    "换工作了会籍怎么办": "join",
    "公司没有工会": "founding",
    "开会的地方": "spaces",
    "台胞证": "crossstrait",
    "臺灣": "crossstrait",
    "看病": "clinic",
    "考电工证": "training",
    "生日蛋糕": "birthday",
    "提意见": "voice",
    "食堂太难吃": "voice",
    "xinlijiankang": "counselling",
    "xljk": "counselling",
    "laomo": "honours",
    "XIANG JIE SHU": "reading",
    "jieshu": "reading",
    "法律维权": "legal",
}


@pytest.mark.parametrize("sentence", FIRST)
def test_a_sentence_finds_its_service_first(sentence):
    assert [sign.code for sign in find(sentence, signs())][:1] == [FIRST[sentence]]


@pytest.mark.parametrize("sentence", ["", "  ", "，。？", "我想找一个", "zzzz", "%_\\", "<b>"])
def test_a_sentence_without_sense_finds_nothing(sentence):
    assert find(sentence, signs()) == []


def test_a_very_long_sentence_is_no_trouble():
    assert [sign.code for sign in find("借书" * 5000, signs())][:1] == ["reading"]


@pytest.mark.django_db
def test_the_page_works_as_a_whole_and_as_a_fragment(client):
    whole = client.get("/services/", {"q": "老板不发工资"}).content.decode()
    part = client.get("/services/", {"q": "老板不发工资"}, headers={"HX-Request": "true"}).content.decode()
    assert "法律维权" in whole
    assert "<html" in whole
    assert "法律维权" in part
    assert "<html" not in part


@pytest.mark.django_db
def test_nothing_found_offers_what_to_do_next(client):
    page = client.get("/services/", {"q": "<b>zzz</b>"}).content.decode()
    assert "没有找到对应的服务" in page
    assert "&lt;b&gt;zzz" in page
    assert "看全部服务" in page
