"""bin/gonghui draw verify: what it says of a good file, a changed one, and of what is no file."""

import gzip
import json

import pytest

from gonghui.site import cli
from tests.kernel.test_draws import paper


@pytest.fixture
def file(tmp_path):
    """Writes a published file, changed by `change`; its path as text."""

    def written(change=lambda given: None, packed=False):
        given = json.loads(paper().as_json())
        change(given)
        text = json.dumps(given).encode()
        path = tmp_path / "draw.json"
        path.write_bytes(gzip.compress(text) if packed else text)
        return str(path)

    return written


@pytest.mark.parametrize("packed", [False, True])
def test_a_good_file_is_ok(file, capsys, packed):
    assert cli.main(["draw", "verify", file(packed=packed)]) == 0
    said = capsys.readouterr().out
    assert said.rstrip().endswith("OK")
    assert "WRONG" not in said


def test_a_changed_result_is_named(file, capsys):
    assert cli.main(["draw", "verify", file(lambda given: given["result"].reverse())]) == 1
    said = capsys.readouterr().out
    assert "WRONG result" in said
    assert "DOES NOT FIT" in said


def test_a_commitment_noted_before_must_be_the_one_in_the_file(file, capsys):
    assert cli.main(["draw", "verify", file(), "--commitment", paper().header.commitment]) == 0
    assert cli.main(["draw", "verify", file(), "--commitment", "0" * 64]) == 1
    assert cli.main(["draw", "verify", file(), "--list-hash", "0" * 64]) == 1


def test_the_list_is_printed_as_it_is_hashed(file, capsys):
    from hashlib import sha256

    assert cli.main(["draw", "verify", file(), "--list"]) == 0
    assert sha256(capsys.readouterr().out.encode()).hexdigest() == paper().list_hash


def test_what_is_no_file_is_said_in_one_line(tmp_path, capsys):
    (tmp_path / "x").write_text("{}")
    assert cli.main(["draw", "verify", str(tmp_path / "x")]) == 2
    assert cli.main(["draw", "verify", str(tmp_path / "nothing")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2
