"""Where this installation keeps what is not code: the state folder and the master key. Standard library only."""

import base64
import hashlib
import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path

from .trouble import CommandTrouble

CHECKOUT = Path(__file__).resolve().parents[2]
AS_ROOT = Path("/var/lib/gonghui")
FILES = "files"  # in the state folder: what people attach


def state_folder() -> Path:
    """GONGHUI_STATE, or a folder of this checkout's own among the user's (or the system's) data. Not made here."""
    if given := os.environ.get("GONGHUI_STATE"):
        return Path(given).expanduser().resolve()
    return _base() / named_after(CHECKOUT)


def named_after(path: Path) -> str:
    """A short folder name that no other path shares: "gonghui-1a2b3c4d"."""
    return f"{path.name}-{hashlib.sha256(str(path).encode()).hexdigest()[:8]}"


def _base() -> Path:
    if os.geteuid() == 0:
        return AS_ROOT
    if given := os.environ.get("XDG_DATA_HOME"):
        return Path(given) / "gonghui"
    if home := os.environ.get("HOME"):
        return Path(home) / ".local" / "share" / "gonghui"
    raise CommandTrouble("HOME is not set, so there is no place for the data; set HOME, or GONGHUI_STATE to a folder")


def made_state_folder() -> Path:
    """The state folder, made if need be, checked to be writable and outside the repository."""
    folder = state_folder()
    if folder == CHECKOUT or CHECKOUT in folder.parents:
        raise CommandTrouble(
            f"the state folder {folder} lies inside the repository; set GONGHUI_STATE to a folder outside"
        )
    try:
        made_folder(folder)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise CommandTrouble(
            f"the state folder {folder} cannot be written ({error.strerror}); set GONGHUI_STATE to one that can"
        ) from error
    return folder


def made_folder(folder: Path) -> None:
    """Make the folder and those above it that are missing; the mode of a folder that was there is left alone."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
        # As root the database runs under a user of its own, who must pass through; nobody else may look.
        path.chmod(0o711 if os.geteuid() == 0 else 0o700)


def files_folder(state: Path) -> Path | None:
    """Where what people attach lies on disk; None when a bucket holds it."""
    if os.environ.get("GONGHUI_FILES_BUCKET"):
        return None
    return Path(given) if (given := os.environ.get("GONGHUI_FILES_FOLDER")) else state / FILES


def key_file(state: Path) -> Path:
    return Path(given) if (given := os.environ.get("GONGHUI_KEY_FILE")) else state / "key"


def made_key_file(state: Path) -> Path:
    """The file of the master key, filled with a new random key (readable by its owner only) if there is none."""
    path = key_file(state)
    write_secret_once(path, lambda: base64.b64encode(secrets.token_bytes(32)).decode())
    return path


def write_secret_once(path: Path, make: Callable[[], str]) -> str:
    """The text in `path`; if there is none, what `make()` gives, written whole or not at all, mode 0600."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        pass
    except OSError as error:
        raise CommandTrouble(f"{path} cannot be read ({error.strerror})") from error
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "w") as file:
        file.write(make() + "\n")
        file.flush()
        os.fsync(handle)
    try:
        os.link(name, path)  # fails if another process was first: then its secret counts
    except FileExistsError:
        pass
    finally:
        os.unlink(name)
    return path.read_text().strip()
