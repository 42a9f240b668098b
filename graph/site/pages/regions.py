"""The partners of neighbours: a page for each region, who works with whom on what, and who does on each field."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from pyoxigraph import Literal, NamedNode

from graph.analysis.access import LocalityFilter, Unit
from graph.analysis.partnerships import Partnership, partnerships
from graph.ask.as_of import holders, region
from graph.ask.labels import short, slug
from graph.site.language_site import LanguageSite, Page
from graph.site.snapshot import SiteSnapshot
from graph.site.tables import Cell, CellRenderer, Heading, HtmlTable, drawn_row
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
_BY_FIELD = (("field", "things", False), ("localities_on", "things", False), ("partners_on", "things", False))


def pages(site: LanguageSite) -> Iterator[Page]:
    """Yield the page of each region, in one language."""
    renderer = CellRenderer(site, home="../")
    for name, units in _units(site.snapshot).items():
        title = site.words["neighbours_of"].format(site.labels[concept[f"region/{name}"]])
        yield site.page("tables", f"neighbours/{name}.html", title, "places",
                        tables=[_by_place(renderer, units), _by_field(renderer, units)])  # fmt: skip


def href(site: LanguageSite, place: NamedNode) -> str:
    """Return where a locality, or who holds what it had, stands on the page of its region; empty if it lies in none."""
    for one in holders(site.store, place, site.day):
        name = slug(region(site.store, one, site.day))
        if name in _units(site.snapshot):
            stands = any(unit.place == short(one) for unit in _units(site.snapshot)[name])
            return f"neighbours/{name}.html" + (f"#{short(one)}" if stands else "")
    return ""


@cache
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
    known = partnerships(renderer.site.store, renderer.site.day)
    by_place, kinds, rows = {thing[unit.place]: unit for unit in units}, [kind for _, kind, _ in _COLUMNS], []
    order = renderer.in_order(by_place)
    for place in sorted(order, key=lambda one: bool(by_place[one].parent)):
        own: list[Partnership | None] = [*known.get(by_place[place].place, ())]
        for number, one in enumerate(own or [None]):
            identifier = f' id="{by_place[place].place}"' if not number else ""
            rows.append(drawn_row(_cells(renderer, by_place[place], one), kinds, identifier))
    words = renderer.words
    return HtmlTable("partners", words["partners"], words["neighbours_lead"], _headings(renderer, _COLUMNS), rows)


def _cells(renderer: CellRenderer, unit: Unit, one: Partnership | None) -> Iterator[Cell]:
    yield renderer.cell([thing[unit.place]], "things")
    yield renderer.cell([thing[one.partner]] if one else [], "things")
    yield renderer.cell([renderer.words[f"state_{one.state}" if one else "none"]], "text")
    yield renderer.cell([concept[f"field/{field}"] for field in one.fields] if one else [], "things")
    yield renderer.cell([one.since] if one and one.since else [], "date")
    yield renderer.cell([Literal(len(one.ties))] if one else [], "count")
    yield renderer.cell([concept[f"level/{unit.level}"]], "things")
    yield renderer.cell([thing[unit.parent]] if unit.parent else [], "things")


def _by_field(renderer: CellRenderer, units: list[Unit]) -> HtmlTable:
    """Return the table of the fields: which localities of the region work on each, and with whom."""
    known, kinds, rows = partnerships(renderer.site.store, renderer.site.day), [kind for _, kind, _ in _BY_FIELD], []
    for field in concepts.slugs("field"):
        on_it = [(unit, one) for unit in units for one in known.get(unit.place, ()) if field in one.fields]
        if on_it:
            sides = {thing[unit.place] for unit, _ in on_it}, {thing[one.partner] for _, one in on_it}
            rows.append(drawn_row([renderer.cell([concept[f"field/{field}"]], "things"),
                                   *(renderer.cell(renderer.in_order(side), "things") for side in sides)],
                                  kinds))  # fmt: skip
    words = renderer.words
    return HtmlTable("fields", words["aspect_fields"], words["neighbours_fields_lead"], _headings(renderer, _BY_FIELD),
                     rows)  # fmt: skip
