"""The map of access: which of the three schemes is known of whom, as signs, dots and names on points."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, radians, sin

from pyoxigraph import NamedNode

from graph.analysis.access import SCHEMES, LocalityFilter, Unit
from graph.analysis.pairs import pair_ties, partners
from graph.analysis.selection import IN_FORCE
from graph.ask.seats import positions
from graph.ask.text import shortened
from graph.draw.apart import apart, settled
from graph.draw.country_map import CountryMap, Point, country_map
from graph.site.language_site import LanguageSite
from graph.site.map_names import Name, names
from graph.site.snapshot import SiteSnapshot
from graph.site.tables import CellRenderer
from graph.store.caches import cached
from loaders.model.gazetteer import COUNTRIES
from loaders.model.labels import abbreviated
from loaders.model.messages import joined
from ontology import thing

PROVINCIAL, MUNICIPAL = "provincial", "municipal"
RADIUS = {PROVINCIAL: 7.5, MUNICIPAL: 4.5}
"""How large a sign is."""
_DOT = 2
_LONGEST = 24  # columns of a terminal that a name on the map may have


@dataclass(frozen=True, eq=False)
class LocalityAccess:
    """Which schemes and partners a locality has on a day.

    Attributes:
        unit: the locality, as it is then.
        size: ``provincial`` or ``municipal``.
        reached: scheme -> how many ties under it.
        partner: whether a partner in the other country is known.
        partner_now: whether one is known by a tie that is in force.
        above: how many partners its prefecture or province has.
    """

    unit: Unit
    size: str
    reached: Counter[str]
    partner: bool
    partner_now: bool
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

    sheet: CountryMap
    dots: list[Dot]
    signs: list[Dot]
    unplaced: list[NamedNode]


@cached
def locality_access(snapshot: SiteSnapshot, day: str) -> list[LocalityAccess]:
    """Return the access of every locality on a day, by country and id."""
    [ties], reached = pair_ties(snapshot.store, [day]), snapshot.access.reached(day)
    known, now = partners(ties), partners(IN_FORCE.among(snapshot.store, ties, day))
    return [
        LocalityAccess(
            unit,
            size,
            reached.get(unit.place, Counter()),
            unit.place in known,
            unit.place in now,
            len(known.get(unit.parent, ())),
        )
        for size in (PROVINCIAL, MUNICIPAL)
        for unit in snapshot.access.units(LocalityFilter(level=size), day)
    ]


def sectors(radius: float, number: int) -> Iterator[str]:
    """Yield the parts of a disc around the origin as paths, clockwise, the first at the top."""
    turn = radians(360 / number)
    for part in range(number):
        begin, end = (f"{radius * sin(angle):.1f} {-radius * cos(angle):.1f}" for angle in (
            turn * (part - 0.5), turn * (part + 0.5)))  # fmt: skip
        yield f"M0 0L{begin}A{radius:g} {radius:g} 0 0 1 {end}Z"


SECTORS = {size: list(sectors(radius, len(SCHEMES))) for size, radius in RADIUS.items()}
"""The parts of a sign, one a scheme."""


@cached
def drawn_on(snapshot: SiteSnapshot, day: str) -> list[Drawn]:
    """Return both countries with their localities, which keep clear of each other; the most important first."""
    where, found = positions(snapshot.store, day), []
    for country in COUNTRIES:
        own = [one for one in locality_access(snapshot, day) if one.unit.country == country]
        placed = [one for one in own if one.place in where]
        if not placed:
            continue
        sheet = country_map(country, [where[one.place] for one in placed], snapshot.outlines)
        signs = sorted(filter(_is_sign, placed), key=_weight)
        dots = [one for one in placed if not _is_sign(one)]
        at = {one: sheet.at(*reversed(where[one.place])) for one in placed}
        moved = apart([(at[one], RADIUS[one.size] + 0.5) for one in signs])
        taken = [(middle, RADIUS[one.size]) for one, middle in zip(signs, moved, strict=True)]
        spread = settled([at[one] for one in dots], _DOT, taken)
        found.append(
            Drawn(
                sheet,
                [Dot(one, middle) for one, middle in zip(dots, spread, strict=True)],
                [Dot(one, middle) for one, middle in zip(signs, moved, strict=True)],
                [one.place for one in own if one.place not in where],
            )
        )
    return found


def _weight(one: LocalityAccess) -> tuple[bool, int, str]:
    """Return what is sorted by to have the most important first: the provincial, then who has most."""
    return one.size == MUNICIPAL, -sum(one.reached[scheme] for scheme in SCHEMES), one.unit.place


def names_on(renderer: CellRenderer, drawn: Drawn) -> list[Name]:
    """Return the names that find room on a map, without the words for their levels."""
    signs = [
        (shortened(renderer.bare(one.locality.place), _LONGEST), one.at, RADIUS[one.locality.size])
        for one in drawn.signs
    ]
    frames = [frame.box for _, frame in drawn.sheet.islands]
    large = sum(dot.locality.size == PROVINCIAL for dot in drawn.signs)
    return names(signs, (drawn.sheet.width, drawn.sheet.height), [dot.at for dot in drawn.dots], frames, large)


def nameless(
    renderer: CellRenderer, drawn: Drawn, named: Iterable[Name]
) -> list[tuple[NamedNode | None, list[NamedNode]]]:
    """Return whose signs have no name on a map, by what contains them (nothing of provincial ones), by their names."""
    shown = {name.sign for name in named}
    found: dict[NamedNode | None, list[NamedNode]] = {}
    for one in (dot.locality for number, dot in enumerate(drawn.signs) if number not in shown):
        found.setdefault(thing[one.unit.parent] if one.size == MUNICIPAL else None, []).append(one.place)
    wholes = renderer.in_order(whole for whole in found if whole)
    return [(whole, renderer.in_order(found[whole])) for whole in (None, *wholes) if whole in found]


def _is_sign(one: LocalityAccess) -> bool:
    """Whether a locality is more on the map than a grey dot: all provincial ones, and of whom something is known."""
    return one.size == PROVINCIAL or bool(one.known)


def name_of(site: LanguageSite, dot: Dot) -> str:
    """Return what a dot of the map stands for; that nothing is known of it, the legend says once for all."""
    return abbreviated(site.labels[dot.locality.place])


def title_of(site: LanguageSite, dot: Dot) -> str:
    """Return what a sign of the map stands for."""
    known = [f"{site.words[f'column_{one}']} {dot.locality.reached[one]}" for one in dot.locality.known]
    return f"{name_of(site, dot)}: {joined(known, site.language) or site.words['none']}"
