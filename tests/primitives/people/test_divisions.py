"""The administrative divisions with their real codes, as packaged and as loaded."""

import pytest

from gonghui.primitives.people import divisions
from gonghui.primitives.people.models import Division


@pytest.fixture
def loaded(db):
    if not Division.objects.exists():  # a race test before this one has emptied the tables
        divisions.load()


@pytest.mark.parametrize(
    ("code", "name", "level", "parent"),
    [
        ("140000", "山西省", 1, None),
        ("140100", "太原市", 2, "140000"),
        ("140200", "大同市", 2, "140000"),
        ("140300", "阳泉市", 2, "140000"),
        ("140105", "小店区", 3, "140100"),
        ("710000", "台湾省", 1, None),
        ("810000", "香港特别行政区", 1, None),
        ("820000", "澳门特别行政区", 1, None),
        ("110000", "北京市", 1, None),
        ("110100", "市辖区", 2, "110000"),
        ("110101", "东城区", 3, "110100"),
        ("500229", "城口县", 3, "500200"),
        ("429004", "仙桃市", 3, "429000"),
        ("469001", "五指山市", 3, "469000"),
        ("659001", "石河子市", 3, "659000"),
        ("441900", "东莞市", 2, "440000"),
    ],
)
def test_a_division_has_its_name_its_level_and_its_parent(loaded, code, name, level, parent):
    division = Division.objects.get(pk=code)

    assert (division.name, division.level, division.parent_id) == (name, level, parent)


def test_there_are_34_provinces_and_every_other_division_has_a_parent_one_level_up(loaded):
    assert Division.objects.filter(level=1).count() == 34
    assert Division.objects.count() == len(divisions.packaged()) > 3_000
    for level in (2, 3):
        assert not Division.objects.filter(level=level).exclude(parent__level=level - 1).exists()


def test_shanxi_has_its_eleven_cities(loaded):
    cities = Division.objects.get(pk="140000").children.order_by("pk").values_list("name", flat=True)

    assert "".join(cities) == "太原市大同市阳泉市长治市晋城市朔州市晋中市运城市忻州市临汾市吕梁市"


@pytest.mark.parametrize(
    ("code", "spoken"),
    [
        ("140105", "山西省太原市小店区"),
        ("110101", "北京市东城区"),
        ("500229", "重庆市城口县"),
        ("429004", "湖北省仙桃市"),
        ("310000", "上海市"),
        ("999999", ""),
    ],
)
def test_a_place_is_said_without_the_levels_that_nobody_says(code, spoken):
    assert divisions.spoken(code) == spoken


def test_loading_again_mends_a_changed_name_and_adds_nothing(loaded):
    before = Division.objects.count()
    Division.objects.filter(pk="140100").update(name="并州")

    assert divisions.load() == before == Division.objects.count()
    assert Division.objects.get(pk="140100").name == "太原市"


def test_the_data_keep_their_licence():
    licence = (divisions.DATA.parent / "LICENSE-area-data.txt").read_text()

    assert "MIT License" in licence
    assert "Permission is hereby granted" in licence


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("140105", ["140105"]),
        ("小店区", ["140105"]),
        ("太原市小店区", ["140105"]),
        ("山西省太原市小店区", ["140105"]),
        ("鼓楼区", ["320106", "320302", "350102", "410204"]),
        ("福州市鼓楼区", ["350102"]),
        ("北京市", ["110000"]),
        ("北京市东城区", ["110101"]),  # the level between a municipality and its districts is spoken by nobody
        ("太原", ["140100"]),
        ("吉林", ["220000"]),  # the province is the wider one
        ("河北", ["130000"]),  # and no district of Tianjin
        ("鼓楼", ["320106", "320302", "350102", "410204"]),
        ("南京鼓楼", ["320106"]),
        ("南京市鼓楼", ["320106"]),
        ("江苏鼓楼区", ["320106", "320302"]),
        ("朝阳", ["211300", "110105", "220104"]),
        ("北京朝阳", ["110105"]),
        ("呼和", ["150100"]),
        ("延边", ["222400"]),
        ("浦东", ["310115"]),
        ("太", []),
        ("店区", []),
        ("市辖区", []),
        ("140", []),
        ("", []),
    ],
)
def test_a_place_is_known_by_code_or_as_people_say_it(said, codes):
    assert divisions.meant(said) == codes


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("320106", "南京市鼓楼区"),
        ("140100", "太原市"),
        ("140000", "山西省"),
        ("110105", "北京市朝阳区"),
        ("500237", "重庆市巫山县"),
        ("429004", "仙桃市"),
        ("810000", "香港特别行政区"),
    ],
)
def test_a_place_is_told_from_its_namesakes_by_its_city(code, said):
    assert divisions.with_city(code) == said
