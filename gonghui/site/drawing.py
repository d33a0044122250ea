"""`bin/gonghui draw`: computes a published draw again, from its file alone. It needs no database and no key."""

import argparse
import gzip
import io
import urllib.request
from pathlib import Path

from gonghui.kernel import draws
from gonghui.kernel.codes import parse_code, shown

from .trouble import CommandTrouble

LARGEST = 300_000_000  # bytes of a file, unpacked
PATIENCE = 60  # seconds


def draw_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verify = verbs.add_parser("verify", help="compute a published draw again and say whether everything fits")
    verify.add_argument("source", metavar="FILE_OR_URL", help="the published file, or its http(s) address")
    verify.add_argument("--code", metavar="CODE", help="also say what became of this number")
    verify.add_argument("--commitment", metavar="HEX", help="must be the commitment published before entering began")
    verify.add_argument("--list-hash", metavar="HEX", help="must be the hash published when the list was closed")
    verify.add_argument("--after", metavar="FILE_OR_URL", help="also check what became of its places since")
    verify.add_argument("--list", action="store_true", help="only print the list as it is hashed, for sha256sum")


def draw(options: argparse.Namespace) -> int:
    """Verify a draw from its published file alone: the list, the commitment, the seed, the order and the places.

    Status 0 when all fits, 1 when something does not.
    """
    paper = draws.parse(read(options.source))
    if options.list:
        print(draws.list_text(paper.header, paper.entries), end="")
        return 0
    print(f"{paper.header.title}  {paper.header.draw}  {len(paper.entries)} entries")
    steps = [*known_before(paper, options), *draws.verify(paper)]
    if options.after:
        after = draws.parse_after(read(options.after))
        steps += draws.verify_after(paper, after)
        print("\n".join(given_since(paper, after)))
    for step in steps:
        print(f"{'ok   ' if step.fits else 'WRONG'} {step.name:10} {step.says}{'' if step.fits else ': ' + step.found}")
    if options.code:
        print(fate(paper, parse_code(options.code)))
    fits = all(step.fits for step in steps)
    print(("OK" if paper.is_drawn else "OK so far: the list is closed, not drawn") if fits else "DOES NOT FIT")
    return 0 if fits else 1


def known_before(paper: draws.Paper, options: argparse.Namespace) -> list[draws.Step]:
    """What the reader wrote down earlier must be in the file: a file wholly made anew would fit itself."""
    pairs = (("commitment", options.commitment, paper.header.commitment), ("list", options.list_hash, paper.list_hash))
    return [
        draws.Step(f"{name} known", "与你事先记下的一致", known.strip().lower() == said, f"{said} ≠ {known}")
        for name, known, said in pairs
        if known
    ]


def given_since(paper: draws.Paper, after: draws.After) -> list[str]:
    """For each pool the places drawn for, those there are now, and who got them since, in a line."""
    return [
        f"{pool.label}: {pool.places} places drawn for, {places} at {after.at}; since then"
        f" {sum(to == number for _code, to in after.got)} to the list, {others} to others"
        for number, (pool, (places, others)) in enumerate(zip(paper.header.pools, after.pools, strict=False), 1)
    ]


def fate(paper: draws.Paper, code: str) -> str:
    """What became of one entry, in a line."""
    entry = next((each for each in paper.entries if each.code == code), None)
    if entry is None:
        return f"{shown(code)}: not in the list"
    turn = next(((at, pool) for at, (each, pool) in enumerate(paper.result, 1) if each == code), None)
    if turn is None:
        return f"{shown(code)}: {entry.weight} lots, not drawn yet"
    won = paper.header.pools[turn[1] - 1].label if turn[1] else "no place"
    return f"{shown(code)}: {entry.weight} lots, turn {turn[0]} of {len(paper.entries)}, {won}"


def read(source: str) -> bytes:
    """The bytes of a file or an address, unpacked. Raises CommandTrouble."""
    try:
        if source.startswith(("http://", "https://")):
            asked = urllib.request.Request(source, headers={"Accept-Encoding": "gzip"})  # noqa: S310
            with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310
                data: bytes = answer.read(LARGEST + 1)
        else:
            data = Path(source).read_bytes()
        if data[:2] == b"\x1f\x8b":
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
                data = packed.read(LARGEST + 1)
    except (OSError, EOFError, ValueError) as error:
        raise CommandTrouble(f"{source} cannot be read: {error}") from error
    if len(data) > LARGEST:
        raise CommandTrouble(f"{source} is too large for a published draw")
    return data
