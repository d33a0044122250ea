"""Lin keeps copies; each has a time and a hash that the sealed journal proves; nobody else opens her box."""

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gonghui.kernel.attachments import TEXT, Caps, Incoming, prepare
from gonghui.primitives.files.models import File
from gonghui.primitives.journal import sealing
from gonghui.primitives.journal.models import Entry
from gonghui.services.legal import actions, refusals, rules
from gonghui.services.legal.models import Evidence
from gonghui.services.legal.pages import evidence as box

pytestmark = pytest.mark.django_db
BOX, LISTED, ARCHIVE, CHECK = (
    reverse(f"legal:evidence{name}") for name in ("", "-list", "-archive", "-check")
)  # fmt: skip
KEY = "0190a0a0-0000-7000-8000-000000000005"
PAPER = "欠条：欠林小雨三个月工资".encode()
HASH = hashlib.sha256(PAPER).hexdigest()


def page(response):
    return response.content.decode()


def brought(*papers):
    incoming = [Incoming(f"欠条{n}.txt", data) for n, data in enumerate(papers)]
    return prepare(incoming, Caps(kinds=(TEXT,), most=99))


@pytest.fixture
def as_lin(lin, by):
    return replace(by, person=lin.pk, name=lin.name)


@pytest.fixture
def kept(lin, as_lin, now):
    """Her 欠条."""
    [piece] = actions.keep(lin, brought(PAPER), "老板写的", by=as_lin, now=now)
    return piece


def test_she_keeps_a_paper_once_however_often_the_form_comes(browser, lin):
    phone = browser(lin)
    for _twice in range(2):
        form = {"words": "老板写的", "key": KEY, "files": SimpleUploadedFile("欠条.txt", PAPER)}
        assert phone.post(BOX, form).status_code == 303
    piece = Evidence.objects.get()
    shown = page(phone.get(BOX))
    for said in ("欠条.txt", "老板写的", "已存 1 件"):
        assert said in shown
    assert phone.get(reverse("legal:evidence-file", args=[piece.pk])).content == PAPER
    assert File.objects.count() == 1


def test_the_same_paper_chosen_twice_is_one_piece(lin, as_lin, now):
    assert len(actions.keep(lin, brought(PAPER, PAPER), "", by=as_lin, now=now)) == 1
    assert File.objects.count() == 1


def test_nobody_else_opens_reads_or_deletes_it(browser, chen, zhao, kept):
    for other in (chen, zhao):
        client = browser(other)
        assert client.get(reverse("legal:evidence-file", args=[kept.pk])).status_code == 404
        assert client.post(reverse("legal:evidence-delete", args=[kept.pk])).status_code == 404
        assert kept.code not in page(client.get(LISTED))
    assert Evidence.objects.get().deleted_at is None


def test_neither_words_nor_names_nor_who_keeps_it_stand_readable(kept, lin):
    assert "老板".encode() not in bytes(kept.words)
    assert (kept.file.sealed, kept.file.name) == (True, "")
    entry = Entry.objects.get(act="legal.keep_evidence")
    assert (entry.by_person, entry.on_person, lin.name in str(vars(entry))) == (None, None, False)


def test_its_hash_stands_in_the_sealed_journal(kept, lin):
    [piece] = box.pieces(lin)
    assert (piece.evidence.sha256, piece.seal) == (HASH, 0)
    entry = Entry.objects.get(pk=piece.entry)
    assert entry.facts == {"sha256": HASH, "kind": "text"}
    assert sealing.seal_due(now=datetime.now(UTC) + timedelta(minutes=2)) >= 1  # by ids, which have the true time
    [piece] = box.pieces(lin)
    assert piece.seal >= 1
    assert len(piece.seal_digest) == 64
    assert list(sealing.verify()) == []


def test_the_archive_has_every_copy_unchanged_and_the_list_of_them(browser, lin, as_lin, kept, now):
    actions.keep(lin, brought(b"second"), "", by=as_lin, now=now)
    answer = browser(lin).get(ARCHIVE)
    assert "no-store" in answer["Cache-Control"]
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    assert packed.namelist() == ["证据清单.txt", "01-欠条0.txt", "02-欠条0.txt"]
    assert packed.read("01-欠条0.txt") == PAPER
    listed = packed.read("证据清单.txt").decode()
    assert HASH in listed
    assert kept.code in listed
    assert "+08:00" in listed


def test_what_is_long_is_packed_as_well(browser, lin, as_lin, now, monkeypatch):
    monkeypatch.setattr(box, "AT_HAND", 1)
    actions.keep(lin, brought(PAPER), "", by=as_lin, now=now)
    packed = zipfile.ZipFile(io.BytesIO(b"".join(browser(lin).get(ARCHIVE).streaming_content)))
    assert packed.read("01-欠条0.txt") == PAPER


def test_an_empty_box_is_listed_and_packed_all_the_same(browser, lin):
    assert "证据箱是空的" in page(browser(lin).get(LISTED))
    packed = zipfile.ZipFile(io.BytesIO(browser(lin).get(ARCHIVE).content))
    assert packed.namelist() == ["证据清单.txt"]


def test_the_printed_list_has_hash_and_time(browser, lin, kept):
    shown = page(browser(lin).get(LISTED))
    for said in (HASH, "2026年5月20日 10:00:00", "几分钟后封存", "data-print"):
        assert said in shown


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (PAPER, None, "就是当时存的那一件"),
        (PAPER + b" ", None, "不一致"),
        (PAPER, "ABCDEFGHJK", "不一致"),
        (PAPER, "月", "不一致"),
    ],
)
def test_a_court_holds_a_copy_to_it_without_signing_in(browser, kept, data, code, says):
    form = {"code": code or kept.code.lower(), "copy": SimpleUploadedFile("欠条.txt", data)}
    shown = page(browser().post(CHECK, form))
    assert says in shown
    assert "林" not in shown


@pytest.mark.parametrize("form", [{}, {"code": "ABCDEFGHJK"}, {"code": "x", "copy": "not a file"}])
def test_what_cannot_be_checked_is_said(browser, form):
    assert browser().post(CHECK, form).status_code == 422


def test_checks_are_counted(browser, kept, monkeypatch):
    monkeypatch.setattr(rules, "CHECKS_PER_HOUR", 1)
    answers = [
        browser().post(CHECK, {"code": kept.code, "copy": SimpleUploadedFile("欠条.txt", PAPER)}).status_code
        for _each in range(2)
    ]
    assert answers == [200, 429]
    other = {"code": "ABCDEFGHJK", "copy": SimpleUploadedFile("欠条.txt", PAPER)}
    assert browser().post(CHECK, other).status_code == 200, "a court holds many boxes to theirs from one address"


def test_what_she_deletes_is_gone_and_its_hash_stays(browser, lin, kept):
    browser(lin).post(reverse("legal:evidence-delete", args=[kept.pk]))
    found = Evidence.objects.select_related("file").get()
    assert (bytes(found.words), found.sha256) == (b"", HASH)
    assert found.file.taken_off_at is not None
    assert browser(lin).get(reverse("legal:evidence-file", args=[kept.pk])).status_code == 404


def test_the_box_holds_so_many_and_what_does_not_fit_is_kept_nowhere(lin, as_lin, kept, now, monkeypatch):
    monkeypatch.setattr(rules, "MOST_EVIDENCE", 2)
    with pytest.raises(refusals.BoxFull):
        actions.keep(lin, brought(b"a", b"b"), "", by=as_lin, now=now)
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("name", ["照片.jpg", "run.exe"])
def test_a_program_is_no_evidence_under_any_name(browser, lin, name):
    form = {"key": KEY, "files": SimpleUploadedFile(name, b"MZ\x90\x00" + b"\x00" * 500)}
    answer = browser(lin).post(BOX, form)
    assert (answer.status_code, Evidence.objects.count()) == (422, 0)
    assert name in page(answer)


def test_after_five_years_no_limit_needs_it_any_more(kept, now):
    assert actions.forget_evidence(now=now + timedelta(days=5 * 365)) == 0
    assert actions.forget_evidence(now=now + timedelta(days=5 * 365 + 1)) == 1
    assert Evidence.objects.get().deleted_at
