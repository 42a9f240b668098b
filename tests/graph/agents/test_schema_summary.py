"""The summary of the schema lets a model write SPARQL here: it is small, names what is there, and its examples run."""

import re

import oracle
import pytest
from asking import plain
from pyoxigraph import NamedNode, Store

from graph.agents.server import question_list, schema_summary
from graph.ask.query import select
from ontology import PREFIXES, concepts, rdf
from queries import names, question

SUMMARY = schema_summary()
EXAMPLES = re.findall(r"^([^\n]+):\n```sparql\n(.+?)^```$", SUMMARY, re.MULTILINE | re.DOTALL)
TERMS = sorted(set(re.findall(r"\b([a-z]+):([A-Za-z]+)\b", SUMMARY)) - {("https", "")})
DECLARED = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
MOST_TOKENS = 2_000


def tokens(text: str) -> int:
    """Return at most how many tokens a text has.

    No vocabulary of a model can be read here without a network. So each four letters of a word count as one, each
    digit, sign and break of a line by itself: that is 1.3 times what o200k_base and cl100k_base make of this text.
    """
    found = re.findall(r"[A-Za-z]+|\n+|[^\sA-Za-z]", text)
    return sum(-(-len(one) // 4) if one.isalpha() else 1 for one in found)


def answer(store: Store, said: str) -> list[tuple[object, ...]]:
    [query] = [query for title, query in EXAMPLES if said in title]
    return [tuple(plain(cell) for cell in row) for row in select(store, DECLARED + query).rows]


def test_the_summary_is_small() -> None:
    assert tokens("a word of twelve: internationalise") == 1 + 1 + 1 + 2 + 1 + 4
    assert tokens(SUMMARY) <= MOST_TOKENS


@pytest.mark.parametrize(("prefix", "name"), TERMS, ids=":".join)
def test_every_term_it_names_is_one_that_the_graph_uses(prefix: str, name: str, store: Store) -> None:
    if (prefix, name) == ("xsd", "date"):
        return
    term = NamedNode(PREFIXES[prefix] + name)
    kinds = [(None, rdf.type, term), (None, term, None)]
    assert any(next(store.quads_for_pattern(*kind, None), None) for kind in kinds)


def test_every_concept_it_names_is_in_its_scheme() -> None:
    schemes = "|".join(concepts.labels())
    listed = re.findall(rf"(?<!:)\b({schemes})/([a-z-]+(?:,\s+[a-z-]+)*)\b", re.sub(r"\s+", " ", SUMMARY))
    assert len(listed) > 8
    for scheme, slugs in listed:
        assert set(re.split(r",\s+", slugs)) <= set(concepts.slugs(scheme)), scheme


def test_the_examples_answer_what_they_say(store: Store) -> None:
    partners = {(row[0], row[2]) for row in answer(store, "Partners of Da Nang today")}
    assert partners == {
        (partner, one.since)
        for one in oracle.agreements()
        if one.since
        for vietnam, partner in one.between(oracle.NEVER)
        if vietnam == "vn/da-nang"
    }
    in_force = [one for one in oracle.agreements("2020-12-31") if one.valid_through >= "2020-12-31"]
    kinds = {one.kind: sum(other.kind == one.kind for other in in_force) for one in in_force}
    assert dict(answer(store, "in force at the end of 2020")) == kinds
    having = {holder for one in oracle.agreements() for party in one.parties for holder in oracle.last_holders(party)}
    without = set(oracle.places(oracle.TODAY, "provincial", "vn")) - having
    assert [row[0] for row in answer(store, "without an agreement")] == sorted(
        oracle.localities()[one]["name"] for one in without
    )
    assert len(EXAMPLES) == 3


def test_the_list_of_questions_names_each_with_its_parameters() -> None:
    lines = question_list().splitlines()
    assert len(lines) == len(names())
    for line, name in zip(lines, names(), strict=True):
        assert line.startswith(f"- `{name}`")
        assert all(parameter.name in line for parameter in question(name).parameters)
