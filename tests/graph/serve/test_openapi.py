"""The description for programs (OpenAPI) says what the server does: schemathesis asks what it allows, and what not."""

import json
from typing import Any
from urllib.request import urlopen

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance

import queries
from graph.serve import openapi

pytestmark = pytest.mark.xdist_group("serve")

EXAMPLES = 3
"""To each address and kind of request, right and wrong."""

TYPES = {
    "integer": "integer", "date": "string", "locality": "string", "concept": "string", "thing": "string",
    "language": "string",
}  # fmt: skip
"""The types of parameters in the heads of the questions -> those of JSON."""

GENERATION = GenerationConfig(deterministic=True, max_examples=EXAMPLES)
CONFIG = SchemathesisConfig(seed=1, projects=ProjectsConfig(default=ProjectConfig(generation=GENERATION)))
api = schemathesis.openapi.from_dict(openapi.description(), config=CONFIG)


@pytest.fixture(scope="module")
def description(served: str) -> dict[str, Any]:
    """The description as it is served."""
    with urlopen(f"{served}/api/openapi.json", timeout=60) as answer:
        described: dict[str, Any] = json.load(answer)
        return described


@api.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_what_is_described_is_what_is_answered(served: str, case: schemathesis.Case) -> None:
    """But for what only the graph can tell: whether a name is one, and a date a day."""
    case.call_and_validate(base_url=served, excluded_checks=[positive_data_acceptance])


def test_what_is_described_is_what_is_served(description: dict[str, Any]) -> None:
    assert description == openapi.description()


@pytest.mark.parametrize("name", queries.every_name())
def test_every_question_is_described_with_its_parameters(description: dict[str, Any], name: str) -> None:
    said = description["paths"][f"/api/queries/{name}"]["get"]
    question = queries.question(name)
    assert said["summary"] == question.summary
    parameters = {one["name"]: (one["required"], one["schema"]["type"]) for one in said["parameters"][:-2]}
    assert parameters == {one.name: (one.required, TYPES[one.type]) for one in question.parameters}
    assert [one["name"] for one in said["parameters"][-2:]] == ["lang", "format"]


def test_nothing_is_described_that_is_no_question(description: dict[str, Any]) -> None:
    questions = {f"/api/queries/{name}" for name in queries.every_name()}
    assert set(description["paths"]) - questions == {"/health", "/api/queries"}
