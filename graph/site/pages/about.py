"""What the site is, how complete it is, what may be taken away."""

from collections.abc import Iterator
from importlib.metadata import version

from pyoxigraph import Literal, NamedNode

from graph.ask import status
from graph.ask.labels import short
from graph.site import structured
from graph.site.language_site import LanguageSite, Page
from graph.site.pages.downloads import FOLDER, Download, downloads, word_of
from graph.site.tables import CellRenderer
from loaders.model.dates import date_text
from loaders.model.messages import figure
from ontology import coop

_LICENCES = {
    "https://creativecommons.org/licenses/by/4.0/": "CC BY 4.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0 1.0",
}
_OURS = NamedNode("https://creativecommons.org/licenses/by/4.0/")
_COUNTED = {
    "Locality": "places", "Agreement": "ties", "Exchange": "ties", "Project": "projects", "Event": "",
    "Network": "networks", "Membership": "", "NetworkEvent": "", "Programme": "programmes", "Funder": "programmes",
    "Change": "", "Succession": "", "Claim": "", "Source": "sources",
}  # fmt: skip
"""The classes that are counted, with the pages on which such things stand, each in a row."""


def pages(site: LanguageSite) -> Iterator[Page]:
    """Yield the page, in one language."""
    renderer = CellRenderer(site)
    kinds = {kind: int(number.value) for kind, number in status.kinds(site.store).rows if isinstance(number, Literal)}
    yield site.page(
        "about", "about.html", site.words["about"], "about",
        kinds=[(site.words[f"about_{name}"], page, renderer.written(kinds.get(coop[name], 0)))
               for name, page in _COUNTED.items()],
        known=[renderer.written(number) for number in (len(site.snapshot.briefings), kinds[coop.Locality])],
        version=(version("vnjp-ties"), date_text(status.facts_as_of(site.store), site.language)),
        documents=kinds.get(coop.Agreement, 0), data_sets=list(_data_sets(renderer)), folder=FOLDER,
        files=[(one.name, site.words[word_of(one.name)], _size(site, one)) for one in downloads(site.snapshot)],
        structured=structured.dataset(site),
    )  # fmt: skip


def _data_sets(renderer: CellRenderer) -> Iterator[dict[str, object]]:
    """Yield what is said of each data set; what follows from the facts, and the ontology, are ours as they are."""
    for name, of, licence, triples in status.data_sets(renderer.site.store).rows:
        if isinstance(name, NamedNode) and isinstance(triples, Literal):
            terms = licence if isinstance(licence, NamedNode) else _OURS
            yield {
                "name": renderer.labels[name],
                "of": date_text(of.value, renderer.language) if isinstance(of, Literal) else "",
                "licence": (terms.value, _LICENCES.get(terms.value, short(terms))),
                "triples": renderer.cell([triples], "number").html,
            }


def _size(site: LanguageSite, one: Download) -> str:
    size = len(one.content)
    if size >= 1_000_000:
        return f"{figure(size / 1e6, 1, site.language)} MB"
    return f"{figure(size / 1e3, language=site.language)} kB"
