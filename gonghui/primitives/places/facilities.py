"""What a place may offer, as data: codes, words, and the sets that national papers ask for.

Sources: 户外劳动者服务站点 (全总, the six basic services and the equipment of 职工驿站 schemes); 司机之家 (交通运输部,
全总: seven classes of service, five of them free and basic); 职工书屋 (全总, 管理办法试行).
"""

from dataclasses import dataclass

from gonghui.kernel.words import gettext_noop as _

COMFORT, CARE, SAFETY, ACCESS, DRIVING, BOOKS, MEETING = (
    "comfort",
    "care",
    "safety",
    "access",
    "driving",
    "books",
    "meeting",
)
GROUPS: dict[str, str] = {
    COMFORT: _("歇脚和吃喝"),
    CARE: _("洗漱和照护"),
    SAFETY: _("应急"),
    ACCESS: _("无障碍"),
    DRIVING: _("司机和车辆"),
    BOOKS: _("阅读"),
    MEETING: _("会议和活动"),
}


@dataclass(frozen=True, slots=True)
class Facility:
    """One thing a place offers. `icon` is a name of the icon set of the faces."""

    code: str
    name: str
    group: str
    icon: str


ALL: tuple[Facility, ...] = (
    Facility("seats", _("桌椅"), COMFORT, "armchair"),
    Facility("toilet", _("厕所"), COMFORT, "toilet-paper"),
    Facility("water", _("饮水"), COMFORT, "droplet"),
    Facility("hot_water", _("热水"), COMFORT, "cup"),
    Facility("cooling", _("空调"), COMFORT, "air-conditioning"),
    Facility("heating", _("取暖"), COMFORT, "flame"),
    Facility("microwave", _("热饭"), COMFORT, "bowl"),
    Facility("fridge", _("冰箱"), COMFORT, "fridge"),
    Facility("hot_food", _("热餐"), COMFORT, "soup"),
    Facility("food_shelf", _("爱心食物柜"), COMFORT, "meat"),
    Facility("charging", _("手机充电"), COMFORT, "plug"),
    Facility("wifi", _("无线网络"), COMFORT, "wifi"),
    Facility("television", _("电视"), COMFORT, "device-tv"),
    Facility("rainwear", _("雨衣雨伞"), COMFORT, "umbrella"),
    Facility("tyre_pump", _("打气筒"), COMFORT, "bike"),
    Facility("battery_swap", _("换电柜"), COMFORT, "battery-charging"),
    Facility("shower", _("淋浴"), CARE, "bath"),
    Facility("laundry", _("洗衣"), CARE, "wash-machine"),
    Facility("dryer", _("烘干"), CARE, "wash"),
    Facility("changing_room", _("更衣间"), CARE, "hanger"),
    Facility("nursing_room", _("母婴室"), CARE, "baby-carriage"),
    Facility("counselling", _("心理咨询"), CARE, "message-heart"),
    Facility("health_check", _("健康义诊"), CARE, "heart"),
    Facility("first_aid", _("应急药箱"), SAFETY, "first-aid-kit"),
    Facility("alarm", _("紧急报警"), SAFETY, "alert-triangle"),
    Facility("aed", _("AED 除颤仪"), SAFETY, "heartbeat"),
    Facility("step_free", _("无台阶入口"), ACCESS, "wheelchair"),
    Facility("accessible_toilet", _("无障碍厕所"), ACCESS, "wheelchair"),
    Facility("wheelchair", _("轮椅借用"), ACCESS, "wheelchair"),
    Facility("lift", _("电梯"), ACCESS, "elevator"),
    Facility("hearing_loop", _("助听设备"), ACCESS, "ear"),
    Facility("large_print", _("大字标识"), ACCESS, "eye"),
    Facility("lorry_parking", _("货车停车"), DRIVING, "truck"),
    Facility("car_parking", _("小车停车"), DRIVING, "parking"),
    Facility("beds", _("住宿"), DRIVING, "bed"),
    Facility("cargo_watch", _("车货看护"), DRIVING, "shield-check"),
    Facility("vehicle_repair", _("车辆维修"), DRIVING, "tool"),
    Facility("vehicle_charging", _("车辆充电"), DRIVING, "charging-pile"),
    Facility("fuel", _("加油"), DRIVING, "gas-station"),
    Facility("load_board", _("货源信息"), DRIVING, "package"),
    Facility("books", _("图书"), BOOKS, "books"),
    Facility("periodicals", _("报刊"), BOOKS, "news"),
    Facility("reading_seats", _("阅览座位"), BOOKS, "armchair"),
    Facility("reading_desks", _("书桌"), BOOKS, "desk"),
    Facility("computers", _("上网电脑"), BOOKS, "device-desktop"),
    Facility("digital_reading", _("数字阅读"), BOOKS, "device-mobile"),
    Facility("loan_desk", _("借还服务"), BOOKS, "book"),
    Facility("projector", _("投影"), MEETING, "presentation"),
    Facility("screen", _("大屏"), MEETING, "device-tv"),
    Facility("whiteboard", _("白板"), MEETING, "presentation"),
    Facility("video_call", _("视频会议"), MEETING, "video"),
    Facility("sound", _("音响话筒"), MEETING, "microphone"),
    Facility("tea_set", _("茶具"), MEETING, "cup"),
    Facility("printing", _("打印复印"), MEETING, "printer"),
)
BY_CODE: dict[str, Facility] = {facility.code: facility for facility in ALL}


@dataclass(frozen=True, slots=True)
class Service:
    """One service a paper asks for: it is there when the place has at least one facility of each group."""

    code: str
    name: str
    needs: tuple[frozenset[str], ...]


def _any(*codes: str) -> frozenset[str]:
    return frozenset(codes)


STATION_BASICS: tuple[Service, ...] = (
    Service("rest", _("休息如厕"), (_any("seats"), _any("toilet", "accessible_toilet"))),
    Service("water", _("饮水纳凉"), (_any("water", "hot_water"), _any("cooling"))),
    Service("meals", _("餐食加热"), (_any("microwave", "hot_food"),)),
    Service("shelter", _("驱寒避雨"), (_any("heating", "cooling"), _any("rainwear"))),
    Service("charging", _("手机充电"), (_any("charging"),)),
    Service("reading", _("读书阅览"), (_any("books", "periodicals", "digital_reading"),)),
)
HOME_BASICS: tuple[Service, ...] = (
    Service("parking", _("停车休息"), (_any("lorry_parking"), _any("seats", "beds"))),
    Service("hot_water", _("热水供应"), (_any("hot_water"),)),
    Service("meals", _("饭菜加热"), (_any("microwave", "hot_food"),)),
    Service("shower", _("淋浴"), (_any("shower"),)),
    Service("laundry", _("洗衣"), (_any("laundry"),)),
)
HOME_CLASSES: tuple[Service, ...] = (
    Service("parking", _("停车"), (_any("lorry_parking"),)),
    Service("rest", _("休息"), (_any("seats", "beds"),)),
    Service("food", _("餐饮"), (_any("microwave", "hot_food"),)),
    Service("shower", _("淋浴"), (_any("shower"),)),
    Service("laundry", _("洗衣"), (_any("laundry"),)),
    Service("toilet", _("如厕"), (_any("toilet", "accessible_toilet"),)),
    Service("other", _("其他"), (_any("vehicle_repair", "fuel", "vehicle_charging", "load_board", "counselling"),)),
)
READING_BASICS: tuple[Service, ...] = (
    Service("shelves", _("图书报刊"), (_any("books"), _any("periodicals"))),
    Service("desks", _("书桌座位"), (_any("reading_desks", "reading_seats"),)),
    Service("computers", _("上网电脑"), (_any("computers"),)),
    Service("digital", _("数字阅读"), (_any("digital_reading"),)),
)


def lacking(basics: tuple[Service, ...], facilities: list[str]) -> list[Service]:
    """The services of a set that a place with these facilities does not give."""
    have = set(facilities)
    return [service for service in basics if not all(have & need for need in service.needs)]
