"""How Chinese text sounds: pinyin without tones."""


def sounds(text: str) -> list[str]:
    """The sound of each character, lower case; what is not Chinese stays together as it is."""
    # Imported at the first call: its dictionaries weigh 40 MB and take 0.3 s, and most processes never need them.
    from pypinyin import Style, lazy_pinyin

    return [sound.casefold() for sound in lazy_pinyin(text, style=Style.NORMAL)]


def initials(text: str) -> str:
    """The first letter of each sound: "职工驿站" is "zgyz"."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).casefold()
