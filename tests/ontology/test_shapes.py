"""What a complete fact is: the real facts are, and every way of breaking one is told in words that help."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import pyshacl
import pytest
from conftest import ROOT
from pyoxigraph import NamedNode, RdfFormat, Store, Triple, serialize
from rdflib import OWL, RDF, RDFS, SH, Graph, Literal, Node, URIRef
from rdflib.namespace import DCTERMS

from loaders.model.records import TABLES
from loaders.tables.catalogue import Catalogue
from loaders.tables.rdf import triples
from ontology import BASE, LANGUAGES, concept, concepts, coop, graph, qb, rdf

COOP = Graph().parse(ROOT / "ontology" / "coop.ttl")
SHAPES = Graph(bind_namespaces="none").parse(ROOT / "ontology" / "shapes.ttl")
SHAPE = BASE + "shapes#"
PROPERTY_SHAPES = sorted(map(str, SHAPES.subjects(RDF.type, SH.PropertyShape)))
NODE_SHAPES = sorted(map(str, SHAPES.subjects(RDF.type, SH.NodeShape)))

CLASSES = (
    "Locality", "LocalityPeriod", "RegionPeriod", "Succession", "Change", "LegalBasis", "Agreement", "Exchange",
    "Project", "Participation", "Network", "Membership", "Event", "NetworkEvent", "Programme", "Funder", "Allocation",
    "Source", "Claim", "Site", "Observation", "Identifier", "Call", "ContactOffice",
)  # fmt: skip


def class_of(name: str) -> NamedNode:
    """The class of a name: ours, but those of statistics."""
    return qb[name] if name in {"Observation", "DataSet"} else coop[name]


KINDS = {
    "vn": ("Locality", "Funder"), "jp": ("Locality", "Funder"), "source": ("Source",), "tie": ("Agreement", "Exchange"),
    "project": ("Project",), "membership": ("Membership",), "event": ("Event",), "network": ("Network",),
    "network-event": ("NetworkEvent",), "programme": ("Programme",), "funder": ("Funder",),
    "participation": ("Participation",), "period": ("LocalityPeriod",), "call": ("Call",), "office": ("ContactOffice",),
    "legal-basis": ("LegalBasis",), "change": ("Change",), "cube": ("DataSet",),
}  # fmt: skip
"""What a thing of another record may be, by its id."""

MANY, SOME = 120, 40
"""Of a class with more than ``MANY`` facts, ``SOME`` are checked: all 6,500 facts would take most of a minute."""


class Finding(NamedTuple):
    """One thing that is wrong with a fact, or missing from it."""

    shape: str
    grave: bool
    message: str


def without_translations() -> Graph:
    """The shapes with their messages in English alone, which are held against a fact in two thirds of the time."""
    kept = Graph()
    for triple in SHAPES:
        if triple[1] not in (SH.name, RDFS.label) and getattr(triple[2], "language", None) in (None, "en"):
            kept.add(triple)
    return kept


ENGLISH = without_translations()


def findings(data: Graph) -> list[Finding]:
    """What the shapes find in what a graph describes; what it only names is there, and not judged."""
    described = set(data.subjects(RDF.type))
    beside = Graph()
    for node in {term for triple in data for term in (triple[0], triple[2])} - described:
        parts = str(node).removeprefix(f"{BASE}id/").split("/")
        kind = next((part for part in parts[1:] if part in ("participation", "period")), parts[0])
        for of in KINDS.get(kind, ()):
            beside.add((node, RDF.type, URIRef(class_of(of).value)))
        if kind in ("vn", "jp"):
            beside.add((node, URIRef(coop.country.value), URIRef(f"{concept.iri}country/{kind}")))
    _, report, _ = pyshacl.validate(data + beside, shacl_graph=ENGLISH, inference="none", advanced=False)
    return [
        Finding(
            str(report.value(result, SH.sourceShape)).removeprefix(SHAPE),
            report.value(result, SH.resultSeverity) == SH.Violation,
            next(str(m) for m in report.objects(result, SH.resultMessage) if m.language == "en"),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
        if report.value(result, SH.focusNode) in described
    ]


def rdflib_graph(stated: Iterable[Triple]) -> Graph:
    return Graph(bind_namespaces="none").parse(data=serialize(stated, format=RdfFormat.N_TRIPLES), format="nt")


def stated_of(store: Store, members: Iterable[NamedNode]) -> Iterator[Triple]:
    """What is said of things, by us or a rule, and which things they say it of them with (their parts, their whole)."""
    for member in members:
        about = [
            *store.quads_for_pattern(member, None, None, None),
            *store.quads_for_pattern(None, None, member, None),
        ]
        for quad in about:
            if quad.graph_name != graph["ontology"]:
                yield quad.triple
            if quad.predicate == coop.signatory:
                yield from (part.triple for part in store.quads_for_pattern(quad.object, None, None, None))


# The real facts


@pytest.mark.parametrize("name", CLASSES)
def test_no_real_fact_is_wrong(store: Store, name: str) -> None:
    members = sorted(
        (quad.subject for quad in store.quads_for_pattern(None, rdf.type, class_of(name), None)),
        key=lambda node: node.value,
    )
    if len(members) > MANY:
        members = members[:: len(members) // SOME]
    assert len(members) >= 20
    assert [found for found in findings(rdflib_graph(stated_of(store, members))) if found.grave] == []


@pytest.mark.parametrize("table", TABLES)
def test_a_record_can_be_judged_alone(catalogue: Catalogue, table: str) -> None:
    records = catalogue.of(TABLES[table])
    for record in records[:: max(1, len(records) // 3)][:3]:
        alone = rdflib_graph(Triple(*one) for one in triples(record, catalogue))
        assert [found for found in findings(alone) if found.grave] == [], record.slug


def test_no_fact_is_derived_to_begin_after_its_end(store: Store) -> None:
    derived = {quad.subject for quad in store.quads_for_pattern(None, coop.firstDay, None, graph["derived"])}
    ended = {quad.subject for quad in store.quads_for_pattern(None, coop.lastDay, None, None)}
    days = (
        quad.triple
        for fact in derived & ended
        for predicate in (rdf.type, coop.firstDay, coop.lastDay)
        for quad in store.quads_for_pattern(fact, predicate, None, None)
    )
    assert "day-order" not in {found.shape for found in findings(rdflib_graph(days))}


# Complete facts, one of each class

PREFIXES = "".join(
    f"@prefix {prefix}: <{iri}> .\n"
    for prefix, iri in {
        **dict(SHAPES.namespaces()),
        "": BASE + "id/",
        **{scheme: f"{concept.iri}{scheme}/" for scheme in concepts.labels()},
    }.items()
)

GROUNDS = "dct:source <source/s> ; coop:confidence confidence:high"
NAMES = 'rdfs:label "A"@en, "B"@vi, "C"@ja'
TIME = """schema:startDate "2013"^^xsd:gYear ; schema:endDate "2014-04"^^xsd:gYearMonth ;
    coop:firstDay "2013-01-01"^^xsd:date ; coop:lastDay "2014-04-30"^^xsd:date"""

COMPLETE = {
    "locality": f"""<it> a coop:Locality ; {NAMES} ; skos:prefLabel "Da Nang"@en, "Đà Nẵng"@vi, "ダナン"@ja ;
        coop:country country:vn ; coop:level level:central-city ; coop:period <it/period/1> ;
        coop:region region:south-central-coast-and-central-highlands ; coop:regionPeriod <it/region/1> ;
        geo:lat 16.07 ; geo:long 108.22 ; geosparql:hasGeometry <it/geometry> ;
        org:classification level:central-city ; org:changedBy <change/c> ; org:resultedFrom <change/c> ;
        coop:population 3065628 ; coop:populationYear 2024 ; coop:areaKm2 11859.59 ;
        coop:validFrom "1997-01-01"^^xsd:date ; foaf:homepage <https://danang.gov.vn/> .
        <it/geometry> geosparql:asWKT "POINT(108.22 16.07)"^^geosparql:wktLiteral .""",
    "period": """<vn/da-nang> coop:period <it> . <it> a coop:LocalityPeriod ; skos:prefLabel "Da Nang"@en ;
        coop:level level:central-city ; coop:validThrough "2025-06-30"^^xsd:date ;
        coop:startEvent <change/b> ; coop:endEvent <change/c> .""",
    "region": """<vn/da-nang> coop:regionPeriod <it> . <it> a coop:RegionPeriod ; dct:source <source/s> ;
        coop:region region:north-central-and-central-coast ; coop:validThrough "2025-10-04"^^xsd:date .""",
    "succession": f"""<it> a coop:Succession ; {NAMES} ; org:originalOrganization <vn/quang-nam> ;
        org:resultingOrganization <vn/da-nang> ; dct:date "2025-07-01"^^xsd:date ; dct:source <source/s> ;
        coop:firstDay "2025-07-01"^^xsd:date ; coop:kind change-kind:merger ; coop:legalBasis <legal-basis/r> ;
        coop:change <change/c> .""",
    "change": f"""<it> a coop:Change ; {NAMES} ; org:originalOrganization <vn/quang-nam>, <vn/da-nang> ;
        org:resultingOrganization <vn/da-nang> ; dct:date "2025-07-01"^^xsd:date ; dct:source <source/s> ;
        coop:firstDay "2025-07-01"^^xsd:date ; coop:kind change-kind:merger ; coop:legalBasis <legal-basis/r> .""",
    "alteration": f"""<it> a coop:Change ; {NAMES} ; org:originalOrganization <vn/hue> ;
        org:resultingOrganization <vn/hue> ; dct:date "2025-01-01"^^xsd:date ; dct:source <source/s> ;
        coop:firstDay "2025-01-01"^^xsd:date ; coop:kind alteration-kind:new-level, alteration-kind:new-name .""",
    "legal basis": f"<it> a coop:LegalBasis ; {NAMES} .",
    "agreement": f"""<it> a coop:Agreement ; {NAMES} ; coop:party <vn/da-nang>, <jp/osaka/sakai> ;
        coop:kind agreement-kind:mou ; coop:signed "2013"^^xsd:gYear ; coop:ended "2014-04"^^xsd:gYearMonth ;
        coop:expires "2014-04-09"^^xsd:date ; coop:follows <tie/t> ; coop:renews <tie/t> ;
        coop:field field:water ; {TIME} ; {GROUNDS} .""",
    "signatory": """<tie/t> coop:signatory <it> . <it> a org:OrganizationalUnit ; rdfs:label "Assembly"@en ;
        org:unitOf <jp/nagasaki> .""",
    "exchange": f"""<it> a coop:Exchange ; {NAMES} ; coop:party <vn/da-nang>, <jp/niigata/mitsuke> ;
        coop:field field:youth ; {TIME} ; {GROUNDS} .""",
    "project": f"""<it> a coop:Project ; {NAMES} ; coop:party <vn/hanoi>, <jp/kanagawa/yokohama> ;
        coop:participation <project/p/participation/vn/hanoi> ; coop:programme <programme/p> ;
        coop:funder <funder/f> ; coop:budget 60000000.0 ; coop:currency "JPY" ;
        coop:status project-status:completed ; coop:field field:water ; {TIME} ; {GROUNDS} .""",
    "participation": """<project/p> coop:participation <it> . <it> a coop:Participation ;
        coop:participant <vn/hanoi> ; coop:role participation-role:lead .""",
    "network": f"""<it> a coop:Network ; {NAMES} ; coop:kind network-kind:forum ; coop:field field:climate ;
        schema:startDate "2012"^^xsd:gYear ; foaf:homepage <https://citynet-ap.org/> ; {GROUNDS} .""",
    "membership": f"""<it> a coop:Membership ; org:organization <network/n> ; org:member <vn/hanoi> ;
        coop:party <vn/hanoi> ; coop:role membership-role:member ; {TIME} ; {GROUNDS} .""",
    "event": f"""<it> a coop:Event ; rdfs:label "Visit"@en ; coop:kind event-kind:meeting ; coop:party <vn/hanoi> ;
        dct:date "2023-11-08"^^xsd:date ; schema:superEvent <network-event/n> ; coop:field field:design ;
        coop:firstDay "2023-11-08"^^xsd:date ; {GROUNDS} .""",
    "network event": f"""<it> a coop:NetworkEvent ; rdfs:label "Summit"@en ; coop:network <network/n> ;
        dct:date "1994-09-22"^^xsd:date ; coop:firstDay "1994-09-22"^^xsd:date ; coop:host <jp/fukuoka/fukuoka> ;
        coop:hostPlace "Fukuoka" ; coop:hostCountry "JP" ; {GROUNDS} .
        coop:NetworkEvent rdfs:subClassOf coop:Event .""",
    "programme": f"""<it> a coop:Programme ; {NAMES} ; coop:funder <funder/f> ; coop:openTo applicant:localities-jp ;
        coop:status programme-status:open ; coop:applicantCountry country:jp ; coop:call <call/c> ;
        coop:field field:water ; coop:inquiries "JICA"@en ; coop:maxYears 3 ; coop:maxBudget 30000000.0 ;
        coop:currency "JPY" ; {TIME} ; {GROUNDS} .""",
    "call": f"""<programme/p> coop:call <it> .
        <it> a coop:Call ; {NAMES} ; coop:callYear 2013 ; {TIME} ; {GROUNDS} .""",
    "office": f"""<it> a coop:ContactOffice ; {NAMES} ; coop:kind office-kind:jica ; schema:location <vn/hanoi> ;
        coop:serves <vn/hanoi> ; coop:country country:vn ; foaf:homepage <https://www.jica.go.jp/> ; {GROUNDS} .""",
    "funder": f"""<it> a coop:Funder ; {NAMES} ; coop:kind funder-kind:ministry ; coop:country country:jp ;
        foaf:homepage <https://www.env.go.jp/> ; {GROUNDS} .""",
    "allocation": f"""<it> a coop:Allocation ; coop:allocatedTo <membership/m> ; coop:allocatedBy <jp/tottori> ;
        coop:kind allocation-kind:budget ; coop:amount 1500000.0 ; coop:currency "JPY" ; {TIME} ; {GROUNDS} .""",
    "observation": f"""<it> a qb:Observation ; qb:dataSet <cube/c> ; coop:refArea <jp/aichi> ;
        coop:refPeriod "2021"^^xsd:gYear ; coop:boundaries "2025-07-01"^^xsd:date ; indicator:population 7460000 ;
        indicator:grdp 40586.0 ; coop:currency "JPY" ; coop:strongIndustry industry:manufacturing ;
        coop:firstDay "2021-12-31"^^xsd:date ; {GROUNDS} .""",
    "site": f"""<it> a coop:Site ; {NAMES} ; coop:kind site-kind:airport ; coop:rank site-rank:special ;
        coop:locatedIn <vn/da-nang>, <vn/quang-nam> ; schema:startDate "1993"^^xsd:gYear ; schema:iataCode "DAD" ;
        schema:icaoCode "VVDN" ; coop:firstDay "1993-01-01"^^xsd:date ; {GROUNDS} .""",
    "identifier": f"""<vn/da-nang> adms:identifier <it> . <it> a coop:Identifier ; skos:notation "1905468" ;
        coop:identifierScheme identifier-scheme:geonames ; coop:validFrom "1997-01-01"^^xsd:date ;
        coop:validThrough "2025-06-30"^^xsd:date ; {GROUNDS} .""",
    "source": """<it> a coop:Source ; dct:title "Page" ; schema:url <https://www.city.sakai.lg.jp/> ;
        dct:issued "2013-04"^^xsd:gYearMonth ; dct:publisher "City of Sakai" ; dct:language "ja" .""",
    "claim": f"""<it> a coop:Claim ; coop:about <tie/t> ; coop:claimedProperty coop:signed ;
        coop:claimedValue "2014-12-12" ; {GROUNDS} .""",
}  # fmt: skip

IT = {
    "locality": "vn/it",
    "period": "vn/da-nang/period/9",
    "region": "vn/da-nang/region/9",
    "participation": "project/p/participation/it",
    "identifier": "vn/da-nang/identifier/geonames/1905468",
}
"""The ids of the complete facts, where just any would not do."""


def fact(of: str, text: str | None = None) -> Graph:
    turtle = (text or COMPLETE[of]).replace("<it", f"<{IT.get(of, 'x/it')}")
    return Graph(bind_namespaces="none").parse(data=f"@base <{BASE}id/> .\n{PREFIXES}{turtle}", format="turtle")


@pytest.mark.parametrize("of", COMPLETE)
def test_a_complete_fact_leaves_nothing_to_say(of: str) -> None:
    assert findings(fact(of)) == []


# Broken facts


@dataclass(frozen=True)
class Break:
    """A way to break a complete fact.

    Attributes:
        of: what is broken.
        but: how, for the reader of this test.
        without: properties of the fact to leave out (``rdfs:label@ja``: in that language; ``^``: that point to it).
        add: what to say of it instead or besides.
        grave: whether it makes the fact wrong.
        besides: how the message begins on what else is broken by that.
    """

    of: str
    but: str
    without: tuple[str, ...] = field(default=())
    add: str = ""
    grave: bool = True
    besides: str = ""

    def __str__(self) -> str:
        return f"{self.of}: {self.but}"

    def graph(self) -> Graph:
        """The broken fact."""
        broken = fact(self.of)
        it = URIRef(f"{BASE}id/{IT.get(self.of, 'x/it')}")
        for name in self.without:
            curie, _, language = name.lstrip("^").partition("@")
            predicate = broken.namespace_manager.expand_curie(curie)
            pattern: tuple[Node | None, URIRef, Node | None]
            pattern = (None, predicate, it) if name.startswith("^") else (it, predicate, None)
            gone = [one for one in broken.triples(pattern) if getattr(one[2], "language", None) == (language or None)]
            assert gone, f"there is no {name} to leave out"
            for one in gone:
                broken.remove(one)
        return broken + fact(self.of, f"<it> {self.add} .") if self.add else broken


def missing(of: str, but: str, *without: str) -> Break:
    return Break(of, but, without)


def wrong(of: str, but: str, add: str, *without: str, besides: str = "") -> Break:
    return Break(of, but, without, add, besides=besides)


def incomplete(of: str, but: str, *without: str) -> Break:
    return Break(of, but, without, grave=False)


CITED = ("succession", "change", "agreement", "exchange", "project", "network", "membership", "event", "network event",
         "programme", "funder", "allocation", "claim", "observation", "site", "call", "office",
         "identifier")  # fmt: skip
NAMED = ("locality", "succession", "change", "legal basis", "agreement", "exchange", "project", "network", "programme",
         "site", "office")  # fmt: skip
TITLED = ("event", "network event", "signatory")
LASTING = ("agreement", "exchange", "project", "membership", "programme", "allocation", "call")

ANOTHER_DAY = "The day of signing and the beginning are not the same"

ALIEN = {
    of: "coop:maxYears 3" if of == "claim" else 'coop:claimedValue "2014"'
    for of in COMPLETE
    if of not in {"signatory", "network event"}
}
"""What cannot be said of a thing of each class; of a meeting of a network, which is an event too, it is found twice."""

BROKEN: dict[str, list[Break]] = {
    # what belongs to another class, or to none
    "Something is said here that is not said of a thing of this class": [
        *(wrong(of, "with a property of another class", add) for of, add in ALIEN.items()),
        wrong("project", "signed", 'coop:signed "2013"^^xsd:gYear'),
        wrong("agreement", "with a term misspelt", 'coop:feild "water"'),
    ],
    # what any fact rests on
    "No source is named, or it is none of the recorded ones": [
        *(missing(of, "no source", "dct:source") for of in CITED),
        wrong("agreement", "the source is a remark", 'dct:source "the web"'),
        wrong("agreement", "the source is a stray page", "dct:source <https://a.org/>"),
        wrong("agreement", "the source is a locality", "dct:source <vn/hue>"),
    ],
    "The name or title in English is missing, or a language has several": [
        *(missing(of, "no name in English", "rdfs:label@en") for of in NAMED + TITLED),
        wrong("event", "two English titles", 'rdfs:label "Meeting"@en'),
    ],
    "The name in Japanese is missing": [
        *(incomplete(of, "no name in Japanese", "rdfs:label@ja") for of in NAMED),
    ],
    "The name in Vietnamese is missing": [
        *(
            incomplete(of, "no name in Vietnamese", "rdfs:label@vi")
            for of in (
                "locality",
                "succession",
                "change",
                "legal basis",
                "agreement",
                "exchange",
                "network",
                "site",
                "office",
            )
        ),
    ],
    "This ends before it begins": [
        wrong("identifier", "ends before it begins", 'coop:validThrough "1990-01-01"^^xsd:date', "coop:validThrough"),
    ],
    "The first day to compare lies after the last": [
        *(wrong(of, "ends before it begins", 'coop:lastDay "1990-01-01"^^xsd:date', "coop:lastDay") for of in LASTING),
    ],
    "The confidence is unknown, or there are several": [
        wrong("agreement", "two confidences", "coop:confidence confidence:low"),
        wrong("claim", "no confidence of the list", "coop:confidence confidence:", "coop:confidence"),
        wrong("claim", "unknown confidence", "coop:confidence confidence:sure", "coop:confidence"),
    ],
    "It is not said how well the sources support this fact": [
        incomplete("membership", "no confidence", "coop:confidence"),
    ],
    "A field is unknown": [
        wrong("agreement", "a field of another list", "coop:field level:city"),
        wrong("event", "an unknown field", "coop:field field:watter"),
        wrong("network", "a field in words", 'coop:field "water"'),
    ],
    "No field of cooperation is named": [
        *(incomplete(of, "no field", "coop:field") for of in ("agreement", "exchange", "project", "network")),
    ],
    "The beginning is not one date": [
        wrong("membership", "begins in words", 'schema:startDate "spring"', "schema:startDate"),
        wrong("project", "begins twice", 'schema:startDate "2015"^^xsd:gYear'),
        wrong("project", "begins in 2120", 'schema:startDate "2120-04"^^xsd:gYearMonth', "schema:startDate"),
        wrong(
            "network",
            "a month that is none",
            'schema:startDate "2012-13"^^xsd:gYearMonth',
            "schema:startDate",
        ),
    ],
    "The end is not one date": [
        wrong("programme", "ends in words", 'schema:endDate "soon"', "schema:endDate"),
        wrong("programme", "ends in 2120", 'schema:endDate "2120"^^xsd:gYear', "schema:endDate"),
        wrong("membership", "ends twice", 'schema:endDate "2019"^^xsd:gYear'),
    ],
    "The first day on which this holds is not one full day": [
        wrong("locality", "first day is a year", 'coop:validFrom "2023"^^xsd:gYear', "coop:validFrom"),
    ],
    "The last day on which this holds is not one full day": [
        wrong(
            "period",
            "last day is a month",
            'coop:validThrough "2025-06"^^xsd:gYearMonth',
            "coop:validThrough",
        ),
        wrong("period", "two last days", 'coop:validThrough "2025-07-30"^^xsd:date'),
        wrong("period", "last day in 2120", 'coop:validThrough "2120-05-30"^^xsd:date', "coop:validThrough"),
    ],
    "The first day to compare is not one full day": [
        wrong("event", "first day is a year", 'coop:firstDay "2023"^^xsd:gYear', "coop:firstDay"),
        wrong("event", "two first days", 'coop:firstDay "2023-11-09"^^xsd:date'),
    ],
    "The last day to compare is not one full day": [
        wrong("agreement", "two last days", 'coop:lastDay "2014-05-30"^^xsd:date'),
        wrong("agreement", "last day in 2120", 'coop:lastDay "2120-05-30"^^xsd:date', "coop:lastDay"),
    ],
    "The website is not a web address": [
        wrong("funder", "a website in words", 'foaf:homepage "www.env.go.jp"'),
        wrong("network", "a website that is mail", "foaf:homepage <mailto:a@b.org>"),
    ],
    "The currency is not one code of three letters": [
        wrong("project", "a currency in words", 'coop:currency "yen"', "coop:currency"),
        wrong("allocation", "two currencies", 'coop:currency "VND"'),
    ],
    "A sum of money stands without its currency": [
        missing("project", "a budget without currency", "coop:currency"),
        missing("programme", "a largest budget without currency", "coop:currency"),
        missing("observation", "a product without currency", "coop:currency"),
    ],
    # localities
    "A locality lies in exactly one of the two countries": [
        missing("locality", "no country", "coop:country"),
        wrong("locality", "two countries", "coop:country country:jp"),
        wrong("locality", "a third country", "coop:country country:kr", "coop:country"),
    ],
    "The administrative level is missing or unknown, or there are several": [
        missing("locality", "no level", "coop:level"),
        wrong("locality", "two levels", "coop:level level:city"),
        wrong("period", "a level in words", 'coop:level "city"', "coop:level"),
    ],
    "A locality is part of one locality of Vietnam or Japan at most": [
        wrong("locality", "part of two", "schema:containedInPlace <vn/a>, <vn/b>"),
        wrong("period", "part of a network", "schema:containedInPlace <network/n>"),
    ],
    "The region is unknown, or there are several": [
        wrong("locality", "a region in words", 'coop:region "south"', "coop:region"),
        wrong("locality", "two regions", "coop:region region:kanto"),
    ],
    "A period in a region is something of its own": [
        wrong("locality", "a period in words", 'coop:regionPeriod "since 2025"'),
    ],
    "A period in a region belongs to exactly one locality of Vietnam or Japan": [
        missing("region", "in a region, of no locality", "^coop:regionPeriod"),
    ],
    "The period does not say in which region the locality lay": [
        missing("region", "in no region", "coop:region"),
    ],
    "The locality has no period": [
        missing("locality", "no period", "coop:period"),
    ],
    "The latitude is not one number between -90 and 90": [
        wrong("locality", "too far north", "geo:lat 91.5", "geo:lat"),
        wrong("locality", "too far south", "geo:lat -91.5", "geo:lat"),
        wrong("locality", "two latitudes", "geo:lat 16.1"),
    ],
    "The longitude is not one number between -180 and 180": [
        wrong("locality", "too far east", "geo:long 181.0", "geo:long"),
        wrong("locality", "a longitude in words", 'geo:long "east"', "geo:long"),
    ],
    "The latitude is missing, so the locality cannot stand on a map": [
        incomplete("locality", "no latitude", "geo:lat"),
    ],
    "The longitude is missing, so the locality cannot stand on a map": [
        incomplete("locality", "no longitude", "geo:long"),
    ],
    "The population is not one whole number": [
        wrong("locality", "fewer than none live there", "coop:population -1", "coop:population"),
        wrong("locality", "two populations", "coop:population 3000000"),
    ],
    "The area is not one number": [
        wrong("locality", "an area in words", 'coop:areaKm2 "large"', "coop:areaKm2"),
    ],
    "The population stands without its year": [
        incomplete("locality", "a population of no year", "coop:populationYear"),
    ],
    "A Vietnamese locality has no name in Vietnamese": [
        incomplete("locality", "Vietnamese, not so named", "skos:prefLabel@vi"),
    ],
    "The locality has no name in Japanese": [
        incomplete("locality", "no Japanese name of its own", "skos:prefLabel@ja"),
    ],
    "A period belongs to exactly one locality of Vietnam or Japan": [
        missing("period", "of no locality", "^coop:period"),
    ],
    "The period does not say how the locality was called in English": [
        missing("period", "no name", "skos:prefLabel@en"),
        wrong("period", "two names", 'skos:prefLabel "Tourane"@en'),
    ],
    "An identifier is that of exactly one recorded locality": [
        missing("identifier", "of no locality", "^adms:identifier"),
    ],
    "The identifier itself is missing": [
        missing("identifier", "of no value", "skos:notation"),
        wrong("identifier", "of two values", 'skos:notation "1"'),
    ],
    "The register that the identifier is of is missing or unknown": [
        missing("identifier", "of no register", "coop:identifierScheme"),
        wrong("identifier", "of a level", "coop:identifierScheme level:city", "coop:identifierScheme"),
    ],
    "A succession has exactly one predecessor, a locality": [
        missing("succession", "no predecessor", "org:originalOrganization"),
        wrong("succession", "two predecessors", "org:originalOrganization <vn/hue>"),
    ],
    "A succession has exactly one successor, a locality": [
        missing("succession", "no successor", "org:resultingOrganization"),
        wrong(
            "succession",
            "a funder succeeds",
            "org:resultingOrganization <funder/f>",
            "org:resultingOrganization",
        ),
    ],
    "The predecessor and the successor are the same locality": [
        wrong("succession", "of itself", "org:originalOrganization <vn/da-nang>", "org:originalOrganization"),
    ],
    "The date is missing, or is not one date": [
        *(missing(of, "no date", "dct:date") for of in ("succession", "change", "event")),
        wrong("event", "two dates", 'dct:date "2024"^^xsd:gYear'),
        wrong("event", "in 2120", 'dct:date "2120-05-01"^^xsd:date', "dct:date"),
        wrong("network event", "a date in words", 'dct:date "autumn"', "dct:date"),
    ],
    "The legal basis of the succession is missing": [
        incomplete("succession", "no legal basis", "coop:legalBasis"),
    ],
    "The legal basis is none of the recorded acts of law": [
        wrong("succession", "a legal basis in words", 'coop:legalBasis "Resolution 202"', "coop:legalBasis"),
        wrong("change", "a source for a legal basis", "coop:legalBasis <source/s>", "coop:legalBasis"),
    ],
    "The kind of change is unknown": [
        wrong("succession", "a kind of document", "coop:kind agreement-kind:mou", "coop:kind"),
        wrong("succession", "a kind in words", 'coop:kind "merger"', "coop:kind"),
        wrong("succession", "a change of name", "coop:kind alteration-kind:new-name", "coop:kind"),
    ],
    "It is not known what kind of change this is": [
        wrong("change", "a kind in words", 'coop:kind "merger"', "coop:kind"),
        wrong("change", "a kind of document", "coop:kind agreement-kind:mou"),
    ],
    "A succession is part of one recorded change at most": [
        wrong("succession", "part of two changes", "coop:change <change/d>"),
        wrong("succession", "part of an event", "coop:change <event/e>", "coop:change"),
    ],
    "What changed a locality is none of the recorded changes": [
        wrong("locality", "changed by an act of law", "org:changedBy <legal-basis/r>"),
        wrong("locality", "came of words", 'org:resultedFrom "a merger"'),
    ],
    "What a period began or ended with is none of the recorded changes": [
        wrong("period", "began with an event", "coop:startEvent <event/e>"),
        wrong("period", "ended with an act of law", "coop:endEvent <legal-basis/r>"),
    ],
    "The point is not one position in well-known text": [
        wrong("locality", "two points", "geosparql:hasGeometry [ geosparql:asWKT 'POINT(1 2)'^^geosparql:wktLiteral ]"),
        wrong(
            "locality",
            "a point in words",
            'geosparql:hasGeometry [ geosparql:asWKT "by the sea" ]',
            "geosparql:hasGeometry",
        ),
        wrong(
            "locality",
            "a point without a latitude",
            "geosparql:hasGeometry [ geosparql:asWKT 'POINT(108.22)'^^geosparql:wktLiteral ]",
            "geosparql:hasGeometry",
        ),
    ],
    "It is not said out of which localities the others came": [
        missing("change", "out of nothing", "org:originalOrganization"),
        wrong("change", "out of a network", "org:originalOrganization <network/n>"),
    ],
    "It is not said which localities came out of the change": [
        missing("change", "nothing came of it", "org:resultingOrganization"),
        wrong("change", "a funder came of it", "org:resultingOrganization <funder/f>"),
    ],
    # agreements and exchanges
    "There must be exactly one Vietnamese party": [
        *(wrong(of, "nobody in Vietnam", "coop:party <jp/nara>", "coop:party") for of in ("agreement", "exchange")),
        *(wrong(of, "two in Vietnam", "coop:party <vn/hue>") for of in ("agreement", "exchange")),
    ],
    "There must be exactly one Japanese party": [
        *(wrong(of, "nobody in Japan", "coop:party <vn/da-nang>", "coop:party") for of in ("agreement", "exchange")),
        *(wrong(of, "two in Japan", "coop:party <jp/nara>") for of in ("agreement", "exchange")),
    ],
    "A party is not a locality of Vietnam or Japan": [
        *(wrong(of, "a party elsewhere", "coop:party <kr/seoul>") for of in ("agreement", "exchange", "event")),
        wrong("agreement", "a party in words", 'coop:party "Seoul"'),
    ],
    "The kind of agreement is missing or unknown, or there are several": [
        missing("agreement", "no kind", "coop:kind"),
        wrong("agreement", "two kinds", "coop:kind agreement-kind:sectoral"),
        wrong("agreement", "a kind of event", "coop:kind event-kind:signing", "coop:kind"),
        wrong("agreement", "an unknown kind", "coop:kind agreement-kind:moo", "coop:kind"),
        wrong("agreement", "a kind in words", 'coop:kind "MoU"', "coop:kind"),
    ],
    "The date of signing is not one date": [
        wrong(
            "agreement",
            "signed at a moment",
            'coop:signed "2013-04-09T10:00:00"^^xsd:dateTime',
            "coop:signed",
            besides=ANOTHER_DAY,
        ),
        wrong("agreement", "signed twice", 'coop:signed "2015"^^xsd:gYear', besides=ANOTHER_DAY),
        wrong("agreement", "signed in 2120", 'coop:signed "2120"^^xsd:gYear', "coop:signed", besides=ANOTHER_DAY),
    ],
    ANOTHER_DAY: [
        wrong("agreement", "signed when it had begun", 'coop:signed "2013-04-09"^^xsd:date', "coop:signed"),
        missing("agreement", "signed, but begun when?", "schema:startDate"),
    ],
    "The date on which it ended is not one date": [
        wrong("agreement", "ended in words", 'coop:ended "2014"', "coop:ended"),
    ],
    "The date of expiry is not one date": [
        wrong("agreement", "expires in words", 'coop:expires "in 5 years"', "coop:expires"),
    ],
    "The date of signing is missing": [
        incomplete("agreement", "no date of signing", "coop:signed", "schema:startDate"),
    ],
    "An agreement follows one recorded agreement at most": [
        wrong(
            "agreement",
            "follows a project",
            "coop:follows <project/p> ; coop:renews <project/p>",
            "coop:follows",
            "coop:renews",
        ),
        wrong("agreement", "follows two", "coop:follows <tie/u> ; coop:upgrades <tie/u>"),
    ],
    "The earlier agreement and how this one follows it go together": [
        missing("agreement", "follows, but how?", "coop:renews"),
        missing("agreement", "renews, but what?", "coop:follows"),
    ],
    "A signatory body belongs to exactly one locality": [
        missing("signatory", "of no locality", "org:unitOf"),
        wrong("signatory", "of two localities", "org:unitOf <jp/nara>"),
    ],
    "An exchange is a tie without a signed document": [
        wrong("exchange", "with a date of signing", 'coop:signed "2013"^^xsd:gYear'),
        wrong("exchange", "with an expiry", 'coop:expires "2013"^^xsd:gYear'),
        wrong("exchange", "with an earlier document", "coop:follows <tie/t>"),
        wrong("exchange", "with a kind of agreement", "coop:kind agreement-kind:mou"),
    ],
    # projects, programmes, funders, allocations
    "A funder is none of the recorded ones": [
        wrong("project", "an unrecorded funder", 'coop:funder "JICA"'),
        wrong("programme", "funded by a network", "coop:funder <network/n>"),
    ],
    "A project runs under one recorded programme at most": [
        wrong("project", "two programmes", "coop:programme <programme/q>"),
    ],
    "Neither a funder nor a programme is named": [
        incomplete("project", "no funder or programme", "coop:funder", "coop:programme"),
    ],
    "A participation is not recorded as part of a project": [
        wrong("project", "a participation in words", 'coop:participation "Hanoi"'),
    ],
    "The status is unknown, or there are several": [
        wrong("project", "two states", "coop:status project-status:ongoing"),
        wrong("project", "a state in words", 'coop:status "stopped"', "coop:status"),
    ],
    "The budget is not one sum": [
        wrong("project", "a budget below nothing", "coop:budget -1.0", "coop:budget"),
        wrong("project", "a budget in words", 'coop:budget "60 million"', "coop:budget"),
    ],
    "The beginning of the project is missing": [
        incomplete("project", "no beginning", "schema:startDate"),
    ],
    "A participation belongs to exactly one project": [
        missing("participation", "in no project", "^coop:participation"),
    ],
    "A participation is that of exactly one locality of Vietnam or Japan": [
        missing("participation", "of nobody", "coop:participant"),
        wrong("participation", "of two", "coop:participant <vn/hue>"),
    ],
    "The role in the project is missing or unknown, or there are several": [
        missing("participation", "no role", "coop:role"),
        wrong("participation", "a role in networks", "coop:role membership-role:host", "coop:role"),
    ],
    "The programme does not say who pays for it": [
        incomplete("programme", "no funder", "coop:funder"),
    ],
    "A group of applicants is unknown": [
        wrong("programme", "open to words", 'coop:openTo "all"', "coop:openTo"),
    ],
    "The programme does not say who it is open to": [
        incomplete("programme", "open to whom?", "coop:openTo"),
    ],
    "The status of the programme is unknown, or there are several": [
        wrong("programme", "two states", "coop:status programme-status:ended"),
        wrong("programme", "the state of a project", "coop:status project-status:ongoing", "coop:status"),
    ],
    "A country of applicants is neither of the two": [
        wrong("programme", "applied for from elsewhere", "coop:applicantCountry country:kr"),
    ],
    "A call of the programme is none of the recorded ones": [
        wrong("programme", "a call in words", 'coop:call "spring"'),
    ],
    "A call is that of exactly one recorded programme": [
        missing("call", "of no programme", "^coop:call"),
    ],
    "The year of the call is not one year": [
        missing("call", "of no year", "coop:callYear"),
        wrong("call", "of 2120", "coop:callYear 2120", "coop:callYear"),
    ],
    # contact offices
    "The kind of contact office is missing or unknown, or there are several": [
        missing("office", "no kind", "coop:kind"),
        wrong("office", "a kind of funder", "coop:kind funder-kind:ministry", "coop:kind"),
    ],
    "A department belongs to one locality of Vietnam or Japan at most": [
        wrong("office", "of two localities", "org:unitOf <vn/hue>, <jp/nara>"),
        wrong("office", "of a funder", "org:unitOf <funder/f>"),
    ],
    "An office sits in one locality of Vietnam or Japan at most": [
        wrong("office", "in two", "schema:location <vn/hue>"),
    ],
    "An office serves one of the two countries as a whole at most": [
        wrong("office", "of both countries", "coop:country country:jp"),
    ],
    "A locality that the office serves is none of Vietnam or Japan": [
        wrong("office", "for Seoul", "coop:serves <kr/seoul>"),
    ],
    "The longest term is not one whole number of years": [
        wrong("programme", "half a year", "coop:maxYears 0.5", "coop:maxYears"),
        wrong("programme", "no year", "coop:maxYears 0", "coop:maxYears"),
    ],
    "The largest budget is not one sum": [
        wrong("programme", "two largest budgets", "coop:maxBudget 5.0"),
    ],
    "The funder has no name in English": [missing("funder", "no name in English", "rdfs:label@en")],
    "The funder has no name in Vietnamese": [incomplete("funder", "no name in Vietnamese", "rdfs:label@vi")],
    "The funder has no name in Japanese": [incomplete("funder", "no name in Japanese", "rdfs:label@ja")],
    "The kind of funder is missing or unknown, or there are several": [
        missing("funder", "no kind", "coop:kind"),
        wrong("funder", "a kind of network", "coop:kind network-kind:forum", "coop:kind"),
    ],
    "The country of the funder is not one country": [
        wrong("funder", "a country in words", 'coop:country "Korea"', "coop:country"),
        wrong("funder", "two countries", 'coop:country "KR"'),
    ],
    "The resources are set aside for exactly one tie": [
        missing("allocation", "to no tie", "coop:allocatedTo"),
        wrong("allocation", "to an event", "coop:allocatedTo <event/e>", "coop:allocatedTo"),
    ],
    "The resources are set aside by exactly one locality of Vietnam or Japan": [
        missing("allocation", "by nobody", "coop:allocatedBy"),
    ],
    "The kind of resources is missing or unknown, or there are several": [
        missing("allocation", "no kind", "coop:kind"),
        wrong("allocation", "a kind in words", 'coop:kind "money"', "coop:kind"),
    ],
    "The amount is not one number": [
        wrong("allocation", "less than nothing", "coop:amount -5.0", "coop:amount"),
    ],
    "It is not said from when the resources are set aside": [
        incomplete("allocation", "no beginning", "schema:startDate"),
    ],
    # networks, memberships, events
    "The kind of network is missing or unknown, or there are several": [
        missing("network", "no kind", "coop:kind"),
        wrong("network", "two kinds", "coop:kind network-kind:network"),
    ],
    "It is not said when the network was founded": [
        incomplete("network", "no founding", "schema:startDate"),
    ],
    "A membership is that of exactly one recorded network": [
        missing("membership", "of no network", "org:organization"),
        wrong("membership", "of two networks", "org:organization <network/m>"),
    ],
    "A membership has exactly one member, a locality of Vietnam or Japan": [
        wrong("membership", "two members", "org:member <vn/hue> ; coop:party <vn/hue>"),
        wrong(
            "membership",
            "a funder is member",
            "org:member <funder/f> ; coop:party <funder/f>",
            "org:member",
            "coop:party",
        ),
    ],
    "The party to a membership is its member and nobody else": [
        wrong("membership", "the party is another", "coop:party <vn/hue>"),
        missing("membership", "no party", "coop:party"),
    ],
    "The role in the network is missing or unknown, or there are several": [
        missing("membership", "no role", "coop:role"),
        wrong("membership", "two roles", "coop:role membership-role:host"),
        wrong("membership", "a role in projects", "coop:role participation-role:lead", "coop:role"),
    ],
    "It is not said since when the locality has been a member": [
        incomplete("membership", "no beginning", "schema:startDate"),
    ],
    "The kind of event is missing": [
        missing("event", "no kind", "coop:kind"),
    ],
    "The kind of event is unknown, or there are several": [
        wrong("event", "two kinds", "coop:kind event-kind:training"),
        wrong("event", "a kind of network", "coop:kind network-kind:forum", "coop:kind"),
    ],
    "No locality is named": [
        missing("event", "nobody took part", "coop:party"),
    ],
    "An event is held at one recorded meeting of a network at most": [
        wrong("event", "held at an event", "schema:superEvent <event/e>", "schema:superEvent"),
    ],
    "It is not said what the event was about": [
        incomplete("event", "about what?", "coop:field"),
    ],
    "The meeting is that of exactly one recorded network": [
        wrong("network event", "of two networks", "coop:network <network/m>"),
    ],
    "The host is not one locality of Vietnam or Japan": [
        wrong("network event", "two hosts", "coop:host <vn/hue>"),
    ],
    "The country of the meeting is not one code of two letters": [
        wrong("network event", "a country in words", 'coop:hostCountry "Japan"', "coop:hostCountry"),
    ],
    "It is not said where the meeting was held": [
        incomplete("network event", "held where?", "coop:host", "coop:hostPlace"),
    ],
    # statistics
    "Figures are of exactly one locality of Vietnam or Japan": [
        missing("observation", "of no locality", "coop:refArea"),
        wrong("observation", "of two localities", "coop:refArea <jp/mie>"),
        wrong("observation", "of a country", "coop:refArea <concept/country/jp>", "coop:refArea"),
    ],
    "The date of the figures is missing, or is not one date": [
        missing("observation", "of no date", "coop:refPeriod"),
        wrong("observation", "of two years", 'coop:refPeriod "2022"^^xsd:gYear'),
        wrong("observation", "a date in words", 'coop:refPeriod "spring"', "coop:refPeriod"),
    ],
    "Figures belong to exactly one cube": [
        missing("observation", "in no cube", "qb:dataSet"),
        wrong("observation", "in two cubes", "qb:dataSet <cube/d>"),
    ],
    "No figure is given, or one is not a number": [
        missing("observation", "no figure", "indicator:grdp", "indicator:population"),
        wrong("observation", "a figure in words", 'indicator:area "large"'),
    ],
    "The day of the borders is not one full day": [
        wrong("observation", "the borders of a year", 'coop:boundaries "2025"^^xsd:gYear', "coop:boundaries"),
    ],
    "An industry is unknown": [
        wrong("observation", "an industry in words", 'coop:strongIndustry "cars"'),
    ],
    "The kind of site is missing or unknown, or there are several": [
        missing("site", "no kind", "coop:kind"),
        wrong("site", "a kind of event", "coop:kind event-kind:signing", "coop:kind"),
    ],
    "The rank of the site is unknown, or there are several": [
        wrong("site", "two ranks", "coop:rank site-rank:class-one"),
        wrong("site", "a rank in words", 'coop:rank "I"', "coop:rank"),
    ],
    "A site lies in at least one locality of Vietnam or Japan": [
        missing("site", "nowhere", "coop:locatedIn"),
        wrong("site", "in a locality elsewhere", "coop:locatedIn <kr/seoul>"),
    ],
    "The code of IATA is not one code of three letters": [
        wrong("site", "four letters", 'schema:iataCode "VVDN"', "schema:iataCode"),
    ],
    "The code of ICAO is not one code of four letters": [
        wrong("site", "three letters", 'schema:icaoCode "DAD"', "schema:icaoCode"),
    ],
    # evidence
    "The source has no title": [
        missing("source", "no title", "dct:title"),
        wrong("source", "an empty title", 'dct:title ""', "dct:title"),
    ],
    "A source has exactly one web address": [
        missing("source", "no address", "schema:url"),
        wrong("source", "two addresses", "schema:url <https://a.org/>"),
        wrong("source", "an address in words", 'schema:url "a.org"', "schema:url"),
    ],
    "The date of the source is not one date": [
        wrong("source", "a date in words", 'dct:issued "spring"', "dct:issued"),
    ],
    "It is not said who published the source": [
        incomplete("source", "no publisher", "dct:publisher"),
    ],
    "The language of the source is missing": [
        incomplete("source", "no language", "dct:language"),
    ],
    "A claim is about exactly one recorded fact": [
        missing("claim", "about nothing", "coop:about"),
        wrong("claim", "about words", 'coop:about "a tie"', "coop:about"),
    ],
    "A claim states exactly one thing of the fact": [
        missing("claim", "of no property", "coop:claimedProperty"),
    ],
    "The claim does not say one thing": [
        missing("claim", "no value", "coop:claimedValue"),
        wrong("claim", "two values", 'coop:claimedValue "2015"'),
    ],
}
"""The ways to break a fact, by how the message on them begins."""


@pytest.mark.parametrize(
    ("broken", "says"),
    [pytest.param(one, says, id=str(one)) for says, ways in BROKEN.items() for one in ways],
)
def test_a_broken_fact_is_told_as_such(broken: Break, says: str) -> None:
    found = set(findings(broken.graph()))
    expected = sorted(filter(None, (says, broken.besides)))
    assert len(found) == len(expected), found
    told = sorted(one.message for one in found)
    assert all(message.startswith(begin) for begin, message in zip(expected, told, strict=True)), found
    assert {grave for _, grave, _ in found} == {broken.grave}


def test_a_meeting_of_a_network_is_closed_as_such_and_as_an_event() -> None:
    found = findings(wrong("network event", "with a claim", 'coop:claimedValue "2014"').graph())
    assert sorted(one.shape for one in found) == ["Event", "NetworkEvent"]


def test_a_meeting_of_a_network_without_network_is_no_meeting() -> None:
    broken = missing("network event", "of no network", "coop:network").graph()
    assert {found.shape for found in findings(broken)} == {
        "network-event-network", "event-kind-stated", "event-party-stated", "event-field-stated",
    }  # fmt: skip


def test_every_property_shape_is_broken_at_least_once() -> None:
    english = {shape: text(shape, SH.message, "en") for shape in PROPERTY_SHAPES}
    assert len(set(english.values())) == len(english)
    untold = [shape for shape, message in english.items() if not message.startswith(tuple(BROKEN))]
    assert untold == []


# The shapes themselves


def text(shape: str, predicate: URIRef, language: str) -> str:
    texts = [str(t) for t in SHAPES.objects(URIRef(shape), predicate) if t.language == language]
    assert len(texts) == 1, (shape, predicate, language)
    return texts[0]


@pytest.mark.parametrize("shape", PROPERTY_SHAPES, ids=lambda iri: iri.removeprefix(SHAPE))
def test_a_property_shape_has_a_name_and_a_message_in_all_languages(shape: str) -> None:
    for language in LANGUAGES:
        assert text(shape, SH.name, language)
        message = text(shape, SH.message, language)
        assert message.endswith("。" if language == "ja" else ".")
        assert message.count("。" if language == "ja" else ". ") >= 1, "it says what is wrong, then what would be right"
        assert not re.search(r"\b(coop|dct|schema|org|xsd):|IRI|URI", message), "it is for people"


@pytest.mark.parametrize("shape", NODE_SHAPES, ids=lambda iri: iri.removeprefix(SHAPE))
def test_a_node_shape_is_labelled_in_all_languages(shape: str) -> None:
    assert all(text(shape, RDFS.label, language) for language in LANGUAGES)


def test_there_is_one_node_shape_for_each_class() -> None:
    targets = {str(shape): str(target) for shape, target in SHAPES.subject_objects(SH.targetClass)}
    assert targets == {SHAPE + name: class_of(name).value for name in CLASSES}


def test_every_property_shape_is_asked_of_something() -> None:
    assert set(PROPERTY_SHAPES) == set(map(str, SHAPES.objects(None, SH.property)))


def listed(shape: Node) -> list[str]:
    """The concepts that a shape lists, as scheme/slug."""
    [values] = SHAPES.objects(shape, SH["in"])
    return [str(one).removeprefix(concept.iri) for one in SHAPES.items(values)]


def test_a_locality_that_funds_needs_no_name_of_its_own() -> None:
    stated = f"<it> a coop:Funder ; coop:kind funder-kind:local-government ; {GROUNDS} ."
    assert findings(fact("locality", stated)) == []


CHOOSING = sorted(str(shape) for shape in SHAPES.subjects(SH["in"]) if isinstance(shape, URIRef))


@pytest.mark.parametrize("shape", CHOOSING, ids=lambda iri: iri.removeprefix(SHAPE))
def test_a_shape_that_lists_concepts_lists_a_whole_scheme(shape: str) -> None:
    named = listed(URIRef(shape))
    [scheme] = {one.partition("/")[0] for one in named}
    assert named == [f"{scheme}/{slug}" for slug in concepts.slugs(scheme)]
    labels = concepts.labels()[scheme]
    for language in LANGUAGES if len(labels) < 10 and scheme != "country" else ():
        assert all(label[language] in text(shape, SH.message, language) for label in labels.values()), language


def test_every_shape_of_a_class_is_closed() -> None:
    assert set(SHAPES.subjects(SH.targetClass)) == set(SHAPES.subjects(SH.closed, Literal(True)))


def test_no_shape_asks_how_an_iri_is_written() -> None:
    """What a fact names is judged by its class, or as one of a list, so that the facts of others can be judged too."""
    patterns = [str(pattern) for pattern in SHAPES.objects(None, SH.pattern)]
    assert patterns
    assert [pattern for pattern in patterns if "w3id" in pattern] == []


def test_it_names_no_term_that_the_ontology_does_not_declare() -> None:
    declared = {str(subject) for subject in COOP.subjects(RDF.type)}
    named = {str(node) for triple in SHAPES for node in triple if isinstance(node, URIRef)}
    assert {iri for iri in named if iri.startswith((coop.iri, concept.iri))} <= declared


def test_it_is_plain_shacl() -> None:
    assert not list(SHAPES.subject_objects(SH.sparql)) + list(SHAPES.subject_objects(SH.js))
    conforms, _, report = pyshacl.validate(Graph(), shacl_graph=ENGLISH, meta_shacl=True)
    assert conforms, report


def test_it_has_a_version_and_a_licence_and_is_made_by_those_who_made_the_ontology() -> None:
    it = URIRef(BASE + "shapes")
    assert SHAPES.value(it, RDF.type) == OWL.Ontology
    assert SHAPES.value(it, OWL.versionIRI) == URIRef(f"{it}/{SHAPES.value(it, OWL.versionInfo)}")
    assert SHAPES.value(it, DCTERMS.license) == COOP.value(URIRef(BASE + "ontology"), DCTERMS.license)
    assert {label.language for label in SHAPES.objects(it, RDFS.label) if isinstance(label, Literal)} == set(LANGUAGES)
    makers = DCTERMS.creator | DCTERMS.publisher | DCTERMS.contributor
    assert {*SHAPES.objects(None, makers)} == {*COOP.objects(None, makers)}
