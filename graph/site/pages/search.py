"""The index of the search box: localities, networks, programmes and funders by all their names."""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from graph.ask.labels import short
from graph.site.html import data
from graph.site.language_site import LanguageSite, Page
from graph.site.tables import CellRenderer
from loaders.model.labels import abbreviated
from loaders.model.name_readings import key
from ontology import coop, org, rdf, rdfs, schema

_KINDS = {"network": coop.Network, "programme": coop.Programme, "funder": coop.Funder}
_PAGES = {"network": "networks.html", "programme": "programmes.html", "funder": "programmes.html"}
_POINTING = {"network": org.organization, "programme": coop.programme, "funder": coop.funder}


@dataclass(frozen=True)
class _Entry:
    """What can be found.

    Attributes:
        node: the thing.
        kind: what it is, in the language.
        page: the page on which it has a row; empty for a locality that has a page of its own.
        whole: what it is part of.
        weight: how many facts speak of it.
    """

    node: NamedNode
    kind: str
    page: str
    whole: str
    weight: int


def pages(site: LanguageSite) -> Iterator[Page]:
    """Yield the index, a script that sets ``NAMES``: a page opened from a disk may read nothing else."""
    renderer = CellRenderer(site)
    found = list(_entries(renderer))
    place = {node: at for at, node in enumerate(renderer.in_order(entry.node for entry in found))}
    entries = sorted(found, key=lambda entry: (-entry.weight, place[entry.node]))
    kinds = list(dict.fromkeys((entry.kind, entry.page) for entry in entries))
    wholes = list(dict.fromkeys(entry.whole for entry in entries))
    index = {
        "kinds": [kind for kind, _ in kinds],
        "pages": [page for _, page in kinds],
        "wholes": wholes,
        "entries": [
            (renderer.labels[one.node], short(one.node), kinds.index((one.kind, one.page)), wholes.index(one.whole),
             " ".join(_keys(renderer, one.node)))
            for one in entries
        ],
    }  # fmt: skip
    yield Page(f"{site.language}/names.js", f"globalThis.NAMES = {data(index)};\n")


def _entries(renderer: CellRenderer) -> Iterator[_Entry]:
    briefings, labels, facts = renderer.site.snapshot.briefings, renderer.labels, renderer.facts
    for place in (one for one in facts.things(coop.Locality) if one in renderer.site.snapshot.listed):
        about = briefings.get(place)
        kinds = [labels[level] for level in facts.things_of(place, coop.level)]
        upper = facts.things_of(place, schema.containedInPlace) or facts.things_of(place, coop.country)
        if until := renderer.until(place):
            kinds.append(until)
        yield _Entry(place, " · ".join(kinds), "" if about else "places.html", labels[upper[0]],
                     len(about.entries) if about else 0)  # fmt: skip
    for kind, node in _KINDS.items():
        for one in facts.things(node):
            if coop.Locality in facts.of(one, rdf.type):  # a funder that stands among the localities
                continue
            yield _Entry(
                one, renderer.words[f"column_{kind}"], _PAGES[kind], "", len(facts.pointing(_POINTING[kind], one))
            )


def _keys(renderer: CellRenderer, node: NamedNode) -> list[str]:
    """Return all names of a thing as they are compared, its labels in every language among them, short ones too."""
    said = [value.value for value in renderer.facts.of(node, rdfs.label, coop.acronym)]
    names = [one for name in said for one in (name, abbreviated(name))]
    known = [value.value for value in renderer.facts.of(node, coop.searchKey)]
    return sorted({*known, *map(key, names)} - {""})
