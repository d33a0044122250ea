"""The open API: one instance, one way to say who asks, one shape of errors, documentation without a CDN."""

import re
import uuid
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

import pydantic
from django.http import Http404, HttpResponse
from ninja import NinjaAPI, Router, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.docs import Swagger
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.security import HttpBearer
from pydantic import Field

from gonghui.faces import answers
from gonghui.faces.errors import NoSuchPage, NotUnderstood
from gonghui.faces.importing import line_of
from gonghui.faces.middleware import attach
from gonghui.faces.requests import Request
from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.sheets import BadRows
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people import lookups

from .routes import router as own_routes

DESCRIPTION = """
The acts of workers and counters, for other programs.

**Sign in**: `POST /api/v1/sign-in/code`, then `POST /api/v1/sign-in` gives a token; send it as
`Authorization: Bearer <token>`. What an office allows needs the token of `POST /api/v1/sign-in/staff`.
**Writing twice**: every POST that acts takes an `Idempotency-Key` header (a UUID);
the same key with the same content answers the same and acts once. **Lists** give `items` and `next`; ask again with
`?after=<next>`. **Amounts** are integer fen, rates basis points, times ISO 8601 in UTC. **Errors** have one shape:
`{"error": {"code", "says", "mend", "rule", "facts"}}`; `code` is stable, the sentences are for people.
"""


class Error(Schema):
    code: str = Field(description="stable and dotted: admission.full")
    says: str = Field(description="what, and why")
    mend: str = Field(description="what would make it a yes; may be empty")
    rule: str = Field(description="number or source of the rule; may be empty")
    facts: dict[str, Any]


class ErrorAnswer(Schema):
    error: Error


ERRORS = {
    400: "the request cannot be read",
    401: "no token, or one that is not good any more",
    403: "this person may not",
    404: "there is no such thing for this person",
    409: "the state of things forbids it now",
    410: "it was there and is over",
    422: "what was sent cannot be meant",
    429: "asked too often; see Retry-After",
    503: "busy; the same request may be sent again",
}


class NotSignedIn(Refused):
    kind, code = Kind.FORBIDDEN, "faces.not_signed_in"
    says = _("需要登录：没有令牌，或令牌已经失效")
    mend = _("请重新登录取得令牌，放在 Authorization: Bearer 里")


class BadFields(Refused):
    kind, code = Kind.INVALID, "faces.bad_fields"
    says = _("发来的内容有 %(count)s 处不对：%(where)s")
    mend = _("请对照 /api/v1/docs 里的字段说明修改后再发")


class NoIdempotencyKey(Refused):
    kind, code = Kind.INVALID, "faces.idempotency_key"
    says = _("缺少 Idempotency-Key，或它不是 UUID；没有办成任何事")
    mend = _("请为每一次操作生成一个 UUID；重试时用同一个")


class Bearer(HttpBearer):
    """`Authorization: Bearer <token>`: says who asks, for this request."""

    def authenticate(self, request: Any, token: str) -> object | None:
        good = lookups.good_token(token, now=request.now)
        if good is None:
            return None
        attach(request, good.account, way="api", on_duty=good.by_password)
        return good.account


def optional_bearer(request: Request) -> bool:
    """For what anyone may read: a token, when one is sent, still says who asks."""
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        Bearer().authenticate(request, token)
    return True


class Api(NinjaAPI):
    """NinjaAPI that documents the errors every operation can answer."""

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**where)
        shape = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorAnswer"}}}}
        models = ErrorAnswer.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas = schema["components"].setdefault("schemas", {})
        schemas.update(models.pop("$defs"), ErrorAnswer=models)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, meaning in ERRORS.items():
                    if status != 401 or operation.get("security"):
                        operation["responses"].setdefault(status, {"description": meaning, **shape})
        return schema


UNSTORABLE = re.compile("[\0\ud800-\udfff]")  # PostgreSQL refuses the first, UTF-8 the others


class StorableJson(Parser):
    """JSON whose texts can be stored; what else JSON can say (\\u0000, half of a surrogate pair) cannot be read."""

    def parse_body(self, request: Any) -> Any:
        body = super().parse_body(request)
        if not storable(body):
            raise ValueError("a character that no text may hold")
        return body


def storable(value: object) -> bool:
    if isinstance(value, str):
        return not UNSTORABLE.search(value)
    if isinstance(value, dict):
        return all(storable(name) and storable(held) for name, held in value.items())
    return not isinstance(value, list) or all(map(storable, value))


class Docs(Swagger):
    template = "api/docs.html"


def make_api(routers: Iterable[tuple[str, Router]] = ()) -> Api:
    """The API of /api/v1 with the faces' own routes and the slices' routers."""
    api = Api(
        title="工惠 Gonghui", version="1", urls_namespace="api", auth=Bearer(), docs=Docs(), parser=StorableJson()
    )
    api.description = DESCRIPTION
    for error, handler in HANDLERS.items():
        api.add_exception_handler(error, handler)
    api.add_router("", own_routes)
    for prefix, slice_router in routers:
        api.add_router(prefix, slice_router)
    return api


def refused(request: Request, refusal: Refused) -> HttpResponse:
    return answers.refused(request, refusal)


def not_found(request: Request, error: Http404) -> HttpResponse:
    return refused(request, NoSuchPage())


def not_signed_in(request: Request, error: AuthenticationError) -> HttpResponse:
    response = refused(request, NotSignedIn())
    response.status_code = 401
    response["WWW-Authenticate"] = "Bearer"
    return response


def bad_fields(request: Request, error: ValidationError) -> HttpResponse:
    return refused(request, _bad_fields(error.errors))


def bad_body(error: pydantic.ValidationError) -> BadFields:
    """What is wrong with a JSON body, in the shape of every other bad field."""
    return _bad_fields([{"loc": ("body", *problem["loc"]), "msg": problem["msg"]} for problem in error.errors()])


def _bad_fields(problems: list[dict[str, Any]]) -> BadFields:
    fields = [{"where": ".".join(map(str, problem["loc"])), "what": problem["msg"]} for problem in problems]
    where = "、".join(field["where"] for field in fields[:5])
    return BadFields(count=len(fields), where=where, fields=fields)


def http_error(request: Request, error: HttpError) -> HttpResponse:
    response = refused(request, NotUnderstood(detail=error.message))
    response.status_code = error.status_code
    return response


def bad_rows(request: Request, refusal: BadRows) -> HttpResponse:
    """Every row that keeps a sheet out, beside how many they are: a program has no page that lists them."""
    lines = [asdict(line_of(trouble)) for trouble in refusal.troubles]
    return refused(request, BadRows(**{**refusal.facts, "rows": lines}))


HANDLERS: dict[type[Exception], Callable[[Any, Any], HttpResponse]] = {
    Refused: refused,
    BadRows: bad_rows,
    ValidationError: bad_fields,
    AuthenticationError: not_signed_in,
    Http404: not_found,
    HttpError: http_error,
}


def idempotency_key(request: Request) -> str:
    """The Idempotency-Key header, in the one spelling of a UUID. Raises NoIdempotencyKey."""
    try:
        return str(uuid.UUID(request.headers.get("Idempotency-Key", "")))
    except ValueError as error:
        raise NoIdempotencyKey() from error


def key_given(request: Request) -> str:
    """The same where a program sends one; "" for none. Raises NoIdempotencyKey for what is no UUID."""
    return idempotency_key(request) if "Idempotency-Key" in request.headers else ""
