"""A bucket in place of the folder: the same promises over the S3 protocol, spoken to a small store of our own."""

import http.server
import re
import threading
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

import pytest
from django.core.exceptions import ImproperlyConfigured

from gonghui.kernel.attachments import JPEG, TEXT, Caps, Incoming, prepare
from gonghui.primitives.files import actions as files
from gonghui.primitives.files import storing
from gonghui.primitives.files.models import File
from gonghui.primitives.files.refusals import FileUnreadable, StorageAway
from gonghui.site import environment
from gonghui.site.environment import Environment
from tests.kernel.test_pictures import photograph

pytestmark = pytest.mark.django_db
XML = '<?xml version="1.0" encoding="UTF-8"?>'


class Store(http.server.ThreadingHTTPServer):
    """PUT, GET, HEAD, DELETE and lists of one bucket, in memory; two names a page, so that more are asked for."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.kept, self.unsigned, self.broken = {}, 0, False


class Answers(http.server.BaseHTTPRequestHandler):
    server: Store
    protocol_version = "HTTP/1.1"

    def handle_one(self):
        address = urlsplit(self.path)
        name = unquote(address.path).removeprefix("/papers").lstrip("/")
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.unsigned += not self.headers.get("Authorization", "").startswith(
            "AWS4-HMAC-SHA256 Credential=reader/"
        )
        if self.server.broken:
            return self.answer(403, b"<Error><Code>AccessDenied</Code><Message>no</Message></Error>")
        if not name and self.command == "GET":
            return self.answer(200, self.server_list(parse_qs(address.query)))
        if self.command == "PUT":
            self.server.kept[name] = body
            return self.answer(200)
        if self.command == "DELETE":
            self.server.kept.pop(name, None)
            return self.answer(204)
        found = self.server.kept.get(name)
        return self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>") if found is None else self.answer(200, found)

    do_GET = do_PUT = do_HEAD = do_DELETE = handle_one  # noqa: N815

    def server_list(self, asked):
        """One page of names, with what stands before the delimiter as folders."""
        prefix = asked.get("prefix", [""])[0]
        after = asked.get("continuation-token", asked.get("marker", [""]))[0]  # the second and the first way to list
        rows = set()
        for name in self.server.kept:
            if name.startswith(prefix):
                folder, mark, _rest = name[len(prefix) :].partition("/")
                rows.add(prefix + folder + mark)
        listed = sorted(row for row in rows if row > after)
        page, more = listed[:2], len(listed) > 2
        parts = [
            f"<CommonPrefixes><Prefix>{escape(row)}</Prefix></CommonPrefixes>"
            if row.endswith("/")
            else f"<Contents><Key>{escape(row)}</Key><Size>1</Size></Contents>"
            for row in page
        ]
        last = escape(page[-1]) if more else ""
        token = f"<NextContinuationToken>{last}</NextContinuationToken><NextMarker>{last}</NextMarker>" if more else ""
        cut = "true" if more else "false"
        head = f"{XML}<ListBucketResult><IsTruncated>{cut}</IsTruncated>{token}"
        return f"{head}{''.join(parts)}</ListBucketResult>".encode()

    def answer(self, status, body=b""):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"0"')
        self.send_header("Last-Modified", "Wed, 20 May 2026 02:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_words):
        """Nothing: a test that fails shows what it asked for."""


@pytest.fixture
def store(settings, monkeypatch):
    """The files of the site lie in its bucket "papers", below "gh/"."""
    pytest.importorskip("storages.backends.s3")
    started = Store()
    threading.Thread(target=started.serve_forever, daemon=True).start()
    for name, value in {
        "bucket": "papers", "prefix": "gh/", "endpoint": f"http://127.0.0.1:{started.server_port}", "region": "here",
        "addressing": "path", "key_id": "reader", "key_secret": "secret",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"GONGHUI_FILES_{name.upper()}", value)
    settings.STORAGES = settings.STORAGES | {"files": Environment().files()}
    yield started
    started.shutdown()
    started.server_close()


@pytest.fixture
def ready():
    caps = Caps(kinds=(JPEG, TEXT), most=5)
    return prepare([Incoming("门口.jpg", photograph()), Incoming("须知.txt", b"first")], caps)


def test_files_lie_in_the_bucket_and_are_read_and_removed(store, ready, by, now):
    picture, text = files.keep(files.bring(ready, purpose="tests.thing", now=now), by=by, now=now)
    names = {f"gh/2026-05-20/{picture.pk.hex}", f"gh/2026-05-20/{picture.pk.hex}.small", f"gh/2026-05-20/{text.pk.hex}"}
    assert set(store.kept) == names
    assert files.read(text) == b"first"
    assert files.read_small(picture) == ready[0].small
    files.take_off(text, now=now)
    later = now.replace(day=23)
    assert files.forget_orphans(now=later) == 1
    assert f"gh/2026-05-20/{text.pk.hex}" not in store.kept
    assert store.unsigned == 0


def test_orphans_missing_and_altered_are_found_page_by_page(store, ready, by, now):
    kept = files.keep(files.bring(ready, purpose="tests.thing", now=now), by=by, now=now)
    files.bring(ready, purpose="tests.thing", now=now)  # and the act did not end
    later = now.replace(day=23)
    assert (len(store.kept), len(storing.names_of(now.date()))) == (6, 6)
    found = files.audit(every=True, now=later)
    assert (found.kept, found.missing, found.altered, len(found.orphans)) == (2, [], [], 3)
    store.kept[f"gh/2026-05-20/{kept[1].pk.hex}"] = b"second"
    del store.kept[f"gh/2026-05-20/{kept[0].pk.hex}"]
    found = files.audit(every=True, now=later)
    assert (found.missing, found.altered) == ([str(kept[0].pk)], [str(kept[1].pk)])
    assert files.forget_orphans(now=later) == 3
    assert len(store.kept) == 2
    for file in kept:
        with pytest.raises(FileUnreadable):
            files.read(file)


def test_what_is_sealed_is_unreadable_in_the_bucket(store, ready, by, now):
    [text] = files.bring(ready[1:], purpose="tests.thing", sealed=True, now=now)
    files.keep([text], by=by, now=now)
    assert not any(b"first" in data for data in store.kept.values())
    assert files.read(text) == b"first"


def test_a_store_that_refuses_keeps_nothing_and_says_so(store, ready, now, caplog):
    store.broken = True
    with pytest.raises(StorageAway):
        files.bring(ready, purpose="tests.thing", now=now)
    assert not File.objects.exists()
    assert store.kept == {}
    assert "secret" not in caplog.text


def test_a_bucket_without_its_packages_is_one_line(monkeypatch):
    monkeypatch.setenv("GONGHUI_FILES_BUCKET", "papers")
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match=re.escape("requirements-s3.lock")):
        Environment().files()


def test_the_default_needs_no_client_of_a_store():
    import subprocess
    import sys

    code = "import sys, gonghui.primitives.files.disk; print('boto3' in sys.modules or 'storages' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert told.stdout == "False\n", told.stderr
