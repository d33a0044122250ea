"""A stand-in for Alibaba Cloud SMS on 127.0.0.1 that checks every signature as the documentation says.

It computes the signature from what arrives, with code of its own, and refuses a wrong secret, a stale date, a nonce
seen before and a body that does not fit its hash. `plan` says what else goes wrong with the next requests.
"""

import hashlib
import hmac
import json
import re
import threading
import time
from collections import deque
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, urlsplit
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
KEY_ID, SECRET = "LTAIexample", "example-secret"
AUTHORIZATION = re.compile(r"ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([a-z0-9;-]+),Signature=([0-9a-f]{64})")


class FakeAliyun(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.sent: list[dict[str, str]] = []
        self.requests: list[str] = []
        self.nonces: set[str] = set()
        self.plan: deque = deque()  # an error code, an int (HTTP status), or one of the words of _Handler.misbehave
        self.turn = threading.Lock()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request, client_address) -> None:
        """A client that went away in the middle is part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FakeAliyun

    def do_POST(self) -> None:
        action = self.headers.get("x-acs-action", "")
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        with self.server.turn:
            self.server.requests.append(action)
            fault = self.server.plan.popleft() if self.server.plan else None
            refusal = self.refusal(body)
        if refusal:
            return self.answer(
                400 if refusal != "Forbidden" else 403, {"Code": refusal, "Message": "no", "RequestId": "1"}
            )
        if isinstance(fault, str) and "." in fault:
            return self.answer(
                200, {"Code": fault.partition(":")[0], "Message": fault.partition(":")[2], "RequestId": "1"}
            )
        if isinstance(fault, int):
            return self.answer(fault, None)
        parameters = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True, strict_parsing=True))
        with self.server.turn:
            result = self.send_sms(parameters) if action == "SendSms" else self.details(parameters)
        return self.misbehave(fault, result) if fault else self.answer(200, result)

    def misbehave(self, fault: str, result: dict) -> None:
        """The message is accepted, and then the answer does not arrive as it should."""
        if fault == "garbage":
            return self.answer(200, None, b"<html>upstream\xff")
        if fault == "late":
            time.sleep(0.6)
            return self.answer(200, result)
        if fault == "trickle":
            self.send_response(200)
            self.send_header("content-length", "100000")
            self.end_headers()
            for _ in range(30):
                self.wfile.write(b" ")
                time.sleep(0.1)
            return None
        assert fault == "drop"
        self.close_connection = True
        return self.connection.close()

    def refusal(self, body: bytes) -> str:
        found = AUTHORIZATION.fullmatch(self.headers.get("authorization", ""))
        if not found:
            return "MissingAuthorization"
        key_id, names, signature = found.groups()
        if key_id != KEY_ID:
            return "InvalidAccessKeyId.NotFound"
        must_be_signed = {name.lower() for name in self.headers if name.lower().startswith("x-acs-")} | {"host"}
        if not must_be_signed <= set(names.split(";")) or names.split(";") != sorted(names.split(";")):
            return "IncompleteSignature"
        if hashlib.sha256(body).hexdigest() != self.headers["x-acs-content-sha256"]:
            return "SignatureDoesNotMatch.Body"
        if not hmac.compare_digest(self.signature(names), signature):
            return "SignatureDoesNotMatch"
        sent = datetime.strptime(self.headers["x-acs-date"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        if abs((datetime.now(UTC) - sent).total_seconds()) > 15 * 60:
            return "InvalidTimeStamp.Expired"
        if self.headers["x-acs-signature-nonce"] in self.server.nonces:
            return "SignatureNonceUsed"
        self.server.nonces.add(self.headers["x-acs-signature-nonce"])
        if self.headers["x-acs-version"] != "2017-05-25":
            return "InvalidVersion"
        return ""

    def signature(self, names: str) -> str:
        parts = urlsplit(self.path)
        pairs = sorted(parse_qsl(parts.query, keep_blank_values=True))
        lines = [
            self.command,
            parts.path or "/",
            "&".join(quote(name, safe="-_.~") + "=" + quote(value, safe="-_.~") for name, value in pairs),
            *[f"{name}:{self.headers[name].strip()}" for name in names.split(";")],
            "",
            names,
            self.headers["x-acs-content-sha256"],
        ]
        digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        return hmac.new(SECRET.encode(), f"ACS3-HMAC-SHA256\n{digest}".encode(), hashlib.sha256).hexdigest()

    def send_sms(self, parameters: dict[str, str]) -> dict:
        json.loads(parameters["TemplateParam"])
        self.server.sent.append({**parameters, "day": datetime.now(CHINA).strftime("%Y%m%d")})
        return {"Code": "OK", "Message": "OK", "RequestId": "1", "BizId": f"biz^{len(self.server.sent)}"}

    def details(self, parameters: dict[str, str]) -> dict:
        asked = (parameters["PhoneNumber"], parameters["SendDate"])
        mine = [one for one in self.server.sent if (one["PhoneNumbers"], one["day"]) == asked]
        size, page = int(parameters["PageSize"]), int(parameters["CurrentPage"])
        shown = [
            {"OutId": one["OutId"], "SendStatus": 3, "PhoneNum": one["PhoneNumbers"], "SendDate": one["day"]}
            for one in mine[(page - 1) * size : page * size]
        ]
        return {
            "Code": "OK",
            "Message": "OK",
            "RequestId": "1",
            "TotalCount": len(mine),
            "SmsSendDetailDTOs": {"SmsSendDetailDTO": shown},
        }

    def answer(self, status: int, result: dict | None, body: bytes | None = None) -> None:
        body = body if body is not None else json.dumps(result).encode() if result else b"<h1>Bad Gateway</h1>"
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Quiet."""
