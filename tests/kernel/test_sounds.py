"""Pinyin without tones, loaded only where it is needed."""

import subprocess
import sys

from gonghui.kernel.sounds import initials, sounds


def test_text_is_spelled_by_its_sounds():
    assert sounds("职工驿站") == ["zhi", "gong", "yi", "zhan"]
    assert sounds("Lin小雨") == ["lin", "xiao", "yu"]
    assert initials("职工驿站") == "zgyz"


def test_the_dictionaries_are_not_loaded_by_importing_the_module():
    code = "import sys, gonghui.kernel.sounds; print('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
