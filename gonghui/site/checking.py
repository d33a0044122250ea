"""What is wrong with this installation, found before its users find it."""

import argparse
import contextlib
import functools
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from . import installation, places, seals
from .running import Finding, real_site, roles, worker
from .trouble import CommandTrouble

CLOCK_SECONDS = 2
OLDEST_POSTGRES = 15
OVERDUE = timedelta(minutes=5)
GIVEN_UP = timedelta(days=7)  # for so long what was given up is told
LEAST_FREE_MB, SCARCE_MB = 200, 2_000


def check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    parser.add_argument(
        "--seal",
        action="append",
        default=[],
        type=seals.read,
        metavar="N:DIGEST",
        help="a seal that was kept elsewhere",
    )
    parser.add_argument("--every-file", action="store_true", help="read every attachment in full, not only a sample")


def check(options: argparse.Namespace) -> int:
    """Look for what is wrong: settings, disk, key, database, clock, journal, ledger, agenda, notices, files.

    Status 1 when something must be mended. Nothing is changed.
    """
    findings = list(all_findings(every_file=options.every_file, given=options.seal))
    if options.json:
        print(json.dumps([asdict(one) for one in findings], indent=2))
    else:
        for one in findings:
            print(f"{one.level:5} {one.about:12} {one.words}")
    return 1 if any(one.level == "no" for one in findings) else 0


def all_findings(*, every_file: bool = False, given: Sequence[tuple[int, str]] = ()) -> Iterator[Finding]:
    yield Finding("ok", "state", str(places.state_folder()))
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(installation.with_database())
        except CommandTrouble as trouble:
            yield Finding("no", "database", str(trouble))
            return
        try:
            installation.django()
        except CommandTrouble as trouble:
            yield Finding("no", "settings", str(trouble))
            return
        yield from settings()
        yield guarded(disk)
        found = [guarded(database), guarded(migrations)]
        yield from found
        if all(one.level == "ok" for one in found):
            for look in (
                key,
                clock,
                worker,
                roles,
                functools.partial(journal, given=given),
                ledger,
                draws,
                agenda,
                notices,
                sms,
            ):
                yield guarded(look)
            yield guarded(functools.partial(files, every=every_file))


def guarded(look: Callable[[], Finding]) -> Finding:
    """A check that fails in itself is a finding too, and does not hide the others."""
    try:
        return look()
    except Exception as error:
        name = getattr(look, "func", look).__name__
        return Finding("no", name, f"the check failed: {installation.one_line(error)}")


def settings() -> Iterator[Finding]:
    from django.conf import settings as now

    yield Finding("ok", "settings", "read")
    level = "no" if real_site() else "note"
    if now.DEBUG:
        yield Finding(level, "settings", "GONGHUI_DEBUG is on: errors show code and data to visitors")
    if now.DEMO:
        yield Finding(level, "settings", "GONGHUI_DEMO is on: anyone can read the demo's phone")
    if not now.SESSION_COOKIE_SECURE:
        yield Finding("note", "settings", "GONGHUI_HTTPS is off: sign-ins travel unencrypted")
    if now.SESSION_COOKIE_SECURE and not now.PROXIES:
        yield Finding("note", "settings", "GONGHUI_PROXIES is empty: all visitors seem to come from your proxy")
    if now.SMS["backend"] != "aliyun":
        yield Finding("note", "settings", f"GONGHUI_SMS_BACKEND is {now.SMS['backend']}: no SMS reaches a real phone")


def disk() -> Finding:
    """Of the state folder: the embedded database lives there; a server elsewhere has a disk of its own."""
    free = shutil.disk_usage(places.state_folder()).free / 1_000_000
    if free < LEAST_FREE_MB:
        return Finding("no", "disk", f"{free:.0f} MB free: nothing can be stored soon; make room, nothing was lost")
    return Finding("ok" if free > SCARCE_MB else "note", "disk", f"{free:,.0f} MB free")


def database() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), pg_size_pretty(pg_database_size(current_database()))")
        version, size = cursor.fetchone()
    if int(version.split(".")[0]) < OLDEST_POSTGRES:
        return Finding("no", "database", f"PostgreSQL {version}, {size}; {OLDEST_POSTGRES} or newer needed")
    return Finding("ok", "database", f"PostgreSQL {version}, {size}")


def _pending() -> list[str]:
    from . import migrating

    return migrating.pending()


def migrations() -> Finding:
    if missing := _pending():
        return Finding("no", "migrations", f"{len(missing)} to do ({missing[0]} …): run bin/gonghui migrate")
    return Finding("ok", "migrations", "the database is at this release")


def key() -> Finding:
    from gonghui.kernel.sealing import Unsealable
    from gonghui.primitives.people import keys
    from gonghui.primitives.people.models import Document

    document = Document.objects.order_by("-pk").first()
    if document is None:
        return Finding("ok", "key", "read; no sealed document to try it on yet")
    try:
        keys.number_of(document)
    except Unsealable:
        return Finding("no", "key", "it does not open this database's documents: they were made with another key")
    return Finding("ok", "key", "opens the documents")


def clock() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        off = abs((cursor.fetchone()[0] - datetime.now(UTC)).total_seconds())
    if off > CLOCK_SECONDS:
        return Finding("no", "clock", f"this machine's clock and the database's differ by {off:.0f} s")
    return Finding("ok", "clock", "the same here and in the database")


def journal(*, given: Sequence[tuple[int, str]] = ()) -> Finding:
    """The chain in itself, against the seals kept in the state folder and those given, and whether it goes on."""
    from gonghui.primitives import clock as time
    from gonghui.primitives.journal import actions

    if broken := actions.verify():
        return Finding("no", "journal", f"{len(broken)} seals are broken, first: {broken[0]}")
    known = [*seals.kept(seals.kept_file()), *given]
    if unlike := actions.unlike(known):
        return Finding("no", "journal", f"seal {unlike[0]}, kept elsewhere, is not in it: it was cut off or rewritten")
    if late := actions.overdue(now=time.now()):
        return Finding("no", "journal", f"{late} entries unsealed for an hour: does a worker run, are seals missing?")
    number, digest = actions.head()
    words = f"{number} seals, all whole, {len(known)} compared with copies"
    return Finding("ok", "journal", words + (f"; keep elsewhere: --seal {number}:{digest[:32]}" if number else ""))


def ledger() -> Finding:
    from gonghui.primitives.ledger import actions

    if wrong := actions.audit():
        return Finding("no", "ledger", "; ".join(wrong))
    return Finding("ok", "ledger", "every account equals the sum of its transfers")


def draws() -> Finding:
    """A draw whose frozen list or secret was changed is never made: somebody must know."""
    from gonghui.primitives.draws import audit

    if changed := audit.changed():
        return Finding("no", "draws", f"draw {changed[0]} was changed after it was frozen, and will not be made")
    return Finding("ok", "draws", "every frozen list is as it was published")


def agenda() -> Finding:
    """What waits for whom is as the slices' own rows have it; what is not can be reckoned anew."""
    from gonghui.faces.services import product
    from gonghui.primitives import clock as time
    from gonghui.primitives.agenda import actions

    wrong = [found for source in product().agenda for found in actions.unlike(source, now=time.now())]
    if wrong:
        level = "note" if all(found.startswith("other: ") for found in wrong) else "no"  # a name was changed since
        words = f"{len(wrong)} matters differ from what they are about, first: {wrong[0]}; bin/gonghui agenda --rebuild"
        return Finding(level, "agenda", words)
    return Finding("ok", "agenda", "what waits for whom is as its rows have it")


def notices() -> Finding:
    from gonghui.primitives import clock as time
    from gonghui.primitives.notices import actions
    from gonghui.primitives.notices.models import Delivery

    late = Delivery.objects.filter(state="due", due_at__lt=time.now() - OVERDUE).count()
    if late:
        return Finding("no", "notices", f"{late} should have been sent over five minutes ago: does a worker run?")
    if held := Delivery.objects.held().by_cause():
        words = (
            f"{in_all(held)} wait until it is mended, and then go by themselves: {causes(held)}; bin/gonghui notices"
        )
        return Finding("no", "notices", words)
    if given_up := Delivery.objects.given_up(since=time.now() - GIVEN_UP).by_cause():
        words = f"{in_all(given_up)} given up in {GIVEN_UP.days} days: {causes(given_up)}; look: bin/gonghui notices"
        return Finding("no", "notices", words)
    if waiting := actions.undelivered().count():
        return Finding("note", "notices", f"{waiting} may or may not have been sent; decide: bin/gonghui notices")
    return Finding("ok", "notices", f"{actions.unsent()} on their way")


def in_all(counted: dict[str, int]) -> int:
    return sum(counted.values())


def causes(counted: dict[str, int]) -> str:
    """ "isv.AMOUNT_NOT_ENOUGH 35, no_connection 2": the most frequent five."""
    return ", ".join(f"{cause or 'unknown'} {many}" for cause, many in list(counted.items())[:5])


def sms() -> Finding:
    """What strangers made us send: it costs the union money, and may be somebody's pestering."""
    from gonghui.primitives import clock as time
    from gonghui.primitives.notices import budgets
    from gonghui.primitives.people import actions as people

    bounds = (("sign-in codes left unused", people.unused_codes()), ("SMS to strangers", budgets.in_all()))
    spent = [(people.uses(limit, now=time.now()), limit.limit, name) for name, limit in bounds]
    words = "; ".join(f"{used} of the day's {most} {name}" for used, most, name in spent)
    if any(used >= most for used, most, _name in spent):
        return Finding("no", "sms", f"{words}: refused from now on; who asks for them?")
    return Finding("note" if any(used >= most * 0.8 for used, most, _name in spent) else "ok", "sms", words)


def files(*, every: bool) -> Finding:
    """What people attached: there, unchanged, and somebody's."""
    from gonghui.primitives import clock as time
    from gonghui.primitives.files import actions

    found = actions.audit(every=every, now=time.now())
    whole = f"{found.kept} kept, {found.read} of them read in full"
    if bad := counted((found.missing, "missing"), (found.altered, "altered")):
        return Finding("no", "files", f"{bad}; first: {(found.missing + found.altered)[0]}; {whole}")
    if found.strange:
        return Finding("no", "files", f"{found.strange[0]}: is this the right database, and the storage ours alone?")
    odd = counted((found.orphans, "stored that no row knows"), (found.ownerless, "that nothing points at"))
    return Finding("note" if odd else "ok", "files", f"{odd}; {whole}" if odd else whole)


def counted(*found: tuple[list[str], str]) -> str:
    """ "2 missing, 1 altered"; what was not found is not told."""
    return ", ".join(f"{len(many)} {word}" for many, word in found if many)
