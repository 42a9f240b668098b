"""HTML tables that readers sort, filter and download: their columns, and how cells are rendered."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape
from pyoxigraph import Literal, NamedNode

from graph.ask.as_of import Names, Party, parties
from graph.ask.labels import is_locality
from graph.ask.lookup import in_language
from graph.ask.text import visible, web
from graph.site.alphabet import order
from graph.site.facts import Facts, facts
from graph.site.language_site import LanguageSite
from loaders.model.dates import date_text
from loaders.model.messages import figure, separator
from ontology import coop, dct, schema, thing, xsd

Part = NamedNode | Literal | Markup | str
"""A part of a cell: a thing, a value, text, or HTML."""

_DATES = {xsd.date, xsd.gYearMonth, xsd.gYear}


@dataclass(frozen=True)
class Column:
    """A column over things of some classes.

    Attributes:
        name: its heading is the word ``column_NAME``.
        of: the predicate whose values it holds, or a function that returns them (or the whole cell) for a thing.
        kind: ``things`` and ``text``, in one line; ``prose``, longer; ``lines``, one below the other;
            ``date``, ``number``; ``count``, a number where nothing means none known; ``sources``.
        choose: whether readers may choose among its values.
    """

    name: str
    of: "NamedNode | Callable[[CellRenderer, NamedNode], Iterable[Part] | Cell]"
    kind: str = "things"
    choose: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell as HTML, and the text that it is sorted by if that is another."""

    html: Markup
    sort: str = ""


_NOTHING = Cell(Markup(""))


@dataclass(frozen=True)
class Heading:
    """The head of a column; see `Column`. ``name`` is what it is called in the address of a page that is filtered.

    A cell with the text ``every`` has each of the choices.
    """

    name: str
    title: str
    kind: str
    choose: bool = False
    every: str = ""


@dataclass(frozen=True)
class HtmlTable:
    """A table for the templates.

    Attributes:
        name: its id on the page, and the name of the file that it is downloaded as.
        title: what it is called.
        lead: a sentence on what it shows.
        headings: its columns.
        rows: its rows, as HTML.
        sorted: the number of the column that it is sorted by in ascending order, if any.
    """

    name: str
    title: str
    lead: str
    headings: list[Heading]
    rows: list[Markup]
    sorted: int | None = None


def anchor(href: str, text: str, title: str = "", language: str = "") -> Markup:
    """Return a link as HTML; its address and text may come from anybody, and are escaped."""
    more = (f' title="{escape(visible(title))}"' if title else "") + (f' lang="{escape(language)}"' if language else "")
    return Markup(f'<a href="{escape(visible(href))}"{more}>{escape(visible(text))}</a>')  # noqa: S704 - all escaped


_CLASSES = {"count": "number", "things": ""}
"""The kinds of columns that are not styled by a class of their name."""


def drawn_row(cells: Iterable[Cell], kinds: Iterable[str], attributes: str = "") -> Markup:
    """Return a row as HTML; thousands of them are drawn, for which a template would be too slow."""
    drawn, tag = "", 'th scope="row"'
    for cell, kind in zip(cells, kinds, strict=True):
        style = _CLASSES.get(kind, kind) if cell.html else ""
        sort = f' data-sort="{escape(visible(cell.sort))}"' if cell.sort else ""
        drawn += f"<{tag}" + (f' class="{style}"' if style else "") + f"{sort}>{cell.html}</{tag[:2]}>"
        tag = "td"
    return Markup(f"<tr{attributes}>{drawn}</tr>")  # noqa: S704 - cells are drawn, all else is escaped or ours


def _sorted_by(part: Part) -> str:
    """Return what a date is sorted by, and downloaded as, since it is written as people of a language do."""
    return part.value if isinstance(part, Literal) and part.datatype in _DATES else ""


class CellRenderer:
    """Renders cells as HTML in one language.

    Args:
        site: the site in that language.
        home: the path from the page to the folder of the language.
    """

    def __init__(self, site: LanguageSite, home: str = "") -> None:
        self.site, self.words, self.labels = site, site.words, site.labels
        self.language, self.home = site.language, home
        self.facts: Facts = facts(site.snapshot)
        self.names = Names(site.store, site.language, site.day, site.labels)
        self._separator = escape(separator(self.language))
        self._links: dict[NamedNode, Markup] = {}
        self._cells: dict[tuple[Part, ...], Cell] = {}  # what thousands of rows have alike

    def row(self, columns: Sequence[Column], node: NamedNode, identifier: str, empty: bool = False) -> Markup:
        """Return the row of a thing; ``empty`` if nothing is known of it."""
        return drawn_row([self._cell(column, node) for column in columns], [one.kind for one in columns],
                         f' id="{escape(identifier)}"' + (' class="empty"' if empty else ""))  # fmt: skip

    def _cell(self, column: Column, node: NamedNode) -> Cell:
        if isinstance(column.of, NamedNode):
            return self.cell(self.texts(node, column.of), column.kind)
        found = column.of(self, node)
        return found if isinstance(found, Cell) else self.cell(found, column.kind)

    def texts(self, node: NamedNode, predicate: NamedNode) -> list[NamedNode | Literal]:
        """Return the values of a predicate of a thing, of texts in several languages those in this one."""
        found = self.facts.of(node, predicate)
        if len(found) < 2 or isinstance(found[0], NamedNode):
            return [*found]
        return [*in_language((one for one in found if isinstance(one, Literal)), self.language)]

    def headings(self, columns: Iterable[Column]) -> list[Heading]:
        """Return the heads of columns."""
        return [Heading(one.name, self.words[f"column_{one.name}"], one.kind, one.choose) for one in columns]

    def cell(self, parts: Iterable[Part], kind: str) -> Cell:
        """Return a cell of a kind of column; see `Column`."""
        if kind == "sources":
            drawn = [self.source(part) for part in parts if isinstance(part, NamedNode)]
            return Cell(self._separator.join(dict.fromkeys(drawn)))
        found = tuple(parts)
        if not found:
            return _NOTHING
        if kind in {"number", "count"} and isinstance(found[0], Literal):
            return Cell(*self._number(found[0].value))
        if kind == "date" and isinstance(found[0], str) and not isinstance(found[0], Markup):
            return Cell(escape(date_text(found[0], self.language)), found[0])
        if kind == "lines":
            return Cell(Markup("<br>").join(map(self.drawn, found)))
        if found not in self._cells:
            self._cells[found] = self._several(found)
        return self._cells[found]

    def _several(self, found: tuple[Part, ...]) -> Cell:
        sort = self.reading(found[0]) if isinstance(found[0], NamedNode) else ""
        if len(found) == 1:
            return Cell(self.drawn(found[0]), sort or _sorted_by(found[0]))
        return Cell(self._separator.join(Markup("<bdi>") + self.drawn(one) + Markup("</bdi>") for one in found), sort)

    def written(self, number: int) -> Markup:
        """Return a number as it is written in the language."""
        return self.cell([Literal(number)], "number").html

    def drawn(self, part: Part) -> Markup:
        """Return a part of a cell as HTML."""
        if isinstance(part, NamedNode):
            return self.link(part)
        if isinstance(part, Literal):
            return self._literal(part)
        return part if isinstance(part, Markup) else escape(visible(part))

    def link(self, node: NamedNode, text: str = "") -> Markup:
        """Return the label of a thing (or another text) as HTML, with a link if the thing has an address."""
        if text:
            return self._linked(node, text)
        if node not in self._links:
            self._links[node] = self._linked(node, self.labels[node])
        return self._links[node]

    def _linked(self, node: NamedNode, text: str) -> Markup:
        href = self.site.href(node)
        return anchor(self.home + href, text) if href else escape(visible(text))

    def _literal(self, literal: Literal) -> Markup:
        if literal.datatype in _DATES:
            return escape(date_text(literal.value, self.language))
        return self.text(literal.value, literal.language or "")

    def answered(self, cell: NamedNode | Literal, column: str) -> Part:
        """Return a cell of an answer; whether something is so, in the words of its column if that has its own."""
        if not isinstance(cell, Literal) or cell.datatype != xsd.boolean:
            return cell
        said = "yes" if cell.value == "true" else "no"
        return self.words.get(f"{said}_{column}", self.words[said])

    def text(self, said: str, language: str) -> Markup:
        """Return a text as HTML, marked with its language where that is another than the page's."""
        if language and language != self.language:
            return Markup('<span lang="{}">{}</span>').format(language, visible(said))
        return escape(visible(said))

    def _number(self, value: str) -> tuple[Markup, str]:
        """Return a number as it is written in the language, and as it is sorted by."""
        rounded = f"{float(value):.3f}".rstrip("0").rstrip(".") if "." in value else value
        decimals = len(rounded.partition(".")[2])
        written = figure(float(rounded) if decimals else int(rounded), decimals, self.language)
        return escape(written), "" if written == value else value

    def source(self, source: NamedNode) -> Markup:
        """Return who published a source, linked to its page if that is one of the web, else to our row of it."""
        publisher, title = self.facts.text(source, dct.publisher), self.facts.text(source, dct.title)
        if address := web(self.facts.text(source, schema.url)):
            return anchor(address, publisher or title, title)
        return self.link(source, publisher or title)

    def reading(self, node: NamedNode) -> str:
        """Return what a label is sorted by where that is not the label: its reading in Japanese, or without the level.

        *Thành phố Đà Nẵng* stands at Đ, ハノイ市 at ハノイ.
        """
        if self.language == "ja" and (kana := self.facts.reading(node)):
            return kana
        return self.bare(node) if self.language != "en" and is_locality(node) else ""

    def bare(self, node: NamedNode) -> str:
        """Return the label of a locality from its name on, without the word for its level before it."""
        label, names = self.labels[node], {one.language: one.value for one in self.facts.names(node)}
        name = names.get(self.language) or names.get("en", "")
        return label[label.find(f" {name}") + 1 :] if self.language == "vi" else name or label

    def parties(self, found: Iterable[Party]) -> Cell:
        """Return those who entered into a fact, under the names they had, and who holds it today if that is another."""
        ordered = sorted(found, key=lambda party: order(self.reading(party.place) or party.name, self.language))
        drawn = [Markup("<bdi>") + self.party(one) + Markup("</bdi>") for one in ordered]
        return Cell(self._separator.join(drawn), self.reading(ordered[0].place)) if ordered else _NOTHING

    def side(self, fact: NamedNode, country: str) -> Cell:
        """Return those of a country (``vn`` or ``jp``) who entered into a fact; see `parties`."""
        within = thing[f"{country}/"].value
        own = [place for place in parties(self.site.store, fact) if place.value.startswith(within)]
        return self.parties(self.names.among(fact, own))

    def party(self, party: Party) -> Markup:
        """Return a party with links: ``Quy Nhon (now Gia Lai)``."""
        then = self._linked(party.place, party.name)
        now = self._separator.join(map(self.link, party.holders))
        return Markup(self.words["now_held"]).format(then, now) if party.holders else then  # noqa: S704 - ours

    def until(self, place: NamedNode) -> str:
        """Return until when a locality existed and who holds what it had; empty if it exists on the day."""
        holders = self.facts.holders(place)
        if place in holders:
            return ""
        heirs = self._separator.join(self.labels[one] for one in self.in_order(holders))
        return self.words["until_now"].format(
            date_text(self.facts.text(place, coop.validThrough), self.language), heirs
        )

    def in_order(self, nodes: Iterable[NamedNode]) -> list[NamedNode]:
        """Return things by their names, in the order of the language."""
        labels = self.labels
        return sorted(nodes, key=lambda node: (order(self.reading(node) or labels[node], self.language), labels[node]))
