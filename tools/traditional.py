#!/usr/bin/env python3
"""Bring the Traditional catalogue up to date (maintainers only; needs gettext's programs).

Collects the sentences of the code and templates, fills those without a translation from the Simplified source by
OpenCC with Taiwan's words, and compiles. A sentence corrected by hand in django.po stays as it was corrected.
"""

import base64
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from gonghui.faces.scripts import traditional  # noqa: E402

PACKAGE = ROOT / "gonghui"
HEAD = r'''# Made from the Simplified source by tools/traditional.py; correct sentences here by hand.
msgid ""
msgstr ""
"Project-Id-Version: gonghui\n"
"Language: zh_Hant\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"'''
CATALOGUE = PACKAGE / "locale" / "zh_Hant" / "LC_MESSAGES" / "django.po"


def main() -> None:
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    django("makemessages", "-l", "zh_Hant", "--no-obsolete", "--no-wrap", "--add-location", "file")
    text = CATALOGUE.read_text(encoding="utf-8")
    CATALOGUE.write_text(filled(text, traditional), encoding="utf-8")
    django("compilemessages", "-l", "zh_Hant", "-l", "zh_Hans")


def django(*arguments: str) -> None:
    """A command of Django's that needs no database: the key that the settings ask for opens nothing."""
    any_key = base64.b64encode(bytes(32)).decode()
    ours = {"DJANGO_SETTINGS_MODULE": "gonghui.site.settings", "PYTHONPATH": str(ROOT), "GONGHUI_KEY": any_key}
    subprocess.run([sys.executable, "-m", "django", *arguments], cwd=PACKAGE, env=os.environ | ours, check=True)


def filled(text: str, convert) -> str:  # type: ignore[no-untyped-def]
    """The catalogue with every empty translation made from its source."""
    _, *entries = text.split("\n\n")
    return "\n\n".join([HEAD, *(fill(entry, convert) for entry in entries)]) + "\n"


def fill(entry: str, convert) -> str:  # type: ignore[no-untyped-def]
    """One entry with its translation; a guess of gettext's (fuzzy: taken from a similar sentence) is not kept."""
    lines = [line for line in entry.rstrip("\n").split("\n") if not line.startswith("#|")]
    guessed = any(line.startswith("#,") and "fuzzy" in line for line in lines)
    source = block(lines, "msgid ")
    for keyword in ("msgstr ", "msgstr[0] "):
        given = block(lines, keyword)
        if given == ['""'] or (given and guessed):
            at = next(number for number, line in enumerate(lines) if line.startswith(keyword))
            lines[at : at + len(given)] = [convert(line) for line in [keyword + source[0], *source[1:]]]
    lines = [line.replace("fuzzy, ", "") for line in lines if line != "#, fuzzy"]
    return "\n".join(lines)


def block(lines: list[str], keyword: str) -> list[str]:
    """The quoted lines that follow `keyword` in an entry."""
    found: list[str] = []
    for line in lines:
        if line.startswith(keyword):
            found.append(line.removeprefix(keyword))
        elif found and line.startswith('"'):
            found.append(line)
        elif found:
            break
    return found


if __name__ == "__main__":
    main()
