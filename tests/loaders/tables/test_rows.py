"""Tables are read whole: no row and no cell is lost on the way from a file to the graph."""

import csv
import datetime as dt
import io
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import oracle
import pytest
from books import workbook
from conftest import all_records
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from loaders.model.records import TABLES, Corroboration, Record, Source, Tie, columns
from loaders.tables.catalogue import Catalogue
from loaders.tables.datasets import DATA
from loaders.tables.integrity import References, sound_rows
from loaders.tables.rows import Problem, open_tables
from ontology import (
    adms,
    concept,
    concepts,
    coop,
    dct,
    foaf,
    geo,
    graph,
    org,
    qb,
    rdf,
    rdfs,
    schema,
    skos,
    skosxl,
    thing,
    xsd,
)

PATHS = sorted(DATA.glob("*/*.csv"))
GAZETTEER = all_records().gazetteer
Row = dict[str, str]
Fact = tuple[NamedNode, NamedNode, NamedNode | Literal]


@cache
def rows(path: Path) -> list[Row]:
    """The rows of a table as the csv module reads them."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- no row is lost ---------------------------------------------------------------------------------------------

CLASSES = {
    "localities": [coop.Locality], "regions": [coop.RegionPeriod],
    "successions": [coop.Succession], "sources": [coop.Source], "events": [coop.Event],
    "ties": [coop.Agreement, coop.Exchange], "funders": [coop.Funder], "programmes": [coop.Programme],
    "projects": [coop.Project], "project_participants": [coop.Participation], "networks": [coop.Network],
    "memberships": [coop.Membership], "network_events": [coop.NetworkEvent], "allocations": [coop.Allocation],
    "claims": [coop.Claim], "observations": [qb.Observation], "sites": [coop.Site], "links": [coop.Identifier],
    "calls": [coop.Call], "offices": [coop.ContactOffice],
}  # fmt: skip
"""What a row of a table becomes; names and former periods are counted in their own way."""


def count(store: Store, pattern: str, dataset: str) -> int:
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph[dataset].value}> {{ {pattern} }} }}"
    solutions = store.query(query)
    assert isinstance(solutions, QuerySolutions)
    [[number]] = solutions
    assert isinstance(number, Literal)
    return int(number.value)


def test_every_table_of_every_data_set_is_read(catalogue: Catalogue) -> None:
    assert set(catalogue.rows) == {(path.parent.name, path.stem) for path in PATHS}
    of_users = {Corroboration.table}  # in our tables the sources stand in the row
    assert {path.stem for path in PATHS} == set(TABLES) - of_users


def test_nothing_is_wrong_in_our_tables(catalogue: Catalogue) -> None:
    assert [str(problem) for problem in catalogue.problems] == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_as_many_rows_as_records_as_things(catalogue: Catalogue, store: Store, path: Path) -> None:
    dataset, table = path.parent.name, path.stem
    number = len(rows(path))
    assert number > 0
    assert catalogue.rows[dataset, table] == number
    assert Counter(type(record) for record in catalogue.records[dataset])[TABLES[table]] == number
    if table == "names":
        # a name and its language stand as an alternative label, those of the locality's own scripts without a language
        found = count(store, f"?x <{skos.altLabel.value}> ?name FILTER(LANG(?name) != '')", dataset)
    elif table == "office_areas":
        found = count(store, f"?x <{coop.serves.value}> ?place", dataset)
    elif table == "former_periods":
        periods = count(store, f"?x a <{coop.LocalityPeriod.value}>", dataset)
        found = periods - len(rows(path.with_name("localities.csv")))
    else:
        found = sum(count(store, f"?x a <{one.value}>", dataset) for one in CLASSES[table])
        assert sum(len(list(store.quads_for_pattern(None, rdf.type, one, graph[dataset]))) for one in CLASSES[table])
    assert found == number


def test_every_locality_has_a_period_more_than_it_has_former_ones(store: Store) -> None:
    former = Counter(row["locality"] for path in PATHS if path.stem == "former_periods" for row in rows(path))
    for path in PATHS:
        if path.stem == "localities":
            for row in rows(path):
                periods = list(store.quads_for_pattern(thing[row["id"]], coop.period, None, graph[path.parent.name]))
                assert len(periods) == former[row["id"]] + 1


# --- no cell is lost --------------------------------------------------------------------------------------------

DATE_TYPES = {4: xsd.gYear, 7: xsd.gYearMonth, 10: xsd.date}


def date(cell: str) -> Literal:
    return Literal(cell, datatype=DATE_TYPES[len(cell)])


def first_day(cell: str) -> Literal:
    return Literal(oracle.first_day(cell), datatype=xsd.date)


def last_day(cell: str) -> Literal:
    return Literal(oracle.last_day(cell), datatype=xsd.date)


def act(cell: str) -> NamedNode:
    return thing[f"legal-basis/{'-'.join(re.findall('[a-z0-9]+', cell.lower()))}"]


def decimal(cell: str) -> Literal:
    """The store writes a number without the noughts at its end."""
    return Literal(f"{Decimal(cell).normalize():f}", datatype=xsd.decimal)


def integer(cell: str) -> Literal:
    return Literal(cell, datatype=xsd.integer)


def english(cell: str) -> Literal:
    return Literal(cell, language="en")


def texts(column: str, predicate: NamedNode) -> dict[str, "How"]:
    """A text in three languages: its columns, and what each becomes."""
    return {
        column: (predicate, english), f"{column}_vi": (predicate, in_language("vi")),
        f"{column}_ja": (predicate, in_language("ja")),
    }  # fmt: skip


def of(scheme: str) -> Callable[[str], NamedNode]:
    return lambda cell: concept[f"{scheme}/{cell}"]


def a(kind: str) -> Callable[[str], NamedNode]:
    return lambda cell: thing[f"{kind}/{cell}"]


def locality(cell: str) -> NamedNode:
    return thing[cell]


def in_language(language: str) -> Callable[[str], Literal]:
    return lambda cell: Literal(cell, language=language)


How = tuple[NamedNode, Callable[[str], NamedNode | Literal]]
"""A property, and what a cell becomes as its value."""

GROUNDS: dict[str, How] = {
    "sources": (dct.source, a("source")),
    **texts("note", skos.note),
    "confidence": (coop.confidence, of("confidence")),
}
FIGURES: dict[str, How] = {
    "latitude": (geo.lat, decimal), "longitude": (geo.long, decimal), "population": (coop.population, integer),
    "population_year": (coop.populationYear, integer), "area_km2": (coop.areaKm2, decimal),
}  # fmt: skip
FIELDS: dict[str, How] = {"fields": (coop.field, of("field"))}
RECORDED: dict[str, How] = {"added": (coop.recorded, date)}
LABELS: dict[str, How] = texts("name", rdfs.label)

COUNTS = (
    "population", "foreign_residents", "vietnamese_residents", "japanese_residents", "workers_primary",
    "workers_secondary", "workers_tertiary", "employees", "universities", "national_universities",
    "public_universities", "private_universities", "university_sites", "university_students", "guest_nights",
    "foreign_guest_nights", "port_terminals",
)  # fmt: skip
MEASURES = ("elderly_share", "area", "grdp", "income_per_head", "grdp_growth", "gdp_share", "cultivated_land")
"""The columns of observations that hold whole and decimal numbers."""

COLUMNS: dict[str, dict[str, How]] = {
    "localities": {
        "id": (rdf.type, lambda cell: coop.Locality),
        "level": (coop.level, of("level")),
        "name": (skos.prefLabel, english), "name_vi": (skos.prefLabel, in_language("vi")),
        "name_ja": (skos.prefLabel, in_language("ja")), "name_kana": (skos.altLabel, Literal),
        "part_of": (schema.containedInPlace, locality), "valid_until": (coop.validThrough, last_day),
        "iso_3166_2": (coop.isoCode, Literal), "sources": (dct.source, a("source")),
        **FIGURES, "geonames_id": (foaf.based_near, lambda cell: NamedNode(f"https://sws.geonames.org/{cell}/")),
    },
    "former_periods": {
        "level": (coop.level, of("level")), "name": (skos.prefLabel, english),
        "name_vi": (skos.prefLabel, in_language("vi")), "name_ja": (skos.prefLabel, in_language("ja")),
        "part_of": (schema.containedInPlace, locality), "code": (skos.notation, Literal),
        "valid_from": (coop.validFrom, first_day), "valid_until": (coop.validThrough, last_day),
        "legal_basis": (coop.legalBasis, act), **FIGURES, **GROUNDS,
    },
    "regions": {
        "region": (coop.region, of("region")), "valid_from": (coop.validFrom, first_day),
        "valid_until": (coop.validThrough, last_day), "sources": (dct.source, a("source")),
    },
    "successions": {
        "predecessor": (org.originalOrganization, locality), "successor": (org.resultingOrganization, locality),
        "date": (dct.date, date), "kind": (coop.kind, of("change-kind")), "legal_basis": (coop.legalBasis, act),
        **GROUNDS,
    },
    "sources": {
        "url": (schema.url, NamedNode), "publisher": (dct.publisher, Literal),
        "date": (dct.issued, date), "language": (dct.language, Literal),
    },
    "ties": {
        "signed": (coop.signed, date), "since": (schema.startDate, date),
        "ended": (coop.ended, date), "expires": (coop.expires, date),
        "follows": (coop.follows, a("tie")), **FIELDS, **GROUNDS,
    },
    "events": {
        "date": (dct.date, date), "kind": (coop.kind, of("event-kind")), **texts("title", rdfs.label),
        "held_at": (schema.superEvent, a("network-event")), **FIELDS, **GROUNDS,
    },
    "funders": {
        "kind": (coop.kind, of("funder-kind")), **GROUNDS,
    },
    "programmes": {
        **LABELS, "started": (schema.startDate, date),
        "ended": (schema.endDate, date), **texts("funds", coop.funds), **texts("applicants", coop.applicants),
        "max_years": (coop.maxYears, integer), "max_budget": (coop.maxBudget, decimal),
        "currency": (coop.currency, Literal), "open_to": (coop.openTo, of("applicant")),
        "countries": (coop.applicantCountry, lambda cell: of("country")(cell.lower())),
        "status": (coop.status, of("programme-status")), "office": (coop.inquiries, english),
        "office_vi": (coop.inquiries, in_language("vi")), "office_ja": (coop.inquiries, in_language("ja")),
        **FIELDS, **GROUNDS,
    },
    "projects": {
        **texts("title", rdfs.label),
        "programme_id": (coop.programme, a("programme")),
        **texts("implementer", coop.implementer), **texts("counterpart", coop.counterpart),
        "start": (schema.startDate, date), "end": (schema.endDate, date), "budget": (coop.budget, decimal),
        "currency": (coop.currency, Literal), "status": (coop.status, of("project-status")), **FIELDS, **GROUNDS,
    },
    "project_participants": {"role": (coop.role, of("participation-role"))},
    "networks": {
        **LABELS, "acronym": (coop.acronym, Literal), "founded": (schema.startDate, date),
        **texts("founder", coop.founder), **texts("secretariat", coop.secretariat),
        "kind": (coop.kind, of("network-kind")), **FIELDS, **GROUNDS,
    },
    "memberships": {
        "network_id": (org.organization, a("network")), "since": (schema.startDate, date),
        "until": (schema.endDate, date), "role": (coop.role, of("membership-role")),
        **texts("designation", coop.designation), **GROUNDS,
    },
    "network_events": {
        "network_id": (coop.network, a("network")), "date": (dct.date, date), **texts("title", rdfs.label),
        **texts("host_name", coop.hostPlace), "host_country": (coop.hostCountry, Literal), **GROUNDS,
    },
    "allocations": {
        "locality": (coop.allocatedBy, locality), "kind": (coop.kind, of("allocation-kind")),
        "amount": (coop.amount, decimal), "currency": (coop.currency, Literal), "start": (schema.startDate, date),
        "end": (schema.endDate, date), **GROUNDS,
    },
    "claims": {"locality": (coop.concerns, locality), **GROUNDS},
    "names": {"sources": (dct.source, a("source")), **texts("note", skos.note)},
    "observations": {
        "locality": (coop.refArea, locality), "date": (coop.refPeriod, date),
        "boundaries": (coop.boundaries, first_day),
        "currency": (coop.currency, Literal), "strong_industries": (coop.strongIndustry, of("industry")),
        **{column: (concept[f"indicator/{column.replace('_', '-')}"], integer) for column in COUNTS},
        **{column: (concept[f"indicator/{column.replace('_', '-')}"], decimal) for column in MEASURES}, **GROUNDS,
    },
    "sites": {
        **LABELS, "kind": (coop.kind, of("site-kind")), "localities": (coop.locatedIn, locality),
        "rank": (coop.rank, of("site-rank")), "since": (schema.startDate, date), "iata": (schema.iataCode, Literal),
        "icao": (schema.icaoCode, Literal), **GROUNDS,
    },
    "calls": {
        "programme_id": (rdf.type, lambda cell: coop.Call), "year": (coop.callYear, integer),
        "opens": (schema.startDate, date), "closes": (schema.endDate, date), **GROUNDS,
    },
    "offices": {
        **LABELS, "kind": (coop.kind, of("office-kind")), **GROUNDS,
        "country": (coop.country, lambda cell: of("country")(cell.lower())),
    },
    "office_areas": {"locality": (coop.serves, locality), "sources": (dct.source, a("source"))},
    "links": {
        "scheme": (coop.identifierScheme, of("identifier-scheme")), "value": (skos.notation, Literal),
        "valid_from": (coop.validFrom, first_day), "valid_until": (coop.validThrough, last_day), **GROUNDS,
    },
}  # fmt: skip
"""How the cell of a column shows up on the thing that its row is; of several values, each."""

MANY = {"sources", "fields", "open_to", "countries", "localities", "strong_industries"}
IDS = {
    "sources": ("source", "source_id"), "ties": ("tie", "tie_id"), "events": ("event", "event_id"),
    "funders": ("funder", "funder_id"), "programmes": ("programme", "programme_id"),
    "projects": ("project", "project_id"), "networks": ("network", "network_id"),
    "memberships": ("membership", "membership_id"), "network_events": ("network-event", "event_id"),
    "allocations": ("allocation", "allocation_id"), "claims": ("claim", "claim_id"), "sites": ("site", "site_id"),
    "calls": ("call", "call_id"), "offices": ("office", "office_id"),
}  # fmt: skip
"""The kind of thing a row is, and the column of its id."""

PLACES = {
    "ties": {("vn_name", "vn_level", "vn_province"): "vn", ("jp_name", "jp_level", "jp_prefecture"): "jp"},
    "events": {("vn_name", "vn_level", "vn_province"): "vn", ("jp_name", "jp_level", "jp_prefecture"): "jp"},
    "project_participants": {("name", "level", "parent", "country"): ""},
    "memberships": {("name", "level", "parent", "country"): ""},
    "network_events": {("host_name", "host_level", "host_parent", "host_country"): ""},
}
"""The columns that name a locality together: name, level, parent and country (or the country itself)."""


@cache
def ends_of_periods(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows(path):
        found[row["locality"]].append(row["valid_until"] or "9999")
    return {locality: sorted(ends) for locality, ends in found.items()}


def number_of_period(path: Path, row: Row) -> int:
    ends = ends_of_periods(path)[row["locality"]]
    return ends.index(row["valid_until"] or "9999") + 1


def subject(path: Path, row: Row) -> NamedNode:
    """The thing that a row is."""
    if path.stem == "funders" and row["locality"]:
        return thing[row["locality"]]
    if path.stem in IDS:
        kind, column = IDS[path.stem]
        return thing[f"{kind}/{row[column]}"]
    if path.stem == "observations":
        return thing[f"observation/{row['locality']}/{row['date']}/{row['sources'].replace(';', '+')}"]
    if path.stem == "office_areas":
        return thing[f"office/{row['office_id']}"]
    if path.stem == "links":
        return thing[f"{row['locality']}/identifier/{row['scheme']}/{row['value']}"]
    if path.stem == "localities":
        return thing[row["id"]]
    if path.stem == "former_periods":
        return thing[f"{row['locality']}/period/{number_of_period(path, row)}"]
    if path.stem == "regions":
        return thing[f"{row['locality']}/region/{number_of_period(path, row)}"]
    if path.stem == "successions":
        return thing["succession/" + "--".join(row[side].replace("/", "-") for side in ("predecessor", "successor"))]
    if path.stem == "project_participants":
        [named] = named_places("project_participants", row).values()
        return thing[f"project/{row['project_id']}/participation/{named.value.removeprefix(thing.iri)}"]
    return thing[f"{row['locality']}/name/{row['language']}/{quote(row['name'], safe='')}"]


def named_places(table: str, row: Row) -> dict[tuple[str, ...], NamedNode]:
    """The localities that a row names, as the gazetteer has them."""
    found = {}
    for group, nation in PLACES.get(table, {}).items():
        name, level, parent = (row[column] for column in group[:3])
        where = nation or row[group[3]].lower()
        if name and where in {"vn", "jp"}:
            day = next((row[column] for column in ("signed", "since", "date") if column in row), "")
            found[group] = thing[GAZETTEER.resolve(name, country=where, level=level, parent=parent, date=day).id]
    return found


def expected(path: Path, row: Row) -> Iterator[tuple[str, Fact]]:
    """Yield what must stand in the graph for each cell of a row, with its column."""
    table, what = path.stem, subject(path, row)
    if table in IDS:
        for one in CLASSES[table]:
            if one != (coop.Agreement if row.get("kind") == "exchange" else coop.Exchange):
                yield IDS[table][1], (what, rdf.type, one)
    itself = table == "funders" and row["locality"]  # a locality, whose own row says most of it
    for column, (predicate, value) in (COLUMNS[table] | ({} if itself else RECORDED)).items():
        cell = row.get(column, "").strip()
        for part in cell.split(";") if column in MANY else [cell]:
            if part.strip():
                yield column, (what, predicate, value(part.strip()))
    if row.get("website"):
        page = foaf.page if row["website"] in shared_pages() else foaf.homepage
        yield "website", (what, rdf.type, coop.Funder) if itself else (what, page, NamedNode(row["website"]))
    for funder in row.get("funder_id", "").split(";") if table != "funders" else ():
        if funder:
            yield "funder_id", (what, coop.funder, funder_named(funder))
    for group, place in named_places(table, row).items():
        predicate = {"project_participants": coop.participant, "network_events": coop.host}.get(table, coop.party)
        for column in group:
            yield column, (what, predicate, place)
    yield from EXTRA.get(table, lambda path, row: ())(path, row)


@cache
def shared_pages() -> set[str]:
    """The home pages that several things have."""
    owners: dict[str, set[NamedNode]] = {}
    for path in PATHS:
        for row in rows(path):
            if row.get("website"):
                owners.setdefault(row["website"], set()).add(subject(path, row))
    return {page for page, things in owners.items() if len(things) > 1}


@cache
def funder_named(identifier: str) -> NamedNode:
    [(path, row)] = [
        (path, row) for path in PATHS if path.stem == "funders" for row in rows(path) if row["funder_id"] == identifier
    ]
    return subject(path, row)


def _funders(path: Path, row: Row) -> Iterator[tuple[str, Fact]]:
    what = subject(path, row)
    if row["locality"]:
        yield "locality", (what, rdf.type, coop.Funder)
        yield from ((column, (what, rdf.type, coop.Funder)) for column in (*LABELS, "country", "added"))
    else:
        for column, (predicate, value) in {**LABELS, "country": (schema.addressCountry, Literal)}.items():
            if row[column]:
                yield column, (what, predicate, value(row[column]))


def _calls(path: Path, row: Row) -> Iterator[tuple[str, Fact]]:
    yield "programme_id", (thing[f"programme/{row['programme_id']}"], coop.call, subject(path, row))


def _offices(path: Path, row: Row) -> Iterator[tuple[str, Fact]]:
    within = org.unitOf if row["kind"] == "international-relations" else schema.location
    if row["located_in"]:
        yield "located_in", (subject(path, row), within, thing[row["located_in"]])


def _office_areas(path: Path, row: Row) -> Iterator[tuple[str, Fact]]:
    yield "office_id", (subject(path, row), rdf.type, coop.ContactOffice)


def _links(path: Path, row: Row) -> Iterator[tuple[str, Fact]]:
    yield "locality", (thing[row["locality"]], adms.identifier, subject(path, row))


def _names(path: Path, row: Row) -> Iterator[tuple[str, Fact]]:
    name = Literal(row["name"], language=row["language"])
    for column in ("locality", "name", "language"):
        yield column, (thing[row["locality"]], skos.altLabel, name)
        yield column, (thing[row["locality"]], skosxl.altLabel, subject(path, row))
        yield column, (subject(path, row), skosxl.literalForm, name)


@cache
def former(path: Path) -> Counter[str]:
    """How many former periods each locality has."""
    return Counter(row["locality"] for row in rows(path))


def _last_periods(path: Path, row: Row) -> Iterator[tuple[str, Fact]]:
    node = thing[f"{row['id']}/period/{former(path.with_name('former_periods.csv'))[row['id']] + 1}"]
    if row["code"]:
        yield "code", (node, skos.notation, Literal(row["code"]))
    if row["valid_from"]:
        yield "valid_from", (node, coop.validFrom, first_day(row["valid_from"]))


def _acts(path: Path, row: Row) -> Iterator[tuple[str, Fact]]:
    for language in ("vi", "ja"):
        if said := row[f"legal_basis_{language}"]:
            yield f"legal_basis_{language}", (act(row["legal_basis"]), rdfs.label, in_language(language)(said))


def _periods(path: Path, row: Row) -> Iterator[tuple[str, Fact]]:
    node = thing[f"{row['locality']}/period/{number_of_period(path, row)}"]
    yield "locality", (thing[row["locality"]], coop.period, node)
    if row["name_kana"]:
        yield "name_kana", (thing[row["locality"]], skos.altLabel, Literal(row["name_kana"]))
    yield from _acts(path, row)


def _regions(path: Path, row: Row) -> Iterator[tuple[str, Fact]]:
    yield "locality", (thing[row["locality"]], coop.regionPeriod, subject(path, row))


def _ties(path: Path, row: Row) -> Iterator[tuple[str, Fact]]:
    tie = thing[f"tie/{row['tie_id']}"]
    exchange = row["kind"] == "exchange"
    yield "kind", (tie, rdf.type, coop.Exchange) if exchange else (tie, coop.kind, of("agreement-kind")(row["kind"]))
    if row["follows"]:
        yield "follows_as", (tie, coop[row["follows_as"]], thing[f"tie/{row['follows']}"])
    for side in ("vn", "jp"):
        unit = thing[f"tie/{row['tie_id']}/signatory/{side}"]
        for column, (label, text) in texts(f"{side}_body", rdfs.label).items():
            if row[column]:
                yield column, (tie, coop.signatory, unit)
                yield column, (unit, label, text(row[column]))


def _participants(path: Path, row: Row) -> Iterator[tuple[str, Fact]]:
    project = thing[f"project/{row['project_id']}"]
    yield "project_id", (project, coop.participation, subject(path, row))
    for place in named_places("project_participants", row).values():
        yield "name", (project, coop.party, place)


def _claims(path: Path, row: Row) -> Iterator[tuple[str, Fact]]:
    claim = thing[f"claim/{row['claim_id']}"]
    of = ("ties", "projects", "memberships", "events", "networks", "network_events", "programmes")
    kinds = [IDS[table][0] for table in of if is_in(table, row["fact_id"])]
    assert len(kinds) == 1, "an id stands in one table alone"
    yield "fact_id", (claim, coop.about, thing[f"{kinds[0]}/{row['fact_id']}"])
    known = {"start": schema.startDate, "since": schema.startDate, "end": schema.endDate, "until": schema.endDate}
    of_column = {
        **known, "level": coop.level, "jp_level": coop.level, "vn_level": coop.level, "name": coop.party,
        "date": dct.date, **({"ended": schema.endDate} if kinds == ["programme"] else {}),
    }  # fmt: skip
    yield "property", (claim, coop.claimedProperty, of_column.get(row["property"], coop[row["property"]]))
    for column, (predicate, text) in texts("value", coop.claimedValue).items():
        if row[column] and row["value_vi"]:
            yield column, (claim, predicate, text(row[column]))
        elif row[column]:
            yield column, (claim, *_claimed(kinds[0], row["property"], row[column]))


def _claimed(of: str, column: str, value: str) -> tuple[NamedNode, NamedNode | Literal]:
    """The value of a claim: a day, month or year, a number, a concept if it is one of the list, or text."""
    dated = {10: xsd.date, 7: xsd.gYearMonth, 4: xsd.gYear}
    if column != "budget" and re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", value):
        return coop.claimedValue, Literal(value, datatype=dated[len(value)])
    if column == "budget" and value.isdecimal():
        return coop.claimedValue, Literal(value, datatype=xsd.decimal)
    if column == "kind" or column.endswith("level"):
        scheme = {"event": "event-kind", "tie": "agreement-kind"}[of] if column == "kind" else "level"
        if value in concepts.slugs(scheme):
            return coop.claimedConcept, concept[f"{scheme}/{value}"]
    return coop.claimedValue, Literal(value)


def _sources(path: Path, row: Row) -> Iterator[tuple[str, Fact]]:
    language = row.get("title_language") or row["language"]
    title = (subject(path, row), dct.title, Literal(row["title"], language=language or None))
    yield "title", title
    if row.get("title_language"):
        yield "title_language", title


def _allocations(path: Path, row: Row) -> Iterator[tuple[str, Fact]]:
    kind = "project" if is_in("projects", row["tie_id"]) else "tie"
    yield "tie_id", (thing[f"allocation/{row['allocation_id']}"], coop.allocatedTo, thing[f"{kind}/{row['tie_id']}"])


@cache
def ids(table: str) -> set[str]:
    return {row[IDS[table][1]] for path in PATHS if path.stem == table for row in rows(path)}


def is_in(table: str, named: str) -> bool:
    return named in ids(table)


@cache
def facts(store: Store, dataset: str) -> set[Fact]:
    """All that stands in the graph of a data set."""
    quads = store.quads_for_pattern(None, None, None, graph[dataset])
    return {(quad.subject, quad.predicate, quad.object) for quad in quads}  # type: ignore[misc]


EXTRA: dict[str, Callable[[Path, Row], Iterator[tuple[str, Fact]]]] = {
    "names": _names, "localities": _last_periods, "former_periods": _periods, "regions": _regions,
    "successions": _acts, "ties": _ties, "claims": _claims, "project_participants": _participants,
    "allocations": _allocations, "sources": _sources, "funders": _funders, "links": _links, "calls": _calls,
    "offices": _offices, "office_areas": _office_areas,
}  # fmt: skip


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_cell_is_found_again_in_the_graph(store: Store, path: Path) -> None:
    there = facts(store, path.parent.name)
    lost = []
    for number, row in enumerate(rows(path), 2):
        found = {column for column, _ in expected(path, row)}
        shown = {column: cell for column, cell in row.items() if cell and column != "remark"}
        lost += [(number, column, "has no place") for column in shown if column not in found]
        lost += [(number, column, fact) for column, fact in expected(path, row) if fact not in there]
    assert lost == []


def test_no_remark_of_those_who_keep_the_tables_is_in_the_graph(store: Store) -> None:
    cells = [(column, cell) for path in PATHS for row in rows(path) for column, cell in row.items() if cell]
    remarks = {cell for column, cell in cells if column == "remark"} - {c for column, c in cells if column != "remark"}
    assert len(remarks) > 100
    for dataset in {path.parent.name for path in PATHS}:
        assert {value.value for _, _, value in facts(store, dataset)}.isdisjoint(remarks)


# --- files as people make them -----------------------------------------------------------------------------------

SOURCES = "source_id,url,title,publisher,date,language\n"
A = "a,https://a.jp/,A title,,2013-04-09,ja\n"
B = "b,https://b.vn/,Đà Nẵng – 堺市,,2014,vi\n"


def reading(path: Path) -> tuple[list[Record], list[Problem]]:
    """Read all tables in a file."""
    problems: list[Problem] = []
    records = [
        record
        for table in open_tables(path, problems.append)
        for _, record in sound_rows(table, GAZETTEER, References(), problems.append)
    ]
    return records, problems


def sources(path: Path) -> list[tuple[str, str, str | None]]:
    """Read the sources in a file in which nothing is wrong: id, title, date."""
    records, problems = reading(path)
    assert [str(problem) for problem in problems] == []
    assert all(type(record) is Source for record in records)
    return [(record.source_id, record.title, record.date) for record in records if isinstance(record, Source)]


BOTH = [("a", "A title", "2013-04-09"), ("b", "Đà Nẵng – 堺市", "2014")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plain.csv", (SOURCES + A + B).encode()),
        ("sources.csv", (SOURCES + A + B).encode()),
        ("LOUD.CSV", (SOURCES + A + B).encode()),
        ("no-ending", (SOURCES + A + B).encode()),
        ("a name with blanks – 堺市.csv", (SOURCES + A + B).encode()),
        ("excel.csv", (SOURCES + A + B).replace("\n", "\r\n").encode("utf-8-sig")),
        ("bom-before-quote.csv", (SOURCES.replace("source_id", '"source_id"') + A + B).encode("utf-8-sig")),
        ("no-newline-at-the-end.csv", (SOURCES + A + B).rstrip("\n").encode()),
        ("blank-lines.csv", (SOURCES + "\n" + A + "\n,,,,,\n  \n" + B + "\n\n").encode()),
        ("blanks-around.csv", (SOURCES + " a , https://a.jp/ ,A title, ,2013-04-09\t,ja\n" + B).encode()),
        ("all-quoted.csv", f'"{(SOURCES + A + B).strip()}"'.replace(",", '","').replace("\n", '"\n"').encode()),
        ("table.tsv", (SOURCES + A + B).replace(",", "\t").encode()),
        ("other-order.csv", "\n".join(",".join(x.split(",")[::-1]) for x in (SOURCES + A + B).splitlines()).encode()),
        ("blanks-in-the-header.csv", (SOURCES.replace(",", " , ") + A + B).encode()),
        ("empty-columns-at-the-end.csv", (SOURCES + A + B).replace("\n", ",,,\n").encode()),
        ("short-rows.csv", (SOURCES + A + B).replace(",ja\n", "\n").replace(",vi\n", "\n").encode()),
        ("long-rows.csv", (SOURCES + A.strip() + ",,\n" + B).encode()),
    ],
)  # fmt: skip
def test_a_csv_file_is_read_however_it_was_saved(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert sources(path) == BOTH


def test_quoted_newlines_commas_and_quotation_marks_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(SOURCES + 'a,https://a.jp/,"one, ""two""\nthree",,,\n' + B, "utf-8", newline="")
    assert sources(path)[0] == ("a", 'one, "two"\nthree', None)
    path.write_text(SOURCES + 'a,https://a.jp/,"one\r\ntwo",,,\r\n' + B, "utf-8", newline="")
    assert sources(path)[0] == ("a", "one\r\ntwo", None)


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(tmp_path: Path) -> None:
    """A quoted newline begins no row, a blank line is one."""
    path = tmp_path / "table.csv"
    path.write_text(SOURCES + 'a,https://a.jp/,"one\ntwo",,,\n\nb,nowhere,,,,\n', "utf-8")
    _, problems = reading(path)
    assert {(problem.row, problem.column) for problem in problems} == {(4, "url"), (4, "title")}
    assert {problem.file for problem in problems} == {str(path)}


def test_a_row_with_too_many_cells_is_told(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(SOURCES + "a,https://a.jp/,Rice, tea, and fish,,2013,ja\n" + B, "utf-8")
    records, [problem] = reading(path)
    assert len(records) == 1
    assert (problem.row, problem.column) == (2, "")
    assert "put cells with commas in quotation marks" in problem.message


@pytest.mark.parametrize(
    ("header", "column", "message"),
    [
        ("source_id,url,titel", "titel", "is no column of sources; did you mean “title”?"),
        ("source_id,url,titel", "title", "is missing; every row of sources needs it"),
        ("source_id,url,title,title", "title", "stands twice"),
        ("Source_ID,url,title,date", "Source_ID", "is no column of sources; did you mean “source_id”?"),
        ("source_id,url,title,,date", "(no heading)", "is no column of sources"),
        ("source_id,url,title,ngày ký", "ngày ký", "is no column of sources; sources has source_id, url, title,"),
        ("nome,data,luogo", "", "these headings are of none of our tables. Ours begin so: localities: id, level, name"),
        ("Sources of 2013,,,", "", "these headings are of none of our tables"),
    ],
)
def test_what_is_wrong_with_the_headings_is_told(tmp_path: Path, header: str, column: str, message: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"{header}\na,https://a.jp/,A\n", "utf-8")
    records, problems = reading(path)
    assert records == []
    assert all(problem.row == 1 for problem in problems)
    assert [problem for problem in problems if problem.column == column and message in problem.message], problems
    assert len(problems) == len({problem.column for problem in problems}), "each is told once"


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_known_by_its_headings_or_by_its_name(tmp_path: Path, table: str) -> None:
    """Whatever the file is called: the headings tell; where two tables share headings, its name does."""
    header = ",".join(columns(TABLES[table]))
    for name in ("facts.csv", f"{table}.csv", f"{table.upper()}.csv"):
        path = tmp_path / name
        path.write_text(header + "\n", "utf-8")
        problems: list[Problem] = []
        [opened] = open_tables(path, problems.append)
        assert opened.record is TABLES[table]
        assert problems == []


HEADER = SOURCES.strip().split(",")


def test_a_workbook_is_read_with_its_dates_and_numbers(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "facts.xlsx",
        {
            "Sources": [
                HEADER,
                ["a", "https://a.jp/", "A title", None, dt.date(2013, 4, 9), "ja"],
                [None, None, None, None, None, None],
                ["b", "https://b.vn/", "Đà Nẵng – 堺市", "", 2014, "vi"],
                ["c", "https://b.vn/", 2014.0, "", dt.datetime(2015, 1, 2, 3, 4), "vi"],
                ["d", "https://b.vn/", " d ", "", "2015-01", "vi"],
            ],
        },
    )
    assert sources(path) == [*BOTH, ("c", "2014", "2015-01-02"), ("d", "d", "2015-01")]


@pytest.mark.parametrize(
    ("cell", "budget"),
    [(1200000, "1200000"), (1200000.0, "1200000"), (16.07, "16.07"), (0.00001, "0.00001"), (1e15, "1000000000000000"),
     ("16.07", "16.07"), (None, "None")],
)  # fmt: skip
def test_a_number_of_a_workbook_is_kept(tmp_path: Path, cell: Any, budget: str) -> None:
    sheet = [["project_id", "title", "budget", "sources"], ["p", "T", cell, "s"]]
    [record], problems = reading(workbook(tmp_path / "facts.xlsx", {"Sheet": sheet}))
    assert problems == []
    shown = getattr(record, "budget")  # noqa: B009 - the record is of no known class here
    assert str(shown) == budget


def test_every_sheet_with_a_table_is_read(tmp_path: Path) -> None:
    tie = {
        "tie_id": "t", "vn_name": "Đà Nẵng", "jp_name": "堺市", "kind": "mou", "signed": dt.date(2009, 2, 16),
        "sources": "a",
    }  # fmt: skip
    path = workbook(
        tmp_path / "facts.xlsx",
        {
            "Nguồn": [HEADER, ["a", "https://a.jp/", "A title", None, None, None]],
            "Empty": [],
            "締結": [list(tie), list(tie.values())],
        },
    )
    records, problems = reading(path)
    assert problems == []
    assert [type(record) for record in records] == [Source, Tie]
    assert records[1].places == {"vn": "vn/da-nang", "jp": "jp/osaka/sakai"}


def test_what_is_wrong_in_a_workbook_is_told_with_its_sheet(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "facts.xlsx", {"A": [HEADER, ["a", "nowhere", "A"]], "B": [HEADER, ["b", "nowhere", "B"]]}
    )
    _, problems = reading(path)
    assert [(problem.file, problem.row, problem.column) for problem in problems] == [
        (f"{path}[A]", 2, "url"),
        (f"{path}[B]", 2, "url"),
    ]


def test_empty_columns_of_a_workbook_are_none(tmp_path: Path) -> None:
    """Cells that were formatted, or filled and emptied, lie around a table."""
    path = workbook(tmp_path / "facts.xlsx", {"A": [[*HEADER, "", None, " "], ["a", "https://a.jp/", "A title"]]})
    assert sources(path) == [("a", "A title", None)]


def test_a_table_is_the_same_as_csv_tsv_and_workbook(tmp_path: Path) -> None:
    original = next(path for path in PATHS if path.stem == "projects")
    content = list(csv.reader(io.StringIO(original.read_text("utf-8"))))
    tsv = tmp_path / "projects.tsv"
    with tsv.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter="\t").writerows(content)
    xlsx = workbook(tmp_path / "projects.xlsx", {"projects": content})
    first, second, third = (reading(path) for path in (original, tsv, xlsx))
    assert first == second == third
    assert first[1] == []


def test_a_formula_is_not_trusted(tmp_path: Path) -> None:
    """Who reads a workbook row by row learns what a formula came to when it was last saved, if it was at all."""
    path = workbook(
        tmp_path / "facts.xlsx", {"A": [HEADER, ["a", "https://a.jp/", "=1+1"], ["b", "https://b.jp/", "B"]]}
    )
    records, [problem] = reading(path)
    assert [getattr(record, "source_id") for record in records] == ["b"]  # noqa: B009 - the records are of no known class
    assert (problem.row, problem.column, problem.message) == (2, "", "C2 holds a formula; paste its value")


def test_a_workbook_that_may_hold_programs_is_not_opened(tmp_path: Path) -> None:
    path = workbook(tmp_path / "facts.xlsx", {"A": [HEADER]}).rename(tmp_path / "facts.xlsm")
    records, [problem] = reading(path)
    assert records == []
    assert problem.message == "is a workbook that may hold programs (.xlsm); save it as .xlsx or CSV"


def test_our_tables_may_begin_below_blank_rows(tmp_path: Path) -> None:
    path = workbook(tmp_path / "facts.xlsx", {"A": [[], HEADER, ["a", "nowhere", "A title"]]})
    _, [problem] = reading(path)
    assert (problem.row, problem.column) == (3, "url")


# --- anything at all --------------------------------------------------------------------------------------------

HEADERS = [",".join(columns(record)) + "\n" for record in TABLES.values()]
CELLS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=8),
    st.sampled_from(["a", "2013", "2013-04", "VN", "JP", "Da Nang", "Sakai, Osaka", "mou", "https://a.jp/", "s;t"]),
)  # fmt: skip


@st.composite
def tables_of_anything(draw: st.DrawFn) -> bytes:
    """Bytes, mostly such as begin with the headings of a table."""
    header = draw(st.sampled_from(["", *HEADERS])).encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])))
    if draw(st.booleans()):
        return header + draw(st.binary(max_size=200))
    out = io.StringIO()
    csv.writer(out).writerows(draw(st.lists(st.lists(CELLS, max_size=12), max_size=5)))
    return header + out.getvalue().encode()


@settings(max_examples=300, deadline=None)
@given(tables_of_anything(), st.sampled_from([".csv", ".tsv", ".txt"]))
@example(b"", ".csv")
@example(b"\xff\xfe", ".csv")
@example(b"\xef\xbb\xbf", ".csv")
@example(HEADERS[0].encode() + b'"', ".csv")
@example(HEADERS[0].encode() + b"\r\r\r", ".csv")
def test_no_file_makes_it_fail_and_no_record_lacks_what_it_needs(content: bytes, ending: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table{ending}"
        path.write_bytes(content)
        records, problems = reading(path)
    for problem in problems:
        assert problem.file.startswith(str(path))
        assert problem.message
        assert problem.row >= 0
    for record in records:
        for name, about in type(record).model_fields.items():
            assert getattr(record, name) not in ["", ()] or not about.is_required()
    assert records or problems, "a file is a table, or is told why not"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.booleans())
def test_no_workbook_makes_it_fail(content: bytes, zipped: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        if zipped:
            workbook(path, {"A": [HEADER, ["a", "https://a.jp/", "A"]]})
            whole = path.read_bytes()
            cut = len(content) * len(whole) // 400
            content = whole[:cut] + content + whole[cut + len(content) :]
        path.write_bytes(content)
        records, problems = reading(path)
    assert records or problems


def test_whom_a_body_designates_is_not_called_a_member() -> None:
    """A listed site makes nobody a member; a host or a secretariat is what it is."""
    kinds = {row["network_id"]: row["kind"] for row in oracle.table("networks")}
    rows = oracle.table("memberships")
    designated = [row["role"] for row in rows if kinds[row["network_id"]] == "designation"]
    others = {row["role"] for row in rows if kinds[row["network_id"]] != "designation"}
    assert designated
    assert "member" not in designated
    assert "designated" not in others
