"""The site as one ASGI application: a form's body reaches the pages behind the lane."""

import asyncio

from a2wsgi import WSGIMiddleware

from gonghui.site.asgi import hearing
from tests.asgi import run

SCOPE = {
    "type": "http",
    "http_version": "1.1",
    "method": "POST",
    "scheme": "http",
    "path": "/",
    "query_string": b"",
    "headers": [(b"content-length", b"4")],
    "server": ("testserver", 80),
}


def echo(environ, start_response):
    start_response("200 OK", [])
    return [environ["wsgi.input"].read(4)]


def test_a_body_is_read_though_the_server_hands_out_no_coroutine():
    said = []

    async def asked():
        loop = asyncio.get_running_loop()

        def receive():  # like granian's without uvloop: an awaitable, not a coroutine
            future = loop.create_future()
            future.set_result({"type": "http.request", "body": b"a=b1", "more_body": False})
            return future

        async def send(message):
            said.append(message.get("body", b""))

        await hearing(WSGIMiddleware(echo))(SCOPE, receive, send)

    run(asked())
    assert b"".join(said) == b"a=b1"
