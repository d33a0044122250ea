"""A form as JSON Schema 2020-12: what a program sends as `values`. Files are no part of it; they are named beside."""

from collections.abc import Callable
from typing import Any

from gonghui.kernel.document_kinds import KIND_WORDS

from .fields import YES, Condition, Definition, Field, Kind
from .models import FormVersion
from .rules import LARGEST, most_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


def schema_of(version: FormVersion) -> Schema:
    """Of a published version. What it lets pass may still be refused: limits that are a day, digits that check."""
    definition = version.definition
    schema: Schema = {
        "$schema": DIALECT,
        "$id": f"urn:uuid:{version.pk}",
        "title": version.title,
        "description": definition.lead,
        "x-version": version.number,
        "x-files": [
            {"key": each.key, "title": each.label, "required": each.required, "most": most_of(each)}
            for each in definition.fields
            if each.kind is Kind.FILES
        ],
    }
    return schema | object_of([each for each in definition.fields if each.kind is not Kind.FILES], definition)


def object_of(fields: list[Field], definition: Definition) -> Schema:
    """An object with these fields, what depends on an answer let in only with it."""
    schema: Schema = {
        "type": "object",
        "properties": {each.key: field_schema(each) for each in fields},
        "required": [each.key for each in fields if each.required and not each.show_if],
        "additionalProperties": False,
    }
    conditions = [
        {
            "if": met(each.show_if, definition[each.show_if.key]),
            "then": {"required": [each.key] if each.required else []},
            "else": {"properties": {each.key: False}},
        }
        for each in fields
        if each.show_if
    ]
    return schema | ({"allOf": conditions} if conditions else {})


def met(condition: Condition, source: Field) -> Schema:
    """Holds for answers that meet the condition."""
    named: list[Any] = list(condition.any_of)
    if source.kind is Kind.YES_NO:
        named = [code == YES for code in named]
    answered = {"contains": {"enum": named}} if source.kind is Kind.SEVERAL else {"enum": named}
    return {"properties": {source.key: answered}, "required": [source.key]}


def field_schema(field: Field) -> Schema:
    said: Schema = {"title": field.label} | ({"description": field.help} if field.help else {})
    return said | TYPES[field.kind](field)


def _text(field: Field) -> Schema:
    return {"type": "string", "minLength": max(1, int(field.least or 0)), "maxLength": most_of(field)}


def _number(field: Field) -> Schema:
    lowest = 0 if field.kind is Kind.MONEY else -LARGEST
    return {
        "type": "number" if field.decimals else "integer",
        "minimum": lowest if field.least is None else field.least,
        "maximum": LARGEST if field.most is None else field.most,
    }


def _codes(field: Field) -> Schema:
    labels = "；".join(f"{choice.code} {choice.label}" for choice in field.choices)
    return {"enum": [choice.code for choice in field.choices], "$comment": labels}


def _array(field: Field, items: Schema) -> Schema:
    return {"type": "array", "items": items, "minItems": max(1, int(field.least or 0)), "maxItems": most_of(field)}


def _rows(field: Field) -> Schema:
    return _array(field, object_of(list(field.columns), Definition(field.columns)))


def _document(_field: Field) -> Schema:
    return {
        "type": "object",
        "properties": {"kind": {"enum": list(KIND_WORDS)}, "number": {"type": "string", "maxLength": 60}},
        "required": ["kind", "number"],
        "additionalProperties": False,
    }


TYPES: dict[Kind, Callable[[Field], Schema]] = {
    Kind.TEXT: _text,
    Kind.LONG: _text,
    Kind.NUMBER: _number,
    Kind.MONEY: lambda field: _number(field) | {"$comment": "fen"},
    Kind.DATE: lambda _field: {"type": "string", "format": "date"},
    Kind.CHOICE: _codes,
    Kind.SEVERAL: lambda field: _array(field, _codes(field)) | {"uniqueItems": True},
    Kind.YES_NO: lambda _field: {"type": "boolean"},
    Kind.PHONE: lambda _field: {"type": "string", "maxLength": 60},
    Kind.DOCUMENT: _document,
    Kind.ROWS: _rows,
}
