#!/usr/bin/env python3
"""What pages cost inside the process, on the world of bin/demo: tools/page_cost.py [--times N].

GONGHUI_STATE names the demo's state folder, whose database one start of bin/demo must have filled. Django's test
client asks for each page, in turn with a bare view behind the same middleware: milliseconds of this thread's processor
a request (median, warm), queries, and the bare view's time to the page's. It writes nothing: all is undone. The pages
are the typical ones of every slice, as a worker who holds nothing, as one who holds something of everything, and as
an officer; --only takes those whose name or reader has this word.
"""

import argparse
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

OFFICER = "zhao"
HEAD = "| Page | Who | ms of processor | Queries | To the bare view |\n|---|---|---|---|---|"


def main() -> None:
    import os

    from gonghui.site import installation

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=60, help="requests of each page (default 60)")
    parser.add_argument("--only", default="", help="pages whose line has this word, as `holder faces:home`")
    parser.add_argument("--profile", default="", help="instead: where the time of a page goes, as holder:/mine/")
    arguments = parser.parse_args()
    os.environ.setdefault("GONGHUI_DEMO", "1")
    os.environ.setdefault("GONGHUI_HOSTS", "testserver")
    with installation.with_database():
        installation.django()
        measure(arguments)


def measure(arguments: argparse.Namespace) -> None:
    from django.conf import settings
    from django.db import transaction

    settings.ALLOWED_HOSTS = ["testserver"]
    with transaction.atomic():
        persons = readers()
        people = {who: signed_in(person) for who, person in persons.items()}
        if arguments.profile:
            profile(people, arguments.profile, arguments.times)
        else:
            print(HEAD)
            for who, path, name in pages(persons):
                if arguments.only in f"{who} {name}":
                    spent, bare, queries = cost(people[who], path, people["visitor"], arguments.times)
                    print(f"| {name} | {who} | {spent:.2f} | {queries} | {bare / spent:.3f} |", flush=True)
        transaction.set_rollback(True)


def readers() -> dict:  # type: ignore[type-arg]
    """Who looks, by the words of the bench; of a visitor nobody is known."""
    from gonghui.primitives import clock
    from gonghui.primitives.people.models import Account, Union
    from gonghui.rehearsals import cast
    from gonghui.rehearsals.bench.burden import holder
    from gonghui.rehearsals.bench.pages import NEWCOMER

    now = clock.now()
    worker = cast.person(*NEWCOMER, of=Union.objects.get(code="TY-1"), now=now)
    officer = Account.objects.get(username=OFFICER).person
    return {"visitor": None, "worker": worker, "holder": holder(now=now), "officer": officer}


def signed_in(person):  # type: ignore[no-untyped-def]
    """A browser in which this person signed in as by the pages; a visitor's where there is none."""
    from django.conf import settings
    from django.contrib.sessions.models import Session
    from django.test import Client

    from gonghui.faces.accounts import BACKEND
    from gonghui.faces.duty import AT_COUNTER, DUTY, PROVED
    from gonghui.faces.models import SignIn
    from gonghui.faces.sessions import stored
    from gonghui.primitives import clock
    from gonghui.primitives.people.models import Account

    settings.ROOT_URLCONF = _with_bare_view()
    client, now = Client(), clock.now()
    if person is None:
        return client
    account, _new = Account.objects.get_or_create(person=person, defaults={"username": str(person.pk)})
    client.force_login(account, backend=BACKEND)
    session, official = client.session, account.username == OFFICER
    if official:
        session.update(dict.fromkeys((DUTY, AT_COUNTER, PROVED), now.timestamp()))
        session.save()
    key = Session.objects.get(pk=stored(session.session_key))
    SignIn.objects.create(session=key, account=account, by_password=official, seen_at=now)
    return client


def _with_bare_view() -> str:
    """The product's addresses and one that says nothing."""
    from types import ModuleType

    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import include, path

    if "bare_and_all" in sys.modules:
        return "bare_and_all"
    made = ModuleType("bare_and_all")
    made.urlpatterns = [  # type: ignore[attr-defined]
        path("bare/", lambda _request: HttpResponse("bare")),
        path("", include(settings.ROOT_URLCONF)),
    ]
    sys.modules[made.__name__] = made
    return made.__name__


def pages(persons: dict) -> list[tuple[str, str, str]]:  # type: ignore[type-arg]
    """Who, path and name of each typical page, as far as it opens."""
    from gonghui.faces.services import product
    from gonghui.rehearsals.bench.opening import address, is_official

    found = [("visitor", "/bare/", "bare view"), ("worker", "/bare/", "bare view")]
    for page in product().typical:
        for who in ("worker", "holder", "officer"):
            path = address(page, persons[who])
            if path is not None and is_official(path) == (who == "officer"):
                found.append((who, path, page.page))
    return found


def cost(client, path: str, nobody, times: int) -> tuple[float, float, int]:  # type: ignore[no-untyped-def]
    """Milliseconds of processor a request, the median, the same of the bare view in turn with it, and queries; warm."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _warm in range(3):
        answer = client.get(path)
    if answer.status_code != 200:
        return float("nan"), float("nan"), 0
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    queries = len(asked)
    spent, bare = [], []
    for _time in range(times):
        for asker, asked_for, taken in ((client, path, spent), (nobody, "/bare/", bare)):
            begun = time.thread_time()
            asker.get(asked_for)
            taken.append(time.thread_time() - begun)
    return median(spent) * 1000, median(bare) * 1000, queries


def profile(people: dict, asked: str, times: int) -> None:  # type: ignore[type-arg]
    """`who:path`."""
    import cProfile
    import pstats

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    who, _colon, path = asked.partition(":")
    client = people[who]
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    for one in seen:
        print("*", " ".join(one["sql"].split())[:300])
    taken = cProfile.Profile()
    taken.enable()
    for _time in range(times):
        client.get(path)
    taken.disable()
    pstats.Stats(taken).sort_stats("cumulative").print_stats(90)


if __name__ == "__main__":
    main()
