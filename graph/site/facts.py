"""The values of things by predicate, read from the graph once for all languages, as known on a day."""

import re
from collections import defaultdict
from typing import cast

from pyoxigraph import Literal, NamedNode

from graph.ask.as_of import holders
from graph.ask.lookup import every
from graph.site.snapshot import SiteSnapshot
from graph.store.caches import cached
from ontology import coop, rdf, skos, thing

Value = NamedNode | Literal

_READING = re.compile("[ぁ-ゖー]+")


@cached
def facts(snapshot: SiteSnapshot) -> "Facts":
    """Return the facts of a snapshot; those that have been read are kept."""
    return Facts(snapshot)


class Facts:
    """The values of things in a snapshot.

    Args:
        snapshot: the graph as of a day.
    """

    def __init__(self, snapshot: SiteSnapshot) -> None:
        self._store, self.day = snapshot.store, snapshot.day
        self._pointing: dict[NamedNode, dict[NamedNode, list[NamedNode]]] = {}
        self._of_class: dict[NamedNode, list[NamedNode]] = {}

    def of(self, node: NamedNode, *predicates: NamedNode) -> list[Value]:
        """Return what is said of a thing by one or several predicates, in a fixed order."""
        return [value for predicate in predicates for value in every(self._store, predicate).get(node, ())]

    def things_of(self, node: NamedNode, *predicates: NamedNode) -> list[NamedNode]:
        """Return the things among `of`."""
        return [value for value in self.of(node, *predicates) if isinstance(value, NamedNode)]

    def text(self, node: NamedNode, *predicates: NamedNode) -> str:
        """Return the first of `of` as text; empty if there is none."""
        return next((value.value for value in self.of(node, *predicates)), "")

    def pointing(self, predicate: NamedNode, node: NamedNode) -> list[NamedNode]:
        """Return the things known on the day that have a thing as the value of a predicate."""
        if predicate not in self._pointing:
            found: dict[NamedNode, list[NamedNode]] = defaultdict(list)
            for one, values in every(self._store, predicate).items():
                for value in values:
                    found[cast(NamedNode, value)].append(one)
            self._pointing[predicate] = found
        return [one for one in self._pointing[predicate].get(node, ()) if self.known(one)]

    def known(self, node: NamedNode) -> bool:
        """Whether a thing is known by the day."""
        return self.text(node, coop.firstDay) <= self.day

    def things(self, *classes: NamedNode) -> list[NamedNode]:
        """Return the things of some classes that are known by the day."""
        for one in classes:
            if one not in self._of_class:
                found = self._store.quads_for_pattern(None, rdf.type, one, None)
                self._of_class[one] = sorted({cast(NamedNode, quad.subject) for quad in found}, key=str)
        return [node for one in classes for node in self._of_class[one] if self.known(node)]

    def holders(self, party: NamedNode) -> list[NamedNode]:
        """Return who holds on the day what a locality has entered into."""
        return holders(self._store, party, self.day)

    def parties(self, fact: NamedNode, country: str) -> list[NamedNode]:
        """Return the localities of a country (``vn`` or ``jp``) that entered into a fact."""
        within = thing[f"{country}/"].value
        return [one for one in self.things_of(fact, coop.party) if one.value.startswith(within)]

    def held_by(self, fact: NamedNode, country: str) -> list[NamedNode]:
        """Return the localities of a country that hold a fact on the day."""
        return list(dict.fromkeys(one for party in self.parties(fact, country) for one in self.holders(party)))

    def names(self, node: NamedNode) -> list[Literal]:
        """Return the names of a thing, one a language, without its level or what tells it from namesakes."""
        return [one for one in self.of(node, skos.prefLabel) if isinstance(one, Literal)]

    def reading(self, node: NamedNode) -> str:
        """Return how the name of a locality of Japan is read, in kana; of one renamed, the longest, with its ending."""
        texts = (value.value for value in self.of(node, skos.altLabel) if isinstance(value, Literal))
        return max(filter(_READING.fullmatch, texts), key=len, default="")
