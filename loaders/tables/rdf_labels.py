"""What several kinds of facts say of their localities in RDF, and what things are called there: names, home pages."""

from collections.abc import Callable
from typing import cast

from pyoxigraph import Literal, NamedNode

from loaders.model.dates import PartialDate
from loaders.model.records import (
    Allocation,
    Funder,
    Membership,
    Site,
    Tie,
)
from loaders.tables.catalogue import Catalogue
from loaders.tables.rdf_values import (
    Pairs,
    Value,
    page_value,
)
from ontology import (
    LANGUAGES,
    foaf,
    thing,
)


def begun_on(date: PartialDate | None, row: Tie | Membership | Allocation | Site, catalogue: Catalogue) -> str:
    """Return the day as of which a fact names who entered into it: its own, or that of a source; none if none is known.

    As anywhere, it is the first that the date allows, and of several sources that of the earliest.
    """
    sources = (catalogue.sources.get(source) for source in row.sources)
    dates = [date] if date else [source.date for source in sources if source and source.date]
    return min((one.earliest for one in dates), default="")


def joined(
    by: str, one: str, other: str, catalogue: Catalogue, day: str, more: Callable[[str], str] = lambda _: ""
) -> list[Value]:
    """Label a thing by its two localities, as they were called on a day, in every language."""
    return [
        Literal(by.join(catalogue.called(place, language, day) for place in (one, other)) + more(language),
                language=language)
        for language in LANGUAGES
    ]  # fmt: skip


def funder_node(funder: str, catalogue: Catalogue) -> NamedNode:
    """Return who a funder is, by its id: a locality if it is one."""
    row = cast(Funder | None, catalogue.by_id.get(("funders", funder)))
    return thing[row.locality if row and row.locality else f"funder/{funder}"]


def website(page: str | None, catalogue: Catalogue) -> Pairs:
    """State a website: as the home page, which identifies what has it, unless several things name the same one."""
    return foaf.page if page in catalogue.shared_pages else foaf.homepage, page_value(page)
