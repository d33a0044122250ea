"""The published file of a draw: its list as one text that is hashed, and reading it from JSON."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import gettext_noop as _

from .drawing import FORMAT, MOST_CHOICES, DrawEntry, Supply, normal_beacon
from .weights import Rule

HEX64 = re.compile(r"[0-9a-f]{64}")
HEX32 = re.compile(r"[0-9a-f]{32}")
CODE = re.compile(r"[0-9A-Z]{4,16}")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
MOST_ENTRIES = 2_000_000
HEADER = ("draw", "title", "opens_at", "closes_at", "closed_at", "rule", "beacon_rule", "commitment", "pools")
FROZEN = {"format", *HEADER, "entries", "list_hash"}
DRAWN = FROZEN | {"secret", "beacon", "seed", "result"}


class BadFile(Refused):
    """Not a file of a draw. Facts: what."""

    code = "draws.bad_file"
    says = _("这不是完整的摇号公示文件：%(what)s")
    mend = _("请从公示页面重新下载，不要用其他软件另存")


@dataclass(frozen=True, slots=True)
class Header:
    """What is fixed besides the entries. Moments are text: 2026-06-01T04:00:00Z."""

    draw: str
    title: str
    opens_at: str
    closes_at: str
    closed_at: str
    rule: Rule
    beacon_rule: str
    commitment: str
    pools: tuple[Supply, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A published file. Without `secret`, `beacon`, `seed` and `result` while the draw has not been made."""

    header: Header
    entries: list[DrawEntry]
    list_hash: str
    secret: str = ""
    beacon: str = ""
    seed: str = ""
    result: Sequence[tuple[str, int]] = ()

    @property
    def is_drawn(self) -> bool:
        return bool(self.secret)

    def as_json(self) -> str:
        """The file itself, one entry a line."""
        head = self.header
        fixed: dict[str, Any] = {"format": FORMAT} | {name: getattr(head, name) for name in HEADER}
        fixed["rule"] = head.rule.as_dict()
        fixed["pools"] = [[pool.id, pool.places, pool.label] for pool in head.pools]
        fixed["list_hash"] = self.list_hash
        if self.is_drawn:
            fixed |= {"secret": self.secret, "beacon": self.beacon, "seed": self.seed}
        rows = (
            f'["{entry.code}",{entry.weight},"{entry.nonce}",[{",".join(map(str, entry.choices))}]]'
            for entry in self.entries
        )
        text = json.dumps(fixed, ensure_ascii=False, indent=1)[:-2] + ',\n "entries": [\n' + ",\n".join(rows) + "\n]"
        if self.is_drawn:
            text += ',\n "result": [\n' + ",\n".join(f'["{code}",{pool}]' for code, pool in self.result) + "\n]"
        return text + "\n}\n"


def list_text(header: Header, entries: Iterable[DrawEntry]) -> str:
    """The frozen list, line by line, entries by their code: what the published hash is the hash of."""
    lines = [
        FORMAT,
        f"draw {header.draw}",
        f"title {header.title}",
        f"opens {header.opens_at}",
        f"closes {header.closes_at}",
        f"closed {header.closed_at}",
        f"rule {header.rule.text}",
        f"beacon {header.beacon_rule}",
        f"commitment {header.commitment}",
        *(f"pool {pool.id} {pool.places} {pool.label}" for pool in header.pools),
        *sorted(
            f"entry {entry.code} {entry.weight} {entry.nonce} {','.join(map(str, entry.choices))}" for entry in entries
        ),
    ]
    return "\n".join(lines) + "\n"


def list_hash(header: Header, entries: Iterable[DrawEntry]) -> str:
    return sha256(list_text(header, entries).encode()).hexdigest()


def parse(text: str | bytes) -> Paper:
    """A published file. Raises BadFile, naming the first thing that is not as the format says."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFile(what="JSON") from error
    if not isinstance(given, dict) or given.get("format") != FORMAT:
        raise BadFile(what="format")
    if set(given) not in (FROZEN, DRAWN):
        raise BadFile(what=", ".join(sorted(set(given) ^ (DRAWN if "secret" in given else FROZEN))))
    header = _header(given)
    entries = [_entry(row, len(header.pools)) for row in _rows(given, "entries")]
    paper = Paper(header, entries, _text(given, "list_hash", HEX64))
    if "secret" not in given:
        return paper
    beacon = given["beacon"]
    if not isinstance(beacon, str) or normal_beacon(beacon) != beacon:
        raise BadFile(what="beacon")
    result = [_outcome(row, len(header.pools)) for row in _rows(given, "result")]
    secret, seed = _text(given, "secret", HEX64), _text(given, "seed", HEX64)
    return Paper(header, entries, paper.list_hash, secret, beacon, seed, result)


def _header(given: dict[str, Any]) -> Header:
    try:
        rule = Rule.of(given["rule"])
    except (AttributeError, TypeError, ValueError) as error:
        raise BadFile(what="rule") from error
    return Header(
        _text(given, "draw", UUID),
        _line(given["title"], "title"),
        _text(given, "opens_at", MOMENT),
        _text(given, "closes_at", MOMENT),
        _text(given, "closed_at", MOMENT),
        rule,
        _line(given["beacon_rule"], "beacon_rule"),
        _text(given, "commitment", HEX64),
        tuple(_supply(row) for row in _rows(given, "pools")),
    )


def _rows(given: dict[str, Any], name: str) -> list[Any]:
    rows = given[name]
    if not isinstance(rows, list) or len(rows) > MOST_ENTRIES:
        raise BadFile(what=name)
    return rows


def _text(given: dict[str, Any], name: str, pattern: re.Pattern[str]) -> str:
    text = given[name]
    if not isinstance(text, str) or not pattern.fullmatch(text):
        raise BadFile(what=name)
    return text


def _line(text: Any, name: str) -> str:
    if not isinstance(text, str) or len(text.splitlines()) > 1:
        raise BadFile(what=name)
    return text


def _supply(row: Any) -> Supply:
    match row:
        case [str(id), int(places), str(label)] if UUID.fullmatch(id) and type(places) is int and places >= 0:
            return Supply(id, places, _line(label, "pools"))
    raise BadFile(what=f"pools: {str(row)[:80]}")


def _entry(row: Any, pools: int) -> DrawEntry:
    match row:
        case [str(code), int(weight), str(nonce), [*choices]] if (
            CODE.fullmatch(code) and type(weight) is int and weight >= 1 and HEX32.fullmatch(nonce)
        ):
            return DrawEntry(code, weight, nonce, _choices(choices, pools, code))
    raise BadFile(what=f"entries: {str(row)[:80]}")


def _choices(choices: list[Any], pools: int, code: str) -> tuple[int, ...]:
    known = all(type(choice) is int and 1 <= choice <= pools for choice in choices)
    if not known or len(set(choices)) < len(choices) or len(choices) > MOST_CHOICES:
        raise BadFile(what=f"entries: {code}: {choices}")
    return tuple(choices)


def _outcome(row: Any, pools: int) -> tuple[str, int]:
    match row:
        case [str(code), int(pool)] if CODE.fullmatch(code) and type(pool) is int and 0 <= pool <= pools:
            return code, pool
    raise BadFile(what=f"result: {str(row)[:80]}")
