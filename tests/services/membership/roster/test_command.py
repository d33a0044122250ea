"""bin/gonghui import-roster: what it prints, what it writes, and its exit codes."""

import argparse
import io
import subprocess
import sys

import openpyxl
import pytest

from gonghui.primitives.people.models import Person
from gonghui.services.membership import commands
from gonghui.services.membership.models import RosterImport
from gonghui.services.membership.roster import actions

from ..conftest import csv_file, member_row, row, xlsx_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path, works, capsys):
    """Runs the command on a file with these bytes; (exit code, what was printed)."""

    def ran(data, *more, name="名单.csv", union="ty-jy"):
        path = tmp_path / name
        if data is not None:
            path.write_bytes(data)
        parser = argparse.ArgumentParser()
        commands.import_roster_arguments(parser)
        code = commands.import_roster(parser.parse_args([str(path), "--union", union, *more]))
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return ran


def test_help_needs_neither_django_nor_a_database():
    code = "import sys; from gonghui.services.membership import commands; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_good_rows_are_let_in_and_the_code_is_0(run, works):
    code, said = run(xlsx_file(row("高一鸣", 1), row("方二妹", 2)), name="名单.xlsx")
    assert code == 0
    assert "已导入 2 人" in said
    assert Person.objects.under([works]).count() == 2
    assert run(xlsx_file(row("高一鸣", 1), row("方二妹", 2)), name="名单.xlsx")[0] == 0
    assert Person.objects.under([works]).count() == 2


def test_rows_with_troubles_are_printed_masked_and_the_code_is_1(run, works, lin):
    code, said = run(csv_file(row("高一鸣", 1), row("", 2), member_row("林大雨", 101)))
    assert code == 1
    assert "没有填写姓名" in said
    assert "林**" in said
    for secret in ("林小雨", row("", 2)[1], row("", 2)[2]):
        assert secret not in said
    assert Person.objects.filter(name="高一鸣").exists()


@pytest.mark.parametrize("more", [[], ["--dry-run"]])
def test_a_sheet_that_was_not_read_is_named_and_the_code_is_1(run, more):
    book = openpyxl.Workbook()
    book.active.append(["填表说明"])
    page = book.create_sheet("名册")
    for line in (["序号", "姓名", "身份证号", "电话"], [1, *row("高一鸣", 1)], [2], [3]):
        page.append(line)
    page.append([4, *row("方二妹", 2)])
    page.row_dimensions[5].hidden = True
    out = io.BytesIO()
    book.save(out)
    code, said = run(out.getvalue(), *more, name="名单.xlsx")
    assert code == 1
    assert "只读取了工作表“名册”；没有读取：Sheet" in said
    assert "有 1 个隐藏的行也一并读取了" in said
    assert "有 2 行只有序号或预先填好的内容" in said
    assert "2 人" in said


def test_a_dry_run_names_the_troubles_and_writes_nothing(run, works):
    code, said = run(csv_file(row("高一鸣", 1), row("", 2)), "--dry-run")
    assert (code, "可以导入 1 人" in said, "没有填写姓名" in said) == (1, True, True)
    assert not RosterImport.objects.exists()
    assert not Person.objects.exists()
    assert run(csv_file(row("高一鸣", 1)), "--dry-run")[0] == 0


@pytest.mark.parametrize(
    ("data", "union", "said"),
    [
        (b"", "TY-JY", "文件是空的"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "TY-JY", "图片"),
        (csv_file(["a"], header=["b", "c"]), "TY-JY", "找不到必需的列"),
        (csv_file(row("高一鸣", 1)), "NOPE", "没有代码为“NOPE”的工会"),
        (None, "TY-JY", "读不了文件"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line_and_the_code_is_2(run, data, union, said):
    code, printed = run(data, union=union)
    assert code == 2
    assert said in printed
    assert "Traceback" not in printed


def test_a_big_file_is_refused_before_it_is_read(run, settings):
    settings.MAX_UPLOAD_BYTES = 100
    assert run(b"x" * 101)[0] == 2


def test_markup_in_a_file_is_printed_as_it_is(run):
    code, said = run(csv_file(row("高一鸣", 1, "2020-[red]01"), header=["姓名", "证件号码", "手机号", "入会日期"]))
    assert code == 1
    assert "[red]" in said


def test_what_a_killed_run_left_is_finished_by_the_next(run, works, zhao_calls, now, monkeypatch):
    data = csv_file(row("高一鸣", 1))
    left = actions.upload(works, data, "名单.csv", by=zhao_calls, now=now)  # in the past: its lease is over
    actions.take(left, now=now)
    assert run(data)[0] == 0
    assert RosterImport.objects.get().state == "done"
