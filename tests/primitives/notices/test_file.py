"""The file backend: one line for each delivery, whoever writes and how often, and a truthful memory of it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from gonghui.kernel.mobile import Mobile
from gonghui.primitives.notices.sms.base import Message
from gonghui.primitives.notices.sms.file import FileBackend
from gonghui.primitives.rows import new_id

from .messages import lines

LIN = Mobile.parse("13812341234")
NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "sms"


@pytest.fixture
def backend(folder) -> FileBackend:
    return FileBackend({"folder": str(folder)})


def message(at: datetime = NOW, text: str = "已报名“太原专场”\n凭证 K7M2") -> Message:
    born = UUID(int=int(NOW.timestamp() * 1000) << 80 | new_id().int % 2**80)  # that day, also when it ends meanwhile
    return Message(born, LIN, text, "fairs.signed_up", {"code": "K7M2"}, at)


def test_another_program_finds_everything_in_the_line(backend, folder):
    one = message()
    backend.send(one)
    assert lines(folder) == [
        {
            "id": str(one.delivery_id),
            "to": "+8613812341234",
            "text": "已报名“太原专场”\n凭证 K7M2",
            "template": "fairs.signed_up",
            "params": {"code": "K7M2"},
            "at": NOW.isoformat(),
        }
    ]


def test_only_its_owner_may_read_the_messages(backend, folder):
    backend.send(message())
    assert folder.stat().st_mode & 0o777 == 0o700
    assert next(folder.iterdir()).stat().st_mode & 0o777 == 0o600


def test_the_same_delivery_is_written_once_by_this_and_by_any_other_process(backend, folder):
    one, other = message(), FileBackend({"folder": str(folder)})
    for _ in range(2):
        backend.send_batch([one, one])
        other.send_batch([one])
    assert len(lines(folder)) == 1


def test_it_knows_what_it_wrote_and_what_others_wrote(backend, folder):
    other = FileBackend({"folder": str(folder)})
    mine, theirs, nobodys = message(), message(), message()
    assert backend.was_sent(mine) is False, "there is not even a folder yet"
    backend.send(mine)
    other.send(theirs)
    assert [backend.was_sent(one) for one in (mine, theirs, nobodys)] == [True, True, False]
    assert FileBackend({"folder": str(folder)}).was_sent(mine) is True


def test_each_day_has_its_file_and_a_message_of_yesterday_is_not_written_again(backend, folder):
    one = message()
    backend.send(one)
    tomorrow = Message(one.delivery_id, one.to, one.text, one.template, one.params, NOW + timedelta(days=1))
    assert backend.was_sent(tomorrow) is True
    backend.send_batch([tomorrow, message(NOW + timedelta(days=1))])
    assert len(lines(folder)) == 2
    assert len(list(folder.glob("*.jsonl"))) == 2


def test_it_forgets_old_days_but_still_finds_their_messages(backend, folder):
    one = message()
    backend.send(one)
    for days in range(1, 12):
        backend.send(message(NOW + timedelta(days=days)))
    assert len(backend.days) <= 4
    late = Message(one.delivery_id, one.to, one.text, one.template, one.params, NOW + timedelta(days=11))
    assert backend.was_sent(late) is True


def test_a_line_torn_by_a_crash_does_not_count_and_spoils_no_other(backend, folder):
    whole, torn, after = message(), message(), message()
    backend.send_batch([whole, torn])
    [path] = folder.glob("*.jsonl")
    path.write_bytes(path.read_bytes()[:-20])
    revived = FileBackend({"folder": str(folder)})
    assert [revived.was_sent(one) for one in (whole, torn)] == [True, False]
    revived.send_batch([torn, after])
    assert [line["id"] for line in lines(folder)] == [str(one.delivery_id) for one in (whole, torn, after)]


def test_a_file_that_is_not_ours_is_left_alone(backend, folder):
    folder.mkdir()
    one = message()
    path = folder / f"{NOW.astimezone().date().isoformat()}.jsonl"
    path.write_bytes(b'hello\n{"id": "not an id"}\n\xff\xfe\n')
    backend.send(one)
    assert backend.was_sent(one) is True


@pytest.mark.race
def test_many_writers_share_a_folder_and_every_message_is_there_once(folder):
    messages = [message() for _ in range(400)]
    ready = threading.Barrier(4)

    def write(part: int) -> None:
        mine = FileBackend({"folder": str(folder)})
        ready.wait()
        for start in range(0, 400, 20):
            mine.send_batch(messages[start : start + 20] if part % 2 else messages[380 - start : 400 - start])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert sorted(line["id"] for line in lines(folder)) == sorted(str(one.delivery_id) for one in messages)
