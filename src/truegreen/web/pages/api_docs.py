"""The API for people: its schema, and a page made from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse, JsonResponse

from truegreen.web.api.served import TOLD, schema
from truegreen.web.doors import Asked, Door, Open
from truegreen.web.people.tokens import Scope
from truegreen.web.shown.alike import alike


@dataclass(frozen=True, slots=True)
class Field:
    """A part of path, query, head or body, or of an answer."""

    name: str
    kind: str
    says: str
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A call as the page shows it."""

    name: str
    method: str
    path: str
    summary: str
    terms: str
    parts: tuple[Field, ...]
    body: str
    gives: str
    status: str


def api_schema(asked: Asked) -> JsonResponse:
    """Give the schema, OpenAPI 3.1."""
    return JsonResponse(schema())


def api_docs(asked: Asked) -> HttpResponse:
    """Show every call, and every noun that comes and goes."""
    return alike(asked, "api_docs.html", _told)


def _told() -> dict[str, Any]:
    """Give what the page shows."""
    groups: dict[str, list[Shown]] = {}
    for path, methods in schema()["paths"].items():
        for method, told in methods.items():
            groups.setdefault(told["tags"][0], []).append(_shown(method.upper(), path, told))
    nouns = {name: (told.get("description", ""), tuple(_fields(told)))
             for name, told in sorted(schema()["components"]["schemas"].items())}  # fmt: skip
    return {"groups": groups, "nouns": nouns, "problems": TOLD, "scopes": list(Scope)}


def _shown(method: str, path: str, told: Mapping[str, Any]) -> Shown:
    parts = tuple(
        Field(each["name"], f"{each['in']}, {kind_of(each['schema'])}", each.get("description", ""), each["required"])
        for each in told["parameters"]
    )
    ((status, answer),) = [each for each in told["responses"].items() if str(each[0]).startswith("2")]
    content = told.get("requestBody", {}).get("content", {})
    body = " or ".join(f"{kind_of(each['schema'])} ({media})" for media, each in content.items())
    gives = kind_of(next(iter(answer["content"].values()))["schema"])
    return Shown(
        told["operationId"], method, path, told["summary"], told["description"], parts, body, gives, str(status)
    )


def _fields(told: Mapping[str, Any]) -> Iterator[Field]:
    for name, each in told.get("properties", {}).items():
        yield Field(name, kind_of(each), each.get("description", ""), name in told.get("required", ()))


def kind_of(told: Mapping[str, Any]) -> str:
    """Say what kind of value a schema describes.

    >>> kind_of({"type": "array", "items": {"$ref": "#/components/schemas/AskShown"}})
    'list of AskShown'
    >>> kind_of({"anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}]})
    'date-time or null'
    """
    if "$ref" in told:
        return str(told["$ref"]).rpartition("/")[2]
    if "anyOf" in told:
        return " or ".join(kind_of(each) for each in told["anyOf"])
    if told.get("type") == "array":
        return f"list of {kind_of(told.get('items', {}))}"
    return str(told.get("format") or told.get("type") or "any")


DOORS: Final = (
    Door(name="api-schema", path="api/v1/openapi.json", view=api_schema, needs=Open.ANYBODY),
    Door(name="api-docs", path="api/v1/docs", view=api_docs, needs=Open.ANYBODY),
)
