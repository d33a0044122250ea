"""Sentences in templates: what stands in one is filled in, and no language is asked for a plural it does not have."""

import re

from .tree import CODE, named

SENTENCE = re.compile(r"{% blocktrans(?:late)?\b.*?%}(.*?){% endblocktrans(?:late)? %}", re.DOTALL)


def faults(text):
    """A filter inside a sentence is never applied: the place stays empty. Filters belong into `with`."""
    for inside in SENTENCE.findall(text):
        yield from (hole for hole in re.findall(r"{{\s*(.*?)\s*}}", inside) if not hole.isidentifier())
        if "{% plural %}" in inside:
            yield "plural"


def test_every_place_in_a_sentence_is_filled_in():
    found = {named(path): list(faults(path.read_text())) for path in sorted(CODE.rglob("*.html"))}
    assert len(found) > 100
    assert {name: holes for name, holes in found.items() if holes} == {}


def test_the_law_notices_an_empty_place():
    told = "{% blocktranslate with hall=venue.hall|script %}{{ hall|script }}入场{% plural %}{% endblocktranslate %}"
    assert list(faults(told)) == ["hall|script", "plural"]


GIVEN_UP = re.compile(
    r"<form[^>]*{% url '(?![\w-]+-(?:console|counter):)[\w-]+:"
    r"((?:cancel|give-back|release|withdraw|revoke|leave-(?:line|queue|draw))[\w-]*)'"
)


def test_what_a_worker_gives_up_is_asked_once_by_the_kit():
    """A form of its own would act at the first press; kit/confirm.html asks, and asks once, with scripts or without."""
    found = {named(path): GIVEN_UP.findall(path.read_text()) for path in sorted(CODE.rglob("*.html"))}
    assert {name: acts for name, acts in found.items() if acts} == {}


def test_the_law_notices_a_press_that_gives_up_at_once():
    form = """<form method="post" action="{% url '%s' seat.pk %}">"""
    assert GIVEN_UP.findall(form.replace("%s", "reading:release")) == ["release"]
    assert GIVEN_UP.findall(form.replace("%s", "hub-console:revoke-feed")) == []
