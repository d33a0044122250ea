"""Alibaba Cloud SMS (Dysmsapi 2017-05-25): SendSms, and QuerySendDetails to learn what became of a message.

The delivery's id travels as OutId, so the provider's own record answers whether a message went. What is surely not
sent is told apart from what may have been: only the first is ever sent again without asking.
"""

import json
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from time import monotonic
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import requests
from django.core.exceptions import ImproperlyConfigured
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError

from gonghui.kernel.mobile import Mobile

from ..outcomes import Held, Limited, NeverWill, SendingTrouble, TryLater, Unlisted, Unsure
from .acs3 import Credentials, headers_for, query_string
from .base import Backend, Message, brief, days_of

VERSION = "2017-05-25"
CHINA = ZoneInfo("Asia/Shanghai")  # the provider's days, wherever the site is
LARGEST_ANSWER = 1_000_000  # bytes
PAGE = 50

DEAD_NUMBER = {"isv.MOBILE_NUMBER_ILLEGAL"}
LATER = ("isp.SYSTEM_ERROR", "isp.GATEWAY_ERROR", "isp.UNKNOWN", "ServiceUnavailable", "Throttling")
# Balance, rights, key, clock, signature or template: nothing was sent, and the same message goes once an operator has
# mended it.
MENDABLE = (
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
    "InvalidTimeStamp",
    "Forbidden",
    "NoPermission",
    "isp.RAM_PERMISSION_DENY",
    "isv.RAM_PERMISSION_DENY",
    "isv.OUT_OF_SERVICE",
    "isv.AMOUNT_NOT_ENOUGH",
    "isv.ACCOUNT_",
    "isv.PRODUCT_UN",
    "isv.DENY_IP_RANGE",
    "isv.EXTEND_CODE_ERROR",
    "isv.SIGN",
    "isv.SMS_SIGN",
    "isv.SMS_TEMPLATE",
    "isv.TEMPLATE_MISSING_PARAMETERS",
    "isv.TEMPLATE_STATE",
    "isv.SMS_TEST_",
    "isv.ERROR_QUALIFICATION",
)
TOO_LONG = "isv.PARAM_LENGTH_LIMIT"
SHORTER = 20  # characters of a field: what an account may be held to


class AliyunBackend(Backend):
    connect_seconds = 3.0
    read_seconds = 10.0  # between two pieces of the answer
    whole_seconds = 15.0  # for all of it

    def __init__(self, options: Mapping[str, str]) -> None:
        super().__init__(options)
        for name in ("endpoint", "access_key_id", "access_key_secret", "sign_name"):
            if not options.get(name):
                raise ImproperlyConfigured(f"the aliyun SMS backend needs {name}: see GONGHUI_ALIYUN_*")
        self.endpoint = options["endpoint"].rstrip("/")
        self.credentials = Credentials(options["access_key_id"], options["access_key_secret"])
        self.templates = _templates(options.get("templates", "{}"))
        self.session = requests.Session()
        self.session.mount(self.endpoint, HTTPAdapter(pool_maxsize=self.threads, max_retries=0))

    def send(self, message: Message) -> str:
        if message.template not in self.templates:
            raise Held("no_approved_template")
        try:
            return self._send(message, message.params)
        except NeverWill as refusal:  # surely not sent: the same with shorter words is no second message
            if refusal.reason != TOO_LONG:
                raise
            return self._send(message, {name: brief(value, SHORTER) for name, value in message.params.items()})

    def _send(self, message: Message, params: Mapping[str, str]) -> str:
        answer = self._call(
            "SendSms",
            {
                "PhoneNumbers": _number(message.to),
                "SignName": self.options["sign_name"],
                "TemplateCode": self.templates[message.template],
                "TemplateParam": json.dumps(dict(params), ensure_ascii=False),
                "OutId": str(message.delivery_id),
            },
        )
        if answer.get("Code") != "OK":
            raise trouble_of(str(answer.get("Code")), str(answer.get("Message", "")), now=message.at)
        return str(answer.get("BizId", ""))

    def was_sent(self, message: Message) -> bool | None:
        """Whether the provider has this OutId on record: accepted is sent, whatever the carrier did with it then."""
        return any(self._recorded(message, day) for day in reversed(days_of(message, CHINA)))

    def _recorded(self, message: Message, day: date) -> bool:
        page = 1
        while True:
            found, total = self._page(message.to, day, page)
            if str(message.delivery_id) in found:
                return True
            if not found or page * PAGE >= total:
                return False
            page += 1

    def _page(self, to: Mobile, day: date, page: int) -> tuple[list[str], int]:
        """OutIds on one page of a number's record of a day, and how many the record has. Raises TryLater, Unsure."""
        answer = self._call(
            "QuerySendDetails",
            {
                "PhoneNumber": _number(to),
                "SendDate": day.strftime("%Y%m%d"),
                "PageSize": str(PAGE),
                "CurrentPage": str(page),
            },
        )
        if answer.get("Code") != "OK":
            raise TryLater(str(answer.get("Code")))
        try:
            details = answer["SmsSendDetailDTOs"]["SmsSendDetailDTO"]
            return [str(one.get("OutId", "")) for one in details], int(answer["TotalCount"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Unsure("unreadable_answer") from error

    def _call(self, action: str, parameters: Mapping[str, str]) -> dict[str, Any]:
        """One signed request; the answer's JSON. Raises TryLater when it surely had no effect, else Unsure."""
        query = query_string(parameters)
        headers = headers_for(
            action,
            VERSION,
            query,
            host=urlsplit(self.endpoint).netloc,
            credentials=self.credentials,
            now=datetime.now(UTC),  # the provider wants the true time, not the act's
            nonce=uuid.uuid4().hex,
        )
        try:
            return self._post(f"{self.endpoint}/?{query}", headers)
        # "from None": the errors of requests quote the address, and the number is in it.
        except requests.ConnectTimeout:
            raise TryLater("connect_timeout") from None
        except requests.ConnectionError as error:
            raise (TryLater("no_connection") if _never_connected(error) else Unsure("connection_lost")) from None
        except (requests.RequestException, HTTPError) as error:
            raise Unsure(type(error).__name__) from None

    def _post(self, address: str, headers: Mapping[str, str]) -> dict[str, Any]:
        ends = monotonic() + self.whole_seconds
        with self.session.post(
            address,
            headers=dict(headers),
            timeout=(self.connect_seconds, self.read_seconds),
            stream=True,
            allow_redirects=False,
        ) as response:
            body = b""
            while part := response.raw.read1(65_536, decode_content=True):
                body += part
                if monotonic() > ends or len(body) > LARGEST_ANSWER:
                    raise Unsure("endless_answer")
        return _answer(response.status_code, body)


def trouble_of(code: str, message: str, *, now: datetime) -> SendingTrouble:
    """What an error code of SendSms means for the message."""
    if code in DEAD_NUMBER:
        return NeverWill(code, permanent=True)
    if code.endswith("_LIMIT_CONTROL") and (ends := _end_of_limit(code, message, now)):
        return Limited(code, until=ends)
    if code.startswith(LATER):
        return TryLater(code)
    if code.startswith(MENDABLE):
        return Held(code)
    if code.startswith("isv."):
        return NeverWill(code)  # these words: another message may well go
    # SignatureNonceUsed among them: our nonces are fresh, so somebody on the way repeated the request.
    return Unlisted(code)


def _end_of_limit(code: str, message: str, now: datetime) -> datetime | None:
    """When a minute, an hour, a day or a month of the provider's is over; None for a limit of another kind."""
    today = datetime.combine(now.astimezone(CHINA).date(), time(), CHINA)
    if code == "isv.MONTH_LIMIT_CONTROL":
        return (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    if code == "isv.DAY_LIMIT_CONTROL" or "天" in message:
        return today + timedelta(days=1)
    if code != "isv.BUSINESS_LIMIT_CONTROL":
        return None
    return now + (timedelta(hours=1) if "小时" in message else timedelta(minutes=1))


def _answer(status: int, body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    if isinstance(answer, dict) and isinstance(answer.get("Code"), str):
        return answer
    raise Unsure(f"http_{status}" if status != 200 else "unreadable_answer")


def _never_connected(error: requests.ConnectionError) -> bool:
    # A TLS error may come before or after the request was read: it counts as unsure, like a lost connection.
    cause = error.args[0] if error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)


def _number(mobile: Mobile) -> str:
    """As the API wants it: eleven digits for the mainland, country code and digits for others."""
    return mobile.national if mobile.e164.startswith("+86") else mobile.e164.removeprefix("+")


def _templates(text: str) -> dict[str, str]:
    try:
        templates = json.loads(text or "{}")
    except ValueError as error:
        raise ImproperlyConfigured("GONGHUI_ALIYUN_TEMPLATES is not JSON") from error
    if not isinstance(templates, dict):
        raise ImproperlyConfigured('GONGHUI_ALIYUN_TEMPLATES is an object: {"fairs.signed_up": "SMS_1234"}')
    return templates
