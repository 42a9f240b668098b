"""The shapes judge data of others by what they say, and a second SHACL engine finds in any facts what pySHACL finds."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import jena as engine
import pyshacl
import pytest
from conftest import ROOT
from pyoxigraph import RdfFormat, Store, Triple, serialize
from rdflib import RDF, SH, BNode, Graph, Node, URIRef
from test_shapes import BROKEN, COMPLETE, ENGLISH, SHAPE, fact

from ontology import coop, graph, qb, rdf, rdfs, thing

FOREIGN = Path(__file__).with_name("foreign.ttl")
EX = "https://data.example.org/"
OPEN = (ROOT / "ontology" / "shapes.ttl").read_text("utf-8").replace("sh:closed true", "sh:closed false")
"""The shapes as who says more, in terms of their own, takes them: open."""

needs_jena = pytest.mark.skipif(
    shutil.which("java") is None or not (engine.JAVA / "jena-shacl.jar").exists(),
    reason="there is no Apache Jena on this machine; on Debian: apt-get install libapache-jena-java",
)


class Result(NamedTuple):
    """One finding: about what, by which shape, how grave, and the value that is wrong, if it is one and has a name."""

    focus: str
    shape: str
    grave: bool
    value: str


def results(report: Graph) -> set[Result]:
    """The findings of a report, by whichever engine."""

    def named(node: Node | None) -> str:
        return "" if node is None or isinstance(node, BNode) else str(node)

    return {
        Result(
            named(report.value(one, SH.focusNode)),
            named(report.value(one, SH.sourceShape)).removeprefix(SHAPE),
            report.value(one, SH.resultSeverity) == SH.Violation,
            named(report.value(one, SH.value)),
        )
        for one in report.subjects(RDF.type, SH.ValidationResult)
    }


def by_pyshacl(data: Graph, shapes: Graph) -> set[Result]:
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False)
    return results(report)


# Data of others


@pytest.fixture(scope="module")
def open_shapes() -> Graph:
    return Graph().parse(data=OPEN, format="turtle")


def test_data_of_others_conform_though_their_things_have_names_of_their_own(open_shapes: Graph) -> None:
    found = by_pyshacl(Graph().parse(FOREIGN), open_shapes)
    judged = {one for one in found if one.focus.startswith(EX)}
    assert {one for one in judged if one.grave} == set()
    assert {one.shape for one in judged} == set(), "nor is anything missing of what is theirs"


def test_what_they_say_beyond_our_terms_is_found_only_by_the_closed_shapes() -> None:
    found = {one for one in by_pyshacl(Graph().parse(FOREIGN), ENGLISH) if one.focus.startswith(EX)}
    assert {(one.focus.removeprefix(EX), one.shape, one.value) for one in found} == {
        ("ha-long", "Locality", "somebody"), ("agreement-7", "Agreement", "7/2019"),
    }  # fmt: skip


MISTAKES = {
    "a party that is no locality": ("coop:party ex:ha-long", "coop:party ex:page", {"party", "party-vn"}),
    "two parties in one country": ("id/jp/mie/toba> ;", "id/vn/quang-ninh> ;", {"party-vn", "party-jp"}),
    "a field of no list": ("field/tourism", "field/turism", {"field"}),
    "a kind of another list": ("agreement-kind/mou", "event-kind/signing", {"agreement-kind"}),
    "a source that is a locality": ("dct:source ex:page ;", "dct:source ex:ha-long ;", {"source"}),
    "a period that ended with a page": ("coop:endEvent ex:reform", "coop:endEvent ex:page", {"event-of-period"}),
    "a change out of a source": (
        "org:originalOrganization ex:ha-long", "org:originalOrganization ex:page", {"change-from"},
    ),
    "a point in words": ('"POINT(107.08 20.95)"^^geosparql:wktLiteral', '"Ha Long Bay"', {"point"}),
    "a third country": (
        "country/vn> ;\n    coop:level", "country/kr> ;\n    coop:level", {"locality-country", "party-vn"},
    ),
}  # fmt: skip
"""Mistakes in the data of others: what stands there, what in its place, and which shapes find it."""


def mistaken(name: str) -> Graph:
    right, wrong, _ = MISTAKES[name]
    text = FOREIGN.read_text("utf-8")
    assert right in text
    return Graph().parse(data=text.replace(right, wrong, 1), format="turtle")


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_data_of_others_is_found(name: str, open_shapes: Graph) -> None:
    found = {one for one in by_pyshacl(mistaken(name), open_shapes) if one.focus.startswith(EX) and one.grave}
    assert {one.shape for one in found} == MISTAKES[name][2]


# A second engine (Apache Jena)


@pytest.fixture(scope="module")
def jena(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Graph | bytes, Graph], set[Result]]:
    """What holds data against shapes with Apache Jena: data (N-Triples, if bytes), shapes -> findings."""
    where = tmp_path_factory.mktemp("jena")
    classes = ":".join(engine.classes(where))

    def validate(data: Graph | bytes, shapes: Graph) -> set[Result]:
        held, against = where / "data.nt", where / "shapes.nt"
        held.write_bytes(data if isinstance(data, bytes) else data.serialize(format="nt", encoding="utf-8"))
        against.write_bytes(shapes.serialize(format="nt", encoding="utf-8"))
        command = ("java", "-Xmx2g", "-XX:+UseSerialGC", "-cp", classes, "shacl.shacl", "validate")
        done = subprocess.run(
            [*command, "--shapes", str(against), "--data", str(held)], capture_output=True, text=True, check=True
        )
        return results(Graph().parse(data=done.stdout, format="turtle"))

    return validate


def together(facts: Iterable[Graph]) -> Graph:
    """Many facts in one graph, each with a name of its own in the place of that which all have."""
    all_of_them = Graph(bind_namespaces="none")
    for number, one in enumerate(facts):
        for triple in one:
            renamed = [
                URIRef(re.sub(r"(?<=/)it(?=$|/)", f"it{number}", str(term))) if isinstance(term, URIRef) else term
                for term in triple
            ]
            all_of_them.add((renamed[0], renamed[1], renamed[2]))
    return all_of_them


@needs_jena
def test_both_engines_find_the_same_in_broken_facts(jena: Callable[[Graph | bytes, Graph], set[Result]]) -> None:
    broken = together([*(one.graph() for ways in BROKEN.values() for one in ways), *map(fact, COMPLETE)])
    here = by_pyshacl(broken, ENGLISH)
    assert len({one.shape for one in here}) > 150
    assert jena(broken, ENGLISH) == here


@needs_jena
def test_both_engines_find_the_same_in_data_of_others(
    jena: Callable[[Graph | bytes, Graph], set[Result]], open_shapes: Graph
) -> None:
    data = together([Graph().parse(FOREIGN)])
    for number, name in enumerate(MISTAKES):
        for triple in mistaken(name):
            moved = [URIRef(str(t).replace(EX, f"{EX}{number}/")) if isinstance(t, URIRef) else t for t in triple]
            data.add((moved[0], moved[1], moved[2]))
    assert jena(data, open_shapes) == by_pyshacl(data, open_shapes)


MANY = (qb.Observation, coop.Identifier)
"""The classes with so many members, all made alike, that one of ten will do."""


@needs_jena
def test_no_fact_of_the_graph_is_wrong(store: Store, jena: Callable[[Graph | bytes, Graph], set[Result]]) -> None:
    """All that is stated and derived, of which pySHACL is shown some of each class."""
    left = set()
    for of in MANY:
        members = sorted((quad.subject for quad in store.quads_for_pattern(None, rdf.type, of, None)), key=str)
        left |= {*members} - {*members[::10]}
    facts = {q.triple for q in store if q.graph_name != graph["ontology"] and q.subject not in left}
    an_event = Triple(coop.NetworkEvent, rdfs.subClassOf, coop.Event)
    wrong = Triple(thing["project/wrong"], rdf.type, coop.Project)
    found = jena(serialize([*facts, an_event, wrong], format=RdfFormat.N_TRIPLES), ENGLISH)
    assert {one.focus for one in found if one.grave} == {wrong.subject.value}, "it did look"
