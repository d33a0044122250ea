"""What is no ground for anything: sex, religion, nationality group, household registration, education. Pure.

工会法第三条 names them. What an officer writes that says one of them, in Chinese of either script, in pinyin or in
English, spaced or pointed apart, is refused. Words that only look so (客户, 女儿, part of a school) are set
aside. A lone 男 or 女 names the sex; an explanation says 申请人.
"""

import re

from gonghui.kernel.text import fold
from gonghui.kernel.words import gettext_noop as _

from .. import refusals

# Characters of the lists below as Traditional script writes them.
TRADITIONAL = str.maketrans(
    "來個兒別務員壯夥婦媽孫學宮專帳憑懷戶戸暫書會業歷沒滿漢無爺爾產畢眾碩禮種級維聯職薩蘭衆裏裝裡診認證識讀貫賬輟辦農過鄉醫鎮門開飯體鮮僅縣",
    "来个儿别务员壮伙妇妈孙学宫专帐凭怀户户暂书会业历没满汉无爷尔产毕众硕礼种级维联职萨兰众里装里诊认证识读贯账辍办农过乡医镇门开饭体鲜仅县",
)
# What is put between the characters of a word to hide it.
APART = re.compile(r"[\s\-_*·.、/\\|~'\"“”‘’()（）\[\]【】<>《》+=#@^&]+")

ORIGIN = _("户籍")
FEATURES = {
    _("性别"): """
        性别 男 女 妇 姑娘 小伙 大妈 大爷 阿姨 怀孕 有孕 孕期 哺乳 产假 生育 生孩子 坐月子
        xingbie nvde nande nvxing nanxing female male gender woman women pregnan
    """,
    _("宗教"): """
        宗教 信教 教徒 信徒 信仰 信众 信佛 信主 信神 佛教 道教 基督 天主 伊斯兰 穆斯林 回教 和尚 尼姑 道士 礼拜
        zongjiao xinjiao religio muslim islam christian buddhis catholic
    """,
    _("民族"): """
        民族 种族 汉族 回族 藏族 壮族 满族 苗族 彝族 蒙族 蒙古族 维族 维吾尔 朝鲜族 哈萨克
        minzu ethnic nationality
    """,
    ORIGIN: """
        户籍 户口 户囗 外户 籍贯 原籍 本籍 外籍户 农业户 农户 非农 城镇户 农村户 外来户 外来人 外来务工 外来工
        外地人 外地户 外地籍 外地的 外地来 外地员工 外地职工 外地工 是外地 外省人 外省户 外省的 外乡 外村 本地人
        本地户 非本地 不是本地 只收本地 只要本地 只限本地 仅限本地 非本县 不是本县 祖籍 省籍
        非本市 不是本市 不是我市 非本省 不是本省 农村人 乡下人 城里人 农民工 盲流 暂住证 老家
        没有居住证 无居住证 没办居住证 hukou huji waidi household outsider hometown
    """,
    _("学历"): """
        学历 文凭 文化程度 文化水平 文化低 文化太低 文化不高 没文化 无文化 没有文化 教育程度 教育水平 受教育 毕业
        肄业 辍学 初中 高中 中专 大专 专科 本科 研究生 硕士 博士 小学文化 小学生 只有小学 才小学 大学生 没上过学
        没读过书 没念过书 上过大学 读过大学 学位 文盲 不识字 不认字
        xueli wenping wenmang diploma degree education graduate illiterate
    """,
}

# Words that hold one of the above and name none of them.
OTHER_WORDS = """
    妇女儿童 女儿 子女 儿女 侄女 孙女 外甥女 妇联 妇女联合会 妇幼保健 妇科 女职工委员会 女工委 女职工部 女装 女鞋 女包
    男装 男鞋 女子医院 宗教局 宗教事务 民族路 民族街 民族宫 民族饭店 民族宗教 客户 用户 账户 帐户 商户 住户 个体户 门户
    窗户 户外 外地工作 过户 开户 高中部 初中部 高级中学 职业高中 中专学校 高等专科学校 专科医院 专科门诊 研究生院
    民族大学 民族学院
"""
# Nor does a place: 广西壮族自治区, 阿坝藏族羌族自治州.
AUTONOMOUS = re.compile(
    "(?:(?:回|壮|藏|苗|满|彝|羌|侗|瑶|白|傣|土家|布依|哈尼|景颇|傈僳|朝鲜|蒙古|柯尔克孜)族|回|维吾尔|哈萨克|蒙古|各族)+自治[区州县旗]"
)
# Where somebody comes from, said alone (外地，不收); not where they are (人在外地), nor 国外市场, 室外地面.
ELSEWHERE = re.compile("(?<![国海中内户门室野郊])外(?:地(?![质面形点])|省|市(?!场|集)|县|埠|来)")
AWAY = re.compile("(?:在|到|去|赴|往|回)外(?:地|省|市|县|埠)(?![来的人户籍员职])")
GAP = "\n"  # stays where a word was set aside, so that its neighbours do not meet


def feature_in(text: str) -> tuple[str, str] | None:
    """The feature that a text names and the word it does so with, or None."""
    plain = AUTONOMOUS.sub(GAP, APART.sub("", fold(text)).casefold().translate(TRADITIONAL))
    for word in OTHER_WORDS.split():
        plain = plain.replace(word, GAP)
    named = ((feature, word) for feature, words in FEATURES.items() for word in words.split() if word in plain)
    from_elsewhere = ELSEWHERE.search(AWAY.sub(GAP, plain))
    return next(named, (ORIGIN, from_elsewhere[0]) if from_elsewhere else None)


def check_features(text: str) -> None:
    """Raises NamesFeature."""
    if found := feature_in(text):
        raise refusals.NamesFeature(feature=found[0], word=found[1])
