"""Marks a sentence for translation without translating it: the kernel and the rules know no language."""


def gettext_noop(sentence: str) -> str:
    """Return `sentence` unchanged; gettext's tools find the call and collect the words."""
    return sentence


class Word(str):
    """A word of ours among a refusal's facts ("原因"): whoever speaks the refusal translates it."""

    __slots__ = ()
