"""The tables of everything there is: places, ties, projects, networks, programmes, sources."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape
from pyoxigraph import Literal, NamedNode

from graph.analysis.access import SCHEMES, LocalityFilter, Unit
from graph.ask.as_of import region
from graph.ask.labels import short, slug
from graph.ask.text import visible, web
from graph.brief.evidence import is_doubtful
from graph.site import programmes
from graph.site.html import LANGUAGE_NAMES
from graph.site.language_site import LanguageSite, Page, file_of
from graph.site.tables import Cell, CellRenderer, Column, HtmlTable, Part, anchor
from loaders.model.dates import date_text
from ontology import concept, coop, dct, foaf, org, rdf, schema, skos, thing

_LANGUAGES = LANGUAGE_NAMES | {
    "ar": "العربية", "de": "Deutsch", "es": "Español", "fr": "Français", "id": "Bahasa Indonesia", "no": "Norsk",
    "pt": "Português", "ru": "Русский", "th": "ไทย", "zh": "中文",
}  # fmt: skip
"""The languages of sources, in themselves."""


def _of_country(country: str) -> Callable[[CellRenderer, NamedNode], Cell]:
    """Return what names those of a country that entered into a fact, and who holds it today if that is another."""
    return lambda renderer, node: renderer.side(node, country)


def _count(predicate: NamedNode, *classes: NamedNode) -> Callable[[CellRenderer, NamedNode], list[Part]]:
    """Return what counts the things of some classes that point to a thing."""

    def count(renderer: CellRenderer, node: NamedNode) -> list[Part]:
        found = renderer.facts.pointing(predicate, node)
        return _number(sum(not classes or renderer.facts.of(one, rdf.type)[0] in classes for one in found))

    return count


def _number(number: int) -> list[Part]:
    return [Literal(number)] if number else []


def _kind(renderer: CellRenderer, node: NamedNode) -> list[NamedNode]:
    return renderer.facts.things_of(node, coop.kind) or renderer.facts.things_of(node, rdf.type)


def _fields(renderer: CellRenderer, node: NamedNode) -> list[NamedNode]:
    return renderer.in_order(renderer.facts.things_of(node, coop.field))


def _website(renderer: CellRenderer, node: NamedNode) -> Iterator[Markup]:
    for one in renderer.facts.of(node, foaf.homepage, foaf.page):
        if address := web(one.value):
            yield anchor(address, address.split("/")[2].removeprefix("www."))


def _remarks(
    *more: Callable[[CellRenderer, NamedNode], Iterable[Part]],
) -> Callable[[CellRenderer, NamedNode], list[Part]]:
    """Return a function for the notes of a fact: what else is known, and how sure it is."""

    def remarks(renderer: CellRenderer, node: NamedNode) -> list[Part]:
        said: list[Part] = []
        for one in more:
            said += one(renderer, node)
        if is_doubtful(renderer.site.store, node):
            sure = renderer.facts.things_of(node, coop.confidence)
            said += [renderer.words["doubt"].format(renderer.labels[one]) for one in sure]
        return [*said, *renderer.texts(node, skos.note)]

    return remarks


def _earlier(renderer: CellRenderer, node: NamedNode) -> Iterator[Part]:
    """Yield which earlier document one renews, upgrades or continues."""
    for how in ("renews", "upgrades", "continues"):
        for one in renderer.facts.things_of(node, coop[how]):
            signed = date_text(renderer.facts.text(one, schema.startDate), renderer.language)
            yield renderer.link(one, renderer.words[how].format(signed or renderer.words["undated"]))


def _signatories(renderer: CellRenderer, node: NamedNode) -> Iterator[Part]:
    """Yield which bodies signed for which locality."""
    for body in renderer.facts.things_of(node, coop.signatory):
        for locality in renderer.facts.things_of(body, org.unitOf):
            yield renderer.words["signatory"].format(renderer.labels[locality], renderer.labels[body])


def _worded(word: str, predicate: NamedNode) -> Callable[[CellRenderer, NamedNode], Iterator[Part]]:
    """Return a function that puts the texts of a predicate into a text with a placeholder."""

    def text_in(renderer: CellRenderer, node: NamedNode) -> Iterator[Part]:
        for value in renderer.texts(node, predicate):
            yield renderer.words[word].format(value.value)

    return text_in


def _member(renderer: CellRenderer, node: NamedNode) -> Cell:
    return renderer.parties(renderer.names.parties(node))


def _members(country: str) -> Callable[[CellRenderer, NamedNode], list[Part]]:
    """Return what counts the localities of a country that have taken part in a network."""

    def members(renderer: CellRenderer, node: NamedNode) -> list[Part]:
        memberships = renderer.facts.pointing(org.organization, node)
        return _number(len({one for each in memberships for one in renderer.facts.held_by(each, country)}))

    return members


def _host(renderer: CellRenderer, node: NamedNode) -> list[Part]:
    return [*map(renderer.party, renderer.names.parties(node, coop.host))] or [*renderer.texts(node, coop.hostPlace)]


def _title(renderer: CellRenderer, node: NamedNode) -> list[Part]:
    """Return the title of a source, with a link to its page."""
    address, title = web(renderer.facts.text(node, schema.url)), renderer.labels[node]
    tags = (one.language for one in renderer.facts.of(node, dct.title) if isinstance(one, Literal))
    language = next(tags, None) or ""
    return [anchor(address, title, language=language) if address else renderer.text(title, language)]


def _language(renderer: CellRenderer, node: NamedNode) -> list[Part]:
    return [_LANGUAGES.get(one.value, one.value) for one in renderer.facts.of(node, dct.language)]


def _name(renderer: CellRenderer, node: NamedNode) -> list[Part]:
    """Return the name of a thing in its own row, where it is not linked; of a locality, linked to its page."""
    return [node] if coop.Locality in renderer.facts.of(node, rdf.type) else [renderer.labels[node]]


@dataclass(frozen=True)
class _Listing:
    """A table of all things of some classes.

    Attributes:
        name: its id; the words ``title_NAME`` and ``lead_NAME`` are what it is called and what it shows.
        classes: the classes.
        columns: its columns.
        latest: the predicate of the date by which the latest come first; if not given, they stand by name.
    """

    name: str
    classes: tuple[NamedNode, ...]
    columns: tuple[Column, ...]
    latest: NamedNode | None = None

    def table(self, renderer: CellRenderer) -> HtmlTable:
        """Return the table in the language of a renderer."""
        nodes = renderer.in_order(renderer.facts.things(*self.classes))
        if by := self.latest:
            nodes.sort(key=lambda node: renderer.facts.text(node, by), reverse=True)
        rows = [renderer.row(self.columns, node, short(node)) for node in nodes]
        title, lead = renderer.words[f"title_{self.name}"], renderer.words[f"lead_{self.name}"]
        return HtmlTable(self.name, title, lead, renderer.headings(self.columns), rows, None if self.latest else 0)


_SOURCES = Column("sources", dct.source, "sources")
_VIETNAM, _JAPAN = Column("vietnam", _of_country("vn")), Column("japan", _of_country("jp"))
_SINCE, _UNTIL = Column("since", schema.startDate, "date"), Column("until", schema.endDate, "date")
_FIELDS = Column("fields", _fields, choose=True)

_LISTINGS = {
    "ties": (
        _Listing("ties", (coop.Agreement, coop.Exchange), (
            _VIETNAM, _JAPAN, Column("kind", _kind, choose=True), _SINCE, _UNTIL, _FIELDS,
            Column("remarks", _remarks(_earlier, _signatories), "lines"), _SOURCES,
        ), latest=schema.startDate),
        _Listing("events", (coop.Event,), (
            Column("event", _name), Column("date", dct.date, "date"), Column("kind", _kind, choose=True),
            _VIETNAM, _JAPAN, _FIELDS, _SOURCES,
        ), latest=dct.date),
    ),
    "projects": (
        _Listing("projects", (coop.Project,), (
            Column("project", _name), _VIETNAM, _JAPAN, Column("programme", coop.programme, choose=True),
            Column("funder", coop.funder, choose=True), _FIELDS, _SINCE, _UNTIL,
            Column("status", coop.status, choose=True),
            Column("remarks", _remarks(_worded("implementer", coop.implementer),
                                       _worded("counterpart", coop.counterpart)), "lines"), _SOURCES,
            Column("budget", coop.budget, "number"), Column("currency", coop.currency, "text"),
        ), latest=schema.startDate),
    ),
    "networks": (
        _Listing("networks", (coop.Network,), (
            Column("network", _name), Column("acronym", coop.acronym, "text"), Column("kind", _kind, choose=True),
            Column("founded", schema.startDate, "date"), Column("members_vn", _members("vn"), "count"),
            Column("members_jp", _members("jp"), "count"), Column("meetings", _count(coop.network), "count"), _FIELDS,
            Column("founder", coop.founder, "prose"), Column("secretariat", coop.secretariat, "prose"),
            Column("website", _website), _SOURCES,
        )),
        _Listing("memberships", (coop.Membership,), (
            Column("locality", _member), Column("network", org.organization, choose=True),
            Column("role", coop.role, choose=True), Column("designation", coop.designation, "prose"), _SINCE, _UNTIL,
            Column("remarks", _remarks(), "lines"), _SOURCES,
        )),
        _Listing("meetings", (coop.NetworkEvent,), (
            Column("event", _name), Column("network", coop.network, choose=True), Column("date", dct.date, "date"),
            Column("host", _host), _SOURCES,
        ), latest=dct.date),
    ),
    "programmes": (
        _Listing("programmes", (coop.Programme,), (
            Column("programme", _name), Column("status", programmes.status, choose=True),
            Column("calls", programmes.calls, "lines"), Column("funder", coop.funder, choose=True),
            Column("open_to", coop.openTo, choose=True), Column("funds", coop.funds, "prose"),
            Column("applicants", coop.applicants, "prose"),
            Column("applicant_countries", coop.applicantCountry, choose=True),
            Column("inquiries", programmes.texts_of(coop.inquiries), "prose"), _FIELDS, _SINCE, _UNTIL,
            Column("max_years", coop.maxYears, "number"), Column("max_budget", coop.maxBudget, "number"),
            Column("currency", coop.currency, "text"), Column("projects", _count(coop.programme), "count"),
            Column("website", _website), _SOURCES,
        )),
        _Listing("funders", (coop.Funder,), (
            Column("funder", _name), Column("kind", _kind, choose=True),
            Column("country", coop.country), Column("programmes", _count(coop.funder, coop.Programme),
            "count"), Column("projects", _count(coop.funder, coop.Project), "count"), Column("website", _website),
            _SOURCES,
        )),
        _Listing("offices", (coop.ContactOffice,), (
            Column("office", _name), Column("kind", _kind, choose=True), Column("serves", programmes.served, "prose"),
            Column("located_in", programmes.located_in), Column("remarks", programmes.texts_of(skos.note), "lines"),
            Column("website", _website), _SOURCES,
        )),
    ),
    "sources": (
        _Listing("sources", (coop.Source,), (
            Column("source", _title), Column("publisher", dct.publisher, "text"), Column("issued", dct.issued, "date"),
            Column("language", _language, "text", choose=True), Column("facts", _count(dct.source), "count"),
        ), latest=dct.issued),
    ),
}  # fmt: skip
"""The entries of the menu that are tables -> their tables."""


def tables() -> dict[str, list[str]]:
    """Return the entries of the menu that are tables of facts -> the ids of their tables."""
    return {section: [one.name for one in listings] for section, listings in _LISTINGS.items()}


def pages(site: LanguageSite) -> Iterator[Page]:
    """Yield the pages of tables, in one language."""
    renderer = CellRenderer(site)
    yield _page(site, "places", [_places(renderer)])
    for section, listings in _LISTINGS.items():
        yield _page(site, section, [listing.table(renderer) for listing in listings])


def _page(site: LanguageSite, section: str, tables: list[HtmlTable]) -> Page:
    standing = programmes.standing(site) if section == "programmes" else None
    return site.page("tables", file_of(section), site.words[section], section, tables=tables, standing=standing)


def _ties(*forms: NamedNode) -> Callable[[CellRenderer, NamedNode], list[Part]]:
    """Return what counts the facts of some classes that a locality holds."""

    def ties(renderer: CellRenderer, place: NamedNode) -> list[Part]:
        about = renderer.site.snapshot.briefings.get(place)
        return _number(about.number(*forms) if about else 0)

    return ties


def _partners(renderer: CellRenderer, place: NamedNode) -> list[Part]:
    """Return how many localities of the other country one works with."""
    about = renderer.site.snapshot.briefings.get(place)
    return _number(len(about.partners) if about else 0)


def _places(renderer: CellRenderer) -> HtmlTable:
    """Return the table of all localities of the day, and of those that have ended."""
    snapshot = renderer.site.snapshot
    units = {thing[unit.place]: unit for level in ("provincial", "municipal")
             for unit in snapshot.access.units(LocalityFilter(level=level), snapshot.day)}  # fmt: skip
    known = [place for place in renderer.facts.things(coop.Locality) if place in snapshot.listed]
    ended = [place for place in known if place not in units]
    units |= {place: _former(renderer, place) for place in ended}
    columns = _place_columns(units, snapshot.access.reached(snapshot.day))
    rows = [renderer.row(columns, place, units[place].place, empty=place not in snapshot.briefings)
            for place in renderer.in_order(units)]  # fmt: skip
    return HtmlTable(
        "places", renderer.words["title_places"], renderer.words["lead_places"], renderer.headings(columns), rows, 0
    )


def _former(renderer: CellRenderer, place: NamedNode) -> Unit:
    """Return what a locality was when it ended."""
    uppers = renderer.facts.things_of(place, schema.containedInPlace)
    said = (renderer.facts.things_of(place, coop.country), renderer.facts.things_of(place, coop.level))
    country, level = ("".join(map(slug, found[:1])) for found in said)
    last = region(renderer.site.store, place, renderer.site.day)
    return Unit(short(place), country, level, slug(last), "".join(map(short, uppers[:1])))


def _place_columns(units: dict[NamedNode, Unit], reached: dict[str, Counter[str]]) -> list[Column]:
    def one_of(scheme: str, attribute: str) -> Callable[[CellRenderer, NamedNode], list[Part]]:
        def concepts(_: CellRenderer, place: NamedNode) -> list[Part]:
            slug = getattr(units[place], attribute)
            return [concept[f"{scheme}/{slug}"]] if slug else []

        return concepts

    def parent(renderer: CellRenderer, place: NamedNode) -> list[Part]:
        upper = units[place].parent
        return [renderer.labels[thing[upper]]] if upper else []

    def lacking(renderer: CellRenderer, place: NamedNode) -> list[Part]:
        own = reached.get(units[place].place, Counter())
        ended = renderer.facts.text(place, coop.validThrough)
        return [] if ended else [concept[f"scheme/{one.replace('_', '-')}"] for one in SCHEMES if not own.get(one)]

    agreement, exchange, project, event = (
        _ties(form) for form in (coop.Agreement, coop.Exchange, coop.Project, coop.Event)
    )
    return [
        Column("place", _place),
        Column("country", one_of("country", "country"), choose=True),
        Column("level", one_of("level", "level"), choose=True),
        Column("region", one_of("region", "region"), choose=True),
        Column("parent", parent, choose=True),
        Column("agreements", agreement, "count"),
        Column("exchanges", exchange, "count"),
        Column("projects", project, "count"),
        Column("networks", _ties(coop.Membership, coop.NetworkEvent), "count"),
        Column("events", event, "count"),
        Column("partners", _partners, "count"),
        Column("lacking", lacking, "prose", choose=True),
    ]


def _place(renderer: CellRenderer, place: NamedNode) -> Cell:
    """Return the name of a locality, and what became of it if it has ended."""
    name = renderer.labels[place]
    drawn = renderer.link(place) if place in renderer.site.snapshot.briefings else escape(visible(name))
    if until := renderer.until(place):
        ended = Markup('{} <small class="muted">{}</small>').format(drawn, visible(until))
        return Cell(ended, renderer.reading(place) or name)
    return Cell(drawn, renderer.reading(place))
