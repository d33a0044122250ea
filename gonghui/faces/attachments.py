"""Files as doors show them: a door loads the owner through a queryset that knows who asks, and hands over its file.

@require_safe
def picture(request, pk):
    found = get_object_or_404(Picture.objects.shown(), pk=pk)
    return attachments.shown(request, found.file)
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from gonghui.kernel.attachments import DOCX, JPEG, PDF, TEXT, XLSX, Caps, Incoming, Prepared, prepare
from gonghui.primitives.files import actions as files
from gonghui.primitives.files.models import File

from .answers import OF_OTHERS
from .requests import Request

A_DAY = 24 * 60 * 60  # seconds
ICONS = {
    JPEG.code: "photo", PDF.code: "file-text", DOCX.code: "file-text", XLSX.code: "file-spreadsheet",
    TEXT.code: "file-text",
}  # fmt: skip
# Nothing in what people attach may run or load anything, whatever a browser takes it for; the styles are those of the
# page that browsers themselves draw around a picture.
READ_ONLY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"
NOTHING_RUNS = f"{READ_ONLY}; sandbox"
# In a sandbox some browsers do not start their own reader of PDF.
OPENS_PDF = f"{READ_ONLY}; object-src 'self'"


@dataclass(frozen=True, slots=True)
class Attached:
    """One file, ready for kit/attachments.html and kit/pictures.html. `url` is an address of its owner's."""

    name: str
    kind: str
    size: str
    icon: str
    url: str
    small_url: str  # "" for what is no picture
    opens: bool  # in the browser; else it is downloaded
    says: str  # what is on a picture, for those who do not see it


def attached(file: File, url: str, *, says: str = "") -> Attached:
    """A file under the address of the door that shows it.

    The address changes with the file: browsers keep it for a day, and an owner may have got another one meanwhile.
    """
    mark = f"v={file.pk.hex[-8:]}"
    return Attached(
        name=files.name_of(file),
        kind=_(file.what.word),
        size=filesizeformat(file.size),
        icon=ICONS.get(file.kind, "file-text"),
        url=f"{url}?{mark}",
        small_url=f"{url}?small&{mark}" if file.is_picture else "",
        opens=opens(file),
        says=says,
    )


def opens(file: File) -> bool:
    """True when a browser shows it; everything else is handed out to be saved."""
    return file.is_picture or (file.kind == PDF.code and not file.only_download)


def received(came: Iterable[UploadedFile], caps: Caps) -> list[Prepared]:
    """The files of a form made ready; of one too heavy only as much is read as shows that.

    Raises AttachmentRefused or BadPicture; its `file` names which one.
    """
    return prepare([Incoming(each.name or "", each.read(caps.most_bytes + 1)) for each in came], caps)


def shown(request: Request, file: File) -> HttpResponse:
    """The file of an owner that the asker may see; `?small` asks for the small picture, `?save` to save it.

    Raises FileGone, FileUnreadable, StorageAway.
    """
    small = "small" in request.GET and file.is_picture
    etag = f'"{bytes((file.small_digest if small else file.digest) or b"").hex()[:32]}"'
    unchanged = None if file.taken_off_at else get_conditional_response(request, etag)
    response = unchanged or HttpResponse(_body(file, small), content_type=file.what.media_type)
    response["ETag"] = etag
    fleeting = file.sealed or request.path.startswith(OF_OTHERS)
    response["Cache-Control"] = "no-store, private" if fleeting else f"private, max-age={A_DAY}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Security-Policy"] = OPENS_PDF if file.kind == PDF.code else NOTHING_RUNS
    saved = "save" in request.GET or not opens(file)
    response["Content-Disposition"] = content_disposition_header(saved, files.name_of(file))
    return response


def _body(file: File, small: bool) -> bytes:
    return files.read_small(file) if small else files.read(file)
