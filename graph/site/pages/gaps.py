"""Access: which of the three schemes is known of whom, on a map, by region, and one by one."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from pyoxigraph import Literal, NamedNode

from graph.analysis.access import SCHEMES, LocalityFilter, Unit
from graph.analysis.gaps import headlines
from graph.analysis.networks import ties_by_day
from graph.ask.as_of import positions
from graph.site import country_map as sheets
from graph.site.country_map import CountryFrame, Point
from graph.site.language_site import LanguageSite, Page
from graph.site.snapshot import BEFORE, SiteSnapshot
from graph.site.tables import Cell, CellRenderer, Heading, HtmlTable, drawn_row
from loaders.model.gazetteer import COUNTRIES
from loaders.model.labels import abbreviated
from loaders.model.messages import figure, joined
from ontology import concept, concepts, thing

_PROVINCIAL, _MUNICIPAL = "provincial", "municipal"
_RADIUS = {_PROVINCIAL: 7.5, _MUNICIPAL: 4.5}
_STEPS = 4


@dataclass(frozen=True, eq=False)
class LocalityAccess:
    """Which schemes and partners a locality has on a day.

    Attributes:
        unit: the locality, as it is then.
        size: ``provincial`` or ``municipal``.
        reached: scheme -> how many ties under it.
        partner: whether a partner in the other country is known.
        above: how many partners its prefecture or province has.
    """

    unit: Unit
    size: str
    reached: Counter[str]
    partner: bool
    above: int

    @property
    def place(self) -> NamedNode:
        """The locality itself."""
        return thing[self.unit.place]

    @property
    def known(self) -> list[str]:
        """The schemes of which something is known."""
        return [scheme for scheme in SCHEMES if self.reached[scheme]]

    @property
    def lacking(self) -> list[str]:
        """The schemes of which nothing is known."""
        return [scheme for scheme in SCHEMES if not self.reached[scheme]]


@dataclass(frozen=True)
class Dot:
    """A locality on the map."""

    locality: LocalityAccess
    at: Point


@dataclass(frozen=True)
class Drawn:
    """A country on the map: its sheet, who is a grey dot on it, who a sign, who has no known position."""

    sheet: CountryFrame
    dots: list[Dot]
    signs: list[Dot]
    unplaced: list[NamedNode]


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
    """Yield the page of the day and that of the day before the mergers, in one language."""
    days = [site.day, BEFORE] if site.day > BEFORE else [site.day]
    for day in days:
        found = locality_access(site.snapshot, day)
        yield site.page(
            "gaps", file_on(day, site.day), site.words["gaps"], "gaps", of=day,
            tabs=[(file_on(one, site.day), one) for one in days], before=BEFORE,
            sentences=_sentences(site, found, day), units=[_units(site, one) for one in reversed(days)],
            drawn=_drawn(site.snapshot, day), title_of=lambda dot: _title(site, dot), schemes=SCHEMES,
            has_page=site.snapshot.briefings.__contains__, href=site.href, sectors=_SECTORS, radius=_RADIUS,
            scheme=lambda name: site.words[f"column_{name}"],
            country=lambda code: site.labels[concept[f"country/{code}"]], label=site.labels.__getitem__,
            matrices=list(_matrices(found)),
            districts=any((one.unit.country, one.size) == ("vn", _MUNICIPAL) for one in found),
            table=_table(site, found),
        )  # fmt: skip


def file_on(day: str, today: str) -> str:
    """Return the file of the page of a day."""
    return "gaps.html" if day == today else f"gaps-{day}.html"


@cache
def locality_access(snapshot: SiteSnapshot, day: str) -> list[LocalityAccess]:
    """Return the access of every locality on a day, by country and id."""
    [ties], reached = ties_by_day(snapshot.store, [day]), snapshot.access.reached(day)
    return [
        LocalityAccess(
            unit, size, reached.get(unit.place, Counter()), unit.place in ties, len(ties.adj.get(unit.parent, ()))
        )
        for size in (_PROVINCIAL, _MUNICIPAL)
        for unit in snapshot.access.units(LocalityFilter(level=size), day)
    ]


# --- in sentences -----------------------------------------------------------------------------------------------------


def _sentences(site: LanguageSite, found: list[LocalityAccess], day: str) -> Iterator[str]:
    """Yield a sentence on each country and level; none on units that are listed only where a fact names them."""
    known = {one.unit.place for one in found if one.partner}
    for country, size in (("vn", _PROVINCIAL), ("jp", _PROVINCIAL), ("jp", _MUNICIPAL)):
        wanted = LocalityFilter(country, size)
        for one in headlines(site.snapshot.access, wanted, day, known):
            yield one.text(site.labels, site.language, wanted, day)


def _units(site: LanguageSite, day: str) -> int:
    """Return how many provincial units Vietnam has on a day."""
    return len(site.snapshot.access.units(LocalityFilter("vn", _PROVINCIAL), day))


# --- on the map -------------------------------------------------------------------------------------------------------

_SECTORS = {size: list(sheets.sectors(radius, len(SCHEMES))) for size, radius in _RADIUS.items()}


@cache
def _drawn(snapshot: SiteSnapshot, day: str) -> list[Drawn]:
    """Return both countries with their localities; those of which something is known keep clear of each other."""
    where, drawn = positions(snapshot.store, day), []
    for sheet in sheets.sheets():
        own = [one for one in locality_access(snapshot, day) if one.unit.country == sheet.country]
        placed = {one: at for one in own if one.place in where and (at := sheet.at(*reversed(where[one.place])))}
        signs = [one for one in placed if _is_sign(one)]
        moved = sheets.apart([(placed[one], _RADIUS[one.size] + 0.5) for one in signs])
        drawn.append(
            Drawn(
                sheet,
                [Dot(one, placed[one]) for one in placed if not _is_sign(one)],
                [Dot(one, at) for one, at in zip(signs, moved, strict=True)],
                [one.place for one in own if one not in placed],
            )
        )
    return drawn


def _is_sign(one: LocalityAccess) -> bool:
    """Whether a locality is more on the map than a grey dot: all provincial ones, and of whom something is known."""
    return one.size == _PROVINCIAL or bool(one.known)


def _title(site: LanguageSite, dot: Dot) -> str:
    """Return what a sign of the map stands for."""
    known = [
        f"{site.words[f'column_{one}']} {figure(dot.locality.reached[one], language=site.language)}"
        for one in dot.locality.known
    ]
    return f"{abbreviated(site.labels[dot.locality.place])}: {joined(known, site.language) or site.words['none']}"


# --- by region and level ----------------------------------------------------------------------------------------------


@cache
def _order(scheme: str) -> dict[str, int]:
    return {slug: number for number, slug in enumerate(concepts.slugs(scheme))}


def _matrices(found: list[LocalityAccess]) -> Iterator[Matrix]:
    """Yield the shares of each country."""
    for country in COUNTRIES:
        # which units there are below the provinces of Vietnam is not known: they stand here where a fact names them
        own = [one for one in found if one.unit.country == country and (country, one.size) != ("vn", _MUNICIPAL)]
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
        Heading(words["column_place"], "things"),
        Heading(words["column_partner_known"], "things", choose=True),
        *(Heading(words[f"column_{scheme}"], "count") for scheme in SCHEMES),
        Heading(words["gaps_above"], "count"),
        Heading(words["column_lacking"], "things", choose=True, every=words["gaps_all_three"]),
        *(Heading(words[f"column_{name}"], "things", choose=True) for name in ("country", "level", "region")),
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
    return one.size == _MUNICIPAL, len(one.known), _order("level")[one.unit.level]


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
