"""Access by year: lines of the units of each year and of those of today on their territory, and the numbers below."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode

from graph.analysis.access import SCHEMES, LocalityFilter
from graph.analysis.access_by_year import ANY, AccessOnDay, Share, access_on
from graph.analysis.gaps import plural
from graph.ask.parameters import year_ends
from graph.site.access_map import MUNICIPAL, PROVINCIAL
from graph.site.language_site import LanguageSite, Page
from graph.site.snapshot import BEFORE, SiteSnapshot
from graph.site.tables import Cell, CellRenderer, Heading, HtmlTable, drawn_row
from graph.store.caches import cached
from loaders.model.dates import day_after
from loaders.model.messages import figure
from ontology import concept, xsd

FILE = "access-by-year.html"
_GROUPS = (("vn", PROVINCIAL), ("jp", PROVINCIAL), ("jp", MUNICIPAL))
"""Country and level of those who are counted; below the provinces of Vietnam not all units are known."""
_ORDER = (ANY, *SCHEMES)
_WIDTH, _HEIGHT = 200, 130  # of a panel, in units of the drawing
_TOPS = (0.1, 0.2, 0.5, 1.0)
_LABELLED = 10  # years


@dataclass(frozen=True)
class Panel:
    """The lines of one scheme, as paths: of the units of each day, and on constant territory; the last number."""

    scheme: str
    then: str
    now: str
    last: Share
    label_at: float


@dataclass(frozen=True)
class Drawing:
    """The panels of a group of localities, on axes that they have in common.

    Attributes:
        name: what it is called as a file.
        country: of whom.
        unit: the word for what they are (``unit_vn_provincial``).
        panels: of any scheme, then of each.
        years: the years that are labelled, with where they stand from the left.
        steps: shares in per cent, with where they stand from the top.
        merger: where the mergers stand from the left, and how many units there were before and after; None without.
    """

    name: str
    country: NamedNode
    unit: str
    panels: list[Panel]
    years: list[tuple[int, float]]
    steps: list[tuple[int, float]]
    merger: tuple[float, int, int] | None


def page(site: LanguageSite, tabs: list[tuple[str, str]]) -> Page:
    """Return the page in one language; ``tabs`` are the files and days of the pages beside it."""
    words, drawings = site.words, [_drawing(site.snapshot, *group) for group in _GROUPS]
    return site.page(
        "access", FILE, words["access_by_year"], "gaps", of="", tabs=tabs, before=BEFORE, drawings=drawings,
        jump=_jump(site), called=lambda one: _called(site, one.country, one.unit), width=_WIDTH, height=_HEIGHT,
        table=_table(site),
    )  # fmt: skip


def _called(site: LanguageSite, country: NamedNode, unit: str) -> str:
    """Return what the localities of a group are called: Japan: prefectures."""
    several = plural(site.words[unit]) if site.language == "en" else site.words[unit]
    return f"{site.labels[country]}: {several}"


@cached
def _counted(snapshot: SiteSnapshot, country: str, level: str) -> dict[tuple[str, str], AccessOnDay]:
    """Return scheme and day -> access, on the day at which each year ended, and the days around the mergers."""
    days = {*year_ends(snapshot.day), *(_around() if country == "vn" and snapshot.day > BEFORE else ())}
    found = access_on(snapshot.store, LocalityFilter(country, level), snapshot.day, tuple(sorted(days)))
    return {(one.scheme, one.day): one for one in found}


def _around() -> tuple[str, str]:
    """Return the last day before the mergers of Vietnam's provinces, and the first after."""
    return BEFORE, day_after(BEFORE)


# --- the drawing ------------------------------------------------------------------------------------------------------


@cached
def _drawing(snapshot: SiteSnapshot, country: str, level: str) -> Drawing:
    found = _counted(snapshot, country, level)
    most = max(share.part for one in found.values() for share in (one.then, one.constant))
    top = next(one for one in _TOPS if most <= one)
    begin, end = f"{year_ends(snapshot.day)[0][:4]}-01-01", snapshot.day

    def across(day: str) -> float:
        first, last, on = map(date.fromisoformat, (begin, end, day))
        return round((on - first) / (last - first) * _WIDTH, 1)

    def down(share: float) -> float:
        return round(_HEIGHT * (1 - share / top), 1)

    def path(scheme: str, which: str) -> str:
        own = [one for (of, _), one in found.items() if of == scheme]
        return "M" + "L".join(f"{across(one.day)} {down(getattr(one, which).part)}" for one in own)

    panels = [
        Panel(scheme, path(scheme, "then"), path(scheme, "constant"), last, down(last.part))
        for scheme in _ORDER
        for last in [found[scheme, end].constant]
    ]
    first_labelled = -(-int(begin[:4]) // _LABELLED) * _LABELLED
    years = [(year, across(f"{year}-01-01")) for year in range(first_labelled, int(end[:4]) + 1, _LABELLED)]
    steps = [(round(100 * share), down(share)) for share in (0, top / 2, top)]
    merger = _merger(found, across(day_after(BEFORE))) if (ANY, BEFORE) in found and end > BEFORE else None
    return Drawing(f"access-{country}-{level}", concept[f"country/{country}"], f"unit_{country}_{level}", panels, years,
                   steps, merger)  # fmt: skip


def _merger(found: dict[tuple[str, str], AccessOnDay], at: float) -> tuple[float, int, int]:
    before, after = (found[ANY, day].then.of for day in _around())
    return at, before, after


def _jump(site: LanguageSite) -> str:
    """Return in a sentence why the share of Vietnam's provincial units jumps; empty on a day before it did."""
    found = _counted(site.snapshot, "vn", PROVINCIAL)
    if (ANY, BEFORE) not in found or site.day <= BEFORE:
        return ""
    before, after = (found[ANY, day] for day in _around())

    def said(share: Share) -> str:
        number, of = (figure(one, language=site.language) for one in (share.number, share.of))
        return site.words["access_share"].format(number, of, round(100 * share.part))

    shares = (before.then, after.then, before.constant, after.constant)
    return site.words["access_jump"].format(before.then.of, after.then.of, *map(said, shares))


# --- the numbers ------------------------------------------------------------------------------------------------------

_ASIDES = ("from_source", "beginning_unknown", "end_unknown")


def _table(site: LanguageSite) -> HtmlTable:
    """Return the numbers at the end of each year, the latest first."""
    words, renderer = site.words, CellRenderer(site)
    schemes = [words[f"column_{scheme}"] for scheme in _ORDER]
    headings = [
        Heading("as_of", words["column_as_of"], "date"),
        Heading("units", words["access_units"], "things", choose=True),
        Heading("localities", words["access_localities"], "number"),
        *(Heading(name, title, "number") for name, title in zip(_ORDER, schemes, strict=True)),
        Heading("localities_now", words["column_localities_now"], "number"),
        *(Heading(f"{name}_now", words["access_now"].format(title), "number")
          for name, title in zip(_ORDER, schemes, strict=True)),
        *(Heading(name, words[f"column_{name}"], "number") for name in _ASIDES),
    ]  # fmt: skip
    kinds = [one.kind for one in headings]
    rows = [
        drawn_row(_row(site, renderer, group, day), kinds)
        for group in _GROUPS
        for day in reversed(year_ends(site.day))
        if (ANY, day) in _counted(site.snapshot, *group)
    ]
    return HtmlTable("access-by-year", words["access_numbers"], words["access_numbers_lead"], headings, rows)


def _row(site: LanguageSite, renderer: CellRenderer, group: tuple[str, str], day: str) -> Iterator[Cell]:
    counted = [_counted(site.snapshot, *group)[scheme, day] for scheme in _ORDER]
    country, level = group
    yield renderer.cell([Literal(day, datatype=xsd.date)], "date")
    yield renderer.cell([_called(site, concept[f"country/{country}"], f"unit_{country}_{level}")], "things")
    for shares in ([one.then for one in counted], [one.constant for one in counted]):
        for number in (shares[0].of, *(share.number for share in shares)):
            yield renderer.cell([Literal(number)], "number")
    for name in _ASIDES:
        yield renderer.cell([Literal(getattr(counted[0], name))], "number")
