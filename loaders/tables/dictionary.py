"""The data dictionary: what a column of a table, or a property in an export, means, in three languages.

What the ontology defines is said by its definition alone: ``dictionary.yaml`` names the term, and says the rest.
"""

from functools import cache
from importlib.resources import files

from pyoxigraph import NamedNode

from loaders.model.records import TABLES
from loaders.model.statistics import INDICATORS
from ontology import PREFIXES, concept, coop
from ontology.definitions import definitions

Texts = dict[str, str]
"""Language (``en``, ``vi``, ``ja``) -> text."""


def column(table: str, name: str) -> Texts:
    """Return what a column of a table of ours means.

    Raises:
        KeyError: nobody has said it.
    """
    columns = TABLES[table].model_fields
    base, tongue = _parted(name)
    if base not in columns:
        base, tongue = name, ""
    elif not tongue and {f"{name}_vi", f"{name}_ja"} <= columns.keys():
        tongue = "en"
    own = _entries().get(f"{table}.{base}") or _entries().get(base)
    said = own or {"term": f"indicator/{INDICATORS[base]}"}
    return in_language(_defined(said["term"]) if "term" in said else said, tongue)


def predicate(term: NamedNode) -> Texts:
    """Return what a property of the graph means, as the ontology defines it or as we use that of another vocabulary.

    Raises:
        KeyError: nobody has said it.
    """
    if term in definitions():
        return definitions()[term]
    short = next(f"{prefix}:{term.value[len(iri) :]}" for prefix, iri in PREFIXES.items() if term.value.startswith(iri))
    return _entries()[short]


def in_language(said: Texts, tongue: str) -> Texts:
    """Return what texts mean that are in one language; the same of what is in none."""
    if not tongue:
        return said
    ending = _entries()[f"@{tongue}"]
    return {language: f"{text}{'' if language == 'ja' else ' '}{ending[language]}" for language, text in said.items()}


def _parted(name: str) -> tuple[str, str]:
    base, _, tongue = name.rpartition("_")
    return (base, tongue) if base and tongue in {"vi", "ja"} else (name, "")


def _defined(term: str) -> Texts:
    return definitions()[coop[term.removeprefix("coop:")] if term.startswith("coop:") else concept[term]]


@cache
def _entries() -> dict[str, Texts]:
    import yaml

    text = files("loaders.tables").joinpath("dictionary.yaml").read_text("utf-8")
    found: dict[str, Texts] = yaml.safe_load(text)
    return found
