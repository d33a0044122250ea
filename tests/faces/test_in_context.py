"""Language and time zone are kept for the context that set them, by a variable that is quick to read."""

import contextvars
from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from django.utils.translation import trans_real

from gonghui.faces.in_context import InContext, keep


def test_django_reads_and_sets_what_is_kept_here():
    with translation.override("zh-hant"):
        assert trans_real._active.value.language() == "zh-hant"
        assert (translation.get_language(), translation.gettext("登录")) == ("zh-hant", "登入")
    with timezone.override(ZoneInfo("Asia/Urumqi")):
        assert timezone._active.value == timezone.get_current_timezone() == ZoneInfo("Asia/Urumqi")
    assert isinstance(trans_real._active, InContext)
    assert isinstance(timezone._active, InContext)


def test_a_thread_and_a_copied_context_keep_theirs_to_themselves():
    with translation.override("zh-hant"), ThreadPoolExecutor(1) as threads:
        assert threads.submit(translation.get_language).result() == "zh-hans"  # nothing is active there
        copied = contextvars.copy_context()
        assert threads.submit(copied.run, translation.get_language).result() == "zh-hant"
        threads.submit(copied.run, translation.activate, "zh-hans").result()
        assert translation.get_language() == "zh-hant"


def test_what_was_never_set_or_was_taken_away_is_not_there():
    kept = InContext("kept")
    assert not hasattr(kept, "value")
    with pytest.raises(AttributeError):
        del kept.value
    kept.value = 1
    del kept.value
    assert getattr(kept, "value", None) is None


def test_what_is_active_when_it_begins_stays_so():
    with translation.override("zh-hant"):
        keep()
        assert translation.get_language() == "zh-hant"
