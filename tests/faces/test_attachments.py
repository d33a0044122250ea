"""What people attach, at the doors: chosen in a form, refused by name, shown so that nothing in it runs."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import RequestFactory
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override

from gonghui.faces import attachments
from gonghui.faces.forms import FilesField
from gonghui.kernel.attachments import DOCX, JPEG, PDF, PNG, TEXT, Caps, Incoming, prepare
from gonghui.primitives.files import actions as files
from gonghui.primitives.files.refusals import FileGone
from tests.kernel.test_attachments import CATALOGUE, document, pdf
from tests.kernel.test_pictures import photograph

CAPS = Caps(kinds=(JPEG, PNG, PDF, DOCX, TEXT), most=3)
SEALED = "no-store, private"


class Report(forms.Form):
    papers = FilesField(caps=CAPS)
    photo = FilesField(caps=Caps(kinds=(JPEG, PNG)), required=False)


def sent(*papers, photo=()):
    uploads = [SimpleUploadedFile(name, data) for name, data in papers]
    return Report(
        QueryDict(), MultiValueDict({"papers": uploads, "photo": [SimpleUploadedFile(*one) for one in photo]})
    )


def test_a_form_gives_what_may_be_kept_in_its_order():
    form = sent(("门口.png", photograph()), ("通知.pdf", pdf(CATALOGUE)))
    assert form.is_valid(), form.errors
    assert [(one.name, one.kind) for one in form.cleaned_data["papers"]] == [("门口.jpg", JPEG), ("通知.pdf", PDF)]
    assert form.cleaned_data["photo"] == []


def test_one_bad_file_is_named_and_none_is_taken():
    form = sent(("好.png", photograph()), ("../坏\u202e.png", b"<svg onload=alert(1)>"))
    assert not form.is_valid()
    [said] = form.errors["papers"]
    assert said.startswith("“坏.png”：这是网页或 XML 文件，这里不收。请换成：")
    assert "papers" not in form.cleaned_data


def test_too_many_and_none_at_all_are_said():
    assert sent(*[("a.txt", b"a")] * 4).errors["papers"] == ["选了 4 个文件，最多 3 个。请减少几个，或分几次办理"]
    assert sent().errors["papers"] == ["这里还没有填"]
    assert not Report(QueryDict("papers=text"), {}).is_valid()


def test_the_field_says_what_may_come_and_the_browser_offers_it():
    form = Report()
    assert form.fields["papers"].help_text == (
        "照片（JPG、PNG，自动压小）、PDF 文档、Word 文档（.docx）、纯文本（.txt）；最多 3 个，每个不超过 20 MB"
    )
    assert form.fields["photo"].help_text == "照片（JPG、PNG，自动压小），不超过 20 MB"
    with override("zh-hant"):
        assert "PDF 文件" in form.fields["papers"].help_text
    drawn = str(form["papers"])
    assert "multiple" in drawn
    assert 'accept="image/jpeg,image/png,application/pdf,' in drawn
    assert "multiple" not in str(form["photo"])
    assert "heic" not in str(form["photo"])  # so that an iPhone hands out a JPEG
    assert form.is_multipart()


def test_a_file_at_its_cap_is_read_no_further():
    heavy = SimpleUploadedFile("a.txt", b"a" * (21 * 2**20))
    form = Report(QueryDict(), MultiValueDict({"papers": [heavy]}))
    assert form.errors["papers"] == ["“a.txt”：文件有 21 MB，超过了 20 MB。请先压缩，或只上传需要的几页"]
    assert heavy.tell() == 20 * 2**20 + 1


@pytest.fixture
def kept(db, by, now):
    def keep(name, data, **options):
        brought = files.bring(prepare([Incoming(name, data)], CAPS), purpose="tests.thing", now=now, **options)
        return files.keep(brought, by=by, now=now)[0]

    return keep


def shown(file, query="", **heads):
    return attachments.shown(RequestFactory().get(f"/its/owner/{query}", **heads), file)


def test_a_picture_opens_and_nothing_in_it_runs(kept):
    answer = shown(kept("门口.png", photograph()))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert policy.endswith("sandbox")
    assert "script" not in policy
    assert answer["Content-Disposition"] == "inline; filename*=utf-8''%E9%97%A8%E5%8F%A3.jpg"
    assert answer["Cache-Control"] == "private, max-age=86400"
    assert shown(kept("a.png", photograph()), "?save")["Content-Disposition"].startswith("attachment")


def test_a_small_one_is_smaller_and_has_a_mark_of_its_own(kept):
    file = kept("门口.png", photograph(1600, 1200))
    large, small = shown(file), shown(file, "?small")
    assert len(small.content) < len(large.content)
    assert small["ETag"] != large["ETag"]
    again = shown(file, HTTP_IF_NONE_MATCH=large["ETag"])
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("name", "data", "kind", "opens"),
    [
        ("通知.pdf", pdf(CATALOGUE), "application/pdf", True),
        ("附带.pdf", pdf(CATALOGUE, b"<</EF<</F 9 0 R>>>>"), "application/pdf", False),
        ("通知.docx", document(), DOCX.media_type, False),
        ("须知.txt", b"text", "text/plain; charset=utf-8", False),
    ],
)
def test_a_document_opens_only_when_it_holds_nothing_else(kept, name, data, kind, opens):
    answer = shown(kept(name, data))
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"].startswith("inline" if opens else "attachment")
    assert "script-src" not in answer["Content-Security-Policy"]
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.content == data


def test_what_is_confidential_is_kept_by_no_browser(kept):
    assert shown(kept("病历.png", photograph(), sealed=True))["Cache-Control"] == SEALED


def test_what_was_taken_off_is_shown_to_nobody_not_even_from_a_cache(kept, now):
    file = kept("门口.png", photograph())
    mark = shown(file)["ETag"]
    files.take_off(file, now=now)
    file.refresh_from_db()
    for heads in ({}, {"HTTP_IF_NONE_MATCH": mark}):
        with pytest.raises(FileGone):
            shown(file, **heads)


def test_a_file_in_a_list_says_kind_and_size_and_changes_its_address_with_itself(kept):
    one, other = (kept("通知.pdf", pdf(CATALOGUE)) for _ in range(2))
    row = attachments.attached(one, "/its/owner/")
    assert (row.name, row.kind, row.icon, row.opens, row.small_url) == ("通知.pdf", "PDF 文档", "file-text", True, "")
    assert row.url != attachments.attached(other, "/its/owner/").url
    picture = attachments.attached(kept("a.png", photograph()), "/its/owner/", says="门口")
    assert picture.small_url.startswith("/its/owner/?small&v=")
