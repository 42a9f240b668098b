"""The index of the search box: localities, networks, programmes, fields, kinds and facts by all their names."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from graph.ask.labels import Labels, short, slug
from graph.ask.text import visible
from graph.ask.words import words
from graph.site.html import data
from graph.site.language_site import LISTED, LanguageSite, Page, file_of
from graph.site.pages.listings import tables
from graph.site.tables import CellRenderer
from loaders.model import name_readings
from loaders.model.gazetteer import COUNTRIES
from loaders.model.labels import abbreviated
from loaders.model.name_readings import key
from ontology import LANGUAGES, coop, dct, org, rdf, rdfs, schema, skos

_POINTING = {coop.Network: org.organization, coop.Programme: coop.programme, coop.Funder: coop.funder}
_FACTS = (coop.Agreement, coop.Exchange, coop.Project, coop.Event, coop.NetworkEvent)
_TABLES = {"ties": (coop.Agreement, coop.Exchange), "projects": (coop.Project,)}
"""The tables that a field or kind of cooperation leads to, filtered -> the classes of their rows."""


@dataclass(frozen=True)
class _Entry:
    """What can be found.

    Attributes:
        node: the thing.
        kind: what it is, in the language.
        page: the page on which it has a row; empty for a locality that has a page of its own; one that ends with
            ``=`` is filtered by the name of the thing.
        about: what tells it apart: what it is part of, when it was, how many rows are of it.
        weight: how many facts speak of it.
    """

    node: NamedNode
    kind: str
    page: str
    about: str
    weight: int


def pages(site: LanguageSite) -> Iterator[Page]:
    """Yield the index, a script that sets ``NAMES``: a page opened from a disk may read nothing else."""
    renderer = CellRenderer(site)
    found = [*_localities(renderer), *_bodies(renderer), *_concepts(renderer), *_facts(renderer)]
    place = {node: at for at, node in enumerate(renderer.in_order({entry.node for entry in found}))}
    entries = sorted(found, key=lambda entry: (-entry.weight, place[entry.node]))
    kinds = list(dict.fromkeys((entry.kind, entry.page) for entry in entries))
    abouts = list(dict.fromkeys(entry.about for entry in entries))
    called = [Labels(site.store, language) for language in LANGUAGES if language != site.language]
    number = {entry.node: at for at, entry in enumerate(entries)}
    index = {
        "kinds": [kind for kind, _ in kinds],
        "pages": [page for _, page in kinds],
        "pair": renderer.words["search_pair"],
        "pairs": [(number[one], number[other]) for one, other in site.snapshot.pair_pages],
        "tables": [*_tables(site)],
        "abouts": abouts,
        "readings": name_readings.PATTERNS,
        "countries": {country: sorted(map(key, names)) for country, names in COUNTRIES.items()},
        "entries": [
            (renderer.labels[one.node], short(one.node), kinds.index((one.kind, one.page)), abouts.index(one.about),
             " ".join(_keys(renderer, one.node, called)))
            for one in entries
        ],
    }  # fmt: skip
    yield Page(f"{site.language}/names.js", f"globalThis.NAMES = {data(index)};\n")


def _tables(site: LanguageSite) -> Iterator[tuple[str, str, str]]:
    """Yield the tables of the site: what each is called, its address, its keys in every language."""
    spoken = {language: words(language) for language in LANGUAGES}
    for section, names in tables().items():
        for name in names:
            said = [one.get(word, "") for one in spoken.values() for word in (f"title_{name}", f"also_{name}")]
            keys = {key(part) for text in said for part in text.split(";")} - {""}
            yield site.words[f"title_{name}"], f"{file_of(section)}#{name}", " ".join(sorted(keys))


def _localities(renderer: CellRenderer) -> Iterator[_Entry]:
    snapshot, labels, facts = renderer.site.snapshot, renderer.labels, renderer.facts
    for place in (one for one in facts.things(coop.Locality) if one in snapshot.listed):
        about = snapshot.briefings.get(place)
        kinds = [labels[level] for level in facts.things_of(place, coop.level)]
        upper = facts.things_of(place, schema.containedInPlace) or facts.things_of(place, coop.country)
        if until := renderer.until(place):
            kinds.append(until)
        page, weight = ("", len(about.entries)) if about else ("places.html", 0)
        yield _Entry(place, " · ".join(kinds), page, labels[upper[0]], weight)


def _bodies(renderer: CellRenderer) -> Iterator[_Entry]:
    """Yield networks, programmes and funders."""
    facts = renderer.facts
    for form, pointing in _POINTING.items():
        for one in facts.things(form):
            if coop.Locality not in facts.of(one, rdf.type):  # a funder that is one stands among the localities
                kind = renderer.words[f"column_{slug(form).lower()}"]
                yield _Entry(one, kind, _page(one), "", len(facts.pointing(pointing, one)))


def _concepts(renderer: CellRenderer) -> Iterator[_Entry]:
    """Yield the fields and kinds of cooperation, each with the rows of a table that are of it."""
    facts, spoken = renderer.facts, renderer.words
    for table, classes in _TABLES.items():
        rows = facts.things(*classes)
        for column, predicate in (("fields", coop.field), ("kind", coop.kind)):
            number = Counter(one for row in rows for one in facts.things_of(row, predicate))
            for one, times in number.items():
                about = spoken["search_rows"].format(renderer.written(times), spoken[f"title_{table}"])
                yield _Entry(one, spoken[f"column_{column}"], f"{table}.html?{table}.{column}=", about, 0)


def _facts(renderer: CellRenderer) -> Iterator[_Entry]:
    for form in _FACTS:
        for one in renderer.facts.things(form):
            year = renderer.facts.text(one, schema.startDate, dct.date)[:4]  # not of a source: that is not when it was
            yield _Entry(one, renderer.labels[form], _page(one), year or renderer.words["undated"], -1)


def _page(node: NamedNode) -> str:
    """Return the page on which a thing has a row."""
    return f"{LISTED[short(node).partition('/')[0]]}.html"


def _keys(renderer: CellRenderer, node: NamedNode, called: list[Labels]) -> list[str]:
    """Return all names of a thing as they are compared, its labels in every language among them, short ones too.

    What else a concept is called counts as on the command line: a field is often asked for in one word, such as 水.
    """
    said = [value.value for value in renderer.facts.of(node, rdfs.label, skos.altLabel, coop.acronym)]
    said += [labels[node] for labels in called]
    names = [one for name in said for one in (name, abbreviated(name))]
    known = [value.value for value in renderer.facts.of(node, coop.searchKey)]
    return sorted({*known, *map(key, names), key(visible(renderer.labels[node]))} - {""})
