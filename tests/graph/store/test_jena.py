"""Apache Jena, given the graph and queries as plain text, answers as the graph on disk does."""

import json
import os
import subprocess
import sys
from typing import Any

import jena
import pytest
from asking import plain
from oracle import TODAY
from pyoxigraph import (
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse_query_results,
    serialize,
)

import queries
from graph.ask.parameters import bind
from graph.ask.query import select

NAMES = (*queries.research_names(), *(queries.names() if os.environ.get("COOP_LARGE") else ()))
"""The research questions; by ``COOP_LARGE=1`` the competency questions too."""
VALUES = {
    "place": "vn/da-nang",
    "other": "jp/osaka/sakai",
    "as_of": TODAY,
    "fact": "tie/da-nang--sakai--friendship-city--2019",
}
Rows = list[tuple[Any, ...]]


def given(store: Store, name: str) -> dict[str, NamedNode | Literal]:
    """Return the terms of the parameters that a question needs, and of the day."""
    question = queries.question(name)
    asked = {one.name: VALUES[one.name] for one in question.parameters if one.required or one.name == "as_of"}
    return bind(store, question, asked)


@pytest.fixture(scope="module")
def answers(store: Store, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rows]:
    """The rows of each answer of Jena's."""
    if not (jena.JAVA / "jena-arq.jar").exists():
        pytest.skip("no Apache Jena on this machine; on Debian: apt-get install libapache-jena-java")
    folder = tmp_path_factory.mktemp("jena")
    # all named graphs as one; what two of them state is one triple once it is loaded
    serialize((quad.triple for quad in store), str(folder / "all.nt"), format=RdfFormat.N_TRIPLES)
    terms = {name: given(store, name) for name in NAMES}
    asked = {
        name: queries.bound(queries.question(name).sparql, {key: str(term) for key, term in terms[name].items()})
        for name in NAMES
    }
    command = [sys.executable, jena.__file__, str(folder / "all.nt"), str(folder)]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return {name: _rows(answer, terms[name]) for name, answer in json.loads(done.stdout).items()}


def _rows(answer: Any, terms: dict[str, Any]) -> Rows:
    solutions = parse_query_results(json.dumps(answer), QueryResultsFormat.JSON)
    assert isinstance(solutions, QuerySolutions)
    kept = [variable for variable in solutions.variables if variable.value not in terms]
    return [tuple(plain(solution[variable]) for variable in kept) for solution in solutions]


@pytest.mark.parametrize("name", NAMES)
def test_a_question_has_the_same_rows(answers: dict[str, Rows], store: Store, name: str) -> None:
    answer = select(store, queries.question(name).sparql, given(store, name))
    expected = [tuple(plain(cell) for cell in row) for row in answer.rows]
    if name in queries.research_names():
        assert answers[name] == expected, "in the same order"
    assert sorted(answers[name], key=str) == sorted(expected, key=str)
