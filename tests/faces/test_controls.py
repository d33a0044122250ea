"""The controls of forms say, letter for letter, what Django's own templates say."""

import datetime as dt

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from gonghui.faces import controls

ODD = """<b>&"'李"""
CHOICES = [("", "—"), ("a", ODD), (1, "一"), (ODD, "奇"), ("组", [("x", "甲"), ("y", mark_safe("<i>乙</i>"))])]
ATTRS = {"class": ODD, "required": True, "disabled": False, "maxlength": 60, "data-x": None}
WIDGETS = [
    forms.TextInput(ATTRS),
    forms.NumberInput(),
    forms.EmailInput(),
    forms.URLInput(),
    forms.PasswordInput(render_value=True),
    forms.HiddenInput(),
    forms.DateInput(),
    forms.TimeInput(),
    forms.CheckboxInput(ATTRS),
    forms.Textarea(ATTRS),
    forms.Select(ATTRS, CHOICES),
    forms.SelectMultiple(ATTRS, CHOICES),
    forms.RadioSelect(ATTRS, CHOICES),
    forms.CheckboxSelectMultiple(ATTRS, CHOICES),
    forms.FileInput(ATTRS),
]
VALUES = [None, "", "a", ODD, 1, ["a", ODD], dt.date(2026, 5, 1), True, mark_safe("&amp;")]


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@pytest.mark.parametrize("value", VALUES, ids=str)
@pytest.mark.parametrize("attrs", [{}, {"id": "id_x", "aria-invalid": "true"}], ids=["plain", "named"])
def test_a_control_is_written_as_its_template_writes_it(widget, value, attrs):
    theirs, ours = (widget.render("名字", value, attrs, each) for each in (DjangoTemplates(), controls.Written()))
    assert ours == theirs


def test_the_plain_ones_are_really_written_and_not_rendered(monkeypatch):
    def rendered(*_what):
        raise AssertionError("by its template")

    monkeypatch.setattr(DjangoTemplates, "render", rendered)
    assert "<option" in forms.Select({}, CHOICES).render("n", "a", {}, controls.Written())
    with pytest.raises(AssertionError):
        forms.FileInput().render("n", None, {}, controls.Written())
