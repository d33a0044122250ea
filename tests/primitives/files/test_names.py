"""What a confidential file is called, and who brought it, no dump of the database tells."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection

from gonghui.kernel.attachments import TEXT, Caps, Incoming, prepare
from gonghui.primitives.files import actions as files
from gonghui.primitives.files.models import File

pytestmark = pytest.mark.django_db
NAME = "林小梅欠薪证据.txt"


def dump():
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM files_file t")
        return " ".join(row for (row,) in cursor.fetchall())


@pytest.fixture
def keep(by, now):
    def keep(*, sealed):
        ready = prepare([Incoming(NAME, "三个月".encode())], Caps(kinds=(TEXT,), most=1))
        [row] = files.keep(files.bring(ready, purpose="tests.thing", sealed=sealed, now=now), by=by, now=now)
        return File.objects.get(pk=row.pk)

    return keep


def test_the_name_of_a_sealed_file_is_sealed_with_it_and_read_by_who_may(keep, by):
    file = keep(sealed=True)

    assert files.name_of(file) == NAME
    assert "林小梅" not in dump() + str(file)
    assert NAME.encode().hex() not in dump()
    assert str(by.person) not in dump()


def test_of_others_the_table_tells_both(keep, by):
    file = keep(sealed=False)

    assert (files.name_of(file), file.name, file.kept_by) == (NAME, NAME, by.person)


def test_no_name_of_a_sealed_file_can_stand_there(keep):
    with pytest.raises(IntegrityError):
        File.objects.filter(pk=keep(sealed=True).pk).update(name=NAME)


def test_one_name_is_not_passed_off_as_that_of_another(keep, caplog):
    one, other = keep(sealed=True), keep(sealed=True)
    one.name_sealed = other.name_sealed

    assert files.name_of(one) == ""
    assert "does not open" in caplog.text


def test_names_that_stood_readable_are_sealed_by_the_migration(keep, by):
    sealed, plain = keep(sealed=True), keep(sealed=False)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE files_file DROP CONSTRAINT sealed_file_tells_nothing")
    File.objects.filter(pk=sealed.pk).update(name=NAME, name_sealed=None, kept_by=by.person)

    import_module("gonghui.primitives.files.migrations.0002_sealed_names").seal_names(apps, None)

    sealed.refresh_from_db()
    plain.refresh_from_db()
    assert (sealed.name, files.name_of(sealed), sealed.kept_by) == ("", NAME, None)
    assert (plain.name, plain.kept_by) == (NAME, by.person)


def test_the_name_goes_with_the_bytes(keep, now):
    file = keep(sealed=True)
    files.take_off(file, now=now)
    files.forget_orphans(now=now.replace(day=23))

    file.refresh_from_db()
    assert (file.name, file.name_sealed, files.name_of(file)) == ("", None, "")
