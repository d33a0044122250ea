"""Style, types and import contracts, each as a test, so that one command and one closing line say it all."""

import subprocess
import sys
from pathlib import Path

import pytest

from .tree import CODE, ROOT

RULES = sorted(str(path.relative_to(ROOT)) for path in CODE.rglob("rules.py"))
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
TOOLS = {
    "ruff check": ["-m", "ruff", "check", "--output-format=concise", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "lint-imports": ["-c", LINT_IMPORTS],
    "mypy": ["-m", "mypy", "gonghui/kernel", *RULES],
}


def outcome(tool: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *TOOLS[tool]], cwd=folder, capture_output=True, text=True)


@pytest.mark.parametrize("tool", TOOLS)
def test_the_tool_finds_nothing(tool):
    done = outcome(tool, ROOT)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def primitives() -> list[str]:
    return sorted(folder.parent.name for folder in CODE.glob("primitives/*/apps.py"))


def test_the_alarm_of_the_contracts_rings(tmp_path):
    package = tmp_path / "gonghui"
    for floor in ("site", "rehearsals", "services", "faces", "primitives", "kernel"):
        (package / floor).mkdir(parents=True)
        (package / floor / "__init__.py").touch()
    for stray in (
        "primitives/rows.py",
        "primitives/statements.py",
        "primitives/transactions.py",
        "primitives/clock.py",
        "primitives/moved_tables.py",
        "primitives/text_search.py",
    ):
        (package / stray).touch()
    for app in primitives():
        (package / "primitives" / app).mkdir()
        (package / "primitives" / app / "__init__.py").touch()
    (package / "__init__.py").touch()
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    (package / "services" / "fairs.py").touch()
    assert contracts(tmp_path).returncode == 0, contracts(tmp_path).stdout
    (package / "kernel" / "__init__.py").write_text("import gonghui.site\n")
    assert "Six floors, imports point down only BROKEN" in contracts(tmp_path).stdout


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(folder)!r}); {LINT_IMPORTS}"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env={"PYTHONPATH": str(folder)})
