"""What pages share is made once, is never much too old, is bounded, and knows nobody."""

import threading
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils.functional import SimpleLazyObject

from gonghui.faces import services, shared
from gonghui.faces.services import Card
from gonghui.faces.slices import ON_NOW, Cards, Product, Slice
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.rows import new_id


class Clock:
    """Stands until it is moved."""

    at = 0.0

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(monkeypatch, clock):
    """What pages share in this test, by a clock that stands."""
    monkeypatch.setattr(shared, "STORE", shared.Store(now=clock))
    return shared.STORE


@pytest.fixture
def made(store):
    """`made(key, what, seconds)`, and in `made.times` how often something was really made."""

    def get(key, what, seconds=1.0):
        return store.get(key, seconds, lambda: get.times.append(key) or what)

    get.times = []
    return get


class Slowly:
    """Makes "new", begun and ended by the test; `answers` are what each thread was given."""

    def __init__(self, store):
        self.store, self.answers = store, []
        self.begun, self.may_end = threading.Event(), threading.Event()

    def __call__(self):
        self.begun.set()
        assert self.may_end.wait(30)
        return "new"

    def asked_for_by(self, many):
        """As many threads, of which one has begun to make it."""
        threads = [threading.Thread(target=self._ask) for _one in range(many)]
        for one in threads:
            one.start()
        assert self.begun.wait(30)
        return threads

    def _ask(self):
        self.answers.append(self.store.get("a", 1.0, self))

    def end(self, threads):
        self.may_end.set()
        for one in threads:
            one.join(30)


def test_it_is_made_once_until_its_time_is_over(made, store, clock):
    assert [made("a", 1), made("a", 2), made("b", 3)] == [1, 1, 3]
    clock.at = 0.99
    assert made("a", 4) == 1
    clock.at = 1.0
    assert made("a", 5) == 5
    assert (store.hits, store.makes) == (2, 3)


def test_one_makes_while_the_others_are_given_the_last_one(store, clock):
    slowly = Slowly(store)
    store.get("a", 1.0, lambda: "old")
    clock.at = 1.5
    maker = slowly.asked_for_by(1)
    assert store.get("a", 1.0, lambda: "made twice") == "old"
    slowly.end(maker)
    assert slowly.answers == ["new"]
    assert store.get("a", 1.0, lambda: "made twice") == "new"


def test_who_comes_when_the_last_one_is_too_old_waits_for_the_new_one(store, clock):
    slowly = Slowly(store)
    store.get("a", 1.0, lambda: "old")
    clock.at = 2.0
    slowly.end(slowly.asked_for_by(4))
    assert slowly.answers == ["new"] * 4
    assert store.makes == 2


def test_what_failed_is_made_by_the_next(made, store):
    with pytest.raises(ZeroDivisionError):
        store.get("a", 1.0, lambda: 1 // 0)
    assert made("a", "good") == "good"


def test_what_was_not_asked_for_longest_goes_first(made, store, monkeypatch):
    monkeypatch.setattr(shared, "MOST_THINGS", 2)
    for key in ("a", "b", "a", "c"):
        made(key, key)
    assert [key for key, _value in store.everything()] == ["a", "c"]
    monkeypatch.setattr(shared, "MOST_CHARACTERS", 100)
    made("d", "x" * 90)
    made("e", "x" * 20)
    assert [key for key, _value in store.everything()] == ["e"]


def test_a_fragment_is_given_its_keys_and_nothing_else(store):
    part = "{{ city }} {{ unread }} [{{ person }}{{ request.path }}]"
    page = Template("{% shared 1 city unread=many %}" + part + "{% endshared %}")
    assert page.render(Context({"city": "太原", "many": 3, "person": "林小雨"})) == "太原 3 []"
    assert page.render(Context({"city": "太原", "many": 3, "person": "陈建国"})) == "太原 3 []"
    assert page.render(Context({"city": "大同", "many": 3})) == "大同 3 []"
    assert (store.hits, store.makes) == (1, 2)


def test_what_a_lazy_key_was_made_from_is_not_kept(store):
    page = Template("{% shared 1 many %}{{ many }}{% endshared %}")
    assert page.render(Context({"many": SimpleLazyObject(lambda: 3)})) == "3"
    [((_tag, _language, key), _text)] = store.everything()
    assert type(key) is int


def test_what_was_made_for_one_is_shown_to_them_and_kept_nowhere(store):
    page = Template("{% shared 1 seat %}{{ seat.holder }}[{{ person }}]{% endshared %}")
    for name in ("林小雨", "陈建国"):
        seat = SimpleNamespace(holder=name, for_one=True)
        assert page.render(Context({"seat": seat, "person": "谁"})) == f"{name}[]"
    assert store.everything() == []


def test_two_fragments_of_one_page_do_not_meet(store):
    page = Template("{% shared 1 a %}x{{ a }}{% endshared %}{% shared 1 a %}y{{ a }}{% endshared %}")
    assert page.render(Context({"a": 1})) == "x1y1"


@pytest.mark.django_db
def test_home_is_made_of_what_was_made_already(store, lin, chen, as_person):
    as_person(lin).get("/")
    made = store.makes
    assert made > 3
    as_person(lin).get("/")
    as_person(chen).get("/")
    assert store.makes == made, "a cache that stops hitting says nothing"
    assert store.hits > 6


@pytest.mark.django_db
def test_nothing_of_two_people_is_in_what_their_pages_share(store, lin, chen, as_person):
    words = [word for who in (lin, chen) for word in (who.name, str(who.pk), who.member_code)]
    for person in (lin, chen):
        mine = f"只有{person.name}知道"
        words.append(mine)
        facts = {"key": "tests.thing", "queue": "other", "link": "faces:mine", "person_id": person.pk}
        agenda.put([Matter(subject=new_id(), title=mine, **facts)])
    for person in (lin, chen):
        browser = as_person(person)
        words.append(browser.cookies["sessionid"].value)
        pages = [browser.get(path).content.decode() for path in ("/", "/mine/", "/services/", "/messages/")]
        assert person.name in pages[0]
        assert f"只有{person.name}知道" in pages[0]
    kept = repr(store.everything())
    assert len(store.everything()) > 3
    assert [word for word in words if word in kept] == []


@pytest.mark.django_db
def test_what_an_officer_changes_shows_within_two_seconds(store, clock, client, monkeypatch):
    said = ["第一版"]
    offered = Cards(ON_NOW, lambda where, now: [Card(title=said[-1], url="/on/")], rank=1)
    joined = Product([Slice(code="tests", acts={}, cards=(offered,))])
    monkeypatch.setattr(services, "product", lambda: joined)
    assert "第一版" in client.get("/").content.decode()
    said.append("第二版")
    assert "第一版" in client.get("/").content.decode()
    clock.at = 2.0
    assert "第二版" in client.get("/").content.decode()
