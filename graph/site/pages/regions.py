"""The partners of neighbours, for each region and for each locality: who works with whom on what, who on each field."""

from collections import defaultdict
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from graph.analysis.access import LocalityFilter, Unit
from graph.analysis.partnerships import Partnership, partnerships
from graph.ask.as_of import holders, region
from graph.ask.labels import short, slug
from graph.ask.seats import position
from graph.site.language_site import LanguageSite, Page
from graph.site.snapshot import SiteSnapshot
from graph.site.tables import Cell, CellRenderer, Heading, HtmlTable, drawn_row
from graph.store.caches import cached
from graph.suggest.features import NEAR_KM
from loaders.model.geography import kilometres
from ontology import concept, concepts, thing

_COLUMNS = (
    ("place", "things", False),
    ("partner", "things", False),
    ("state", "text", True),
    ("fields", "things", True),
    ("since", "date", False),
    ("ties", "count", False),
    ("level", "things", True),
    ("parent", "things", True),
)
_DISTANCE = ("distance", "number", False)
_BY_FIELD = (("field", "things", False), ("localities_on", "things", False), ("partners_on", "things", False))


def pages(site: LanguageSite) -> Iterator[Page]:
    """Yield the page of each region, and of each locality that has a page, in one language."""
    renderer = CellRenderer(site, home="../")
    for name, units in _units(site.snapshot).items():
        title = site.words["same_region"].format(site.labels[concept[f"region/{name}"]])
        yield site.page("tables", f"neighbours/{name}.html", title, "places", standing=None,
                        tables=[_by_place(renderer, units), _by_field(renderer, units)])  # fmt: skip
    for place in site.snapshot.briefings:
        if href(site, place) == _file(place):
            title = site.words["neighbours_of"].format(site.labels[place])
            found = _around(site.snapshot, place)
            tables = [_by_distance(renderer, found), _by_field(renderer, [*found], whole=True)]
            yield site.page("tables", _file(place), title, "places", tables=tables, standing=None)


def href(site: LanguageSite, place: NamedNode) -> str:
    """Return the page of the neighbours of a locality, or of who holds what it had; empty if it lies in no region."""
    for one in holders(site.store, place, site.day):
        name = slug(region(site.store, one, site.day))
        if name in _units(site.snapshot):
            return _file(one) if one in site.snapshot.briefings else f"neighbours/{name}.html"
    return ""


def _file(place: NamedNode) -> str:
    return f"neighbours/{short(place).replace('/', '-')}.html"


def _around(snapshot: SiteSnapshot, place: NamedNode) -> dict[Unit, float | None]:
    """Return those of the region of a locality, and those near it in others, without itself: each with kilometres."""
    here, own = position(snapshot.store, place, snapshot.day), slug(region(snapshot.store, place, snapshot.day))
    found: dict[Unit, float | None] = {}
    for unit in (one for units in _units(snapshot).values() for one in units):
        there = position(snapshot.store, thing[unit.place], snapshot.day)
        distance = kilometres(here, there) if here and there else None
        near = unit.country == short(place)[:2] and distance is not None and distance < NEAR_KM
        if unit.place != short(place) and (unit.region == own or near):
            found[unit] = distance
    return found


@cached
def _units(snapshot: SiteSnapshot) -> dict[str, list[Unit]]:
    """Return region -> its provinces or prefectures, then its municipalities of which a partner is known."""
    known, found = partnerships(snapshot.store, snapshot.day), defaultdict(list)
    for level in ("provincial", "municipal"):
        for unit in snapshot.access.units(LocalityFilter(level=level), snapshot.day):
            if unit.region and (level == "provincial" or unit.place in known):
                found[unit.region].append(unit)
    return dict(found)


def _headings(renderer: CellRenderer, columns: tuple[tuple[str, str, bool], ...]) -> list[Heading]:
    return [Heading(name, renderer.words[f"column_{name}"], kind, choose) for name, kind, choose in columns]


def _by_place(renderer: CellRenderer, units: list[Unit]) -> HtmlTable:
    """Return the table of the localities of a region with their partners, provinces and prefectures first."""
    by_place = {thing[unit.place]: unit for unit in units}
    order = [by_place[place] for place in renderer.in_order(by_place)]
    order.sort(key=lambda unit: bool(unit.parent))
    return _partners(renderer, order, renderer.words["neighbours_lead"])


def _by_distance(renderer: CellRenderer, around: dict[Unit, float | None]) -> HtmlTable:
    """Return the table of neighbours with their partners, the nearest first, those of unknown distance last."""
    order = sorted(around, key=lambda one: (around[one] is None, around[one] or 0.0))
    return _partners(renderer, order, renderer.words["near_lead"].format(NEAR_KM), around)


def _partners(
    renderer: CellRenderer, units: list[Unit], lead: str, around: dict[Unit, float | None] | None = None
) -> HtmlTable:
    """Return a table of localities with their partners, a row each; with how far off they are if that is given.

    Who reads of a region may be led to a locality in it, so its first row can be linked to there.
    """
    columns = _COLUMNS if around is None else (_COLUMNS[0], _DISTANCE, *_COLUMNS[1:])
    known, kinds, rows = partnerships(renderer.site.store, renderer.site.day), [kind for _, kind, _ in columns], []
    for unit in units:
        far = [] if around is None else [_distance(renderer, around[unit])]
        own: list[Partnership | None] = [*known.get(unit.place, ())]
        for number, one in enumerate(own or [None]):
            first, *others = _cells(renderer, unit, one)
            identifier = f' id="{unit.place}"' if around is None and not number else ""
            rows.append(drawn_row([first, *far, *others], kinds, identifier))
    return HtmlTable("partners", renderer.words["partners"], lead, _headings(renderer, columns), rows)


def _distance(renderer: CellRenderer, kilometres_off: float | None) -> Cell:
    return renderer.cell([] if kilometres_off is None else [Literal(round(kilometres_off))], "number")


def _cells(renderer: CellRenderer, unit: Unit, one: Partnership | None) -> Iterator[Cell]:
    yield renderer.cell([thing[unit.place]], "things")
    yield renderer.cell([thing[one.partner]] if one else [], "things")
    yield renderer.cell([renderer.words[f"state_{one.state}" if one else "none"]], "text")
    yield renderer.cell([concept[f"field/{field}"] for field in one.fields] if one else [], "things")
    yield renderer.cell([one.since] if one and one.since else [], "date")
    yield renderer.cell([Literal(len(one.ties))] if one else [], "count")
    yield renderer.cell([concept[f"level/{unit.level}"]], "things")
    yield renderer.cell([thing[unit.parent]] if unit.parent else [], "things")


def _by_field(renderer: CellRenderer, units: list[Unit], whole: bool = False) -> HtmlTable:
    """Return the table of the fields: which localities work on each, and with whom.

    Args:
        renderer: it draws the cells.
        units: the localities.
        whole: whether fields on which none works have a row too, which says so.
    """
    known, kinds, rows = partnerships(renderer.site.store, renderer.site.day), [kind for _, kind, _ in _BY_FIELD], []
    for field in concepts.slugs("field"):
        on_it = [(unit, one) for unit in units for one in known.get(unit.place, ()) if field in one.fields]
        if on_it or whole:
            sides = {thing[unit.place] for unit, _ in on_it}, {thing[one.partner] for _, one in on_it}
            rows.append(drawn_row([renderer.cell([concept[f"field/{field}"]], "things"),
                                   *(renderer.cell(renderer.in_order(side) or [renderer.words["none"]], "things")
                                     for side in sides)],
                                  kinds))  # fmt: skip
    words = renderer.words
    lead = words["near_fields_lead" if whole else "neighbours_fields_lead"]
    return HtmlTable("fields", words["title_fields"], lead, _headings(renderer, _BY_FIELD), rows)
