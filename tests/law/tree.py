"""The tracked files, and small readers of source shared by the law tests."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "gonghui"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tracked() -> list[Path]:
    """Every file under version control; in a copy without .git, every file of the folders that hold code and papers."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True)
    names = listed.stdout.decode().split("\0") if listed.returncode == 0 else []
    files = [ROOT / name for name in names if name]
    if not files:
        files = [f for name in ("gonghui", "tests", "bin", "docs") for f in (ROOT / name).rglob("*") if f.is_file()]
    return [path for path in files if path.is_file()]


def python(*parts: str) -> list[Path]:
    """Python files below a folder, migrations left out."""
    return sorted(p for p in CODE.joinpath(*parts).rglob("*.py") if "migrations" not in p.parts)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def calls(tree: ast.AST) -> Iterator[tuple[int, str, str]]:
    """Line, receiver as written and method of every `receiver.method(…)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.lineno, ast.unparse(node.func.value), node.func.attr
