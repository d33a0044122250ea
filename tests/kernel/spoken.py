"""How these tests look at a refusal: it is there, of the right class, and speaks in whole sentences."""

import re
from collections.abc import Callable
from typing import TypeVar

import pytest

from gonghui.kernel.refusals import Kind, Refused

R = TypeVar("R", bound=Refused)
V = TypeVar("V")


def refusal(expected: type[R], parse: Callable[..., object], *args: object, **kwargs: object) -> R:
    """The refusal that `parse` raised, after looking at what it says and at how it says to mend it."""
    with pytest.raises(expected) as caught:
        parse(*args, **kwargs)
    refused = caught.value
    assert type(refused) is expected
    assert_speaks(refused)
    return refused


def value_or_refusal(parse: Callable[..., V], *args: object) -> V | None:
    """What `parse` makes of it, or None after looking at the refusal. Anything else is a crash."""
    try:
        return parse(*args)
    except Refused as refused:
        assert_speaks(refused)
        return None


def assert_speaks(refused: Refused) -> None:
    assert refused.kind is Kind.INVALID
    assert "." in refused.code
    assert refused.sentence()
    assert refused.advice()
    assert not (refused.says + refused.mend).endswith("。")
    assert set(re.findall(r"%\((\w+)\)s", refused.says + refused.mend)) <= set(refused.facts)
