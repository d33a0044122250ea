"""Fields turn what people type into kernel values, and say how to mend what cannot be one."""

from datetime import UTC, datetime

import pytest
from django import forms

from gonghui.faces.forms import FenField, MobileField, MomentField, PercentField, ProseField, WindowField
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.money import Fen
from gonghui.kernel.percent import Percent


class Sale(forms.Form):
    price = FenField()
    rate = PercentField(required=False)
    mobile = MobileField(required=False)
    window = WindowField(required=False)


class Words(forms.Form):
    title = ProseField(max_length=6)
    text = ProseField(max_length=20, rows=3)
    at = MomentField(required=False)


def test_what_is_typed_to_be_read_keeps_its_signs_and_only_paragraphs_their_lines():
    form = Words({"title": " 甲：\n乙\u200b ", "text": "一；\r\n\r\n\r\n二。"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"title": "甲： 乙", "text": "一；\n\n二。", "at": None}
    assert not Words({"title": "\u200b", "text": "x"}).is_valid()


def test_a_moment_of_another_age_is_a_slip():
    assert "年份 202 填错了" in str(Words({"title": "a", "text": "b", "at": "0202-05-20T09:00"}).errors)


def filled(**data: str) -> Sale:
    return Sale({"price": "1", **data})


def test_what_people_type_becomes_kernel_values():
    form = filled(
        price="￥5,600.5",
        rate="30%",
        mobile="+86 138 0013 8000",
        window_starts="2026-05-20T09:00",
        window_ends="2026-05-20T10:00",
    )
    assert form.is_valid(), form.errors
    clean = form.cleaned_data
    assert (clean["price"], clean["rate"]) == (Fen(560_050), Percent(3000))
    assert clean["mobile"] == Mobile.parse("13800138000")
    assert clean["window"].starts == datetime(2026, 5, 20, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize("price", ["", "0", "-1", "1.234", "1e5", "五千", "9" * 70])
def test_a_price_that_cannot_be_is_named(price):
    assert "price" in filled(price=price).errors


@pytest.mark.parametrize(("field", "value"), [("rate", "三成"), ("mobile", "1380013")])
def test_a_value_that_cannot_be_says_what_is_wrong_and_how_to_mend_it(field, value):
    (errors,) = filled(**{field: value}).errors.values()
    assert "。" in errors[0]


def test_a_window_that_ends_before_it_starts_is_refused():
    form = filled(window_starts="2026-05-20T10:00", window_ends="2026-05-20T09:00")
    assert "window" in form.errors


def test_what_was_optional_and_empty_is_none():
    form = filled()
    assert form.is_valid(), form.errors
    assert [form.cleaned_data[name] for name in ("rate", "mobile", "window")] == [None] * 3


def test_a_value_is_shown_for_change_as_it_was_typed():
    form = Sale(initial={"price": Fen(560_050), "rate": Percent(1250), "mobile": Mobile.parse("13800138000")})
    page = str(form)
    assert 'value="5600.50"' in page
    assert 'value="12.5%"' in page
    assert 'value="13800138000"' in page


def test_a_refused_value_stays_in_the_box_for_mending():
    assert 'value="1.234"' in str(filled(price="1.234"))
