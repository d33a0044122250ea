"""A draw (摇号) that anyone can compute again: the order of the entries, the places they get, and the published file.

Everything is text, integers and SHA-256, so that Python, JavaScript and a shell come to the same result.
docs/draws.md says it in full, with the proofs.
"""

from .afterwards import After, parse_after, verify_after
from .drawing import (
    FORMAT,
    MOST_CHOICES,
    DrawEntry,
    Supply,
    allot,
    commitment,
    in_order,
    normal_beacon,
    score,
    seed,
)
from .papers import BadFile, Header, Paper, list_hash, list_text, parse
from .verifying import Step, verify
from .weights import ODDS_DAYS, Rule

__all__ = [
    "FORMAT",
    "MOST_CHOICES",
    "ODDS_DAYS",
    "After",
    "BadFile",
    "DrawEntry",
    "Header",
    "Paper",
    "Rule",
    "Step",
    "Supply",
    "allot",
    "commitment",
    "in_order",
    "list_hash",
    "list_text",
    "normal_beacon",
    "parse",
    "parse_after",
    "score",
    "seed",
    "verify",
    "verify_after",
]
