"""Templates that are put together when they are loaded mean what Django says they mean."""

import pytest
from django.template import Context, Engine
from django.template.loader import get_template
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.utils import translation

from gonghui.faces import assembly

BUILTINS = ["django.templatetags.i18n", "gonghui.faces.templatetags.kit", "gonghui.faces.templatetags.sharing"]
FRAME = "<{% block head %}head{% endblock %}|{% if deep %}{% block text %}text{% endblock %}{% endif %}>"


def shown(page, /, **templates):
    """What the template `page` says of what it is given, by our loader and by Django's own: they must agree."""
    given = templates.pop("given", {"deep": True})
    inner = [("django.template.loaders.locmem.Loader", templates)]
    said = []
    for loader in ("gonghui.faces.assembly.Loader", "django.template.loaders.cached.Loader"):
        engine = Engine(loaders=[(loader, inner)], builtins=BUILTINS)
        said.append([engine.get_template(page).render(Context(given)) for _again in range(2)])
    assert said[0] == said[1]
    assert said[0][0] == said[0][1], "the second time it says something else"
    return said[0][0]


def test_a_page_stands_in_its_frame():
    mine = "{% extends 'frame' %}{% block text %}mine{% endblock %}"
    assert shown("mine", frame=FRAME, mine=mine) == "<head|mine>"
    assert shown("mine", frame=FRAME, mine=mine, given={"deep": False}) == "<head|>"


def test_a_page_of_a_page_fills_what_both_left_open():
    middle = "{% extends 'frame' %}{% block text %}({% block inner %}inner{% endblock %}){% endblock %}"
    last = "{% extends 'middle' %}{% block inner %}last{% endblock %}{% block head %}HEAD{% endblock %}"
    assert shown("middle", frame=FRAME, middle=middle) == "<head|(inner)>"
    assert shown("last", frame=FRAME, middle=middle, last=last) == "<HEAD|(last)>"


def test_what_stood_in_the_frame_stands_where_it_is_asked_for():
    mine = "{% extends 'frame' %}{% block head %}{% if deep %}[{{ block.super }}]{% endif %}!{% endblock %}"
    assert shown("mine", frame=FRAME, mine=mine) == "<[head]!|text>"
    again = "{% extends 'mine' %}{% block head %}{{ block.super }}?{% endblock %}"
    assert shown("again", frame=FRAME, mine=mine, again=again) == "<[head]!?|text>"


def test_a_page_may_choose_its_frame_and_be_extended_itself():
    mine = "{% extends base %}{% block text %}mine {% block inner %}{% endblock %}{% endblock %}"
    last = "{% extends 'mine' %}{% block head %}{{ block.super }}+{% endblock %}{% block inner %}last{% endblock %}"
    templates = {"frame": FRAME, "other": "other: {% block text %}{% endblock %}", "mine": mine, "last": last}
    assert shown("last", **templates, given={"base": "frame", "deep": True}) == "<head+|mine last>"
    assert shown("last", **templates, given={"base": "other"}) == "other: mine last"


def test_what_a_block_calls_something_is_not_known_outside():
    frame = "{% block one %}{% endblock %}{{ name }}{% include 'part' %}{{ name }}"
    part = "{% translate '工惠' as name %}({{ name }})"
    mine = "{% extends 'frame' %}{% block one %}{% translate '首页' as name %}{{ name }}-{% endblock %}"
    assert shown("mine", frame=frame, mine=mine, part=part, given={"name": "x"}) == "首页-x(工惠)x"


def test_a_part_is_given_what_it_is_given():
    page = "{% include 'part' %}{% include 'part' with a=1 %}{% include 'part' with b=a only %}"
    assert shown("page", page=page, part="[{{ a }}{{ b }}]", given={"a": "A", "b": "B"}) == "[AB][1B][A]"


def test_a_part_that_is_named_by_a_variable_or_that_there_is_not_is_left_to_django():
    page = "{% include which %}{% if never %}{% include 'missing' %}{% endif %}"
    assert shown("page", page=page, part="part", given={"which": "part"}) == "part"


def test_each_script_has_its_own_words():
    page = "{% icon 'home' %}{% translate '返回' %}<b>{% blocktranslate %}登录{% endblocktranslate %}</b>"
    engine = Engine(
        loaders=[("gonghui.faces.assembly.Loader", [("django.template.loaders.locmem.Loader", {"page": page})])],
        builtins=BUILTINS,
    )
    template = engine.get_template("page")
    assert len(template.nodelist) == 1, "it is one text"
    for _again in range(2):
        with translation.override("zh-hans"):
            assert template.render(Context()).endswith("返回<b>登录</b>")
        with translation.override("zh-hant"):
            assert template.render(Context()).endswith("返回<b>登入</b>")


@pytest.mark.parametrize("page", ["member/home.html", "member/mine.html", "console/work.html"])
def test_of_our_pages_no_frame_and_no_part_is_left_to_be_found_at_every_visit(page):
    nodes = list(assembly.every(get_template(page).template.nodelist))
    assert not [node for node in nodes if isinstance(node, BlockNode | ExtendsNode | IncludeNode)]
    assert any(isinstance(node, assembly.Same) for node in nodes)
