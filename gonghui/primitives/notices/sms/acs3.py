"""Alibaba Cloud's request signature version 3 (ACS3-HMAC-SHA256), for actions whose parameters are in the query."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

ALGORITHM = "ACS3-HMAC-SHA256"
NOTHING = hashlib.sha256(b"").hexdigest()  # the hash of an empty body


@dataclass(frozen=True, slots=True)
class Credentials:
    key_id: str
    secret: str

    def __repr__(self) -> str:
        return f"Credentials({self.key_id!r})"


def query_string(parameters: Mapping[str, str]) -> str:
    """Parameters as the signature and the address want them: sorted, RFC 3986 percent-encoded UTF-8."""
    return "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in sorted(parameters.items()))


def headers_for(
    action: str, version: str, query: str, *, host: str, credentials: Credentials, now: datetime, nonce: str
) -> dict[str, str]:
    """The headers of a signed POST to "/" with this query string and no body. `nonce` must never repeat."""
    headers = {
        "host": host,
        "x-acs-action": action,
        "x-acs-content-sha256": NOTHING,
        "x-acs-date": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": nonce,
        "x-acs-version": version,
    }
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name].strip()}\n" for name in sorted(headers))
    request = "\n".join(["POST", "/", query, lines, names, NOTHING])
    to_sign = f"{ALGORITHM}\n{hashlib.sha256(request.encode()).hexdigest()}"
    signature = hmac.new(credentials.secret.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
    headers["Authorization"] = (
        f"{ALGORITHM} Credential={credentials.key_id},SignedHeaders={names},Signature={signature}"
    )
    return headers
