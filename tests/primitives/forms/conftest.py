"""A form for hardship aid of Shanxi's federation, published."""

import pytest

from gonghui.primitives.forms import actions as built_forms

from .asked import AID


@pytest.fixture
def make(province, by, now):
    """Makes forms: `make(definition, confidential=False)`, published."""

    def made(definition=AID, **options):
        form = built_forms.make_form(
            "tests.aid", province, "困难帮扶", definition=definition, **options, by=by, now=now
        )
        return built_forms.publish(form, seen=form.revision, by=by, now=now)

    return made


@pytest.fixture
def version(make):
    return make()
