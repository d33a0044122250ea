"""What somebody keeps as evidence, and what proves since when: its entry in the journal, and the seal over that."""

import hashlib
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gonghui.kernel.codes import BadCode, parse_code
from gonghui.primitives.files import actions as files
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people.models import Person

from ..actions.evidence import said_of
from ..models import Evidence

AT_HAND = 1024 * 1024  # bytes of an archive that are put together in memory


@dataclass(frozen=True, slots=True)
class Piece:
    """One of the box. `seal` 0: the entry was written down and is not sealed yet, which takes some minutes."""

    number: int
    evidence: Evidence
    name: str
    words: str
    entry: str
    seal: int
    seal_digest: str


def pieces(person: Person) -> list[Piece]:
    """All that somebody keeps, in the order in which it came. Two queries."""
    kept = list(Evidence.objects.of(person))
    entries = _entries(kept)
    return [_piece(number, one, entries.get(one.pk)) for number, one in enumerate(kept, start=1)]


def _piece(number: int, one: Evidence, entry: Entry | None) -> Piece:
    seal = entry.seal if entry else None
    return Piece(
        number, one, files.name_of(one.file), said_of(one), str(entry.pk) if entry else "",
        seal.number if seal else 0, bytes(seal.digest).hex() if seal else "",
    )  # fmt: skip


def _entries(kept: list[Evidence]) -> dict[Any, Entry]:
    things = {f"legal.Evidence:{one.pk}": one.pk for one in kept}
    rows = Entry.objects.filter(thing__in=things, act="legal.keep_evidence").select_related("seal")
    return {things[entry.thing]: entry for entry in rows}


def archive(kept: list[Piece]) -> IO[bytes]:
    """Every copy as it was kept, and the list of them, as one zip. Raises FileGone, FileUnreadable, StorageAway."""
    out = tempfile.SpooledTemporaryFile(max_size=AT_HAND)  # noqa: SIM115 - the answer closes it
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(f"{_('证据清单')}.txt", listed(kept))
        for piece in kept:
            packed.writestr(f"{piece.number:02}-{piece.name}", files.read(piece.evidence.file))
    out.seek(0)
    return out


def listed(kept: list[Piece]) -> str:
    """As text, for whoever checks it without this page."""
    lines = [_("序号\t编号\t文件\t存入时间\tSHA-256\t日志条目\t封存号\t封存摘要")]
    lines += ["\t".join(_cells(one)) for one in kept]
    return "\r\n".join(lines) + "\r\n"


def _cells(one: Piece) -> tuple[str, ...]:
    kept, seal = one.evidence, str(one.seal or "")
    return (
        str(one.number), kept.code, one.name, stamp(kept.created_at), kept.sha256, one.entry, seal, one.seal_digest,
    )  # fmt: skip


def stamp(at: datetime) -> str:
    """To the second, with its zone."""
    return timezone.localtime(at, timezone.get_default_timezone()).isoformat(timespec="seconds")


def checked(code: str, data: bytes) -> dict[str, Any]:
    """Whether these bytes are the copy that was kept under a code, and what proves since when."""
    try:
        found = Evidence.objects.filter(code=parse_code(code)).first()
    except BadCode:
        found = None
    digest = hashlib.sha256(data).hexdigest()
    if found is None or found.sha256 != digest:
        return {"same": False, "sha256": digest}
    entry = _entries([found]).get(found.pk)
    return {
        "same": True,
        "sha256": digest,
        "since": found.created_at,
        "entry": entry,
        "sealed": bytes(entry.seal.digest).hex() if entry and entry.seal else "",
        "number": entry.seal.number if entry and entry.seal else 0,
    }
