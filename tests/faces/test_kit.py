"""Tags and filters of the kit; the kit page shows every component."""

import re
import uuid
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template

import gonghui.faces
from gonghui.faces import moments
from gonghui.kernel.percent import Percent

HERE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=HERE)  # a Monday
KIT = Path(gonghui.faces.__file__).parent / "templates" / "kit"


def shown(template: str, **context: object) -> str:
    return Template(template).render(Context(context))


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (NOW.replace(hour=14), "今天 14:00"),
        (NOW.replace(hour=0, minute=5), "今天 0:05"),
        (NOW + timedelta(days=1), "明天 9:00"),
        (NOW + timedelta(days=2), "后天 9:00"),
        (NOW - timedelta(days=1), "昨天 9:00"),
        (NOW + timedelta(days=5), "周六 9:00"),
        (NOW + timedelta(days=6), "周日 9:00"),
        (NOW + timedelta(days=7), "11月30日 9:00"),
        (NOW - timedelta(days=2), "11月21日 9:00"),
        (datetime(2027, 1, 3, 9, 30, tzinfo=HERE), "2027年1月3日 9:30"),
        (datetime(2026, 11, 23, 17, 0, tzinfo=ZoneInfo("UTC")), "明天 1:00"),
    ],
)
def test_times_are_said_as_people_say_them(at, said):
    assert moments.moment(at, now=NOW) == said


def test_a_span_names_its_day_once():
    today = moments.today()
    starts = datetime(today.year, today.month, today.day, 14, 0, tzinfo=HERE)
    assert moments.span(starts, starts + timedelta(hours=1)) == "今天 14:00–15:00"
    assert moments.span(starts, starts + timedelta(days=1)) == "今天 14:00 – 明天 14:00"


def test_a_day_is_shown_in_full():
    assert moments.full_day(date(2031, 11, 28)) == "2031年11月28日 周五"


@pytest.mark.parametrize(
    ("template", "context", "page"),
    [
        ("{{ x|fen }}", {"x": 560_050}, "5,600.50"),
        ("{{ x|fen }}", {"x": None}, ""),
        ("{{ x|yuan }}", {"x": 600_000}, "6,000"),
        ("{{ x|yuan }}", {"x": 600_050}, "6,000.50"),
        ("{{ x|percent }}", {"x": Percent(1250)}, "12.5%"),
        ("{{ x|percent }}", {"x": 3000}, "30%"),
        ("{{ x|code }}", {"x": "K7M2PX9QR4"}, "K7M-2PX-9QR4"),
        ("{{ x|code }}", {"x": ""}, ""),
        ("{{ x|masked }}", {"x": "林小雨"}, "林**"),
        ("{{ x|masked }}", {"x": "13800138000"}, "138****8000"),
        ("{{ x|masked }}", {"x": None}, ""),
        ("{{ x|when }}{{ x|day }}{{ x|clock }}", {"x": None}, ""),
    ],
)
def test_values_are_shown_one_way(template, context, page):
    assert shown(template, **context) == page


def test_a_person_is_masked_to_the_first_character(db, lin):
    assert shown("{{ x|masked }}", x=lin) == "林**"


def test_an_icon_is_silent_unless_it_has_a_label():
    assert 'aria-hidden="true"' in shown('{% icon "home" %}')
    assert 'role="img" aria-label="首页"' in shown('{% icon "home" "首页" %}')


def test_every_icon_that_is_named_is_in_the_sprite():
    sprite = (KIT.parents[1] / "static/vendor/tabler-icons-3.51.0/sprite.svg").read_text()
    drawn = set(re.findall(r'symbol id="([^"]+)"', sprite))
    package = Path(gonghui.faces.__file__).parents[1]
    named = {
        name
        for file in [*package.rglob("*.html"), *package.rglob("*.py")]
        for name in re.findall(r'{% icon "([^"]+)"|icon(?:_name)?="([a-z0-9-]+)"', file.read_text())
        for name in name
        if name
    }
    from gonghui.faces.services import signs
    from gonghui.faces.speech import MANNERS

    named |= {sign.icon for sign in signs()} | {manner.icon for manner in MANNERS.values()}
    assert named - drawn == set()


def test_a_qr_is_a_picture_with_a_name_and_no_style():
    drawing = shown('{% qr "K7M2PX9QR4" "凭证" %}')
    assert drawing.startswith('<svg role="img" aria-label="凭证"')
    assert "style" not in drawing


def test_each_form_has_its_own_key():
    keys = re.findall(r'name="key" value="([^"]+)"', shown("{% once %}{% once %}"))
    assert len({uuid.UUID(key) for key in keys}) == 2


@pytest.mark.parametrize(("value", "total", "width"), [(0, 0, "0"), (5, 10, "50.0"), (20, 10, "100"), (-1, 10, "0")])
def test_a_bar_never_runs_over(value, total, width):
    assert f'k-bar-part" width="{width}' in shown("{% bar v t %}", v=value, t=total)


def test_hostile_text_stays_text():
    bad = '"><script>alert(1)</script>'
    for template in ("{% icon x x %}", "{% qr x x %}", "{% bar 1 2 x %}", "{{ x|masked }}", "{{ x|code }}"):
        assert "<script>" not in shown(template, x=bad)


def test_every_component_says_its_parameters_and_is_on_the_kit_page(db, zhao, as_person):
    page = as_person(zhao).get("/console/kit/").content.decode()
    for file in KIT.glob("*.html"):
        text = file.read_text()
        assert text.startswith("{% comment %}"), file.name
        assert "Parameters:" in text, file.name
        assert f"kit/{file.name}" in page or file.name == "pager.html", file.name


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["a page", "a part"])
def test_the_counter_of_the_kit_page_says_yes_and_no(db, zhao, as_person, headers):
    officer = as_person(zhao)
    yes, no = (officer.post("/console/kit/", {"code": code}, headers=headers) for code in (zhao.member_code, "K7"))
    assert (yes.status_code, "练习：请进" in yes.text, zhao.member_code in yes.text) == (200, True, True)
    assert (no.status_code, "练习：请进" in no.text, "k-verdict-no" in no.text) == (422, False, True)
    assert ("<html" in yes.text, "<html" in no.text) == ((not headers),) * 2


def test_the_confirm_form_carries_a_key_and_asks_for_the_reason(rf):
    page = Template(
        '{% include "kit/confirm.html" with act="取消" title="t" text="x" url="/u/" reason="原因" %}'
    ).render(Context({"csrf_token": "token"}))
    assert 'name="key"' in page
    assert 'name="csrfmiddlewaretoken" value="token"' in page
    assert 'name="reason"' in page
