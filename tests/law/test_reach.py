"""An act reaches no further than the actor's jurisdiction: it changes no row that another union's pages show.

An officer of another province sends every form and sheet of a slice for what is their own, filled in as the officer of
the province fills them in: the same names, numbers, codes and dates. Every row that was there before stays as it was.
"""

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gonghui.primitives.ledger.models import Account as Ledger
from gonghui.primitives.people.models import Account, Token, Union

from .cases import WHO
from .world import undone

pytestmark = pytest.mark.django_db

FOREIGN = WHO.index("foreign officer")
OURS = [model for model in apps.get_models() if model.__module__.startswith("gonghui.")]


def rows():
    """Every stored row by its key."""
    return {model: {row["pk"]: row for row in model.objects.values("pk", *columns(model))} for model in OURS}


def columns(model):
    return [field.attname for field in model._meta.concrete_fields]


def changed(before, after):
    """Which rows of `before` are not as they were: model and columns.

    The account of all money outside the house is on nobody's page.
    """
    for model, stood in before.items():
        for pk, row in stood.items():
            found = after[model].get(pk)
            if found != row:
                names = "gone" if found is None else ", ".join(name for name in row if row[name] != found[name])
                if (model, names) != (Ledger, "balance") or row["kind"] != Ledger.Kind.OUTSIDE:
                    yield f"{model._meta.label}: {names}"


def sent(law, things, own, union):
    """(name, address, form) of everything this officer can send for what is their own."""
    filled = law.forms(things)
    sheets = {one.page: [one.header, one.good] for one in law.imports}
    called = {one.page: str(getattr(union, one.union)) for one in law.imports if one.union}
    for row, letters in law.pages.items():
        method, name, *names = row.split()
        if method == "POST" and letters[FOREIGN] in "y-" and set(names) <= set(own):
            form = dict(filled.get(name, {}))
            if "union" in form or name in called:
                form |= {"union": called.get(name, str(union.pk))}
            if name in sheets:
                lines = "".join(",".join(f'"{cell}"' for cell in line) + "\n" for line in sheets[name])
                form |= {"sheet": SimpleUploadedFile("a.csv", lines.encode())}
            yield name, reverse(name, args=[own[each] for each in names]), form


def again(browser):
    """The same browser, whatever an act did to its cookies."""
    client = Client()
    client.cookies.load({name: kept.value for name, kept in browser.cookies.items()})
    return client


def test_no_act_of_another_province_changes_what_is_ours(law, things, cast, browsers, request):
    ours = rows()
    own = request.getfixturevalue(law.own) if law.own else {}
    officer, person = browsers["foreign officer"][0], cast["foreign officer"]
    union = person.offices.first().union
    ours[Account].pop(person.account.pk)  # how it reads to them, and where they are signed in, is their own affair
    for token in person.account.tokens.all():
        ours[Token].pop(token.pk)
    made = rows()
    before = {model: {pk: made[model][pk] for pk in stood} for model, stood in ours.items()}
    found = [f"making their own: {each}" for each in changed(ours, made)]
    for name, url, form in sent(law, things, own, union):

        def act(url=url, form=form):
            return again(officer).post(url, form).status_code, rows()

        status, after = undone(act)
        found += [f"{name} {status}: {each}" for each in changed(before, after)]
    assert found == []


def test_the_alarm_rings(province, zhao):
    before = rows()
    Union.objects.update(name="别人的工会")
    zhao.offices.all().delete()
    assert set(changed(before, rows())) == {"people.Union: name", "people.Office: gone"}
