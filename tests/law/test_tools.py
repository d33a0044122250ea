"""Style, types and import contracts, each as a test, so that one command and one closing line say it all."""

import subprocess
import sys
from pathlib import Path

import pytest

from .kinds import DECIDE
from .tree import CODE, ROOT, named, python

RULES = [named(path) for path in python() if DECIDE in path.with_suffix("").parts]
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


def test_the_alarm_of_the_contracts_rings(tmp_path):
    package = tmp_path / "gonghui"
    for own in (CODE, *CODE.glob("*"), *CODE.glob("primitives/*"), *CODE.glob("services/*")):
        if (own / "__init__.py").exists():  # the house without anything in its rooms
            package.joinpath(own.relative_to(CODE)).mkdir(parents=True, exist_ok=True)
            package.joinpath(own.relative_to(CODE), "__init__.py").touch()
        elif own.suffix == ".py":
            package.joinpath(own.relative_to(CODE)).touch()
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    assert contracts(tmp_path).returncode == 0, contracts(tmp_path).stdout
    (package / "kernel" / "__init__.py").write_text("import gonghui.site\n")
    assert "Six floors, imports point down only BROKEN" in contracts(tmp_path).stdout
    (package / "kernel" / "__init__.py").write_text("")
    one, other = sorted(path.name for path in package.glob("services/*/"))[:2]
    (package / "services" / one / "__init__.py").write_text(f"import gonghui.services.{other}\n")
    assert "Slices are strangers BROKEN" in contracts(tmp_path).stdout


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(folder)!r}); {LINT_IMPORTS}"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env={"PYTHONPATH": str(folder)})
