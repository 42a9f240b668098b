"""What is new as feeds (Atom, RFC 4287): of all, and of each locality, in one language."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from pyoxigraph import NamedNode

from graph.ask.as_of import Names, parties
from graph.ask.citations import Citations
from graph.ask.labels import slug
from graph.ask.status import days, facts_as_of
from graph.ask.text import visible, web
from graph.brief.news import NewsItem
from graph.site.language_site import LanguageSite, Page
from loaders.model.dates import date_text
from loaders.model.messages import figure
from ontology import BASE

ENDING = ".atom"
_ATOM = "http://www.w3.org/2005/Atom"
_RIGHTS = "CC BY 4.0"
_HOME = "{home}"
"""Where the way to the folder of the language, which differs by feed, is put into an entry; no IRI has braces."""


class Feeds:
    """Writes feeds in a language; an entry that stands in several is made once.

    The id of an entry is the IRI of the fact, and of a feed that of the project or the locality, with the language as
    fragment: each language has texts of its own, and wherever the site stands, the ids stay. Links are relative, since
    a site has no fixed address; those to sources (``via``) are whole. An entry is of the day on which the fact entered
    the graph, so that what is entered late is news as well.

    Args:
        site: the site in the language.
    """

    def __init__(self, site: LanguageSite) -> None:
        self._site, self._words, self._labels = site, site.words, site.labels
        self._names = Names(site.store, site.language, site.day, site.labels)
        self._facts_day = facts_as_of(site.store)
        self._entries: dict[NamedNode, tuple[str, str]] = {}

    def feed(
        self, items: Sequence[NewsItem], most: int, file: str, page: str, title: str, about: NamedNode | None
    ) -> Page:
        """Return a feed.

        Args:
            items: the news that have entered, the latest first.
            most: how many of them it has; how many more there are is said in it.
            file: its path from the folder of the language.
            page: the page that it goes with, likewise.
            title: what it is called.
            about: the locality that it is of; none if of all.
        """
        home = "../" * file.count("/")
        shown = items[:most]
        top = Element("feed", {"xmlns": _ATOM, "xml:lang": self._site.language})
        _texts(top, id=f"{about.value if about else BASE}#news-{self._site.language}", title=title,
               updated=_instant(shown[0].entered if shown else self._facts_day), subtitle=self._subtitle(items, most),
               rights=_RIGHTS)  # fmt: skip
        _texts(SubElement(top, "author"), name=self._words["site_title"])
        SubElement(top, "link", rel="self", type="application/atom+xml", href=file.rpartition("/")[2])
        SubElement(top, "link", rel="alternate", type="text/html", href=home + page, hreflang=self._site.language)
        head = tostring(top, "unicode").removesuffix("</feed>")
        entries = "\n".join(home.join(self._entry(one)) for one in shown)
        text = f'<?xml version="1.0" encoding="utf-8"?>\n{head}\n{entries}\n</feed>\n'
        return Page(f"{self._site.language}/{file}", text)

    def _subtitle(self, items: Sequence[NewsItem], most: int) -> str:
        said = days(self._site.store, self._site.day, self._site.language)
        if len(items) > most:
            numbers = (figure(number, language=self._site.language) for number in (most, len(items) - most))
            said += " · " + self._words["news_more"].format(*numbers)
        return said

    def _entry(self, item: NewsItem) -> tuple[str, str]:
        """Return an entry as XML, before and behind the way to the folder of the language."""
        if item.fact not in self._entries:
            before, _, behind = tostring(self._made(item), "unicode").partition(_HOME)
            self._entries[item.fact] = before, behind
        return self._entries[item.fact]

    def _made(self, item: NewsItem) -> Element:
        made, form = Element("entry"), self._labels[item.form]
        _texts(made, id=f"{item.fact.value}#{self._site.language}", updated=_instant(item.entered))
        SubElement(made, "link", rel="alternate", type="text/html", href=_HOME + self._site.href(item.fact),
                   hreflang=self._site.language)  # fmt: skip
        _texts(made, title=self._labels[item.fact] + self._names.now(item.fact))  # what anybody may have written
        citations = Citations(self._site.store)
        citations.cite(item.fact)
        said = [source.title for source in citations]
        for source in citations:
            if address := web(source.url):
                SubElement(made, "link", rel="via", href=visible(address))
        SubElement(made, "category", term=slug(item.form), label=form)
        _texts(made, summary=self._summary(item, form, said))
        return made

    def _summary(self, item: NewsItem, form: str, sources: list[str]) -> str:
        """Return when it happened, who took part, when it entered, from where."""
        comma = self._words["separator"]
        found = self._names.among(item.fact, parties(self._site.store, item.fact))
        when = date_text(item.date, self._site.language) or self._words["undated"]
        lines = [
            f"{form}: {when}", comma.join(map(self._names.text, found)),
            self._words["news_entered_on"].format(date_text(item.entered, self._site.language)),
            f"{self._words['sources']}: {'; '.join(sources)}" if sources else "",
        ]  # fmt: skip
        return " · ".join(filter(None, lines))


def _texts(within: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(within, name).text = visible(text)


def _instant(day: str) -> str:
    """Return a day as a moment, as Atom wants it."""
    return f"{day}T00:00:00Z"
