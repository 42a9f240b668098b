"""Every research question answers what the tables say, and is plain SPARQL 1.1 that any engine can be given."""

import re
from typing import Any

import pytest
import research_oracle
from asking import difference, plain
from pyoxigraph import QuerySolutions, Store
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

import queries
from graph.ask.query import select
from graph.ask.words import words
from ontology import LANGUAGES
from queries import Question

QUESTIONS = [queries.question(name) for name in queries.research_names()]
each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)


def parts(algebra: Any) -> set[str]:
    """Return what the parts of a query are called in the algebra of SPARQL, as rdflib reads it."""
    if isinstance(algebra, CompValue):
        return {algebra.name, *(name for value in algebra.values() for name in parts(value))}
    if isinstance(algebra, list | tuple | set):
        return {name for value in algebra for name in parts(value)}
    return set()


def test_there_are_twenty_research_questions() -> None:
    assert len(QUESTIONS) == 20


@each_question
def test_a_research_question_answers_what_the_tables_say(store: Store, question: Question) -> None:
    expected = getattr(research_oracle, question.name.removeprefix("research/").replace("-", "_"))()
    found = [tuple(plain(cell) for cell in row) for row in select(store, question.sparql).rows]
    assert expected
    assert difference(found, expected) == {}


@each_question
def test_a_research_question_is_asked_in_every_language(question: Question) -> None:
    assert len({question.text_in(language).summary for language in LANGUAGES}) == 3
    solutions = Store().query(question.sparql)
    assert isinstance(solutions, QuerySolutions)
    for language in LANGUAGES:
        assert {f"column_{column.value}" for column in solutions.variables} <= words(language).keys()


@each_question
def test_a_research_question_runs_as_it_stands_on_any_engine(question: Question) -> None:
    assert not question.parameters
    assert "$" not in question.sparql
    assert parts(prepareQuery(question.sparql).algebra).isdisjoint({"Graph", "ServiceGraphPattern"})
    called = re.findall(r"(?<![\w:-])([\w-]+:[\w-]+)\(", re.sub(r"#.*", "", queries.headless(question.sparql)))
    assert {*called} <= {"xsd:integer", "xsd:double"}, "a function of one engine alone"


@each_question
def test_a_research_question_declares_the_prefixes_that_it_uses(question: Question) -> None:
    body = re.sub(r'"[^"]*"|<[^>\s]*>|#.*', "", queries.headless(question.sparql).partition("SELECT")[2])
    used = set(re.findall(r"(?<![\w?-])([a-z][\w-]*):", body))
    assert used == set(re.findall(r"^PREFIX ([\w-]+):", question.sparql, re.MULTILINE))


GEOSPARQL = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
PREFIX geo: <http://www.w3.org/2003/01/geo/wgs84_pos#>
PREFIX geof: <http://www.opengis.net/def/function/geosparql/>
PREFIX geosparql: <http://www.opengis.net/ont/geosparql#>
PREFIX uom: <http://www.opengis.net/def/uom/OGC/1.0/>
SELECT ?partner ?near
WHERE {
  <https://w3id.org/vnjp-ties/id/vn/da-nang> coop:cooperatesWith ?partner , ?near .
  FILTER(STR(?partner) < STR(?near))
  ?partner geo:lat ?lat1 ; geo:long ?long1 .
  ?near geo:lat ?lat2 ; geo:long ?long2 .
  BIND(STRDT(CONCAT("POINT(", STR(?long1), " ", STR(?lat1), ")"), geosparql:wktLiteral) AS ?here)
  BIND(STRDT(CONCAT("POINT(", STR(?long2), " ", STR(?lat2), ")"), geosparql:wktLiteral) AS ?there)
  FILTER(geof:distance(?here, ?there, uom:metre) <= 150000)
}
"""


def test_plain_arithmetic_finds_the_pairs_that_geosparql_finds(store: Store) -> None:
    plainly = select(store, queries.question("research/partners-within-150-km").sparql)
    assert {row[:2] for row in plainly.rows} == {*select(store, GEOSPARQL).rows}
