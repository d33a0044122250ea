"""The whole product in one file: its services, and what each slice puts on the common pages.

A service opens by getting its `url_name`; nothing is discovered.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from ninja import Router

from gonghui.faces.counter import premises
from gonghui.faces.rush.desks import Desk
from gonghui.faces.services import Card, Door, Entry, PremisesKind, WorkItem
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.places import facilities
from gonghui.primitives.places.rules import MANAGE
from gonghui.services.fairs import cards as fairs
from gonghui.services.fairs import rules as fair_rules
from gonghui.services.fairs import rush as fairs_rush
from gonghui.services.fairs.api import router as fairs_router
from gonghui.services.fairs.story.demo import demo as demo_fairs
from gonghui.services.hub import cards as hub
from gonghui.services.hub import rules as hub_rules
from gonghui.services.hub.api import router as hub_router
from gonghui.services.hub.story.demo import demo as demo_hub
from gonghui.services.membership import cards as membership
from gonghui.services.membership import rules as membership_rules
from gonghui.services.reading import actions as reading_actions
from gonghui.services.reading import cards as reading
from gonghui.services.reading import rules as reading_rules
from gonghui.services.reading.api import router as reading_router
from gonghui.services.reading.story.demo import demo as demo_reading
from gonghui.services.stations import actions as station_actions
from gonghui.services.stations import cards as stations
from gonghui.services.stations import rules as station_rules
from gonghui.services.stations.api import router as stations_router
from gonghui.services.stations.story.demo import demo as demo_stations

from . import acts

# fmt: off
DOORS: tuple[Door, ...] = (
    Door("join", _("入会转会"), "user-plus", "public", None,
         _("加入工会、换单位时把会籍转过去，随时看自己的会籍在哪里"),
         _("加入工会 入会 会员 转会 换工作 跳槽 换单位 会籍 会员卡 骑手 外卖员 网约车 怎么当会员")),
    Door("founding", _("建会建家"), "building-community", "public", None,
         _("单位还没有工会时，从申请到批复一步一步办下来"),
         _("成立工会 建工会 公司没有工会 新建 换届 职工之家 老板 企业 建家")),
    Door("legal", _("法律维权"), "scale", "public", None,
         _("讨薪、工伤、劳动合同，免费咨询律师，申请法律援助"),
         _("欠薪 讨薪 拖欠工资 工资不发 不发工资 老板欠钱 工伤 受伤 辞退 开除 裁员 赔偿 劳动合同 加班费 社保"
           " 仲裁 打官司 律师 投诉 劳动纠纷")),
    Door("counselling", _("心理健康"), "heart-handshake", "public", None,
         _("和心理咨询师说说话，内容只有你和咨询师知道"),
         _("心情不好 压力大 失眠 睡不着 焦虑 抑郁 想聊聊 烦 情绪 心理咨询 吵架 倾诉 难过")),
    Door("stations", _("职工驿站"), "coffee", "public", "stations:home",
         _("找到附近真正开着的驿站，歇脚、喝水、热饭、充电"),
         _("驿站 歇脚 休息 喝水 热水 热饭 充电 厕所 上厕所 卫生间 避暑 取暖 空调 累了 户外 环卫 快递 外卖 躲雨")),
    Door("truckers", _("司机之家"), "truck", "public", "stations:truckers",
         _("停车、洗澡、吃饭、过夜，附近哪里有空位一看就知道"),
         _("卡车 货车 司机 停车 洗澡 淋浴 洗衣服 过夜 住宿 修车 货源 拉货 加油")),
    Door("reading", _("职工书屋"), "books", "public", "reading:home",
         _("附近的书屋、自习座位和图书，借书还书预约座位"),
         _("看书 借书 还书 图书馆 自习 学习 座位 书店 安静 图书")),
    Door("aid", _("困难帮扶"), "home-heart", "public", None,
         _("家里遇到难处时申请帮扶，为什么行、为什么不行都说清楚"),
         _("困难 没钱 补助 救助 低保 大病 生病 住院 医药费 助学 孩子上学 学费 失业 慰问 救济 帮助")),
    Door("clinic", _("健康义诊"), "stethoscope", "public", None,
         _("医生到身边来，预约义诊和体检"),
         _("看病 医生 体检 义诊 血压 检查身体 健康 中医 牙")),
    Door("training", _("技能培训"), "school", "public", None,
         _("免费学一门手艺，报名课程，记录学时"),
         _("培训 上课 学技术 学手艺 考证 证书 课程 电工 焊工 月嫂 提升 学历")),
    Door("contests", _("技能竞赛"), "trophy", "public", None,
         _("报名比武、看赛程、查成绩，评分过程可复核"),
         _("比赛 竞赛 比武 大赛 技术比武 成绩 名次 工匠赛")),
    Door("honours", _("劳模荣誉"), "medal", "public", None,
         _("评选、公示、荣誉墙，身边的榜样看得见"),
         _("劳模 劳动模范 先进 五一 奖章 评优 工匠 荣誉 明星员工 每日之星 表彰 评选")),
    Door("innovation", _("创新创造"), "bulb", "public", None,
         _("创新工作室、攻关难题、合理化建议和成果"),
         _("创新 发明 专利 工作室 点子 改进 合理化建议 攻关 成果 技改")),
    Door("voice", _("民主管理"), "messages", "public", None,
         _("提案、厂务公开、职代会，你的意见有人答复"),
         _("提意见 建议 提案 职代会 厂务公开 反映 说话 意见 集体协商 涨工资 食堂")),
    Door("subsidies", _("惠民补贴专场"), "fridge", "life", "fairs:home",
         _("工会补贴的家电专场：约一个时段，到场出示凭证，比出厂价还低"),
         _("补贴 家电 冰箱 空调 洗衣机 电视 便宜 优惠 打折 买电器 买家电 送清凉 凭证 专场 惠职工 以旧换新")),
    Door("deals", _("惠生活"), "discount", "life", None,
         _("会员在身边商家享受的优惠"),
         _("优惠 打折 商家 吃饭 电影票 加油 洗车 超市 团购 券 优惠券 便宜")),
    Door("birthday", _("惠生日"), "cake", "life", None,
         _("生日慰问券，在自己选的店里用"),
         _("生日 蛋糕 生日券 慰问 礼物 过生日")),
    Door("activities", _("惠活动"), "calendar-event", "life", None,
         _("周末活动、观影、亲子、交友，公平报名"),
         _("活动 电影 观影 亲子 相亲 交友 单身 看演出 旅游 疗休养 运动会 羽毛球 周末 玩 抢票")),
    Door("procurement", _("惠采购"), "shopping-cart", "life", None,
         _("工会集中采购节日慰问品，价格和去向都公开"),
         _("采购 慰问品 节日 福利 过节 端午 中秋 春节 集采 发东西")),
    Door("village", _("汇乡村"), "plant-2", "life", None,
         _("从结对乡村直接买农产品"),
         _("农产品 乡村 扶贫 水果 大米 土特产 助农 消费帮扶 蔬菜")),
    Door("mall", _("线上商城"), "building-store", "life", None,
         _("粮油、日用、小家电，会员价送到家"),
         _("商城 买东西 网购 下单 粮油 牛奶 日用品 快递到家 购物 退货")),
    Door("ereading", _("线上阅读"), "device-mobile", "interaction", None,
         _("手机上看书、听书，不用下载别的应用"),
         _("电子书 看书 听书 小说 阅读 有声书")),
    Door("quizzes", _("知识竞赛"), "help-circle", "interaction", None,
         _("在线答题，安全生产、法律和历史知识"),
         _("答题 问答 竞答 知识 题目 安全知识 考试")),
    Door("votes", _("投票互动"), "checkbox", "interaction", None,
         _("一人一票，结果可以复核"),
         _("投票 选举 评选 问卷 调查 打分 拉票")),
    Door("crossstrait", _("两岸会客厅"), "affiliate", "interaction", None,
         _("台湾职工和乡亲的线上线下会客厅"),
         _("台湾 台胞 两岸 会客厅 台胞证 居住证 交流 创业 马祖")),
    Door("spaces", _("共享空间"), "armchair", "interaction", "hub:home",
         _("会议室、茶室、工位，按小时预约"),
         _("会议室 场地 工位 茶室 预约场地 订房间 开会 共享 办公 借场地")),
    Door("reform", _("产业工人队伍建设改革"), "chart-line", "interaction", None,
         _("产改试点的目标、进展和依据"),
         _("产改 改革 试点 产业工人 指标 进度 报表")),
)
# fmt: on

Cards = Callable[[HttpRequest], list[Card]]

CARDS: tuple[Cards, ...] = (
    fairs.receipts,
    hub.receipts,
    fairs.lines,
    fairs.tills,
    reading.mine,
    stations.calls,
    stations.in_line,
    stations.stays,
    stations.jobs,
)  # what needs me now, and my receipts
NEAR: tuple[Cards, ...] = (stations.near, reading.near)  # open places near me
ON_NOW: tuple[Cards, ...] = (fairs.on_now,)  # what is on, with places left
# What waits for an officer.
WORK: tuple[Callable[[HttpRequest], list[WorkItem]], ...] = (
    fairs.work,
    hub.work,
    membership.work,
    reading.work,
    stations.work,
)
CODES: tuple[Callable[[HttpRequest, str], str | None], ...] = (
    fairs.page_of_code,
    hub.page_of_code,
    reading.page_of_code,
    stations.page_of_code,
)  # a code typed or scanned -> the asker's page for it
MENU: tuple[Entry, ...] = (
    Entry(_("惠民补贴专场"), "fridge", "fairs-console:index", group=_("服务项目"), act=fair_rules.WATCH),
    Entry(_("共享空间"), "armchair", "hub-console:index", group=_("服务项目"), act=hub_rules.RECEIVE),
    Entry(_("职工书屋"), "books", "reading-console:index", group=_("服务项目"), act=reading_rules.WATCH),
    Entry(_("驿站和司机之家"), "coffee", "stations-console:index", group=_("服务项目"), act=station_rules.WATCH),
    Entry(_("场所"), "building", "faces:premises", group=_("服务项目"), act=MANAGE),
    Entry(_("会员名单导入"), "users-group", "membership:rosters", group=_("会员和工会"), act=membership_rules.ROSTERS),
    Entry(_("会籍核实"), "id-badge-2", "membership:claims", group=_("会员和工会"), act=membership_rules.ROSTERS),
)  # the console's left menu, below 我的工作
COUNTERS: tuple[Entry, ...] = (
    Entry(
        _("专场门岗和收银台"),
        "ticket",
        "fairs-counter:home",
        summary=_("验凭证入场，或为会员登记购买"),
        open_if=fairs.has_desk,
    ),
    Entry(
        _("会客厅前台"),
        "armchair",
        "hub-counter:home",
        summary=_("扫预订凭证登记到场，看今天谁来"),
        open_if=hub.has_desk,
    ),
    Entry(
        _("书屋借还台"),
        "books",
        "reading-counter:home",
        summary=_("借书还书，断网也能用"),
        open_if=reading.has_desk,
    ),
    Entry(
        _("驿站柜台"),
        "coffee",
        "stations-counter:home",
        summary=_("确认开门，让人进来，管物资和报修"),
        open_if=stations.has_desk,
    ),
    Entry(
        _("我看管的场所"),
        "key",
        "faces:kept",
        summary=_("点一下告诉大家开着，答复工友反映的问题"),
        open_if=premises.keeps_any,
    ),
)  # desks on site: gate, till, …
ACTS: dict[str, str] = acts.ACTS  # journal acts in words, where a member or officer reads them
PREMISES: tuple[PremisesKind, ...] = (
    PremisesKind(
        "station",
        _("职工驿站"),
        "home-heart",
        "stations:station",
        "stations-console:index",
        basics=facilities.STATION_BASICS,
        beside=station_actions.keep_presence,
    ),
    PremisesKind(
        "truckers_home",
        _("司机之家"),
        "truck",
        "stations:station",
        "stations-console:index",
        basics=facilities.HOME_BASICS,
        beside=station_actions.keep_presence,
    ),
    PremisesKind(
        "reading_room",
        _("职工书屋"),
        "books",
        "reading:room",
        "reading-console:index",
        basics=facilities.READING_BASICS,
        beside=reading_actions.keep_room,
    ),
    PremisesKind("hub", _("会客厅"), "armchair", "hub:house", "hub-console:index"),
)  # what kinds of premises there are, and the slices' pages for them
# ("fairs", router): /api/v1/fairs/…
ROUTERS: tuple[tuple[str, Router], ...] = (
    ("fairs", fairs_router),
    ("hub", hub_router),
    ("reading", reading_router),
    ("stations", stations_router),
)

RUSH: tuple[Desk, ...] = (*fairs_rush.DESKS,)  # what thousands ask for in the same second


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a slice's pages stand: its urls module offers member_urls, console_urls, … with their namespaces."""

    module: str
    member: str = ""
    console: str = ""
    counter: str = ""


URLS: tuple[Addresses, ...] = (
    Addresses("gonghui.services.fairs.urls", "subsidies/", "console/fairs/", "counter/fairs/"),
    Addresses("gonghui.services.hub.urls", "spaces/", "console/spaces/", "counter/spaces/"),
    Addresses("gonghui.services.stations.urls", "stations/", "console/stations/", "counter/stations/"),
    Addresses("gonghui.services.membership.urls", console="console/membership/"),
    Addresses("gonghui.services.reading.urls", "reading/", "console/reading/", "counter/reading/"),
)

# What bin/demo fills an empty database with; each tells the lines of its sign-ins.
DEMO_WORLDS: tuple[Callable[..., list[str]], ...] = (demo_fairs, demo_hub, demo_reading, demo_stations)
