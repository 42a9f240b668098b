"""The ontology says what every term means, names what the graph uses and nothing else, and is free of contradiction."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from conftest import FACTS, ROOT
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple, serialize
from rdflib import FOAF, OWL, RDF, RDFS, SKOS, BNode, Graph, Node, URIRef
from rdflib.namespace import DCTERMS

from loaders.model.name_readings import key
from ontology import BASE, LANGUAGES, concept, concepts, coop, graph, rdf, thing

FILE = ROOT / "ontology" / "coop.ttl"
ONTOLOGY = URIRef(BASE + "ontology")
COOP = Graph().parse(FILE)
QUERIES = sorted((ROOT / "queries").rglob("*.rq"))

GROUPING = {"Tie": "only gathers its four kinds; every tie is written as one of them"}
"""Terms that stand above others and are never written themselves."""

CLASSES = (
    "Locality", "LocalityPeriod", "RegionPeriod", "Succession", "Change", "LegalBasis", "Agreement", "Exchange",
    "Project", "Participation", "Membership", "Network", "NetworkEvent", "Event", "Programme", "Funder", "Allocation",
    "Source", "Claim", "Site", "Identifier", "Call", "ContactOffice",
)  # fmt: skip


def declared() -> set[str]:
    """The local names of our classes and properties."""
    return {str(s).removeprefix(coop.iri) for s in COOP.subjects(RDF.type) if str(s).startswith(coop.iri)}


def ours(namespace: str) -> list[str]:
    return sorted({str(s) for s in COOP.subjects(RDF.type) if str(s).startswith(namespace)})


@pytest.fixture(scope="module")
def iris(store: Store) -> set[str]:
    """All IRIs in the graph, without what the ontology itself says."""
    return {
        node.value
        for quad in store
        if quad.graph_name != graph["ontology"]
        for node in quad.triple
        if isinstance(node, NamedNode)
    }


def languages(term: str, predicate: URIRef) -> list[str | None]:
    return sorted(text.language for text in COOP.objects(URIRef(term), predicate) if str(text).strip())


# What is said of the ontology


def test_it_has_a_version_and_a_licence() -> None:
    version = str(COOP.value(ONTOLOGY, OWL.versionInfo))
    assert COOP.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    assert COOP.value(ONTOLOGY, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert f"version {version}" in str(COOP.value(ONTOLOGY, DCTERMS.bibliographicCitation))
    before = str(COOP.value(ONTOLOGY, OWL.priorVersion)).rpartition("/")[2]
    assert [int(part) for part in before.split(".")] < [int(part) for part in version.split(".")]
    assert str(COOP.value(ONTOLOGY, DCTERMS.created)) <= str(COOP.value(ONTOLOGY, DCTERMS.modified)) <= FACTS


def test_who_made_it_is_told_and_is_no_person() -> None:
    [maker] = {*COOP.objects(None, DCTERMS.creator | DCTERMS.publisher | DCTERMS.contributor)}
    assert (maker, RDF.type, FOAF.Group) in COOP
    assert languages(str(maker), RDFS.label) == sorted(LANGUAGES)
    cited = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"- name: {next(one for one in COOP.objects(maker, RDFS.label) if one.language == 'en')}\n" in cited


def test_it_is_titled_and_described_in_all_languages() -> None:
    for predicate in (DCTERMS.title, RDFS.label, DCTERMS.description):
        assert languages(str(ONTOLOGY), predicate) == sorted(LANGUAGES)


# What is said of each term


@pytest.mark.parametrize("term", ours(coop.iri), ids=lambda iri: iri.removeprefix(coop.iri))
def test_every_term_is_explained(term: str) -> None:
    assert languages(term, RDFS.label) == sorted(LANGUAGES)
    assert languages(term, SKOS.definition) == sorted(LANGUAGES)
    assert COOP.value(URIRef(term), SKOS.example)
    assert COOP.value(URIRef(term), RDFS.isDefinedBy) == ONTOLOGY


@pytest.mark.parametrize("term", ours(concept.iri), ids=lambda iri: iri.removeprefix(concept.iri))
def test_every_concept_and_scheme_is_explained(term: str) -> None:
    node = URIRef(term)
    assert languages(term, SKOS.prefLabel) == sorted(LANGUAGES)
    assert set(COOP.objects(node, RDFS.label)) == set(COOP.objects(node, SKOS.prefLabel))
    assert languages(term, SKOS.definition) == sorted(LANGUAGES)
    assert COOP.value(node, RDFS.isDefinedBy) == ONTOLOGY
    if (node, RDF.type, SKOS.Concept) in COOP:
        assert COOP.value(node, SKOS.example)
    else:
        assert languages(term, SKOS.scopeNote) == sorted(LANGUAGES)


def test_a_concept_stands_in_its_scheme_under_its_own_slug() -> None:
    for node in COOP.subjects(RDF.type, SKOS.Concept):
        scheme, _, slug = str(node).removeprefix(concept.iri).partition("/")
        assert COOP.value(node, SKOS.inScheme) == URIRef(concept.iri + scheme)
        assert str(COOP.value(node, SKOS.notation)) == slug
        assert (COOP.value(node, SKOS.topConceptOf) is None) != (COOP.value(node, SKOS.broader) is None), node


def test_no_two_terms_of_a_kind_bear_the_same_label() -> None:
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        terms = [s for s in COOP.subjects(RDF.type, kind) if str(s).startswith(coop.iri)]
        labels = [label for term in terms for label in COOP.objects(term, RDFS.label)]
        assert sorted(labels) == sorted(set(labels))


# Order of the concepts


def test_a_field_is_one_item_of_a_list() -> None:
    """Fields stand in lists: a comma within a label would read as two fields."""
    said = [label for labels in concepts.labels()["field"].values() for label in labels.values()]
    assert len(said) == len(LANGUAGES) * len(concepts.slugs("field"))
    assert [label for label in said if set(label) & set(",、;；")] == []


@pytest.mark.parametrize("scheme", concepts.labels())
def test_no_two_concepts_of_a_scheme_are_called_the_same(scheme: str) -> None:
    means = {name: slug for slug, names in concepts.names(scheme).items() for name in (slug, *names)}
    assert {name: concepts.meant(scheme, key)[key(name)] for name in means} == means


def test_concepts_keep_the_order_of_the_file() -> None:
    text = FILE.read_text("utf-8")
    for scheme in concepts.labels():
        assert concepts.slugs(scheme) == tuple(re.findall(rf"^{scheme}:([a-z0-9-]+)$", text, re.MULTILINE)), scheme


@pytest.mark.parametrize(
    ("scheme", "slugs"),
    [
        ("country", ("vn", "jp")),
        ("scheme", ("official-relationship", "third-party-support", "intercity-network")),
        ("confidence", ("high", "medium", "low")),
        ("change-kind", ("merger", "absorbed", "split", "continued")),
        ("participation-role", ("lead", "counterpart", "partner", "site")),
        ("agreement-kind", (
            "sister-city", "friendship-city", "twin-city", "friendship-cooperation", "mou", "letter-of-intent",
            "sectoral", "legislative",
        )),
        ("level", (
            "provincial", "province", "central-city", "special-zone", "prefecture",
            "municipal", "district-city", "district-town",
            "district", "designated-city", "city", "town", "village", "special-ward",
        )),
    ],
)  # fmt: skip
def test_the_order_is_the_one_people_see(scheme: str, slugs: tuple[str, ...]) -> None:
    assert concepts.slugs(scheme) == slugs


# Terms and their use


def test_every_term_in_the_graph_is_declared(iris: set[str]) -> None:
    assert {iri.removeprefix(coop.iri) for iri in iris if iri.startswith(coop.iri)} <= declared()


def test_every_concept_in_the_graph_is_declared(iris: set[str]) -> None:
    assert {iri for iri in iris if iri.startswith(concept.iri)} <= set(ours(concept.iri))


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.name)
def test_every_term_and_concept_in_a_query_is_declared(query: Path) -> None:
    text = query.read_text("utf-8")
    prefixes = dict(re.findall(r"^PREFIX ([a-z-]+): <(.+)>$", text, re.MULTILINE))
    for prefix, iri in prefixes.items():
        if iri.startswith((coop.iri, concept.iri)):
            named = {iri + name for name in re.findall(rf"(?<![\w-]){prefix}:([A-Za-z0-9-]+)", text)}
            assert named <= {*ours(coop.iri), *ours(concept.iri)}


def test_every_declared_term_is_used(iris: set[str]) -> None:
    used = {iri.removeprefix(coop.iri) for iri in iris if iri.startswith(coop.iri)}
    asked = {name for query in QUERIES for name in re.findall(r"\bcoop:(\w+)", query.read_text("utf-8"))}
    assert declared() - used - asked <= {*GROUPING}
    assert not used & {*GROUPING}, "these are used by now"


# What is not the same, and which concepts a property takes

MAIN = {*CLASSES, "Tie", "Tenure", "Observation", "Concept"} - {
    "Agreement", "Exchange", "Project", "Membership", "NetworkEvent",
}  # fmt: skip
NOT_TOLD_APART = {
    frozenset(("Funder", "Locality")),  # any body may give money
    frozenset(("Funder", "Network")),
    frozenset(("Funder", "ContactOffice")),
    frozenset(("LegalBasis", "Source")),  # the text of an act may be what a fact is known from
}


def disjoint() -> set[frozenset[str]]:
    """The pairs of classes that nothing is both of, by their names."""
    pairs = [pair for pair in COOP.subject_objects(OWL.disjointWith) if not isinstance(pair[0], BNode)]
    for members in COOP.objects(None, OWL.members):
        pairs += combinations(COOP.items(members), 2)
    return {frozenset(re.split("[/#]", str(one))[-1] for one in pair) for pair in pairs}


def test_the_main_classes_are_disjoint() -> None:
    assert {frozenset(pair) for pair in combinations(MAIN, 2)} - disjoint() == NOT_TOLD_APART


def test_nothing_in_the_graph_is_of_two_disjoint_classes(store: Store) -> None:
    of: dict[Any, set[str]] = {}
    for quad in store.quads_for_pattern(None, rdf.type, None, None):
        of.setdefault(quad.subject, set()).add(re.split("[/#]", quad.object.value)[-1])
    both = {frozenset(pair) for classes in map(frozenset, of.values()) for pair in combinations(classes, 2)}
    assert both & disjoint() == set()


def schemes_of(node: Node) -> Iterator[str]:
    """The concept schemes that an anonymous class takes its members from."""
    yield from (str(one).removeprefix(concept.iri) for one in COOP.objects(node, OWL.hasValue))
    for whole in COOP.objects(node, OWL.intersectionOf):
        for part in COOP.items(whole):
            yield from schemes_of(part)


def test_the_values_of_a_property_are_of_the_scheme_that_the_ontology_says(store: Store) -> None:
    scheme = {str(one): str(of).removeprefix(concept.iri) for one, of in COOP.subject_objects(SKOS.inScheme)}
    says = {str(prop): found for prop, of in COOP.subject_objects(RDFS.range) if (found := set(schemes_of(of)))}
    assert len(says) == 12
    for prop, expected in says.items():
        values = {quad.object.value for quad in store.quads_for_pattern(None, NamedNode(prop), None, None)}
        assert values, prop
        assert {scheme[one] for one in values} == expected, prop


def test_the_values_of_kind_role_and_status_follow_from_the_class(store: Store) -> None:
    scheme = {str(one): str(of).removeprefix(concept.iri) for one, of in COOP.subject_objects(SKOS.inScheme)}
    seen = set()
    for of, restriction in COOP.subject_objects(RDFS.subClassOf):
        for only in COOP.objects(restriction, OWL.allValuesFrom):
            prop = NamedNode(str(COOP.value(restriction, OWL.onProperty)))
            members = (quad.subject for quad in store.quads_for_pattern(None, rdf.type, NamedNode(str(of)), None))
            values = {q.object.value for one in members for q in store.quads_for_pattern(one, prop, None, None)}
            assert {scheme[one] for one in values} == {*schemes_of(only)}, of
            seen.add((str(of).removeprefix(coop.iri), prop.value.removeprefix(coop.iri)))
    assert len(seen) == 11


def test_every_field_but_two_is_mapped_to_sectors_of_the_dac() -> None:
    sectors = {f"{concept.iri}dac-sector/{code}" for code in concepts.slugs("dac-sector")}
    matches = (SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
    mapped = {
        slug: {(how, str(one)) for how in matches for one in COOP.objects(URIRef(f"{concept.iri}field/{slug}"), how)}
        for slug in concepts.slugs("field")
    }
    assert {slug for slug, to in mapped.items() if not to} == {"youth", "design"}, "the DAC has no sector for these"
    assert {one for to in mapped.values() for _, one in to} == sectors
    assert all(len({how for how, _ in to}) <= 1 for to in mapped.values())
    assert all(re.fullmatch("[1-9][0-9]{2}", code) for code in concepts.slugs("dac-sector"))


# Contradictions (HermiT)

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="there is no java on the PATH to run HermiT")


def facts(store: Store, derived: bool, each: int = 30) -> Iterator[Triple]:
    """Some real facts of every class. Dates are left out: HermiT does not know those of a year or a month."""
    for name in CLASSES:
        members = sorted(q.subject.value for q in store.quads_for_pattern(None, rdf.type, coop[name], None))
        for iri in members[:: max(1, len(members) // each)][:each]:
            for quad in store.quads_for_pattern(NamedNode(iri), None, None, None):
                dated = isinstance(quad.object, Literal) and quad.object.datatype.value.endswith(
                    ("#date", "#gYear", "#gYearMonth")
                )
                if not dated and (derived or quad.graph_name != graph["derived"]):
                    yield quad.triple


def reasoned(triples: Iterable[Triple] = ()) -> Any:
    """The world of the ontology with further triples, after HermiT has been through it.

    Raises:
        owlready2.OwlReadyInconsistentOntologyError: they contradict each other.
    """
    owlready2 = pytest.importorskip("owlready2")
    owlready2.JAVA_EXE = shutil.which("java")
    world = owlready2.World()
    text = COOP.serialize(format="nt").encode() + serialize(triples, format=RdfFormat.N_TRIPLES)
    world.get_ontology(BASE + "test#").load(fileobj=BytesIO(text))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")  # half the time
        owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    return world


def contradicts(triples: Iterable[Triple]) -> bool:
    owlready2 = pytest.importorskip("owlready2")
    try:
        reasoned(triples)
    except owlready2.OwlReadyInconsistentOntologyError:
        return True
    return False


def is_a(name: str, *classes: str) -> list[Triple]:
    return [Triple(thing[name], rdf.type, coop[one]) for one in classes]


@needs_java
def test_every_class_can_have_members() -> None:
    assert list(reasoned().inconsistent_classes()) == []


@needs_java
def test_the_real_facts_do_not_contradict_the_ontology(store: Store) -> None:
    stated = list(facts(store, derived=False))
    assert len({triple.subject for triple in stated}) > 20 * len(CLASSES)
    assert list(reasoned(stated).inconsistent_classes()) == []


@needs_java
def test_what_the_rules_derive_does_not_contradict_the_ontology(store: Store) -> None:
    assert not contradicts(facts(store, derived=True))


@needs_java
@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(is_a("x", "Agreement", "Event"), id="a tie is not an event"),
        pytest.param(is_a("x", "Agreement", "Exchange"), id="a tie is of one kind only"),
        pytest.param(
            [Triple(thing["x"], coop.renews, thing["y"]), Triple(thing["y"], coop.upgrades, thing["x"])],
            id="two documents do not follow each other",
        ),
        pytest.param(
            [Triple(thing["x"], coop.startEvent, thing["y"]), Triple(thing["z"], coop.change, thing["x"])],
            id="a period is no change",
        ),
    ],
)
def test_a_contradiction_is_found(wrong: list[Triple]) -> None:
    assert contradicts(wrong)


PROFILE = """
import sys
import jpype, jpype.imports
jpype.startJVM("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", classpath=[sys.argv[1]], convertStrings=True)
from java.io import File
from org.semanticweb.owlapi.apibinding import OWLManager
from org.semanticweb.owlapi.profiles import OWL2DLProfile
ontology = OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(File(sys.argv[2]))
print(ontology.getAxiomCount())
for one in OWL2DLProfile().checkOntology(ontology).getViolations():
    print(one)
"""
"""What asks OWLAPI, which comes with HermiT, what of a file is not OWL 2 DL; Java in a process of its own."""


def not_in_the_profile(file: Path) -> list[str]:
    owlready2 = pytest.importorskip("owlready2")
    pytest.importorskip("jpype")
    jar = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
    done = subprocess.run([sys.executable, "-c", PROFILE, jar, file], capture_output=True, text=True, check=True)
    axioms, *violations = done.stdout.splitlines()
    assert int(axioms) > 0
    return violations


@needs_java
def test_it_is_owl_2_dl() -> None:
    assert not_in_the_profile(FILE) == []


@needs_java
def test_what_is_not_owl_2_dl_is_found(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.ttl"
    wrong.write_text(FILE.read_text("utf-8") + "coop:party owl:inverseOf coop:currency .\n", "utf-8")
    assert not_in_the_profile(wrong)


# Files


@pytest.mark.skipif(shutil.which("rapper") is None, reason="there is no rapper on the PATH to parse Turtle with")
@pytest.mark.parametrize("file", ["coop.ttl", "shapes.ttl"])
def test_another_parser_reads_as_many_triples(file: str) -> None:
    path = ROOT / "ontology" / file
    counted = subprocess.run(["rapper", "-i", "turtle", "-c", path], capture_output=True, text=True, check=True)
    assert f"returned {len(Graph().parse(path))} triples" in counted.stderr
    assert not re.search("warning|error", counted.stderr, re.IGNORECASE)


def test_the_lists_of_this_test_name_real_terms() -> None:
    assert {*GROUPING, *CLASSES} <= declared()
