"""What the pages are told of a request and what goes back of their answer, over threads of their own."""

import asyncio
import threading

import pytest

from gonghui.site.bridge import Bridge
from gonghui.site.request_bodies import received
from tests.asgi import asked, run, scope_of


def scope(path="/", method="GET", query=b"", **headers):
    """As the server makes it; `a_b` stands for a-b."""
    made = scope_of(path, {name.replace("_", "-"): text for name, text in headers.items()}, method)
    return made | {"query_string": query, "http_version": "1.1"}


class Pages:
    """Answers with these pieces, and remembers what it was told, by which thread, and that it was closed."""

    def __init__(self, *pieces, streaming=False, status="200 OK"):
        self.pieces, self.streaming, self.status, self.closed = pieces, streaming, status, False

    def __call__(self, environ, start_response):
        self.environ, self.thread = environ, threading.current_thread()
        self.read = environ["wsgi.input"].read()
        start_response(self.status, [("Content-Type", "text/plain"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
        return self

    def __iter__(self):
        for piece in self.pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    def close(self):
        self.closed = True


def messages_of(application, asked_for):
    """All that is sent, as it is sent."""
    sent = []

    async def play():
        async def send(message):
            sent.append(message)

        await application(asked_for, None, send)

    run(play())
    return sent


def test_a_whole_answer_goes_back_in_one_piece():
    pages = Pages(b"a", b"b")
    start, body = messages_of(Bridge(pages, workers=1), scope())
    assert start["status"] == 200
    assert start["headers"][1:] == [(b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")]
    assert body == {"type": "http.response.body", "body": b"ab"}
    assert pages.closed
    assert pages.thread is not threading.current_thread()


@pytest.mark.parametrize("streaming", [False, True])
def test_a_head_has_the_headers_alone(streaming):
    pages = Pages(b"a", streaming=streaming)
    start, body = messages_of(Bridge(pages, workers=1), scope(method="HEAD"))
    assert (start["status"], body["body"]) == (200, b"")
    assert pages.closed


def test_what_streams_goes_piece_by_piece_and_ends():
    pages = Pages(b"a", b"b", streaming=True)
    start, *bodies = messages_of(Bridge(pages, workers=1), scope())
    assert [(one["body"], one.get("more_body", False)) for one in bodies] == [(b"a", True), (b"b", True), (b"", False)]
    assert start["type"] == "http.response.start"
    assert pages.closed


@pytest.mark.parametrize("streaming", [False, True])
def test_the_server_may_hand_out_awaitables_that_are_no_coroutines(streaming):
    sent = []

    async def play():
        loop = asyncio.get_running_loop()

        def send(message):
            sent.append(message.get("body"))
            done = loop.create_future()
            done.set_result(None)
            return done

        await Bridge(Pages(b"a", streaming=streaming), workers=1)(scope(), None, send)

    run(play())
    assert b"".join(sent[1:]) == b"a"


def test_an_empty_stream_has_a_status_too():
    start, body = messages_of(Bridge(Pages(streaming=True, status="304 Not Modified"), workers=1), scope())
    assert (start["status"], body["body"]) == (304, b"")


def test_a_slow_reader_is_waited_for_and_who_went_away_ends_the_stream():
    pages = Pages(b"a", b"b", b"c", streaming=True)
    got = []

    async def play():
        async def send(message):
            got.append(message.get("body"))
            await asyncio.sleep(0)
            if got == [None, b"a"]:
                raise ConnectionResetError

        with pytest.raises(ConnectionResetError):
            await Bridge(pages, workers=1)(scope(), None, send)

    run(play())
    assert got == [None, b"a"]
    assert pages.closed


def test_an_answer_that_breaks_is_closed_and_told():
    for streaming in (False, True):
        pages = Pages(b"a", ValueError("broken"), streaming=streaming)
        with pytest.raises(ValueError, match="broken"):
            messages_of(Bridge(pages, workers=1), scope())
        assert pages.closed


def test_the_request_is_told_as_wsgi_has_it():
    pages = Pages()
    asked_for = scope("/驿站/", "POST", b"q=%E8%8C%B6", content_length="3", content_type="text/plain", x_a="1")
    asked_for["headers"] += [(b"x-a", b"2"), (b"cookie", b"a=1"), (b"cookie", b"b=2")]
    messages_of(Bridge(pages, workers=1), asked_for)
    told = pages.environ
    assert told["PATH_INFO"].encode("latin-1").decode() == "/驿站/"
    assert (told["REQUEST_METHOD"], told["QUERY_STRING"], told["CONTENT_LENGTH"]) == ("POST", "q=%E8%8C%B6", "3")
    assert (told["HTTP_X_A"], told["HTTP_COOKIE"], told["REMOTE_ADDR"]) == ("1,2", "a=1; b=2", "203.0.113.9")
    assert "HTTP_CONTENT_LENGTH" not in told


def test_what_a_proxy_says_is_not_said_by_an_underscore():
    pages = Pages()
    asked_for = scope(x_forwarded_for="203.0.113.9")
    asked_for["headers"] += [(b"x_forwarded_for", b"10.0.0.1"), (b"x-forwarded_proto", b"https")]
    messages_of(Bridge(pages, workers=1), asked_for)
    assert pages.environ["HTTP_X_FORWARDED_FOR"] == "203.0.113.9"
    assert "HTTP_X_FORWARDED_PROTO" not in pages.environ


def test_a_query_of_other_bytes_than_ascii_is_no_fault():
    pages = Pages()
    messages_of(Bridge(pages, workers=1), scope(query=b"q=\xe8\x8c"))
    assert pages.environ["QUERY_STRING"] == "q=\xe8\x8c"


def test_a_body_is_read_by_the_thread_and_there_is_none_where_none_came():
    pages = Pages(b"read")
    both = received(Bridge(pages, workers=1))
    message = {"type": "http.request", "body": b"a=b1", "more_body": False}

    async def whole():
        yield message

    run(asked(both, scope(method="POST", content_length="4"), whole()))
    assert pages.read == b"a=b1"
    run(asked(both, scope()))
    assert pages.read == b""


def test_as_many_pages_are_made_at_once_as_there_are_threads():
    meeting = threading.Barrier(2)

    def pages(environ, start_response):
        meeting.wait(30)
        start_response("200 OK", [])
        return []

    async def play():
        bridge = Bridge(pages, workers=2)
        return await asyncio.gather(asked(bridge, scope()), asked(bridge, scope()))

    assert [heard.status for heard in run(play())] == [200, 200]


def test_the_server_may_begin_and_end_and_no_socket_is_opened():
    bridge, told = Bridge(Pages(), workers=1), []

    async def play():
        async def receive():
            return {}

        async def send(message):
            told.append(message["type"])

        await bridge({"type": "lifespan"}, receive, send)
        await bridge({"type": "websocket"}, receive, send)

    run(play())
    assert told == ["lifespan.startup.complete", "lifespan.shutdown.complete", "websocket.close"]
