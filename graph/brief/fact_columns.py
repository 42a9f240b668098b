"""The columns that tables of facts have alike: who entered into a fact on either side, and its sources."""

from pyoxigraph import Literal, NamedNode, Store

from graph.ask.as_of import Names, parties
from graph.ask.labels import short, slug
from graph.ask.lookup import things
from graph.ask.query import Cell
from ontology import dct

SIDES = {"vietnam": "vn/", "japan": "jp/"}
"""The column of each country -> how the ids of its localities begin."""


class FactColumns:
    """The parties and sources of facts as cells.

    Args:
        store: the graph.
        names: what parties are called, and who holds a fact on the day.
        ids: whether the ids of the parties stand in columns beside their names, as programs want them.
    """

    def __init__(self, store: Store, names: Names, ids: bool = True) -> None:
        self._store, self._names, self._ids = store, names, ids
        self.sides = tuple(name for side in SIDES for name in ((side, f"{side}_id") if ids else (side,)))
        """The names of the columns of `parties`."""

    def parties(self, fact: NamedNode) -> list[Cell]:
        """Return the localities that entered into a fact, country by country, several in one cell."""
        cells: list[Cell] = []
        for within in SIDES.values():
            found = [one for one in parties(self._store, fact) if short(one).startswith(within)]
            named = [self._names.text(one) for one in self._names.among(fact, found)]
            cells.append(Literal("; ".join(named)) if named else None)
            if self._ids:
                cells.append(Literal(";".join(map(short, found))) if found else None)
        return cells

    def sources(self, fact: NamedNode) -> Cell:
        """Return the ids of the sources of a fact in one cell."""
        return Literal(";".join(map(slug, things(self._store, fact, dct.source))))
