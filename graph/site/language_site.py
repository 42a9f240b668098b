"""The site in one language: labels, the address of each thing, pages from templates."""

from dataclasses import dataclass
from functools import cached_property, partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup, escape
from pyoxigraph import NamedNode

from graph.ask.labels import Labels, short
from graph.ask.status import days, facts_as_of
from graph.ask.text import visible
from graph.ask.words import words
from graph.site.html import environment
from loaders.model.dates import date_text
from loaders.model.gazetteer import COUNTRIES
from ontology import BASE

if TYPE_CHECKING:
    from graph.site.snapshot import SiteSnapshot

SECTIONS = (
    "overview", "places", "ties", "projects", "networks", "programmes", "calendar", "news", "sources", "gaps",
    "questions", "about",
)  # fmt: skip
"""The pages of the menu, in its order; each is a file of its name, the overview is the front page."""

LISTED = {
    "tie": "ties", "event": "ties", "project": "projects", "network": "networks", "membership": "networks",
    "network-event": "networks", "programme": "programmes", "funder": "programmes", "source": "sources",
    "office": "programmes",
}  # fmt: skip
"""The first part of an id -> the page on which such things stand, each in a row with its id."""

_LOCALITIES = tuple(f"{country}/" for country in COUNTRIES)


@dataclass(frozen=True)
class Page:
    """A file of the site: its path from the root, and what stands in it."""

    path: str
    text: str | bytes


class LanguageSite:
    """The site in one language.

    Args:
        snapshot: the graph as of a day.
        language: ``en``, ``vi`` or ``ja``.
    """

    def __init__(self, snapshot: "SiteSnapshot", language: str) -> None:
        self.snapshot, self.store, self.day, self.language = snapshot, snapshot.store, snapshot.day, language
        self.labels, self.words = Labels(snapshot.store, language, snapshot.day), words(language)
        self.days = days(snapshot.store, snapshot.day, language)
        self._facts = date_text(facts_as_of(snapshot.store), language)
        self._version = version("vnjp-ties")
        self._links: dict[tuple[str, NamedNode, str], Markup | str] = {}

    @cached_property
    def _menu(self) -> list[tuple[str, str]]:
        return [(file_of(section), self.words[section]) for section in SECTIONS]

    def href(self, node: NamedNode) -> str:
        """Return the address of a thing, relative to the folder of the language; empty if it has none."""
        name, known = short(node), node in self.snapshot.briefings
        if name.startswith(_LOCALITIES) and not known and node not in self.snapshot.listed:
            return ""
        return address(name, known)

    def file_beside(self, place: NamedNode, ending: str) -> str:
        """Return the path of a file that goes with the page of a locality, from the folder of the language."""
        return f"place/{short(place)}{ending}"

    def pair_address(self, place: NamedNode, other: NamedNode) -> str:
        """Return the address of the page of two localities, relative to the folder of the language."""
        one, two = sorted((short(place), short(other)), reverse=True)
        return f"pair/{one}/{two}.html"

    def letter_address(self, sender: NamedNode, receiver: NamedNode) -> str:
        """Return the address of the draft of a letter, from the root of the site; the server alone makes it."""
        return f"letter/{short(sender)}/{short(receiver)}.docx"

    def _link(self, home: str, node: NamedNode, text: str = "") -> Markup | str:
        if (home, node, text) not in self._links:
            href, label = self.href(node), text or self.labels[node]
            html = f'<a href="{escape(home + href)}"><bdi>{escape(visible(label))}</bdi></a>'
            self._links[home, node, text] = Markup(html) if href else label  # noqa: S704 - escaped just above
        return self._links[home, node, text]

    def _cite(self, title: str, about: NamedNode | None) -> str:
        """Return how a page is cited: by its title, the day of the facts, the version, an address that stays."""
        return self.words["cite"].format(title, self._facts, self._version, about.value if about else BASE)

    def page(self, template: str, file: str, title: str, section: str, **context: Any) -> Page:
        """Return a page.

        Args:
            template: the name of its template, without ending.
            file: its path from the folder of the language.
            title: what it is called.
            section: the entry of the menu that it belongs to, one of `SECTIONS`.
            context: the other variables of the template; ``structured`` is what search engines are told of the page,
                ``described`` where it is told to other programs: address and media type. It also has ``w`` (words),
                ``link(node)``, ``home`` (the way to the folder of the language), ``root`` (to that of the site),
                ``canonical`` (its whole address), ``day``, ``days`` (that and the day of the facts, in words),
                ``lang``, ``labels[node]``, ``href(node)``, ``anchor(node)`` (the id of its row on a page), ``cite``
                (how the page is cited).
        """
        home = "../" * file.count("/")

        text = environment().get_template(f"{template}.html").render(
            {"structured": None, "described": ()} | context, w=self.words, lang=self.language, day=self.day,
            days=self.days, title=title, file=file, home=home, root=f"{home}../",
            canonical=f"{self.snapshot.address}{self.language}/{file}", section=file_of(section), nav=self._menu,
            link=partial(self._link, home), href=self.href, anchor=short, labels=self.labels,
            cite=self._cite(title, context.get("place")),
        )  # fmt: skip
        return Page(f"{self.language}/{file}", text)


def address(name: str, has_page: bool) -> str:
    """Return the address of a thing, relative to the folder of a language; empty if it has none.

    Args:
        name: its id, such as ``vn/da-nang``.
        has_page: whether it has a page of its own, as localities have of which anything is known.
    """
    kind, _, within = name.partition("/")
    if has_page:
        return f"place/{quote(name)}.html"
    if kind in COUNTRIES:
        return f"places.html#{quote(name)}"
    row = f"{kind}/{within.partition('/')[0]}"  # a part of a thing, such as who signed it, has no row of its own
    return f"{LISTED[kind]}.html#{quote(row)}" if kind in LISTED else ""


def file_of(section: str) -> str:
    """Return the file of an entry of the menu."""
    return "index.html" if section == "overview" else f"{section}.html"
