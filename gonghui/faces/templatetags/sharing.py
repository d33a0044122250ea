"""`{% shared seconds key… %}…{% endshared %}`: a part of a page that is the same for everybody, made once for all.

A key that says `for_one` of itself was made for who asks (around where they stand, with what is theirs in it): the
part is then made for them alone, of the same keys, and kept nowhere.
"""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils import translation
from django.utils.functional import LazyObject, empty
from django.utils.safestring import SafeString

from gonghui.faces import shared

register = template.Library()


class SharedNode(template.Node):
    """Rendered with its keys and the reader's script, and nothing else: no request, no person, no form key."""

    def __init__(self, seconds: float, keys: dict[str, FilterExpression], nodelist: NodeList) -> None:
        self.seconds, self.keys, self.nodelist = seconds, keys, nodelist

    def render(self, context: Context) -> SafeString:
        values = {name: itself(key.resolve(context)) for name, key in self.keys.items()}
        language = translation.get_language()
        if any(getattr(value, "for_one", False) for value in values.values()):
            return self._made(context, values, language)
        return shared.once(
            (self, language, *values.values()), self.seconds, lambda: self._made(context, values, language)
        )

    def _made(self, context: Context, values: dict[str, Any], language: str | None) -> SafeString:
        alone = Context({**values, "LANGUAGE_CODE": language})
        alone.template = context.template  # its engine loads what is included
        return self.nodelist.render(alone)


def itself(value: Any) -> Any:
    """What a lazy object stands for: it would keep the request that it was made for."""
    if isinstance(value, LazyObject):
        if value._wrapped is empty:
            value._setup()  # type: ignore[attr-defined]
        return value._wrapped
    return value


@register.tag("shared")
def do_shared(parser: Parser, token: Token) -> SharedNode:
    """Seconds, then the names of what it depends on: each a variable of the page, or name=value."""
    _tag, seconds, *names = token.split_contents()
    pairs = (name.partition("=") for name in names)
    keys = {name: parser.compile_filter(value or name) for name, _is, value in pairs}
    nodelist = parser.parse(("endshared",))
    parser.delete_first_token()
    return SharedNode(float(seconds), keys, nodelist)
