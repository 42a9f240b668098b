"""The sources of facts, numbered in the order in which they are first cited."""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from graph.ask.labels import short
from graph.ask.lookup import things, value
from graph.store.caches import cached
from loaders.model.dates import date_text
from ontology import dct, schema


@dataclass(frozen=True)
class CitedSource:
    """A page that states a fact; what is not known of it is empty.

    Attributes:
        number: under which it is cited.
        id: its id.
        title: its title, or a short label of ours.
        language: that of the title, as BCP 47 has it.
        publisher: who published it.
        issued: when, as precisely as is known.
        url: its address.
        page: the language of what stands there, as BCP 47 has it.
    """

    number: int
    id: str
    title: str
    language: str
    publisher: str
    issued: str
    url: str
    page: str

    def text(self, language: str) -> str:
        """Return it as a line in a language."""
        issued = date_text(self.issued, language)
        said = ". ".join(dict.fromkeys(filter(None, (self.title, self.publisher, issued, self.url))))
        return f"  [{self.number}] {said}"


class Citations:
    """The sources cited so far.

    Args:
        store: the graph.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._numbers: dict[NamedNode, int] = {}

    def of(self, fact: NamedNode) -> list[NamedNode]:
        """Return the sources of a fact, without citing them."""
        return [*_sources(self._store, fact)]

    def cite(self, fact: NamedNode) -> str:
        """Return the numbers of a fact's sources as they stand behind it, a space before each: `` [1] [4]``."""
        return "".join(f" [{number}]" for number in self.numbers(fact))

    def number(self, facts: tuple[NamedNode, ...]) -> int:
        """Return how many sources several facts have, without citing them."""
        return len({source for fact in facts for source in _sources(self._store, fact)})

    def numbers(self, fact: NamedNode) -> list[int]:
        """Return the numbers of a fact's sources, and cite them."""
        return [self._numbers.setdefault(one, len(self._numbers) + 1) for one in _sources(self._store, fact)]

    def __iter__(self) -> Iterator[CitedSource]:
        for node, number in self._numbers.items():
            yield CitedSource(number, *_details(self._store, node))

    def listed(self, title: str, language: str) -> list[str]:
        """Return the lines at the end of a text that list the sources, under a title; none if none was cited."""
        sources = [source.text(language) for source in self]
        return ["", title, *sources] if sources else []


@cached
def _sources(store: Store, fact: NamedNode) -> tuple[NamedNode, ...]:
    """Return the sources of a fact; many pages cite the same."""
    return tuple(things(store, fact, dct.source))


@cached
def _details(store: Store, source: NamedNode) -> tuple[str, str, str, str, str, str, str]:
    """Return a source as in `CitedSource`, without its number; many pages list the same."""
    title = value(store, source, dct.title)
    language = (title.language or "") if isinstance(title, Literal) else ""
    publisher, issued, url, page = (
        found.value if (found := value(store, source, predicate)) else ""
        for predicate in (dct.publisher, dct.issued, schema.url, dct.language)
    )
    return short(source), title.value if title else "", language, publisher, issued, url, page
