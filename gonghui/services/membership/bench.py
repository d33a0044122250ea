"""bin/gonghui bench roster. Imported before Django is set up, so that `--help` needs no database."""

import argparse
import json

MISSED = 1


def roster_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rows", type=int, default=50_000, metavar="N", help="rows of the roster (default 50000)")
    parser.add_argument(
        "--bad", type=int, default=200, metavar="N", help="rows with a wrong document number (default 200)"
    )


def bench_roster(options: argparse.Namespace) -> int:
    """Import an invented roster into a database of its own, twice, and print the figures as JSON.

    `seconds` is upload, check and commit of the first time; the second time nothing may change. Exit status 1 when
    that is not so, or when it took more than 60 seconds or 500 MB.
    """
    from .measuring import measure

    figures = measure(options.rows, options.bad)
    print(json.dumps(figures))
    if options.json:
        options.json.write_text(json.dumps(figures) + "\n")
    return 0 if figures["ok"] else MISSED
