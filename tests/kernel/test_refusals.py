import copy
import importlib
import pickle
import pkgutil
import subprocess
import sys

import pytest

import gonghui.kernel
from gonghui.kernel.money import AmountNegative, Fen
from gonghui.kernel.percent import PercentOutOfRange
from gonghui.kernel.refusals import Kind, Refused

for module in pkgutil.iter_modules(gonghui.kernel.__path__, "gonghui.kernel."):
    importlib.import_module(module.name)


def below(cls):
    return {sub for direct in cls.__subclasses__() for sub in {direct, *below(direct)}}


def of_the_kernel(cls):
    # A class that says nothing is only a name for several that do.
    return cls.__module__.startswith("gonghui.kernel.") and cls.says


KERNEL_REFUSALS = sorted(filter(of_the_kernel, below(Refused)), key=str)


class TooLate(Refused):
    kind = Kind.GONE
    code = "tests.too_late"
    says = "截止时间是 %(when)s，已过 30%% 的人"
    mend = "请在 %(when)s 之前报名，或问 %(whom)s"


def test_it_fills_its_sentences_from_the_facts():
    refused = TooLate(when="3 月 7 日", whom="赵")
    assert str(refused) == refused.sentence() == "截止时间是 3 月 7 日，已过 30% 的人"
    assert refused.advice() == "请在 3 月 7 日 之前报名，或问 赵"
    assert refused.facts == {"when": "3 月 7 日", "whom": "赵"}


def test_it_fills_a_translation_as_well():
    assert TooLate(when="7 March").filled("Closed on %(when)s") == "Closed on 7 March"


def test_speaking_never_fails_even_with_a_missing_fact_or_a_stray_percent_sign():
    assert TooLate().sentence() == "截止时间是 %(when)s，已过 30% 的人"
    assert TooLate().filled("30% 和 %d 与 %(") == "30% 和 %d 与 %("
    assert TooLate(when="%(whom)s", whom="x").filled("%(when)s") == "%(whom)s"


def test_it_survives_being_copied_and_sent_to_another_process():
    refused = AmountNegative(text="-3")
    for again in (pickle.loads(pickle.dumps(refused)), copy.copy(refused)):
        assert type(again) is AmountNegative
        assert again.facts == refused.facts
        assert str(again) == str(refused)


def test_it_is_an_exception_like_any_other():
    with pytest.raises(Refused) as caught:
        Fen.from_yuan("-3")
    assert caught.value.kind is Kind.INVALID
    assert caught.value.code == "money.negative"


@pytest.mark.parametrize("cls", KERNEL_REFUSALS, ids=lambda cls: cls.__name__)
def test_what_the_kernel_cannot_read_is_invalid_and_can_be_mended(cls):
    assert cls.kind is (Kind.BUSY if cls.code == "admission.busy" else Kind.INVALID)
    assert cls.mend


def test_a_range_is_spoken_with_its_numbers():
    assert str(PercentOutOfRange(text="31%", least="5%", most="30%")) == "31% 不在 5% 到 30% 之间"


def test_the_kernel_knows_no_framework_and_starts_fast():
    """Plain Python: Django is not loaded; the slow part is only `cryptography`."""
    light = "callers codes credit_code identity mobile money percent refusals text window words"
    code = (
        "import sys, time; began = time.process_time()\n"
        + "".join(f"import gonghui.kernel.{name}\n" for name in light.split())
        + "print(time.process_time() - began, 'django' in sys.modules)"
    )
    seconds, django = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert django == "False"
    assert float(seconds) < 1  # of the CPU; 0.03 on a free machine, more where others fill its caches


def test_several_things_are_listed_inside_the_sentence():
    assert TooLate(when=("会场", "时段"), whom="赵").advice() == "请在 会场、时段 之前报名，或问 赵"
