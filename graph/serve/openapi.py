"""The description of the addresses for programs (OpenAPI 3.1), made from the heads of the questions."""

from importlib.metadata import version
from typing import Any

import queries
from graph.ask.parameters import MOST
from graph.serve.api import OPTIONS, STYLES
from ontology import LANGUAGES, concepts
from queries import Parameter, Question

_DATE = r"^(today|\d{4}(-\d{2}(-\d{2})?)?)$"


def description() -> dict[str, Any]:
    """Return the description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Local ties between Vietnam and Japan",
            "version": version("vnjp-ties"),
            "summary": "The questions to the graph, each at an address of its own.",
            "license": {"name": "CC BY 4.0 (the facts)", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "paths": {
            "/health": {"get": _plain("Whether the server answers questions", "health", _object())},
            "/api/queries": {"get": _listing()},
            **{f"/api/queries/{name}": {"get": _question(queries.question(name))} for name in queries.every_name()},
        },
        "components": {
            "schemas": {"Problem": _problem()},
            "responses": {
                "Problem": {
                    "description": "Why there is no answer (RFC 9457)",
                    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
                }
            },
        },
    }


def _question(question: Question) -> dict[str, Any]:
    row = {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean", "null"]}}
    return {
        "operationId": question.name.replace("/", "-"),
        "summary": question.summary,
        "description": question.description,
        "parameters": [*map(_parameter, question.parameters), *_options()],
        "responses": {
            "200": {
                "description": "The answer, a row an object; things stand by name with their id in a column beside it",
                "content": {
                    "application/json": {"schema": {"type": "array", "items": row}},
                    "text/csv": {"schema": {"type": "string"}},
                },
            },
            **_refusals("400", "406", "503", "504"),
        },
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "minLength": 1}
    if parameter.type == "integer":
        schema = {"type": "integer", "minimum": 0, "maximum": MOST}
    elif parameter.type == "date":
        schema["pattern"] = _DATE
    elif parameter.type == "concept":
        schema["enum"] = list(concepts.slugs(parameter.scheme))
    if parameter.default is not None:
        schema["default"] = parameter.default
    return {
        "name": parameter.name, "in": "query", "required": parameter.required, "description": parameter.help,
        "schema": schema,
    }  # fmt: skip


def _options() -> list[dict[str, Any]]:
    choices = {"lang": ("The language of names", list(LANGUAGES)), "format": ("The form", list(STYLES.values()))}
    return [
        {"name": name, "in": "query", "description": choices[name][0],
         "schema": {"type": "string", "enum": choices[name][1]}}
        for name in OPTIONS
    ]  # fmt: skip


def _listing() -> dict[str, Any]:
    found = _plain("The questions, and of what each may be asked", "questions", {"type": "array", "items": _object()})
    return found | {"parameters": [one for one in _options() if one["name"] == "lang"]}


def _plain(summary: str, name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "operationId": name, "summary": summary,
        "responses": {"200": {"description": summary, "content": {"application/json": {"schema": schema}}},
                      **_refusals("400", "503")},
    }  # fmt: skip


def _refusals(*codes: str) -> dict[str, Any]:
    return {code: {"$ref": "#/components/responses/Problem"} for code in codes}


def _problem() -> dict[str, Any]:
    fields = {"title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}}
    return {"type": "object", "required": list(fields), "properties": fields}


def _object() -> dict[str, Any]:
    return {"type": "object"}
