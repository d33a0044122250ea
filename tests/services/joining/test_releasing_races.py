"""A conflict is answered once: of two answers at once the second is refused; the twin that looks first gives both."""

import threading

import pytest

from gonghui.services.joining import actions
from gonghui.services.joining.actions import releasing, settling
from gonghui.services.joining.models import Application, Release
from tests.cast import resident_id
from tests.rush import kinds, rush

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.rows_by_hand]


@pytest.fixture
def made(rider, su, applied):
    """The rider applies with the number that stands in Su's row."""
    return applied(rider, document=resident_id(103))


@pytest.fixture
def looking_first(monkeypatch):
    """Nobody holds the application: two read it, and both go on."""
    both_have_looked = threading.Barrier(2)

    def looked(application, *, among, by):
        found = Application.objects.select_related("person", "union", "before", "rival").get(pk=application.pk)
        both_have_looked.wait(30)
        return found

    monkeypatch.setattr(releasing, "disputed", looked)
    monkeypatch.setattr(settling, "disputed", looked)


def answer_twice(made, by, now):
    acts = (
        lambda: actions.release(made, by=by, now=now),
        lambda: actions.settle(made, same=False, by=by, now=now),
    )
    return kinds(rush(lambda n: acts[n](), 2))


def test_a_conflict_has_one_answer(made, su, as_officer, now):
    answers = answer_twice(made, as_officer, now)

    assert answers in ({"Release": 1, "NoConflict": 1}, {"Application": 1, "NoConflict": 1})
    released = Release.objects.exists()
    assert su.documents.exists() is not released
    assert Application.objects.get().state == ("waiting" if released else "returned")


def test_looking_first_takes_the_document_and_sends_the_applicant_away(made, su, as_officer, now, looking_first):
    assert answer_twice(made, as_officer, now) == {"Release": 1, "Application": 1}
    assert not su.documents.exists()


def test_what_is_given_back_twice_is_given_back_once(made, su, as_officer, now):
    released = actions.release(made, by=as_officer, now=now)
    answers = rush(lambda _n: actions.take_back(released, by=as_officer, now=now), 2)

    assert kinds(answers) == {"Release": 1, "NothingToTakeBack": 1}
    assert su.documents.count() == 1
