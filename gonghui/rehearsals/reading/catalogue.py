"""Books of nobody, as many as are wanted: for measuring, rehearsing and demonstrating."""

import random
from collections.abc import Iterator
from itertools import accumulate, product

from gonghui.kernel.isbn import check_of_thirteen


def _words(text: str) -> list[str]:
    return text.split()


SEED = 20240423  # World Book Day: the same books every time
HEADS = _words(
    "中国 现代 职工 工会 红色 城市 乡村 家庭 安全 技术 机械 电工 焊接 数控 建筑 铁路 "
    "汽车 石油 化工 煤矿 物流 快递 农业 园林 烹饪 健康 心理 法律 劳动 经济 金融 投资 "
    "会计 市场 企业 班组 质量 创新 设计 摄影 书法 绘画 音乐 戏曲 民间 古代 唐宋 明清 "
    "近代 世界 欧洲 亚洲 东北 松花江 长江 黄河 草原 海洋 星空 宇宙 地球 数学 物理 化学 "
    "生物 医学 中医 营养 儿童 青年 老年 女性 英雄 劳模 工匠 师傅 车间 工地 码头 桥梁 "
    "隧道 高山 平原 春天 夏夜 秋风 冬雪 月光 河流 森林 大地 时间 记忆 远方 故乡 母亲 "
    "父亲"
)
TAILS = _words(
    "概论 基础 入门 实践 手册 指南 教程 原理 应用 研究 简史 通史 故事 传奇 传记 回忆 "
    "文集 诗选 散文 小说 地图 百科 图解 问答 案例 心得 方法 艺术 之路 之歌 之光 人生 "
    "岁月 时代 精神 力量 智慧 密码 解读 新编 精要 大全 一百讲 三十课 二十年 十日谈"
)
MIDDLES = _words(
    "与 的 和 管理 工程 文化 社会 生活 发展 改革 教育 工业 制造 维修 检测 施工 运输 "
    "服务 营销 写作 阅读 沟通 团队 领导 权益 保护 运动 旅行 饮食 收藏 科学 哲学 历史 "
    "地理 信息 网络 数据 智能 材料 能源 环境 气候 水利 农村 社区 学校 医院 博物馆"
)
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志文海燕春雪晨阳子轩雨欣梓涵一诺思远博文嘉怡俊杰浩然"
PUBLISHERS = ("中国工人出版社", "人民文学出版社", "机械工业出版社", "科学出版社", "作家出版社", "吉林人民出版社")
SUBJECTS = ("politics", "science", "life", "culture", "economy", "general")

Book = tuple[str, str, str]  # name, author, ISBN


def books(many: int, *, seed: int = SEED) -> Iterator[Book]:
    """(name, author, ISBN) of so many books. Some words are in many names, most in few, as in a real catalogue."""
    dice = random.Random(seed)  # noqa: S311 - invented books
    heads, tails, middles = ((words, _weights(len(words))) for words in (HEADS, TAILS, MIDDLES))
    pairs = [one + other for one, other in product(GIVEN, repeat=2)]
    for number in range(many):
        name = "".join(dice.choices(words, cum_weights=weights)[0] for words, weights in (heads, middles, tails))
        if number % 3 == 0:
            name += "".join(dice.choices(HEADS, k=2)) + dice.choice(TAILS)
        author = dice.choice(SURNAMES) + (dice.choice(pairs) if number % 4 else dice.choice(GIVEN))
        yield name, author, isbn(number)


def isbn(number: int) -> str:
    """The ISBN of the book with this number, under a prefix that nobody has."""
    twelve = f"97870{number:07}"
    return twelve + check_of_thirteen(twelve)


def _weights(many: int) -> list[float]:
    """The n-th word comes a third as seldom as its place would have it: Zipf's law, softened."""
    return list(accumulate(1 / (3 + place) for place in range(many)))
