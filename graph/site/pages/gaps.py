"""Access: which of the three schemes is known of whom, on a map, by region, and one by one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from pyoxigraph import Literal, NamedNode

from graph.analysis.access import SCHEMES, LocalityFilter
from graph.analysis.gaps import headlines
from graph.site import access_by_year_page
from graph.site.access_map import (
    MUNICIPAL,
    PROVINCIAL,
    RADIUS,
    SECTORS,
    LocalityAccess,
    drawn_on,
    locality_access,
    name_of,
    nameless,
    names_on,
    title_of,
)  # fmt: skip
from graph.site.language_site import LanguageSite, Page
from graph.site.snapshot import BEFORE
from graph.site.tables import Cell, CellRenderer, Heading, HtmlTable, drawn_row
from loaders.model.gazetteer import COUNTRIES
from ontology import concept, concepts

_STEPS = 4


@dataclass(frozen=True)
class Share:
    """How many of the localities of a region and level are known to have reached a scheme; the share in steps."""

    number: int
    of: int

    @property
    def step(self) -> int:
        """0 for none, else 1 to 4."""
        return -(-_STEPS * self.number // self.of) if self.of else 0


@dataclass(frozen=True)
class Matrix:
    """The shares of a country: a row for each region and one for all, a cell for each level and scheme."""

    country: NamedNode
    levels: list[tuple[NamedNode, int]]
    rows: list[tuple[NamedNode, list[Share]]]
    every: list[Share]


def pages(site: LanguageSite) -> Iterator[Page]:
    """Yield the page of the day, that of the day before the mergers, and that of all years, in one language."""
    days = [site.day, BEFORE] if site.day > BEFORE else [site.day]
    tabs, renderer = [(file_on(one, site.day), one) for one in days], CellRenderer(site)
    for day in days:
        found = locality_access(site.snapshot, day)
        yield site.page(
            "gaps", file_on(day, site.day), site.words["gaps"], "gaps", of=day,
            tabs=tabs, before=BEFORE, by_year=access_by_year_page.FILE,
            sentences=_sentences(site, found, day), units=[_units(site, one) for one in reversed(days)],
            drawn=drawn_on(site.snapshot, day), title_of=lambda dot: title_of(site, dot), schemes=SCHEMES,
            name_of=lambda dot: name_of(site, dot),
            names_on=lambda drawn: names_on(renderer, drawn), bare=renderer.bare,
            nameless=lambda drawn, named: nameless(renderer, drawn, named),
            has_page=site.snapshot.briefings.__contains__, href=site.href, sectors=SECTORS, radius=RADIUS,
            scheme=lambda name: site.words[f"column_{name}"],
            country=lambda code: site.labels[concept[f"country/{code}"]], label=site.labels.__getitem__,
            matrices=list(_matrices(found)),
            districts=any((one.unit.country, one.size) == ("vn", MUNICIPAL) for one in found),
            table=_table(site, found),
        )  # fmt: skip
    yield access_by_year_page.page(site, tabs)


def file_on(day: str, today: str) -> str:
    """Return the file of the page of a day."""
    return "gaps.html" if day == today else f"gaps-{day}.html"


# --- in sentences -----------------------------------------------------------------------------------------------------


def _sentences(site: LanguageSite, found: list[LocalityAccess], day: str) -> Iterator[str]:
    """Yield a sentence on each country and level; none on units that are listed only where a fact names them."""
    known, now = ({one.unit.place for one in found if getattr(one, name)} for name in ("partner", "partner_now"))
    for country, size in (("vn", PROVINCIAL), ("jp", PROVINCIAL), ("jp", MUNICIPAL)):
        wanted = LocalityFilter(country, size)
        for one in headlines(site.snapshot.access, wanted, day, known, now):
            yield one.text(site.labels, site.language, wanted, day)


def _units(site: LanguageSite, day: str) -> int:
    """Return how many provincial units Vietnam has on a day."""
    return len(site.snapshot.access.units(LocalityFilter("vn", PROVINCIAL), day))


# --- by region and level ----------------------------------------------------------------------------------------------


@cache
def _order(scheme: str) -> dict[str, int]:
    return {slug: number for number, slug in enumerate(concepts.slugs(scheme))}


def _matrices(found: list[LocalityAccess]) -> Iterator[Matrix]:
    """Yield the shares of each country."""
    for country in COUNTRIES:
        # which units there are below the provinces of Vietnam is not known: they stand here where a fact names them
        own = [one for one in found if one.unit.country == country and (country, one.size) != ("vn", MUNICIPAL)]
        levels = sorted({one.unit.level for one in own}, key=_order("level").__getitem__)
        regions = sorted({one.unit.region for one in own} - {""}, key=_order("region").__getitem__)
        yield Matrix(
            concept[f"country/{country}"],
            [(concept[f"level/{level}"], sum(one.unit.level == level for one in own)) for level in levels],
            [
                (concept[f"region/{region}"], _shares([one for one in own if one.unit.region == region], levels))
                for region in regions
            ],
            _shares(own, levels),
        )


def _shares(own: list[LocalityAccess], levels: Iterable[str]) -> list[Share]:
    cells = []
    for level in levels:
        units = [one for one in own if one.unit.level == level]
        cells += [Share(sum(one.reached[scheme] > 0 for one in units), len(units)) for scheme in SCHEMES]
    return cells


# --- one by one -------------------------------------------------------------------------------------------------------


def _table(site: LanguageSite, found: list[LocalityAccess]) -> HtmlTable:
    """Return the table of all for whom a scheme is not known: large ones first, then those for whom fewest are."""
    renderer, words = CellRenderer(site), site.words
    headings = [
        Heading("place", words["column_place"], "things"),
        Heading("partner_known", words["column_partner_known"], "things", choose=True),
        *(Heading(scheme, words[f"column_{scheme}"], "count") for scheme in SCHEMES),
        Heading("above", words["gaps_above"], "count"),
        Heading("lacking", words["column_lacking"], "things", choose=True, every=words["gaps_all_three"]),
        *(Heading(name, words[f"column_{name}"], "things", choose=True) for name in ("country", "level", "region")),
    ]
    lacking = sorted((one for one in found if one.lacking), key=_urgency)
    kinds = [one.kind for one in headings]
    rows = [
        drawn_row(_row(renderer, one), kinds)
        for _, equals in groupby(lacking, _urgency)
        for one in _by_name(renderer, list(equals))
    ]  # fmt: skip
    return HtmlTable("lacking", words["gaps_table"], words["gaps_table_lead"], headings, rows)


def _urgency(one: LocalityAccess) -> tuple[bool, int, int]:
    return one.size == MUNICIPAL, len(one.known), _order("level")[one.unit.level]


def _by_name(renderer: CellRenderer, found: list[LocalityAccess]) -> list[LocalityAccess]:
    by_place = {one.place: one for one in found}
    return [by_place[place] for place in renderer.in_order(by_place)]


def _row(renderer: CellRenderer, one: LocalityAccess) -> Iterator[Cell]:
    yield renderer.cell([one.place], "things")
    yield renderer.cell([renderer.words["yes_partner_known" if one.partner else "no_partner_known"]], "text")
    for number in (*(one.reached[scheme] for scheme in SCHEMES), one.above):
        yield renderer.cell([Literal(number)] if number else [], "count")
    schemes = [renderer.words[f"column_{scheme}"] for scheme in one.lacking]
    yield renderer.cell(schemes if one.known else [renderer.words["gaps_all_three"]], "things")
    for scheme, slug in (("country", one.unit.country), ("level", one.unit.level), ("region", one.unit.region)):
        yield renderer.cell([concept[f"{scheme}/{slug}"]] if slug else [], "things")
