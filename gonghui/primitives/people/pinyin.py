"""The key by which names sort in a list: surname first, by its sound, with the surnames that sound otherwise."""

from functools import lru_cache

from gonghui.kernel.sounds import sounds

# As surnames these characters are read differently from their usual sound.
SURNAMES = {
    "单": "shan", "單": "shan", "仇": "qiu", "解": "xie", "查": "zha", "曾": "zeng", "区": "ou", "區": "ou",
    "朴": "piao", "盖": "ge", "蓋": "ge", "翟": "zhai", "尤": "you", "任": "ren", "华": "hua", "華": "hua",
    "缪": "miao", "繆": "miao", "折": "she", "种": "chong", "秘": "bi", "祭": "zhai", "召": "shao", "黑": "he",
    "员": "yun", "員": "yun", "贠": "yun", "繁": "po", "洗": "xian", "冼": "xian", "覃": "qin", "逄": "pang",
    "纪": "ji", "燕": "yan", "乐": "yue", "樂": "yue", "隗": "wei", "郇": "xun", "句": "gou", "撒": "sa",
    "牟": "mu", "佴": "nai", "宓": "mi", "瞿": "qu", "幺": "yao", "万": "wan", "葛": "ge", "过": "guo", "過": "guo",
    "哈": "ha", "令": "ling", "宁": "ning", "訾": "zi", "殷": "yin", "应": "ying", "應": "ying", "臧": "zang",
    "占": "zhan", "长": "chang", "車": "che", "车": "che", "晟": "cheng", "谌": "chen", "諶": "chen", "莘": "shen",
    "眭": "sui", "都": "du", "阚": "kan", "闞": "kan", "芮": "rui", "卜": "bu", "么": "yao", "适": "kuo",
}  # fmt: skip
COMPOUND = {
    "欧阳": "ouyang", "歐陽": "ouyang", "司马": "sima", "上官": "shangguan", "诸葛": "zhuge", "諸葛": "zhuge",
    "尉迟": "yuchi", "尉遲": "yuchi", "长孙": "zhangsun", "長孫": "zhangsun", "单于": "chanyu", "万俟": "moqi",
    "宇文": "yuwen", "令狐": "linghu", "澹台": "tantai", "皇甫": "huangfu", "慕容": "murong", "夏侯": "xiahou",
    "东方": "dongfang", "東方": "dongfang", "司徒": "situ", "司空": "sikong", "呼延": "huyan", "端木": "duanmu",
    "公孙": "gongsun", "公孫": "gongsun", "轩辕": "xuanyuan", "钟离": "zhongli", "闻人": "wenren", "赫连": "helian",
    "申屠": "shentu", "太史": "taishi", "濮阳": "puyang", "淳于": "chunyu", "第五": "diwu", "西门": "ximen",
    "南宫": "nangong", "独孤": "dugu", "拓跋": "tuoba", "完颜": "wanyan",
}  # fmt: skip
LONGEST = 120


def sort_key(name: str) -> str:
    """ "单小雨" -> "shan xiao yu 单小雨": sounds first, so that 李 and 黎 stand apart only where sounds are equal."""
    if name[:2] in COMPOUND and len(name) > 2:
        surname, given = COMPOUND[name[:2]], name[2:]
    elif name[:1] in SURNAMES:
        surname, given = SURNAMES[name[0]], name[1:]
    else:
        surname, given = "", name
    return f"{surname} {_sounds(given)} {name}".strip()[:LONGEST]


@lru_cache(maxsize=50_000)
def _sounds(given: str) -> str:
    # Given names repeat: in a roster of thousands most are found here.
    return " ".join(sounds(given))
