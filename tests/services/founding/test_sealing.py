"""Papers that were kept before all were sealed are sealed by the worker, and read as before."""

import pytest
from django.urls import reverse

from gonghui.primitives.files import actions as files
from gonghui.primitives.files import storing
from gonghui.primitives.files.models import File
from gonghui.primitives.transactions import action
from gonghui.services.founding import actions
from gonghui.services.founding.models import Paper
from tests.kernel.test_pictures import prepared_photograph

pytestmark = pytest.mark.django_db


@pytest.fixture
def bare(opened, by, now):
    """A paper as it was kept once: its bytes lie open."""
    case = opened()
    [file] = files.bring([prepared_photograph()], purpose="founding.paper", now=now)

    @action
    def kept():
        files.keep([file], by=by, now=now)
        return Paper.objects.create(case=case, step="recruit", file=file, created_at=now)

    return kept()


def stored(file):
    return storing.read(storing.name_of(file.pk, file.created_at))


def test_its_bytes_are_sealed_and_its_page_shows_the_same(bare, browser, zhao, now):
    data, small = files.read(bare.file), files.read_small(bare.file)
    assert stored(bare.file) == data
    assert actions.seal_papers(now) == 1
    new = Paper.objects.get().file
    assert new.sealed
    assert data not in stored(new)
    assert (files.read(new), files.read_small(new), files.name_of(new)) == (data, small, bare.file.name)
    page = browser(zhao).get(reverse("founding-console:paper", args=[bare.case_id, bare.pk]))
    assert (page.status_code, b"".join(page)) == (200, data)
    assert actions.seal_papers(now) == 0


def test_the_open_bytes_are_taken_off(bare, now):
    actions.seal_papers(now)
    assert File.objects.get(pk=bare.file_id).taken_off_at == now


def test_one_that_is_taken_off_meanwhile_leaves_nothing_behind(bare, by, now, monkeypatch):
    bring = files.bring

    def slowly(*args, **options):
        brought = bring(*args, **options)
        actions.detach(Paper.objects.get(), by=by, now=now)
        return brought

    monkeypatch.setattr("gonghui.services.founding.actions.papers.files.bring", slowly)
    assert actions.seal_papers(now) == 0
    assert not File.objects.filter(taken_off_at=None).exists()
