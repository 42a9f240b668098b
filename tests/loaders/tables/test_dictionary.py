"""Every column of the data packages says what it means, in three languages, as the ontology does where it can."""

import json
import re
from typing import Any

import pytest
import rdflib
import yaml
from conftest import DATA, ROOT
from rdflib.namespace import SKOS

from loaders.tables import dictionary
from ontology import PREFIXES, coop, schema

ENTRIES = yaml.safe_load((ROOT / "loaders" / "tables" / "dictionary.yaml").read_text("utf-8"))
LETTERS = {"vi": re.compile("[\u00c0-\u1ef9]"), "ja": re.compile("[\u3040-\u30ff\u4e00-\u9fff]")}


def fields() -> dict[tuple[str, str], dict[str, Any]]:
    """Return the fields of all data packages as they stand in the files."""
    return {
        (resource["name"].replace("-", "_"), field["name"]): field
        for path in sorted(DATA.glob("*/datapackage.json"))
        for resource in json.loads(path.read_text("utf-8"))["resources"]
        for field in resource["schema"]["fields"]
    }


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ROOT / "ontology" / "coop.ttl")


def test_every_field_is_described_in_three_languages() -> None:
    found = fields()
    assert len(found) > 300
    for where, field in found.items():
        said = {"en": field["description"], "vi": field["description_vi"], "ja": field["description_ja"]}
        assert all(len(text) > 2 and text[-1] in ".。" for text in said.values()), where
        assert LETTERS["vi"].search(said["vi"]), where
        assert LETTERS["ja"].search(said["ja"]), where
        assert not LETTERS["ja"].search(said["en"] + said["vi"]), where


def test_what_the_ontology_defines_is_said_as_it_says_it(ontology: rdflib.Graph) -> None:
    """The ontology is read by rdflib here."""
    found = fields()
    seen = 0
    for where, term in {key: said["term"] for key, said in ENTRIES.items() if "term" in said}.items():
        table, _, name = where.rpartition(".")
        space = PREFIXES["coop"] if term.startswith("coop:") else "https://w3id.org/vnjp-ties/concept/"
        node = rdflib.URIRef(space + term.removeprefix("coop:"))
        defined = {text.language: str(text) for text in ontology.objects(node, SKOS.definition)}  # type: ignore[attr-defined]
        assert {*defined} == {"en", "vi", "ja"}, term
        for (of, column), field in found.items():
            if column == name and (of == table or (not table and f"{of}.{name}" not in ENTRIES)):
                assert field["description"].startswith(defined["en"]), (of, column)
                assert field["description_ja"].startswith(defined["ja"]), (of, column)
                seen += 1
    assert seen > 80


def test_figures_are_said_as_their_indicators_are_defined(ontology: rdflib.Graph) -> None:
    node = rdflib.URIRef("https://w3id.org/vnjp-ties/concept/indicator/vietnamese-residents")
    defined = {text.language: str(text) for text in ontology.objects(node, SKOS.definition)}  # type: ignore[attr-defined]
    field = fields()["observations", "vietnamese_residents"]
    assert (field["description"], field["description_vi"]) == (defined["en"], defined["vi"])


def test_a_text_in_three_columns_says_in_which_language_each_is() -> None:
    found = fields()
    for column, ending in (("title", "In English."), ("title_vi", "In Vietnamese."), ("title_ja", "In Japanese.")):
        assert found["projects", column]["description"].endswith(ending)
    assert found["sources", "title"]["description"] == "Its title."
    assert found["ties", "note_ja"]["description_ja"].endswith("日本語。")


def test_nothing_is_described_that_is_not_there() -> None:
    """An entry names a column of some table, or a property of another vocabulary."""
    columns = {name for _, name in fields()}
    for where in {*ENTRIES} - {"@en", "@vi", "@ja"}:
        if ":" in where:
            assert where.partition(":")[0] in PREFIXES
        elif "." in where:
            table, _, name = where.partition(".")
            assert (table, name) in fields(), where
        else:
            assert where in columns, where


def test_a_property_is_said_as_the_ontology_or_as_we_use_it() -> None:
    assert dictionary.predicate(coop.budget)["en"].startswith("The money for the project")
    assert dictionary.predicate(schema.startDate)["en"] == ENTRIES["schema:startDate"]["en"]
    with pytest.raises(KeyError):
        dictionary.predicate(schema.nothing)
