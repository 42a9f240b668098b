"""What goes with exported files: what they are, of which day, how they are cited, what each column means."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from graph.ask.labels import slug
from graph.ask.words import words
from loaders.files import safe_csv
from loaders.model.dates import date_text
from loaders.model.record import column_in
from loaders.tables import dictionary
from ontology import BASE, LANGUAGES, geosparql, org

NO_COLUMN = frozenset({org.role, org.classification, geosparql.hasGeometry})
"""Properties that say for programs what the columns role, kind, level, lat and long of a table hold already."""
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
PACKAGE, DICTIONARY, README = "datapackage.json", "dictionary.csv", "README.md"
"""The files that go with tables: a data package (Frictionless), the same for people, what it all is."""

_ID = "id"


def version() -> str:
    """Return the version of the program that writes."""
    from importlib import metadata

    return metadata.version("vnjp-ties")


def citation(title: str, facts: str, language: str = "en") -> str:
    """Return how a file is cited: by a title, the day of the facts (ISO 8601), the version, an address that stays."""
    return words(language)["cite"].format(title, date_text(facts, language), version(), BASE)


def readme(files: Iterable[str], facts: str) -> bytes:
    """Return what the files of an export are, in three languages: of which day, how read, how cited, which licence.

    Args:
        files: the names of the files that it goes with.
        facts: the day of the facts (ISO 8601).
    """
    names = sorted(files)
    return "\n\n".join(part for language in LANGUAGES for part in _about(language, names, facts)).encode() + b"\n"


def _about(language: str, names: list[str], facts: str) -> Iterator[str]:
    """Yield the paragraphs of a README in a language."""
    said = words(language)
    notes = ["export_empty", "export_dates", "export_derived", "export_guarded", "export_dictionary"]
    notes += ["export_networks"] if any(name.endswith(".gexf") for name in names) else []
    yield f"# {said['site_title']}"
    yield said["export_what"]
    yield said["about_version"].format(version(), date_text(facts, language))
    yield "\n".join(f"- {said[key]}" for key in notes)
    yield said["separator"].join(f"`{name}`" for name in names)
    yield f"## {said['export_cite']}"
    yield citation(said["about_graph"], facts, language)
    yield said["about_terms_facts"]


def package(tables: Mapping[str, bytes], said: Iterable[Triple], facts: str) -> dict[str, Any]:
    """Return a data package (Frictionless) of the tables of `graph.export.files.tables`, with every field described.

    Args:
        tables: name -> the table as CSV for spreadsheets.
        said: the triples that the tables were made of.
        facts: the day of the facts (ISO 8601).
    """
    properties = _properties(said)
    return {
        "name": "vnjp-ties-export",
        "title": words("en")["about_graph"],
        "description": words("en")["export_what"],
        "version": version(),
        "created": f"{facts}T00:00:00Z",
        "homepage": BASE,
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE, "title": "Creative Commons Attribution 4.0"}],
        "profile": "tabular-data-package",
        "resources": [
            {
                "name": name.lower(),
                "path": f"{name}.csv",
                "profile": "tabular-data-resource",
                "mediatype": "text/csv",
                "encoding": safe_csv.ENCODING,
                "schema": {
                    "fields": [_field(heading, properties) for heading in _header(table)],
                    "primaryKey": [_ID],
                    "missingValues": [""],
                },
            }
            for name, table in tables.items()
        ],
    }


def beside(tables: Mapping[str, bytes], said: Iterable[Triple], facts: str) -> dict[str, bytes]:
    """Return name -> content of the files that go with tables in a folder; arguments are those of `package`."""
    content = package(tables, said, facts)
    names = [*(f"{name}.csv" for name in tables), PACKAGE, DICTIONARY]
    return {PACKAGE: as_file(content), DICTIONARY: as_table(content), README: readme(names, facts)}


def as_file(content: Mapping[str, Any]) -> bytes:
    """Return a data package as it stands in a file."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def as_table(content: Mapping[str, Any]) -> bytes:
    """Return the data dictionary of a data package as CSV: table, column, property, what it means in each language."""
    names = [_description(language) for language in LANGUAGES]
    rows = [["table", "column", "property", *names]]
    for resource in content["resources"]:
        for field in resource["schema"]["fields"]:
            said = (field.get(name, "") for name in names)
            rows.append([resource["path"].removesuffix(".csv"), field["name"], field.get("rdfType", ""), *said])
    return safe_csv.written(rows).encode()


def _field(heading: str, properties: Mapping[str, NamedNode]) -> dict[str, Any]:
    """Return the field of a column; what a property means is known of ours, and of those of others that we use."""
    tongue = heading.partition("@")[2]
    if heading == _ID:
        meant = {language: words(language)["export_id"] for language in LANGUAGES}
        return {"name": heading, "type": "string", **_descriptions(meant), "constraints": {"required": True}}
    term = properties[heading]
    try:
        meant = dictionary.in_language(dictionary.predicate(term), tongue if tongue in LANGUAGES else "")
    except (KeyError, StopIteration):
        meant = {}
    return {"name": heading, "type": "string", "rdfType": term.value, **_descriptions(meant)}


def _descriptions(meant: Mapping[str, str]) -> dict[str, str]:
    return {_description(language): meant[language] for language in LANGUAGES if language in meant}


def _description(language: str) -> str:
    """Return what a description is called as a property of a field, which the standard has in one language alone."""
    return column_in("description", language)


def _properties(said: Iterable[Triple]) -> dict[str, NamedNode]:
    """Return heading of a column -> the property that it has the values of."""
    found: dict[str, NamedNode] = {}
    for triple in said:
        if triple.predicate in NO_COLUMN:
            continue
        value = triple.object
        language = f"@{value.language}" if isinstance(value, Literal) and value.language else ""
        found.setdefault(slug(triple.predicate) + language, triple.predicate)
    return found


def _header(table: bytes) -> list[str]:
    return next(csv.reader(io.StringIO(table.decode(safe_csv.ENCODING), newline="")))
