"""Photographs of a place: at most twelve, each a file of its own; those of older releases move into files unharmed."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from gonghui.kernel.geo import Point
from gonghui.primitives.files import actions as files
from gonghui.primitives.files.models import File
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Picture
from gonghui.primitives.places.refusals import PlaceMissing, TooManyPictures
from tests.kernel.test_pictures import photograph, prepared_photograph

pytestmark = pytest.mark.django_db


@pytest.fixture
def station(works, by, now):
    return places.open_premises(
        union=works, kind="station", name="北门驿站", address="北街", point=Point(37.7, 112.5), by=by, now=now
    )


@pytest.fixture
def add(station, by, now):
    return lambda says="门口": places.add_picture(station, prepared_photograph(), says=says, by=by, now=now)


def test_a_photograph_is_a_file_and_nobody_elses(add, by, now):
    kept = add()
    assert (kept.file.purpose, kept.file.name, kept.file.width) == ("places.picture", "门口.jpg", 640)
    assert files.read(kept.file) == prepared_photograph().data
    assert not File.objects.without_owner(now.replace(year=2030)).exists()
    assert places.remove_picture(kept, by=by, now=now)
    assert not places.remove_picture(kept, by=by, now=now)
    kept.file.refresh_from_db()
    assert kept.file.taken_off_at == now


def test_the_thirteenth_is_refused_and_leaves_no_row(add):
    for _ in range(12):
        add()
    with pytest.raises(TooManyPictures):
        add()
    assert (Picture.objects.count(), File.objects.count()) == (12, 12)


def test_a_photograph_without_words_is_refused_before_a_byte_is_written(add, now):
    with pytest.raises(PlaceMissing):
        add(" ")
    assert files.audit(every=True, now=now.replace(year=2030)).orphans == []


@pytest.fixture
def before_files():
    """The tables as they were when pictures held their bytes; brought up to date again after the test."""
    executor = MigrationExecutor(connection)
    executor.migrate([("places", "0003_picture_file")])
    yield executor.loader.project_state([("places", "0003_picture_file")]).apps
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.django_db(transaction=True)
def test_pictures_of_an_older_release_move_into_files_and_only_once(station, before_files, now):
    old = before_files.get_model("places", "Picture")
    jpeg = {"jpeg": b"large", "small_jpeg": b"small", "width": 1600, "height": 1200}
    shown = old.objects.create(premises_id=station.pk, says="门口", created_at=now, **jpeg)
    gone = {"jpeg": b"", "small_jpeg": b"", "width": 9, "height": 9}
    removed = old.objects.create(premises_id=station.pk, says="旧照", removed_at=now, **gone)
    move = import_module("gonghui.primitives.places.migrations.0004_pictures_into_files").move
    move(before_files, None)
    late = old.objects.create(premises_id=station.pk, says="里间", created_at=now, **jpeg)
    move(before_files, None)  # stopped half-way, it goes on with what is left
    move(before_files, None)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    assert File.objects.count() == 2
    for one in (shown, late):
        file = Picture.objects.shown().get(pk=one.pk).file
        assert (files.read(file), files.read_small(file)) == (b"large", b"small")
        assert (file.what.media_type, file.width, file.height) == ("image/jpeg", 1600, 1200)
    assert Picture.objects.get(pk=removed.pk).file is None


@pytest.fixture
def before_cover_files():
    executor = MigrationExecutor(connection)
    executor.migrate([("reading", "0005_cover_file")])
    yield executor.loader.project_state([("reading", "0005_cover_file")]).apps
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.django_db(transaction=True)
def test_covers_move_too_encoded_anew_and_what_is_no_picture_goes(works, before_cover_files, now):
    title, cover = (before_cover_files.get_model("reading", name) for name in ("Title", "Cover"))
    said = {"catalogued_by_id": works.pk, "tokens": []}
    for key, picture in {"a": photograph(900, 1200, "PNG"), "b": b"\x89PNG\r\n\x1a\n of no size"}.items():
        book = title.objects.create(key=key, name=key, plain=key, **said)
        cover.objects.create(title=book, media_type="image/png", picture=picture)
    move = import_module("gonghui.services.reading.migrations.0006_covers_into_files").move
    move(before_cover_files, None)
    move(before_cover_files, None)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    kept = apps.get_model("reading", "Cover").objects.get()
    assert kept.title.key == "a"
    assert (kept.file.width, kept.file.height) == (600, 800)
    assert b"Camera of Lin" not in files.read(kept.file)
