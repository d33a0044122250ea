"""Static files gathered where the web server finds them: hashed, compressed, and only when they changed."""

import fcntl
import hashlib
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from . import places
from .trouble import CommandTrouble

BRINGS_STATIC_FILES = ("django", "django-htmx", "django-ninja", "whitenoise")


def collect() -> None:
    """Bring <state>/static up to date. A process of its own does it, so that this one need not load Django."""
    target = places.state_folder() / "static"
    wanted = stamp()
    with open(places.state_folder() / "static.lock", "a") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        stamp_file = target / "stamp.txt"
        if stamp_file.exists() and stamp_file.read_text() == wanted:
            return
        done = subprocess.run(
            [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"],
            env=os.environ | {"GONGHUI_STATIC_MANIFEST": "1", "DJANGO_SETTINGS_MODULE": "gonghui.site.settings"},
            stderr=subprocess.PIPE,
            text=True,
        )
        if done.returncode:
            raise CommandTrouble("the static files could not be gathered: " + done.stderr.strip().splitlines()[-1])
        stamp_file.parent.mkdir(exist_ok=True)
        stamp_file.write_text(wanted)


def stamp() -> str:
    """Changes when a static file of ours, or a package that brings some, changes."""
    digest = hashlib.sha256()
    for path in sorted(path for folder in static_folders() for path in folder.rglob("*") if path.is_file()):
        found = path.stat()
        digest.update(f"{path.relative_to(places.CHECKOUT)} {found.st_size} {found.st_mtime_ns}\n".encode())
    for name in BRINGS_STATIC_FILES:
        digest.update(f"{name} {metadata.version(name)}\n".encode())
    return digest.hexdigest()


def static_folders() -> list[Path]:
    return sorted((places.CHECKOUT / "gonghui").glob("*/**/static"))
