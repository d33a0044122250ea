"""The templates are laid out by tools/markup.py, which breaks a line only where no reader sees it."""

import sys

import pytest

from .tree import CODE, ROOT, named

sys.path.append(str(ROOT / "tools"))

import markup
from markup import laid_out, normal

TEMPLATES = sorted(CODE.rglob("templates/**/*.html"))
LONG = "很长的一段话" * 25

SAME = {
    "between blocks": ("<p>甲</p><p>乙</p>", "<p>甲</p>\n<p>乙</p>"),
    "at both ends of a block": ("<p>甲{{ a }}</p>", "<p>\n  甲{{ a }}\n</p>"),
    "between attributes": ('<a href="/" class="b">甲</a>', '<a href="/"\n  class="b">甲</a>'),
    "before the condition of an attribute": (
        '<li{% if a %} class="b"{% endif %}>甲</li>',
        '<li\n  {% if a %} class="b"{% endif %}>甲</li>',
    ),
    "where a condition stands between blocks": (
        "<div>{% if a %}<p>甲</p>{% else %}乙{% endif %}</div>",
        "<div>\n{% if a %}\n<p>甲</p>\n{% else %}\n乙\n{% endif %}\n</div>",
    ),
    "where white space was": ("<p>甲 {{ a }}</p>", "<p>甲\n{{ a }}</p>"),
    "around what is not seen": ("<form>{% csrf_token %}甲</form>", "<form>\n{% csrf_token %}\n甲</form>"),
    "between the children of a row": (
        '<p class="k-thing-line">{% icon "clock" %}<span>甲</span></p>',
        '<p class="k-thing-line">{% icon "clock" %}\n<span>甲</span></p>',
    ),
}
OTHER = {
    "between inline things": ("<b>甲</b><b>乙</b>", "<b>甲</b>\n<b>乙</b>"),
    "between words": ("<p>甲{{ a }}</p>", "<p>甲\n{{ a }}</p>"),
    "a gap that is lost": ("<p>甲 {{ a }}</p>", "<p>甲{{ a }}</p>"),
    "around a button": ("<p>甲<button>乙</button></p>", "<p>甲\n<button>乙</button></p>"),
    "where a condition may not hold": (
        "<p>甲{% if a %}<br>{% endif %}乙</p>",
        "<p>甲\n{% if a %}<br>{% endif %}乙</p>",
    ),
    "between the turns of a loop": (
        "<p>{% for a in b %}{{ a }}{% endfor %}</p>",
        "<p>{% for a in b %}\n{{ a }}{% endfor %}</p>",
    ),
    "in a text that is written out": ("<textarea>甲 乙</textarea>", "<textarea>甲\n乙</textarea>"),
    "in a sentence of the catalogue": (
        "{% blocktranslate %}甲 {{ a }}{% endblocktranslate %}",
        "{% blocktranslate %}甲\n{{ a }}{% endblocktranslate %}",
    ),
    "in a cell that may be empty": (
        '<table class="k-list"><td>{{ a }}</td></table>',
        '<table class="k-list"><td>\n{{ a }}\n</td></table>',
    ),
    "within an attribute": ('<a title="甲 乙">丙</a>', '<a title="甲\n乙">丙</a>'),
    "a space that an attribute needs": (
        "<option{% if a %} selected{% endif %}>",
        "<option{% if a %}selected{% endif %}>",
    ),
    "another word": ("<p>甲</p>", "<p>乙</p>"),
}


@pytest.mark.parametrize("case", SAME)
def test_a_break_that_nobody_sees_leaves_the_normal_form(case):
    before, after = SAME[case]
    assert normal(before) == normal(after)


@pytest.mark.parametrize("case", OTHER)
def test_a_gap_that_was_not_there_changes_the_normal_form(case):
    before, after = OTHER[case]
    assert normal(before) != normal(after)


def test_blocks_come_one_a_line_and_inline_runs_together():
    text = (
        '<section class="a"><h2>{% translate "甲" %}</h2>{% if a %}<p><b>乙</b>'
        + LONG[:98]
        + "</p>{% endif %}</section>"
    )
    assert laid_out(text).split("\n") == [
        '<section class="a">',
        '  <h2>{% translate "甲" %}</h2>',
        "  {% if a %}",
        f"  <p><b>乙</b>{LONG[:98]}</p>",
        "  {% endif %}",
        "</section>",
    ]


def test_what_cannot_be_broken_stays_and_is_named():
    text = f"<p>{LONG}{{{{ a }}}}{LONG}</p>\n"
    assert laid_out(text) == f"<p>\n  {LONG}{{{{ a }}}}{LONG}\n</p>\n"
    assert list(markup.long_lines(laid_out(text))) == [(2, 2 + 2 * len(LONG) + len("{{ a }}"))]


def test_no_line_of_a_template_is_too_long():
    found = {named(path): list(markup.long_lines(path.read_text())) for path in TEMPLATES}
    assert {name: lines for name, lines in found.items() if lines} == {}, "python tools/markup.py; the rest by hand"


def test_a_sentence_of_the_catalogue_is_not_counted():
    assert list(markup.long_lines("<p>{% blocktranslate %}" + LONG + "{% endblocktranslate %}</p>")) == []


def test_a_template_that_would_become_another_is_not_written(tmp_path, monkeypatch, capsys):
    path = tmp_path / "a.html"
    path.write_text("<b>甲</b><b>乙</b>")
    monkeypatch.setattr(markup, "laid_out", lambda source: "<b>甲</b>\n<b>乙</b>")
    assert markup.main([str(path)]) == 2
    assert path.read_text() == "<b>甲</b><b>乙</b>"
    assert "would become another page" in capsys.readouterr().out


def test_to_check_writes_nothing(tmp_path, capsys):
    path = tmp_path / "a.html"
    path.write_text(f"<div><p>{LONG[:100]}</p><p>乙</p></div>")
    assert markup.main(["--check", str(path)]) == 1
    assert path.read_text().count("\n") == 0
    assert "to be laid out" in capsys.readouterr().out
    assert markup.main([str(path)]) == 0
    assert path.read_text() == f"<div>\n  <p>{LONG[:100]}</p>\n  <p>乙</p>\n</div>"


def test_every_template_keeps_its_normal_form_when_it_is_laid_out():
    sources = {path: path.read_text() for path in TEMPLATES}
    assert len(sources) > 200
    assert [path for path, source in sources.items() if normal(laid_out(source)) != normal(source)] == []
