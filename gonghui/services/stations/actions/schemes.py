"""Checklists and star schemes as published, to be loaded as dated rows; an office adds its own beside them."""

from datetime import date
from typing import Any


def item(code: str, name: str, asks: str) -> dict[str, str]:
    return {"code": code, "name": name, "asks": asks}


# 六有: unified name and mark, sensible place, whole equipment, working functions, rules kept, findable on a map.
STATION = [
    item("sign", "标识统一", "门口有统一标识和站点二维码，站名与地图一致"),
    item("site", "布局合理", "离户外劳动者近，进门不用登记证件、不用下载"),
    item("equipment", "设施健全", "桌椅、饮水、热饭、充电、空调、药箱都能用"),
    item("service", "功能完善", "休息如厕、饮水纳凉、餐食加热、驱寒避雨、充电、读书都做得到"),
    item("rules", "制度规范", "开放时间、值守人和电话贴在门上，按时开门"),
    item("map", "地图可查", "地图上的位置、时间、设施与现场一致"),
]
# Seven classes of service for the acceptance of a truckers' home.
HOME = [
    item("parking", "停车", "车位划线，有照明和看护"),
    item("rest", "休息", "床铺干净，安静，有被褥更换记录"),
    item("meals", "餐饮", "热饭热菜，价目公示，食品在保质期内"),
    item("shower", "淋浴", "热水正常，门锁完好，地面防滑"),
    item("laundry", "洗衣", "洗衣机能用，有晾晒或烘干"),
    item("toilet", "如厕", "干净，有纸，有洗手液"),
    item("other", "其他", "投诉电话、价目、应急药箱、免费项目公示"),
]
STARS = [
    {"star": 1, "asks": "六有达标，按公布时间开门"},
    {"star": 2, "asks": "一星，且反映都在 24 小时内答复"},
    {"star": 3, "asks": "二星，且有热饭、充电、应急药箱，检查 70 分以上"},
    {"star": 4, "asks": "三星，且延时开放或 24 小时开放，检查 85 分以上"},
    {"star": 5, "asks": "四星，且面积 30 平方米、容纳 20 人以上，有 AED，检查 95 分以上", "area_m2": 30, "people": 20},
]
PUBLISHED: list[dict[str, Any]] = [
    {
        "kind": "station",
        "title": "户外劳动者服务站点“六有”检查表",
        "starts_on": date(2021, 1, 1),
        "source": "户外劳动者服务站点“六有”要求（各地方案转述，未见全国总工会原文逐条）",
        "grade": "B",
        "items": STATION,
    },
    {
        "kind": "truckers_home",
        "title": "司机之家七类服务检查表",
        "starts_on": date(2021, 1, 1),
        "source": "司机之家验收七类服务（停车、休息、餐饮、淋浴、洗衣、如厕、其他；地方文件转述）",
        "grade": "B",
        "items": HOME,
    },
    {
        "kind": "stars",
        "title": "工会驿站星级评定",
        "starts_on": date(2024, 1, 1),
        "source": "福州市工会驿站星级评定报道（五星：30 平方米、20 人以上、AED；其余各级为本系统建议）",
        "grade": "C",
        "items": STARS,
    },
]
