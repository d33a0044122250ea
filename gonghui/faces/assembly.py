"""Templates are put together once, when they are loaded, and not at every page.

A page stands in its frame and parts stand where they are included, so that no node of them is left; and what says the
same to all who read one script (text, words, icons, styles, addresses without arguments) is one text, made when it is
first shown. What templates mean does not change.
"""

import copy
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.conf import settings
from django.template import Template, TemplateDoesNotExist
from django.template.base import FilterExpression, Node, NodeList, TextNode, TokenType, Variable, VariableNode
from django.template.context import Context
from django.template.defaulttags import CommentNode, IfNode, LoadNode, URLNode, WithNode
from django.template.library import SimpleNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.template.loaders import base, cached
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django.urls import reverse
from django.utils import translation
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

Load = Callable[[str], Template]
SILENT = (CommentNode, LoadNode)
NAMING = ("asvar", "varname", "target_var", "var_name", "variable_name")  # what nodes call a variable that they set


class Same(Node):
    """Nodes that say the same to all who read one script."""

    child_nodelists = ()

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self._made: dict[Any, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        key = translation.get_language(), context.autoescape, settings.ROOT_URLCONF
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = NodeList(self.nodes).render(context)
        return made


class Address(URLNode):
    """The address of a page, remembered: a list has thirty, and to reckon one out takes as long as to show a line."""

    def render(self, context: Context) -> SafeString:
        name, about = self.view_name.resolve(context), tuple(arg.resolve(context) for arg in self.args)
        return _address(settings.ROOT_URLCONF, name, about)


@lru_cache(maxsize=8192)
def _address(_urls: str, name: str, about: tuple[Any, ...]) -> SafeString:
    return conditional_escape(reverse(name, args=about))


def with_address(node: Node) -> Node:
    if type(node) is not URLNode or node.asvar or node.kwargs:
        return node
    return at_home(Address(node.view_name, node.args, node.kwargs, None), node)


class Apart(Node):
    """A part that is given values and nothing else, as `include … only` says."""

    def __init__(self, values: dict[str, FilterExpression], nodelist: NodeList) -> None:
        self.values, self.nodelist = values, nodelist

    def render(self, context: Context) -> SafeString:
        return self.nodelist.render(context.new({name: value.resolve(context) for name, value in self.values.items()}))


class Chosen(Node):
    """A page whose frame is named by a variable: put together with each frame when it is first chosen."""

    child_nodelists = ()

    def __init__(self, name: FilterExpression, layers: list[dict[str, BlockNode]], load: Load) -> None:
        self.name, self.layers, self.load = name, layers, load
        self._made: dict[str, NodeList] = {}

    def render(self, context: Context) -> SafeString:
        name = str(self.name.resolve(context))
        if name not in self._made:
            framed = self.load(name).framed  # type: ignore[attr-defined]
            for blocks in self.layers:
                framed = filled(framed, blocks)
            self._made[name] = closed(framed)
        return self._made[name].render(context)


class _Assembling(base.Loader):
    def get_template(self, template_name: str, skip: Any = None) -> Template:
        template = super().get_template(template_name, skip)
        assemble(template, self.engine.get_template)
        return template


class Loader(cached.Loader, _Assembling):
    """Django's own loader, whose templates are put together before anybody sees them."""


def assemble(template: Template, load: Load) -> None:
    """Of a template just parsed: `nodelist` is what is shown, `framed` the same with its blocks, for who extends it."""
    including(template.nodelist, load)
    framed = template.nodelist
    for node in template.nodelist:
        if isinstance(node, ExtendsNode):
            framed = frame_of(node, load)
    template.framed = framed  # type: ignore[attr-defined]
    template.nodelist = closed(framed)


def frame_of(page: ExtendsNode, load: Load) -> NodeList:
    """The frame that a page extends, with the blocks of the page in place."""
    name: Any = page.parent_name
    if not is_constant(name):
        return NodeList([at_home(Chosen(name, [page.blocks], load), page)])
    return filled(load(named(name)).framed, page.blocks)  # type: ignore[attr-defined]


def closed(framed: NodeList) -> NodeList:
    """To be shown: nothing is a block any more."""
    return merged(filled(framed, {}, dissolve=True))


def named(name: FilterExpression) -> str:
    return str(name.resolve(Context()))


def is_constant(value: FilterExpression) -> bool:
    """Whether it is written out: a text, perhaps one that is translated, or a number."""
    return not value.filters and not (isinstance(value.var, Variable) and value.var.literal is None)


def including(nodelist: NodeList, load: Load) -> None:
    """In place: parts that are named by their path stand where they are included, and addresses are remembered."""
    for inner in nodelists(nodelist):
        including(inner, load)
    nodelist[:] = [with_address(part) for node in nodelist for part in included(node, load)]


def included(node: Node, load: Load) -> Iterable[Node]:
    if isinstance(node, SILENT):
        return ()
    if not isinstance(node, IncludeNode) or not is_constant(node.template):
        return (node,)
    try:
        nodes = load(named(node.template)).nodelist
    except TemplateDoesNotExist:
        return (node,)  # says so when it is shown
    if node.isolated_context:
        return (at_home(Apart(node.extra_context, nodes), node),)
    return scoped(node.extra_context, nodes, node)


def scoped(values: dict[str, Any], nodes: NodeList, instead_of: Node) -> Iterable[Node]:
    """What these nodes say with some more values; variables that they set are known to them alone."""
    if not values and not any(getattr(node, name, None) for node in every(nodes) for name in NAMING):
        return nodes
    return (at_home(WithNode(None, None, nodes, values), instead_of),)


def filled(nodelist: NodeList, blocks: dict[str, BlockNode], *, dissolve: bool = False) -> NodeList:
    """A copy with these blocks in place of those of the same name; `dissolve`: their contents, and no block."""
    return NodeList(part for node in nodelist for part in filled_node(node, blocks, dissolve))


def filled_node(node: Node, blocks: dict[str, BlockNode], dissolve: bool) -> Iterable[Node]:
    if isinstance(node, Chosen) and blocks:
        return (at_home(Chosen(node.name, [*node.layers, blocks], node.load), node),)
    if isinstance(node, BlockNode):
        given = blocks.get(node.name)
        inside = filled((given or node).nodelist, blocks, dissolve=dissolve)
        if given is not None:
            inside = with_super(inside, filled(node.nodelist, blocks, dissolve=dissolve))
        return scoped({}, inside, node) if dissolve else (at_home(BlockNode(node.name, inside), node),)
    if not any(isinstance(inner, BlockNode) for part in nodelists([node]) for inner in every(part)):
        return (node,)
    return (holding(node, lambda inner: filled(inner, blocks, dissolve=dissolve)),)


def with_super(nodelist: NodeList, instead: NodeList) -> NodeList:
    """What stood in the frame's block where `{{ block.super }}` asks for it."""
    found = NodeList()
    for node in nodelist:
        if is_super(node):
            found += instead
        elif any(map(is_super, every([node]))):
            found.append(holding(node, lambda inner: with_super(inner, instead)))
        else:
            found.append(node)
    return found


def is_super(node: Node) -> bool:
    return isinstance(node, VariableNode) and node.filter_expression.token == "block.super"  # noqa: S105


def merged(nodelist: NodeList) -> NodeList:
    """With each run of nodes that say the same to everybody as one."""
    found = NodeList()
    for alike, nodes in groupby(nodelist, says_the_same):
        run = list(nodes)
        found += [together(run)] if alike else run
    for inner in nodelists(found):
        inner[:] = merged(inner)
    return found


def together(nodes: list[Node]) -> Node:
    """One node that says what these say."""
    parts = [part for node in nodes for part in (node.nodes if isinstance(node, Same) else (node,))]
    texts = [part.s for part in parts if isinstance(part, TextNode)]
    if len(texts) == len(parts):
        return at_home(TextNode("".join(texts)), parts[0])
    return nodes[0] if len(nodes) == 1 and isinstance(nodes[0], Same) else at_home(Same(parts), parts[0])


def says_the_same(node: Node) -> bool:
    if any(getattr(node, name, None) for name in NAMING):
        return False
    match node:
        case TextNode() | Same():
            return True
        case TranslateNode():
            return not node.message_context and is_constant(node.filter_expression)
        case BlockTranslateNode():
            return not (node.extra_context or node.plural or node.message_context) and all(
                token.token_type is TokenType.TEXT for token in node.singular
            )
        case StaticNode():
            return is_constant(node.path)
        case URLNode():
            return all(map(is_constant, [node.view_name, *node.args, *node.kwargs.values()]))
        case SimpleNode():
            same_for_all = getattr(node.func, "same_for_all", False)
            return same_for_all and all(map(is_constant, [*node.args, *node.kwargs.values()]))
    return False


def nodelists(nodes: Iterable[Node]) -> Iterator[NodeList]:
    """What nodes hold, each list itself."""
    for node in nodes:
        if isinstance(node, IfNode):
            yield from (inner for _condition, inner in node.conditions_nodelists)
        else:
            yield from (inner for name in node.child_nodelists if (inner := getattr(node, name, None)))


def every(nodes: Iterable[Node]) -> Iterator[Node]:
    """Them and all that is in them."""
    for node in nodes:
        yield node
        for inner in nodelists([node]):
            yield from every(inner)


def holding(node: Node, change: Callable[[NodeList], NodeList]) -> Node:
    """A copy of a node that holds changed lists."""
    made = copy.copy(node)
    if isinstance(made, IfNode):
        made.conditions_nodelists = [(condition, change(inner)) for condition, inner in made.conditions_nodelists]
    else:
        for name in made.child_nodelists:
            if (inner := getattr(made, name, None)) is not None:
                setattr(made, name, change(inner))
    return made


def at_home(node: Node, instead_of: Node) -> Node:
    """A node that knows where it was written, as Django's parser would have it."""
    for name in ("token", "origin"):
        if hasattr(instead_of, name):
            setattr(node, name, getattr(instead_of, name))
    return node
