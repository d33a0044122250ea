#!/usr/bin/env python3
"""What pages cost inside the process, on the world of bin/demo: tools/page_cost.py [--times N].

GONGHUI_STATE names the demo's state folder, whose database one start of bin/demo must have filled. Django's test
client asks for each page, in turn with a bare view behind the same middleware: milliseconds of this thread's processor
a request (median, warm), queries, and the bare view's time to the page's. It writes nothing: all is undone.
"""

import argparse
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

WORKER, OFFICER = "19900000001", "zhao"
HEAD = "| Page | Who | ms of processor | Queries | To the bare view |\n|---|---|---|---|---|"


def main() -> None:
    import os

    from gonghui.site import installation

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=60, help="requests of each page (default 60)")
    parser.add_argument("--profile", default="", help="instead: where the time of this page goes, as WORKER or OFFICER")
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
        people = browsers()
        if arguments.profile:
            profile(people, arguments.profile, arguments.times)
        else:
            print(HEAD)
            for who, path, name in pages():
                spent, bare, queries = cost(people[who], path, people["visitor"], arguments.times)
                print(f"| {name} | {who} | {spent:.2f} | {queries} | {bare / spent:.3f} |", flush=True)
        transaction.set_rollback(True)


def browsers() -> dict:  # type: ignore[type-arg]
    """A worker's phone and an officer's desk, signed in as by the pages, and a visitor's."""
    from django.conf import settings
    from django.contrib.sessions.models import Session
    from django.test import Client

    from gonghui.faces.accounts import BACKEND
    from gonghui.faces.duty import AT_COUNTER, DUTY, PROVED
    from gonghui.faces.models import SignIn
    from gonghui.faces.sessions import stored
    from gonghui.kernel.mobile import Mobile
    from gonghui.primitives import clock
    from gonghui.primitives.people.keys import mobile_index
    from gonghui.primitives.people.models import Account

    settings.ROOT_URLCONF = _with_bare_view()
    accounts = {
        "worker": Account.objects.get(person__mobile_index=mobile_index(Mobile.parse(WORKER))),
        "officer": Account.objects.get(username=OFFICER),
    }
    now, found = clock.now(), {"visitor": Client()}
    for who, account in accounts.items():
        client = found[who] = Client()
        client.force_login(account, backend=BACKEND)
        session = client.session
        if who == "officer":
            session.update(dict.fromkeys((DUTY, AT_COUNTER, PROVED), now.timestamp()))
            session.save()
        key = Session.objects.get(pk=stored(session.session_key))
        SignIn.objects.create(session=key, account=account, by_password=who == "officer", seen_at=now)
    return found


def _with_bare_view() -> str:
    """The product's addresses and one that says nothing."""
    from types import ModuleType

    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import include, path

    made = ModuleType("bare_and_all")
    made.urlpatterns = [  # type: ignore[attr-defined]
        path("bare/", lambda _request: HttpResponse("bare")),
        path("", include(settings.ROOT_URLCONF)),
    ]
    sys.modules[made.__name__] = made
    return made.__name__


def pages() -> list[tuple[str, str, str]]:
    from django.urls import reverse

    from gonghui.primitives.clock import now
    from gonghui.services.fairs.models import Session

    ahead = Session.objects.ahead(now=now()).exclude(venue__fair__published_at=None)
    session = ahead.select_related("venue").order_by("starts_at", "pk").first()
    found = [("visitor", "/bare/", "bare view"), ("worker", "/bare/", "bare view"), ("worker", "/", "home")]
    found += [("worker", "/mine/", "我的"), ("worker", "/services/", "services"), ("worker", "/messages/", "messages")]
    if session:
        found.append(("worker", reverse("fairs:fair", args=[session.venue.fair_id]), "fair"))
        found.append(("worker", reverse("fairs:session", args=[session.pk]), "session"))
    found += [
        ("officer", reverse("faces:work"), "console front"),
        ("officer", reverse("faces:premises"), "list of places"),
    ]
    return [*found, ("officer", reverse("fairs-console:index"), "list of fairs")]


def cost(client, path: str, nobody, times: int) -> tuple[float, float, int]:  # type: ignore[no-untyped-def]
    """Milliseconds of processor a request, the median, the same of the bare view in turn with it, and queries; warm."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _warm in range(3):
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code, answer.get("Location"))
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
