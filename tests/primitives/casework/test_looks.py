"""Who looked at a case, for whom they looked, and what nobody reads: where its asker wrote from."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gonghui.kernel.attachments import TEXT, Caps, Incoming, prepare
from gonghui.primitives.casework import actions
from gonghui.primitives.casework.models import Attachment
from gonghui.primitives.casework.speaking import history, looks
from gonghui.primitives.journal.models import Entry
from gonghui.services.hotline.rules import HOTLINE

pytestmark = pytest.mark.django_db


def test_looks_of_one_person_within_an_hour_are_one_with_a_count(asked, as_guo, zhao, by, now):
    case, as_zhao = asked(), replace(by, person=zhao.pk, name=zhao.name)
    for minutes, by in ((0, as_guo), (10, as_guo), (15, as_zhao), (20, as_guo), (90, as_guo)):
        actions.look(case, by=by, now=now + timedelta(minutes=minutes))

    found = [(one.by_name, one.times, one.at - now) for one in looks(case)]
    assert found == [
        (as_guo.name, 1, timedelta(minutes=90)), (as_guo.name, 3, timedelta(minutes=20)),
        (zhao.name, 1, timedelta(minutes=15)),
    ]  # fmt: skip


def test_where_an_asker_writes_from_stands_in_no_entry_of_the_case(asked, as_lin, as_guo, now):
    case = asked()
    actions.say(case, "还有", by=as_lin, now=now)
    actions.say(case, "收到", by=as_guo, now=now)

    origins = {one.act: one.origin for one in Entry.objects.filter(act__startswith="hotline.", by_person=None)}
    assert origins == {"hotline.ask": "", "hotline.say": ""}
    assert Entry.objects.get(act="hotline.say", by_person=as_guo.person).origin == as_guo.origin


def test_and_of_entries_that_have_it_the_history_tells_it_not(asked, as_guo, now):
    case = asked()
    Entry.objects.create(at=now, by_name="一位职工", origin="page 10.0.0.7", act="hotline.say",
                         thing=f"casework.Case:{case.pk}", label=case.code, facts={})  # fmt: skip
    actions.look(case, by=as_guo, now=now)

    assert {one.origin for one in history(case)} == {"", as_guo.origin}
    assert len(history(case)) == 3


def test_who_opens_a_file_is_written_down_and_its_asker_is_not(asked, as_lin, as_guo, now):
    ready = prepare([Incoming("工资条.txt", "三个月".encode())], Caps(kinds=(TEXT,)))
    case = asked(brought=actions.bring(ready, now=now))
    one = Attachment.objects.select_related("message__case", "file").get()

    assert actions.open_file(one, by=as_lin, now=now) == actions.open_file(one, by=as_guo, now=now) == one.file
    assert [(look.act, look.by_person) for look in looks(case)] == [("hotline.open_file", as_guo.person)]


@pytest.mark.parametrize("words", ["林", "1234", "林小雨"])
def test_looking_for_people_is_written_down_and_for_whom_is_not(asked, taiyuan, as_guo, now, words):
    asked()
    assert actions.searched(HOTLINE, words, [taiyuan], by=as_guo, now=now)

    [entry] = Entry.objects.filter(act="hotline.search")
    assert (entry.by_person, entry.thing.endswith(str(taiyuan.pk)), entry.facts) == (as_guo.person, True, {})
    assert words not in entry.label


def test_looking_for_a_case_by_its_code_is_no_look_at_a_person(asked, taiyuan, as_guo, now):
    assert not actions.searched(HOTLINE, asked().code.lower(), [taiyuan], by=as_guo, now=now)
    assert not Entry.objects.filter(act="hotline.search").exists()
