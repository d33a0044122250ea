"""What is planted is found however it lies there, and only what was planted."""

import base64
import json

import pytest

from gonghui.rehearsals.care import planted
from gonghui.rehearsals.care.planted import Planter, account, found


@pytest.fixture
def planter():
    return Planter()


def test_each_sentence_is_another_one(planter):
    assert len({planter.sentence("工资没发") for _each in range(3)}) == planter.many == 3


@pytest.mark.parametrize("lead", ["", "一", "ab"])
@pytest.mark.parametrize(
    "written",
    [
        lambda text: text.encode(),
        lambda text: text.encode().hex().encode(),
        lambda text: json.dumps({"words": text}).encode(),
        lambda text: base64.b64encode(text.encode()),
    ],
    ids=["as it is", "as hexadecimal digits", "escaped", "in base64"],
)
def test_a_sentence_that_lies_there_readable_is_found(planter, written, lead):
    assert found([b"COPY " + written(lead + planter.sentence("工资没发"))]) == 1


def test_it_is_found_across_the_border_of_two_parts_and_counted_once(planter):
    raw = b"x" * 200 + planter.sentence("工资没发").encode() + b"y" * 200
    assert [found([raw[:cut], raw[cut:]]) for cut in range(190, 260)] == [1] * 70


def test_a_bank_account_is_found_and_nothing_else_is():
    assert found([account(7).encode()]) == 1
    assert found(["工资没发，云岭市总工会".encode(), b"\\x" + b"0f" * 500]) == 0


def test_a_dump_that_does_not_even_hold_what_everybody_may_read_is_no_dump(monkeypatch, tmp_path):
    class Stage:
        sms_folder = tmp_path

    monkeypatch.setattr(planted, "dump", lambda stage: iter([b"nothing"]))
    with pytest.raises(planted.Failed):
        planted.left_readable(Stage(), "云岭市总工会")
    (tmp_path / "1.jsonl").write_text(Planter().sentence("工资没发"))
    monkeypatch.setattr(planted, "dump", lambda stage: iter(["云岭市总工会".encode()]))
    assert planted.left_readable(Stage(), "云岭市总工会") == 1
