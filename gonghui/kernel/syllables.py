"""Latin letters as the syllables of Chinese: "xian" is "xian" or "xi an"."""

from functools import lru_cache

# Every syllable of standard pinyin without tones, ü written v as pypinyin does.
_TABLE = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng iao o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
SYLLABLES = frozenset(start + rest for start, rests in _TABLE.items() for rest in rests.split())
LONGEST = max(map(len, SYLLABLES))
MOST = 6  # readings of one word; a longer word has more, and nobody means them all


@lru_cache(maxsize=1024)
def readings(letters: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read `letters` as whole syllables, long ones first, at most MOST; none when there is no way."""
    found: list[tuple[str, ...]] = []
    _read(letters, (), found, set())
    return tuple(found)


def _read(rest: str, before: tuple[str, ...], found: list[tuple[str, ...]], dead: set[str]) -> bool:
    if not rest:
        found.append(before)
        return True
    if rest in dead or len(found) >= MOST:
        return False
    led = False
    for length in range(min(LONGEST, len(rest)), 0, -1):
        if rest[:length] in SYLLABLES and len(found) < MOST:
            led = _read(rest[length:], (*before, rest[:length]), found, dead) or led
    if not led and len(found) < MOST:
        dead.add(rest)  # no way on from here, however one came
    return led
