"""What many readers want at once: every round another thing, asked for by everybody, and nobody has it yet."""

from gonghui.rehearsals.reading.contention import _world, contests


def test_every_round_asks_for_another_thing_that_nobody_has(db):
    _world.cache_clear()
    seats, copies = contests(30, 2)
    for contest in (seats, copies):
        assert len(set(contest.things)) == len(contest.rounds) == 30
        assert {len(asks) for asks in contest.rounds} == {2}
        assert len({ask.token for ask in contest.rounds[0]} | {str(ask.body) for ask in contest.rounds[0]}) == 3
        assert contest.held() == [0] * 30
    _world.cache_clear()
